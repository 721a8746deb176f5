"""The activity strip over the log: what it counts, and how keys and mouse mark a time range in it."""

import asyncio
from pathlib import Path

import pytest
from textual.events import MouseScrollUp

from joblog_tui.model.moment import DAY, MINUTE
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import Between, Filter, OneOf, Text
from joblog_tui.query.printing import show
from joblog_tui.store.base import JobStore
from joblog_tui.store.factory import open_appender, open_store
from joblog_tui.ui.widgets.activity_strip import ActivityStrip
from tests.contract.test_store import job as event
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job
from tests.support.stores import new_store

COLUMNS = 89  # of 120 cells


def a_morning() -> MemoryStore:
    """A job a minute for an hour and a half; one in ten failed; the last ones are at work."""
    store = MemoryStore()
    for n in range(90):
        status = Status.RUNNING if n < 3 else Status.NOT_COMPLETED if n % 10 == 5 else Status.COMPLETED
        created = NOW - n * MINUTE - 1
        store.put(a_job(1000 - n, created_at=created, updated_at=created + 500, started_at=created, status=status))
    return store


def strip(operator: Operator) -> ActivityStrip:
    return operator.find(ActivityStrip)


def lines(operator: Operator) -> list[str]:
    region = strip(operator).region
    return operator.lines[region.y : region.bottom]


def created(operator: Operator) -> tuple[int | None, int | None] | None:
    """What the query asks about when jobs were created."""
    for part in operator.screen.state.filter.parts:
        if isinstance(part, Between):
            return part.low, part.high
    return None


async def test_the_last_minutes_are_drawn_and_told() -> None:
    async with dashboard(a_morning()) as operator:
        await operator.sees("Last 1h 29m", "peak 1/min", "88 jobs", "now")
        drawn = lines(operator)
        assert [len(line) for line in drawn] == [120] * 5
        assert drawn[3].startswith(" ✗ 9  ↻ 0  in this time")
        assert drawn[2][30:].count("█") == COLUMNS - 9 - 1  # nine failed, and this minute has just begun
        assert "p50 0.5s" in drawn[2]
        assert "╵08:00" in drawn[4]


@pytest.mark.parametrize(("rows", "height"), [(9, 0), (10, 1), (29, 1), (30, 5), (45, 5), (46, 8)])
async def test_it_is_as_high_as_there_is_room_for(rows: int, height: int) -> None:
    async with dashboard(a_morning(), size=(100, rows)) as operator:
        await operator.until(lambda: operator.cursor is not None)
        await operator.until(lambda: (strip(operator).size.height if strip(operator).display else 0) == height)


async def test_in_one_row_it_tells_how_many_want_a_look() -> None:
    async with dashboard(a_morning(), size=(80, 24)) as operator:
        await operator.sees("✗ 9  ↻ 0  ● 3  ◐ 0  ○ 0", "█")


async def test_keys_mark_a_range_and_enter_makes_it_part_of_the_query() -> None:
    async with dashboard(a_morning()) as operator:
        await operator.sees("Last 1h 29m")
        await operator.press("z")
        await operator.sees("09:00 – 09:01", "1 minute a column", "no jobs in this time")
        await operator.press("left", "left", "shift+left", "shift+left")
        await operator.sees("08:56 – 08:59  3m", "3 jobs")
        await operator.press("up")
        await operator.sees("08:55 – 08:59  4m")
        await operator.press("down", "shift+right")
        await operator.sees("08:57 – 08:59  2m")
        await operator.press("enter")
        assert created(operator) == (NOW - 3 * MINUTE, NOW - MINUTE)
        await operator.sees("created:2026-11-23T08:57..2026-11-23T08:59", "2 match")
        assert operator.table.has_focus
        await operator.sees("08:57 – 08:59  2m", "2 jobs")


async def test_a_key_moves_on_from_where_the_one_before_went_even_if_nobody_has_answered_that_yet() -> None:
    async with dashboard(a_morning()) as operator:
        await operator.sees("Last 1h 29m")
        await operator.press("z")
        for _ in range(3):
            strip(operator).action_move(-1)
        strip(operator).action_extend(-1)
        await operator.sees("08:56 – 08:58  2m")


