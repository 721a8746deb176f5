"""The summary: what the newest jobs under the filter have in common, each row a filter one enter away."""

import asyncio
from datetime import UTC
from pathlib import Path

import pytest

from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Target
from joblog_tui.model.moment import HOUR, MINUTE, SECOND
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.activity import Activity
from joblog_tui.query.printing import show
from joblog_tui.query.ranges import write_moment
from joblog_tui.store.base import JobStore
from joblog_tui.store.factory import open_appender, open_store
from joblog_tui.ui.screens.summary import SummaryScreen, Throughput
from joblog_tui.ui.widgets.summary_page import SummaryPage
from tests.contract.test_store import job as event
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job
from tests.support.stores import new_store


def a_log() -> MemoryStore:
    """Forty jobs of two tasks: syncing takes as many seconds as its number, logging in half a second; four failed."""
    store = MemoryStore()
    for n in range(1, 41):
        created = NOW - n * MINUTE
        task, took = ("syncing_users", n * SECOND) if n % 2 else ("logging_in", SECOND // 2)
        store.put(
            a_job(
                100 - n,
                created_at=created,
                started_at=created,
                updated_at=created + took,
                task=task,
                actor="Okta SCIM" if n % 4 else "Ana",
                target=Target("Busy" if n <= 10 else f"Team {n}", None),
                status=Status.NOT_COMPLETED if n % 10 == 0 else Status.COMPLETED,
            )
        )
    return store


async def opened(operator: Operator) -> None:
    await operator.until(lambda: operator.cursor is not None)
    await operator.press("S")
    await operator.sees("Outcome", "Busiest actors")


def query(operator: Operator) -> str:
    return show(operator.screen.state.filter)


async def test_it_sums_up_what_is_listed() -> None:
    async with dashboard(a_log()) as operator:
        await opened(operator)
        await operator.sees("all 40 jobs", "90.0 % of 40 finished jobs completed", "p50", "p95", "Why jobs failed")
        assert "19s" in operator.line_with("Syncing users")
        assert "0.5s" in operator.line_with("Logging in")
        assert "30" in operator.line_with("Okta SCIM")
        assert "10" in operator.line_with("Busy")
        assert "20.0 % failed" in operator.line_with("Ana ")
        await operator.sees("40 jobs", "✗ 4", "now")


async def test_a_row_is_a_filter_one_enter_away() -> None:
    async with dashboard(a_log()) as operator:
        await opened(operator)
        await operator.press("tab", "tab", "j", "enter")
        assert query(operator) == "task:logging_in"
        await operator.sees("20 match")
        await opened(operator)
        await operator.press("j", "enter")
        assert query(operator) == "status:not_completed task:logging_in"
        await operator.press("left_square_bracket", "left_square_bracket")
        await operator.until(lambda: query(operator) == "")


async def test_the_cursor_goes_through_all_sections_and_clicks_filter() -> None:
    async with dashboard(a_log()) as operator:
        await opened(operator)
        await operator.press("tab", "tab", "tab", "enter")
        assert query(operator) == 'actor:="Okta SCIM"'
        await opened(operator)
        row = next(y for y, line in enumerate(operator.lines) if "Busy" in line)
        page = operator.app.screen.query_one(SummaryPage)
        x = operator.lines[row].index("Busy")
        await operator.pilot.click(SummaryPage, offset=(x, row - page.region.y))
        await operator.until(lambda: "target:=Busy" in query(operator))


async def test_another_status_takes_the_place_of_the_one_before() -> None:
    async with dashboard(a_log(), query="status:not_completed") as operator:
        await opened(operator)
        await operator.press("enter")
        assert query(operator) == "status:completed"


async def test_the_success_rate_over_time_and_each_stretch_of_it_is_a_filter() -> None:
    async with dashboard(a_log()) as operator:
        await opened(operator)
        await operator.sees("Success over time", "finished", "so far")
        stretches = [line.rsplit("─", 1)[1].split() for line in operator.lines if "━─" in line or "╸─" in line]
        assert ["90.0", "%", "10"] in [stretch[:3] for stretch in stretches]
        await operator.press("tab", "j", "enter")
        await operator.sees("10 match")
        first = query(operator)
        assert first.startswith("created:2026-")
        await opened(operator)
        await operator.press("j", "enter")
        assert query(operator) == f"status:not_completed {first}"


async def test_a_stretch_within_the_time_that_is_asked_for_stays_within_it() -> None:
    begin, end = (write_moment(NOW - minutes * MINUTE, UTC) for minutes in (33, 14))
    async with dashboard(a_log(), query=f"created:{begin}..{end}") as operator:
        await operator.sees("19 match")
        await opened(operator)
        seen = 0
        for row in range(len(operator.app.screen.query_one(SummaryPage).shown.sections[1].rows)):
            await operator.press(*["tab"], *["j"] * row, "enter")
            await operator.until(lambda: operator.kind == "LogScreen")
            await operator.until(lambda: operator.screen.state.current is not None)
            seen += operator.screen.state.current.facets.total  # type: ignore[union-attr]
            await operator.press("left_square_bracket")
            await operator.sees("19 match")
            await opened(operator)
        assert seen == 19


async def test_the_chart_is_a_filter_for_the_mouse() -> None:
    async with dashboard(a_log()) as operator:
        await opened(operator)
        await operator.until(lambda: operator.find(Throughput).shown.activity is not None)
        chart = operator.find(Throughput)
        activity = chart.shown.activity or Activity()
        column = next(at for at, jobs in enumerate(activity.totals) if jobs)
        x = chart.size.width - len(activity.edges) + column
        await operator.pilot.mouse_down(Throughput, offset=(x, 1))
        await operator.pilot.hover(Throughput, offset=(x + 3, 1))
        await operator.until(lambda: chart.shown.brush is not None)
        await operator.pilot.mouse_up(Throughput, offset=(x + 3, 1))
        await operator.sees(f"{sum(activity.totals[column : column + 4])} match")
        await opened(operator)
        await operator.until(lambda: operator.find(Throughput).shown.activity is not None)
        await operator.pilot.click(Throughput, offset=(operator.find(Throughput).size.width - 3, 1))
        await operator.until(lambda: operator.kind == "LogScreen")
        await operator.until(lambda: query(operator).count("created:") == 1)


async def test_it_is_live_and_goes_back_to_the_list_as_it_was() -> None:
    store = a_log()
    async with dashboard(store) as operator:
        await operator.until(lambda: operator.cursor is not None)
        await operator.press("j", "j")
        there = operator.cursor
        await opened(operator)
        store.put(a_job(500, created_at=NOW))
        await operator.sees("all 41 jobs")
        await operator.press("escape")
        assert operator.kind == "LogScreen"
        assert operator.cursor == there


async def test_more_and_fewer_jobs() -> None:
    store = MemoryStore([a_job(n, created_at=NOW - n * SECOND) for n in range(1, 1_500)])
    async with dashboard(store) as operator:
        await opened(operator)
        await operator.sees("all 1,499 jobs")
        await operator.press("minus")
        await operator.sees("the last 1,000 of 1,499 jobs")
        await operator.press("minus", "plus")
        await operator.sees("all 1,499 jobs")


async def test_without_jobs_while_looking_and_in_trouble_it_says_so() -> None:
    store = a_log()
    async with dashboard(store, query="task:adding_users") as operator:
        await operator.sees("No job matches")
        await operator.press("S")
        await operator.until(lambda: operator.kind == "SummaryScreen")
        await operator.sees("No job matches this query")
        await operator.press("enter", "j", "tab", "escape", "x")
        await operator.sees("40 jobs")
        store.gates["summary"] = asyncio.Event()
        await operator.press("S")
        await operator.sees("Looking at the newest jobs")
        store.broken = StoreError("the disk is on fire")
        store.gates["summary"].set()
        await operator.sees("the disk is on fire")
        store.broken = None
        await operator.sees("all 40 jobs")


async def test_leaving_lets_go_of_what_is_under_way() -> None:
    store = a_log()
    async with dashboard(store) as operator:
        await operator.until(lambda: operator.cursor is not None)
        store.gates["summary"] = asyncio.Event()
        await operator.press("S")
        await store.called("summary")
        await operator.press("S")
        assert operator.kind == "LogScreen"
        await operator.press("j")
        assert operator.cursor == "job-98"


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (100, 30), (120, 40), (200, 50)])
@pytest.mark.parametrize("ascii_glyphs", [False, True])
async def test_every_size(size: tuple[int, int], ascii_glyphs: bool) -> None:
    async with dashboard(a_log(), size=size, ascii_glyphs=ascii_glyphs) as operator:
        await operator.until(lambda: operator.cursor is not None)
        await operator.press("S")
        await operator.until(lambda: isinstance(operator.app.screen, SummaryScreen))
        await operator.sees("Completed" if size[0] > 20 else "S")
        await operator.press(*["j"] * 30, "tab", "shift+tab", "k")
        assert [len(line) for line in operator.lines] == [size[0]] * size[1]
        if ascii_glyphs:
            assert operator.text.isascii()


