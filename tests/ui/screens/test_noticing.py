"""New stalls are seen: the count pulses, and where it is configured the terminal is told."""

import pytest

from joblog_tui.model.job import Acknowledgement
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.printing import show
from joblog_tui.ui import terminal
from joblog_tui.ui.preferences import Notify, Preferences
from joblog_tui.ui.widgets.header_line import HeaderLine
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job


def some() -> MemoryStore:
    return MemoryStore([a_job(n, status=Status.RUNNING) for n in range(1, 6)])


class Clock:
    """A clock that is put on by hand, so that verdicts are asked for anew."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


async def stall(operator: Operator, store: MemoryStore, clock: Clock, *seqs: int) -> None:
    for seq in seqs:
        store.verdicts[seq] = Verdict(NOW - 600_000, Limit(), "syncing_users")
    clock.now += 2_000
    store.put()


@pytest.mark.parametrize("motion", ["full", "reduced"])
async def test_the_count_of_stalled_jobs_pulses_when_it_grows(motion: str) -> None:
    store, clock = some(), Clock()
    preferences = Preferences(motion=motion)  # type: ignore[arg-type]
    async with dashboard(store, now=clock, preferences=preferences) as operator:
        await operator.sees("Team 5")
        await stall(operator, store, clock, 3)
        await operator.sees("1 stalled")
        await operator.until(lambda: operator.find(HeaderLine).pulsing)
        if motion == "reduced":
            await operator.sees("1 stalled +1")


async def test_it_does_not_pulse_for_what_was_stalled_before() -> None:
    store = some()
    store.verdicts[3] = Verdict(NOW - 600_000, Limit(), "syncing_users")
    async with dashboard(store) as operator:
        await operator.sees("1 stalled")
        assert not operator.find(HeaderLine).pulsing


async def test_a_click_on_the_count_lists_stalled_jobs() -> None:
    store = some()
    store.verdicts[3] = Verdict(NOW - 600_000, Limit(), "syncing_users")
    async with dashboard(store) as operator:
        await operator.sees("1 stalled")
        await operator.pilot.click(offset=(operator.lines[0].index("stalled"), 0))
        await operator.sees("is:stalled", "1 match")


async def test_who_was_seen_to_is_counted_apart_by_header_key_and_view() -> None:
    store, clock = some(), Clock()
    async with dashboard(store, now=clock, size=(160, 40)) as operator:
        await operator.sees("Team 5")
        await stall(operator, store, clock, 3, 4)
        await operator.sees("2 stalled", "Stalled 2")
        store.change(4, acknowledged=Acknowledgement("bo", NOW, None))
        clock.now += 2_000
        store.put()
        await operator.sees("1 stalled  ¶ 1 acknowledged", "Stalled 1")
        await operator.press("s")
        await operator.sees("is:stalled -is:acknowledged", "1 match", "Team 3")
        await operator.press("s")
        await operator.sees("all jobs")
        await operator.pilot.click(offset=(operator.lines[0].index("acknowledged"), 0))
        await operator.sees("is:stalled is:acknowledged", "1 match", "Team 4")
        await operator.press("s")  # leaves what is stalled, whoever has seen to it
        await operator.until(lambda: show(operator.screen.state.filter) == "is:acknowledged")


async def test_an_acknowledged_job_that_falls_silent_again_pulses() -> None:
    store, clock = some(), Clock()
    store.change(3, acknowledged=Acknowledgement("bo", NOW, None))
    async with dashboard(store, now=clock) as operator:
        await stall(operator, store, clock, 3)
        await operator.sees("¶ 1 acknowledged")
        assert not operator.find(HeaderLine).pulsing
        assert "stalled" not in operator.lines[0]
        store.change(3, acknowledged=None)
        clock.now += 2_000
        store.put()
        await operator.sees("1 stalled")
        await operator.until(lambda: operator.find(HeaderLine).pulsing)


async def test_a_new_stall_that_the_view_lists_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(terminal, "notify", lambda app, way, title, what: told.append((way, what)))
    store, clock = some(), Clock()
    preferences = Preferences(notify=Notify("stalled", ("bell", "osc9")))
    async with dashboard(store, now=clock, preferences=preferences) as operator:
        await operator.sees("Team 5")
        await operator.until(lambda: operator.screen.session.judged is not None)
        await stall(operator, store, clock, 3, 4)
        await operator.sees("2 jobs stalled: Team 3, Team 4")
    assert told == [("bell", "2 jobs stalled: Team 3, Team 4"), ("osc9", "2 jobs stalled: Team 3, Team 4")]


async def test_one_that_was_seen_to_is_told_again_when_that_has_lapsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "notify", lambda app, way, title, what: None)
    store, clock = some(), Clock()
    store.verdicts[3] = Verdict(NOW - 600_000, Limit(), "syncing_users")
    store.change(3, acknowledged=Acknowledgement("bo", NOW, None), nested=2)
    async with dashboard(store, now=clock, preferences=Preferences(notify=Notify("stalled", ("bell",)))) as operator:
        await operator.sees("¶ 1 acknowledged")
        await operator.until(lambda: operator.screen.session.judged is not None)
        clock.now += 2_000
        store.change(3, acknowledged=None)  # another job nested in it went on: it is stalled as before
        await operator.sees("1 job stalled: Team 3")


async def test_without_configuration_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(terminal, "notify", lambda app, way, title, what: told.append(what))
    store, clock = some(), Clock()
    async with dashboard(store, now=clock) as operator:
        await operator.sees("Team 5")
        await stall(operator, store, clock, 3)
        await operator.sees("1 stalled")
    assert told == []