async def test_escape_leaves_the_strip_as_it_was() -> None:
    async with dashboard(a_morning()) as operator:
        await operator.sees("Last 1h 29m")
        await operator.press("z", "left", "left", "escape")
        await operator.sees("Last 1h 29m")
        assert operator.table.has_focus
        assert operator.screen.state.filter == Filter()


async def test_the_query_s_own_range_is_where_the_brush_begins_and_backspace_drops_it() -> None:
    low = NOW - 30 * MINUTE
    async with dashboard(a_morning(), query=f"actor:okta created:{'2026-11-23T08:30..2026-11-23T08:40'}") as operator:
        await operator.sees("08:30 – 08:40  10m", "10 jobs")
        assert created(operator) == (low, low + 10 * MINUTE)
        await operator.press("z")
        shown = strip(operator).shown
        assert shown.brush is not None
        assert (shown.brush.first, shown.brush.last) == (low, low + 10 * MINUTE)
        await operator.press("backspace")
        assert operator.screen.state.filter.parts == (Text("actor", ("okta",)),)
        await operator.sees("Last 1h 29m")


async def test_a_range_takes_the_place_of_the_one_before() -> None:
    async with dashboard(a_morning(), query="created:2026-11-23T08:30..2026-11-23T08:40") as operator:
        await operator.sees("08:30 – 08:40  10m")
        await operator.press("z", "right", "enter")
        assert show(operator.screen.state.filter).count("created:") == 1
        found = created(operator)
        assert found is not None
        assert found[0] is not None
        assert found[0] > NOW - 30 * MINUTE


async def test_zoom_goes_from_minutes_to_years_and_back() -> None:
    async with dashboard(a_morning()) as operator:
        await operator.sees("Last 1h 29m")
        await operator.press("z", "minus")
        await operator.sees("2 minutes a column")
        await operator.until(lambda: strip(operator).shown.edges[1] - strip(operator).shown.edges[0] == 2 * MINUTE)
        await operator.press(*["minus"] * 14)
        await operator.sees("3 months a column", "╵2010", "╵2015")
        await operator.press("plus")
        await operator.sees("1 month a column", "╵2024")
        await operator.press("0")
        await operator.sees("1 minute a column")
        await operator.press(*["plus"] * 5)
        await operator.sees("1 second a column")


async def test_moving_on_at_the_end_shows_earlier_times() -> None:
    async with dashboard(a_morning()) as operator:
        await operator.sees("Last 1h 29m")
        await operator.press("z", "home", "left")
        await operator.until(lambda: not strip(operator).shown.follows)
        shown = strip(operator).shown
        assert shown.brush is not None
        assert shown.brush.last == NOW + MINUTE - COLUMNS * MINUTE
        await operator.press("end", "right", "right")
        await operator.until(lambda: strip(operator).shown.follows)


async def test_a_drag_is_a_query_and_a_click_puts_the_keys_on_the_strip() -> None:
    async with dashboard(a_morning()) as operator:
        await operator.sees("Last 1h 29m")
        pilot = operator.pilot
        last = 119 - 1  # the last column's cell
        await pilot.click(ActivityStrip, offset=(last - 10, 1))
        await operator.sees("08:50 – 08:51")
        assert strip(operator).has_focus
        await pilot.mouse_down(ActivityStrip, offset=(last - 20, 1))
        await pilot.hover(ActivityStrip, offset=(last - 11, 2))
        await operator.sees("08:40 – 08:50  10m")
        await pilot.mouse_up(ActivityStrip, offset=(last - 11, 2))
        await operator.until(lambda: created(operator) == (NOW - 20 * MINUTE, NOW - 10 * MINUTE))
        assert operator.table.has_focus


async def test_the_wheel_looks_closer_at_what_is_under_it() -> None:
    async with dashboard(a_morning()) as operator:
        await operator.sees("Last 1h 29m")
        region = strip(operator).region
        strip(operator).post_message(
            MouseScrollUp(strip(operator), 60, 1, 0, 0, 0, False, False, False, 60 + region.x, 1 + region.y)
        )
        await operator.until(lambda: strip(operator).shown.edges[1] - strip(operator).shown.edges[0] == 15_000)
        shown = strip(operator).shown
        minute = NOW + MINUTE - (119 - 60) * MINUTE
        assert shown.edges[0] < minute < shown.edges[-1]
        assert abs(shown.edges[29] - minute) <= MINUTE


