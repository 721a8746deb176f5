"""The operator wishes, and it is so at once: themes, zones, and whatever the configuration says when it is changed."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from joblog_tui.model.errors import UsageError
from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import HOUR, MINUTE, parse_rfc3339
from joblog_tui.query.filters import Filter
from joblog_tui.store.base import JobStore
from joblog_tui.store.factory import open_store
from joblog_tui.ui.column_choice import ColumnChoice
from joblog_tui.ui.memory import Memory, State
from joblog_tui.ui.preferences import Preferences
from joblog_tui.ui.widgets.header_line import HeaderLine
from joblog_tui.ui.wishing import Wishing
from tests.support.dashboard import dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job
from tests.support.stores import append_by_python, new_store


class Changed:
    """A configuration that is changed when the test says so."""

    def __init__(self) -> None:
        self.news: Preferences | UsageError | None = None

    def __call__(self) -> Preferences | None:
        news, self.news = self.news, None
        if isinstance(news, UsageError):
            raise news
        return news


@pytest.fixture(autouse=True)
def looking_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Wishing, "look_every", 0.02)


async def test_a_changed_configuration_holds_at_once_and_the_place_is_kept() -> None:
    changed = Changed()
    async with dashboard(MemoryStore([a_job(n) for n in range(1, 4)]), reload=changed) as operator:
        await operator.sees("Team 3", "s stalled")
        await operator.press("j")
        changed.news = Preferences(
            theme="paper", times="clock", zone="Asia/Tokyo", columns=ColumnChoice.read(["updated", "target"]),
            keys={"stalled": "S"},
        )  # fmt: skip
        await operator.until(lambda: operator.app.theme == "paper")
        await operator.sees("S stalled", "Asia/Tokyo", "17:00", "the changed configuration holds")
        assert operator.cursor == "job-2"
        await operator.press("S")
        await operator.sees("is:stalled")


@pytest.mark.parametrize("size", [(80, 24), (200, 50)])
async def test_signs_and_motion_change_on_the_screen(size: tuple[int, int]) -> None:
    memory, store = Memory(), MemoryStore([a_job(n) for n in range(1, 60)])
    async with dashboard(store, size=size, memory=memory) as operator:
        await operator.sees("Team 59", "✓ Completed", "●")
        await operator.press("ctrl+p")
        await operator.write("signs: ascii")
        await operator.sees("letters and such alone")
        await operator.press("enter")
        await operator.until(lambda: operator.kind == "LogScreen" and operator.text.isascii())
        await operator.press("enter")
        await operator.sees("Queue time")
        await operator.until(lambda: operator.text.isascii())
        await operator.press("escape", "ctrl+p")
        await operator.write("signs: auto")
        await operator.sees("what the terminal can be trusted with")
        await operator.press("enter")
        await operator.sees("✓ Completed", "● LIVE", "▌")
        await operator.press("ctrl+p")
        await operator.write("motion: reduced")
        await operator.sees("nothing glows or moves")
        await operator.press("enter")
        await operator.until(lambda: operator.kind == "LogScreen" and operator.find(HeaderLine).still)
        assert operator.table.still
    async with dashboard(store, size=size, memory=memory) as operator:
        await operator.sees("Team 59")
        assert operator.table.still


async def test_changed_signs_of_the_configuration_hold_at_once() -> None:
    changed = Changed()
    async with dashboard(MemoryStore([a_job(1)]), reload=changed) as operator:
        await operator.sees("✓ Completed")
        changed.news = Preferences(theme="night", glyphs="ascii", motion="reduced")
        await operator.until(lambda: "Team 1" in operator.text and operator.text.isascii())
        assert operator.table.still


async def test_a_broken_configuration_is_one_line_and_the_screen_stays() -> None:
    changed = Changed()
    async with dashboard(MemoryStore([a_job(1)]), reload=changed) as operator:
        await operator.sees("Team 1")
        changed.news = UsageError("config.toml, line 3: ui.theme is no theme: 'papre'; did you mean paper?")
        await operator.sees("config.toml, line 3:", "everything stays", "Team 1", "LIVE")
        assert operator.app.theme == "night"


async def test_changed_stall_limits_are_judged_by_at_once_and_when_the_store_is_opened_anew(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    at, target = NOW - 10 * MINUTE, Target("Team 1")
    jobs = [
        Event(f"job-{n}", at=at, status="running", task="adding_users", trigger="scim", target=target, actor="Ana")
        for n in range(3)
    ]
    append_by_python(path, jobs)
    opened: list[dict[str, int]] = []
    began = time.monotonic()

    def clock() -> int:
        return NOW + int(1_000 * (time.monotonic() - began))

    limits, changed = {"adding_users": HOUR}, Changed()

    async def open_it() -> JobStore:
        opened.append(dict(limits))
        return await open_store(str(path), limits, clock=clock)

    async with dashboard(open_store=open_it, now=clock, reload=changed, limits=limits) as operator:
        await operator.sees("3 jobs", "Adding users")
        assert "stalled" not in operator.lines[0]
        changed.news = Preferences(theme="night", limits={"adding_users": 2 * MINUTE})
        await operator.sees("the changed configuration holds")
        await operator.sees("3 stalled", "the limit set for Adding users is 2m")
        changed.news = Preferences(theme="paper", limits={"ading_users": MINUTE})
        await operator.sees("stall.limits.ading_users", "stays as it was")
        assert operator.app.theme == "night"
        path.rename(tmp_path / "elsewhere.db")
        await operator.sees("STORE LOST")
        (tmp_path / "elsewhere.db").rename(path)
        await operator.no_longer_sees("STORE LOST")
        await operator.sees("3 stalled")
        assert opened[-1] == {"adding_users": 2 * MINUTE}


async def test_the_zone_is_chosen_in_the_palette_and_shown_where_it_is_not_the_machines() -> None:
    memory = Memory()
    async with dashboard(MemoryStore([a_job(1)]), memory=memory, size=(160, 40)) as operator:
        await operator.sees("Team 1")
        await operator.press("t", "ctrl+p")
        await operator.write("berlin")
        await operator.sees("Zone: Europe/Berlin")
        await operator.press("enter", "enter")
        await operator.sees("Europe/Berlin", "09:00")
        assert operator.screen.session.read_query("created:2026-11-20T09:00..") != Filter()
    async with dashboard(MemoryStore([a_job(1)]), memory=memory, size=(160, 40)) as operator:
        await operator.sees("Europe/Berlin", "09:00")
        await operator.press("ctrl+p")
        await operator.write("zone: local")
        await operator.sees("the zone of this machine")
        await operator.press("enter", "enter")
        await operator.no_longer_sees("Europe/Berlin")
        await operator.sees("08:00")


async def test_a_remembered_zone_that_is_gone_is_the_machines_own() -> None:
    memory = Memory(State({"zone": {"value": "Atlantis/Capital", "over": None}}))
    async with dashboard(MemoryStore([a_job(1)]), memory=memory) as operator:
        await operator.sees("Team 1")
        assert operator.screen.session.zone is UTC


async def test_what_there_is_to_tell_of_the_last_time_is_told() -> None:
    async with dashboard(MemoryStore([a_job(1)]), memory=Memory(notice="could not be read \x1b[2J")) as operator:
        await operator.sees("could not be read \\x1b[2J")


@pytest.mark.parametrize(
    ("at", "clock"),
    [
        ("2026-10-25T00:30:00Z", "02:30:00"),  # an hour before the clocks go back in Berlin
        ("2026-10-25T01:30:00Z", "02:30:00"),  # the same clock again
        ("2026-10-25T02:30:00Z", "03:30:00"),
        ("2026-03-29T00:59:59Z", "01:59:59"),
        ("2026-03-29T01:00:00Z", "03:00:00"),  # two o'clock is left out
    ],
)
def test_clock_changes(at: str, clock: str) -> None:
    from joblog_tui.ui.look.times import full_clock

    moment = parse_rfc3339(at)
    assert full_clock(moment, moment, ZoneInfo("Europe/Berlin")) == clock


@contextmanager
def no_colour(wanted: bool) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        if wanted:
            patch.setenv("NO_COLOR", "1")
        yield


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
@pytest.mark.parametrize("plain", [False, True])
async def test_the_palette_offers_everything_with_its_key(size: tuple[int, int], plain: bool) -> None:
    with no_colour(plain):
        async with dashboard(MemoryStore([a_job(1)]), size=size) as operator:
            await operator.sees("Team 1")
            await operator.press("ctrl+p")
            await operator.write("columns")
            await operator.sees("Choose columns")
            await operator.press("escape")
            await operator.press("ctrl+p")
            await operator.write("theme: paper")
            await operator.sees("light")
            await operator.press("enter", "enter")
            await operator.until(lambda: operator.app.theme == "paper")
            await operator.press("ctrl+p")
            await operator.write("hide actor")
            await operator.sees("Hide column Actor")
            await operator.press("enter", "enter")
            await operator.until(lambda: "actor" in operator.table.arrangement.choice.hidden)
            await operator.press("ctrl+p")
            await operator.write("sort actor")
            await operator.sees("Sort by Actor, A to Z")