async def test_reasons_and_sources_come_from_the_store(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    url = f"sqlite:///{path}"
    appender = open_appender(url, durable=False)
    told = [
        event("a", NOW - HOUR, "not_completed", reason_code="invalid_credentials", source="worker-1"),
        event("top", NOW - HOUR, "not_completed", reason_code="nested_not_completed", source="worker-2"),
        event("top.1", NOW - HOUR, "not_completed", parent="top", reason_code="mfa_timeout"),
        event("top.2", NOW - HOUR, "not_completed", parent="top", reason_code="mfa_timeout"),
        event("b", NOW - HOUR, "not_completed"),
        event("ok", NOW - 1_000, "completed", source="worker-3"),
    ]
    assert appender.append(told).refused == ()
    appender.close()

    async def opener() -> JobStore:
        return await open_store(url, clock=lambda: NOW)

    async with dashboard(open_store=opener) as operator:
        await opened(operator)
        await operator.sees("of 3 failed jobs", "invalid credentials", "no reason given", "silent for 1h")
        assert operator.line_with("mfa timeout").rstrip().endswith("━ 1")
        assert "nested not completed" not in operator.text
        lines = operator.lines
        row = next(y for y, line in enumerate(lines) if "mfa timeout" in line)
        page = operator.app.screen.query_one(SummaryPage)
        await operator.pilot.click(SummaryPage, offset=(lines[row].index("mfa"), row - page.region.y))
        await operator.until(lambda: query(operator) == "reason:mfa_timeout")
        await operator.sees("1 match")
        assert operator.cursor == "top"