async def test_it_moves_with_the_data() -> None:
    store = a_morning()
    async with dashboard(store) as operator:
        await operator.sees("88 jobs")
        store.put(a_job(2000, created_at=NOW - 5, status=Status.NOT_COMPLETED))
        await operator.sees("89 jobs", "✗ 10")


async def test_it_moves_with_time() -> None:
    now = [NOW]
    async with dashboard(a_morning(), now=lambda: now[0]) as operator:
        await operator.sees("Last 1h 29m")
        now[0] += MINUTE
        await operator.until(lambda: strip(operator).shown.edges[-1] == NOW + 2 * MINUTE)


async def test_frozen_it_stands_still() -> None:
    store = a_morning()
    async with dashboard(store) as operator:
        await operator.sees("88 jobs")
        await operator.press("=")
        store.put(a_job(2000, created_at=NOW))
        await operator.sees("+1 new")
        assert "88 jobs" in operator.text
        await operator.press("=")
        await operator.sees("89 jobs")


async def test_few_and_old_jobs_choose_a_wider_range_by_themselves() -> None:
    store = MemoryStore([a_job(n, created_at=NOW - n * DAY) for n in range(1, 30)])
    async with dashboard(store) as operator:
        await operator.sees("29 jobs")
        assert strip(operator).shown.edges[0] <= NOW - 29 * DAY


async def test_what_nothing_matches_says_so() -> None:
    async with dashboard(a_morning(), query="task:logging_in") as operator:
        await operator.sees("no job matches", "Last 1h 29m")


async def test_a_slow_count_keeps_the_old_picture_and_says_that_it_counts() -> None:
    store = a_morning()
    async with dashboard(store) as operator:
        await operator.sees("88 jobs")
        store.gates["reach"] = asyncio.Event()
        await operator.press("i")
        await operator.sees("counting")
        store.gates["reach"].set()
        await operator.sees("12 jobs")
        await operator.no_longer_sees("counting")


async def test_a_query_let_go_is_cancelled_and_the_last_one_counts() -> None:
    store = a_morning()
    async with dashboard(store) as operator:
        await operator.sees("88 jobs")
        gate = store.gates["activity"] = asyncio.Event()
        before = store.calls.count("activity")
        await operator.press("i")
        await store.called("activity", before + 1)
        del store.gates["activity"]
        await operator.press("i", "s")
        await operator.sees("no job matches")
        gate.set()


async def test_ascii_and_no_colour() -> None:
    async with dashboard(a_morning(), ascii_glyphs=True) as operator:
        await operator.sees("Last 1h 29m", "#")
        assert all(line.isascii() for line in lines(operator))


async def test_the_chart_counts_what_the_store_holds(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    appender = open_appender(f"sqlite:///{path}", durable=False)
    appender.append(
        [
            event(f"job-{n}", NOW - n * 20 * MINUTE, status=("completed", "not_completed")[n % 3 == 0])
            for n in range(200)
        ]
    )
    appender.close()

    async def opener() -> JobStore:
        return await open_store(f"sqlite:///{path}", clock=lambda: NOW)

    async with dashboard(open_store=opener) as operator:
        await operator.sees("200 jobs")
        shown = strip(operator).shown
        assert shown.activity is not None
        expected = sum(shown.edges[0] <= NOW - n * 20 * MINUTE for n in range(200))
        assert shown.activity.total == expected
        await operator.press("z", *["minus"] * 6)
        await operator.until(lambda: strip(operator).shown.activity.total == 200)  # type: ignore[union-attr]
        assert strip(operator).shown.activity.of(Status.NOT_COMPLETED) == 67  # type: ignore[union-attr]
        await operator.press("escape")
        operator.screen.filter_by(Filter((OneOf("status", ("not_completed",)),)))
        await operator.until(lambda: strip(operator).shown.activity.of(Status.COMPLETED) == 0)  # type: ignore[union-attr]
