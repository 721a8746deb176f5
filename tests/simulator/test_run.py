"""``run``: what it writes into a real store, when, and how it ends. The clock is one that the test turns."""

import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from joblog_tui.model.errors import StoreError, UsageError
from joblog_tui.model.moment import HOUR, MINUTE, SECOND
from joblog_tui.simulator.run import run
from joblog_tui.simulator.scenarios import events
from tests.simulator.looking import NOW, Log, moment
from tests.support.stores import jobs_of, new_store, raw


class Clock:
    """A clock that stands still until somebody waits."""

    def __init__(self, now: int = NOW) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


class Waiting(threading.Event):
    """A ``stop`` whose waits turn the clock; it is set once the clock has reached ``until``."""

    def __init__(self, clock: Clock, until: int = NOW + 10 * MINUTE) -> None:
        super().__init__()
        self._clock = clock
        self._until = until

    def wait(self, timeout: float | None = None) -> bool:
        assert timeout is not None
        self._clock.now += max(1, round(timeout * 1000))
        if self._clock.now >= self._until:
            self.set()
        return self.is_set()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return new_store(tmp_path)


def written(store: Path) -> list[tuple[str, int]]:
    """The id and the moment of every event in the store, in order of arrival."""
    with raw(store) as connection:
        return list(connection.execute("SELECT id, at FROM events ORDER BY seq"))


def test_it_writes_the_log_of_its_seed_and_start(store: Path) -> None:
    clock = Clock()
    counts = run(str(store), backfill_ms=HOUR, seed=4, for_ms=20 * SECOND, stop=Waiting(clock), clock=clock)
    expected = Log(events(4, NOW - HOUR, NOW + 20 * SECOND, live_from=NOW))
    assert written(store) == [(event.id, event.at) for event in expected.events]
    assert counts.events == len(expected.events)
    assert (counts.jobs, counts.jobs + counts.nested) == (len(expected.top_level), len(expected.first))


def test_the_store_shows_what_the_events_mean(store: Path) -> None:
    clock = Clock()
    run(str(store), backfill_ms=30 * MINUTE, for_ms=0, stop=Waiting(clock), clock=clock)
    expected = Log(events(1, NOW - 30 * MINUTE, NOW, live_from=NOW))
    with raw(store) as connection:
        jobs = jobs_of(connection)
    assert jobs.keys() == expected.first.keys()
    assert not [job for job in jobs.values() if job.held]
    assert {job.id: job.status for job in jobs.values()} == {job: expected.status(job) for job in expected.first}
    assert {job.id: job.nested for job in jobs.values()} == {job: len(expected.below(job)) for job in expected.first}


class Watching(Waiting):
    """Looks at the store whenever there is a pause, and notes what it finds and when."""

    def __init__(self, clock: Clock, until: int, store: Path) -> None:
        super().__init__(clock, until)
        self._store = store
        self.found: list[tuple[int, int]] = []

    def wait(self, timeout: float | None = None) -> bool:
        with raw(self._store) as connection:
            self.found += [(self._clock.now, connection.execute("SELECT count(*) FROM events").fetchone()[0])]
        return super().wait(timeout)


@pytest.mark.parametrize("rate", [6.0, 200.0])
def test_an_event_is_there_when_its_time_has_come_and_not_before(store: Path, rate: float) -> None:
    clock = Clock()
    stop = Watching(clock, NOW + 15 * SECOND, store)
    run(str(store), rate=rate, backfill_ms=0, stop=stop, clock=clock)
    moments = [moment(event) for event in events(1, NOW, NOW + 15 * SECOND, rate, live_from=NOW)]
    assert [count for _, count in stop.found] == [sum(at <= now for at in moments) for now, _ in stop.found]
    assert all(later - now >= 50 for (now, _), (later, _) in pairwise(stop.found))


def test_what_it_has_written_is_in_the_store_when_it_is_stopped(store: Path) -> None:
    clock = Clock()
    counts = run(str(store), backfill_ms=0, rate=50, stop=Waiting(clock, NOW + 5 * SECOND), clock=clock)
    assert len(written(store)) == counts.events > 100


def test_a_stop_is_heard_in_the_past_too(store: Path) -> None:
    stop = threading.Event()
    counts = run(str(store), stop=stop, progress=lambda done, total: stop.set(), clock=Clock())
    assert len(written(store)) == counts.events == 1_000


def test_so_many_jobs_and_nothing_after_this_moment(store: Path) -> None:
    counts = run(str(store), jobs=40, backfill_ms=6 * HOUR, clock=Clock())
    assert counts.jobs == 40
    assert max(at for _, at in written(store)) < NOW


def test_so_many_jobs_live_when_there_is_no_past(store: Path) -> None:
    clock = Clock()
    counts = run(str(store), jobs=3, backfill_ms=0, stop=Waiting(clock, NOW + HOUR), clock=clock)
    assert counts.jobs == 3
    assert clock.now < NOW + 5 * MINUTE


def test_a_second_run_adds_to_the_first(store: Path) -> None:
    counts = []
    for start in (NOW, NOW + 1):
        clock = Clock(start)
        counts.append(run(str(store), backfill_ms=HOUR, for_ms=0, stop=Waiting(clock), clock=clock))
    with raw(store) as connection:
        assert len(jobs_of(connection)) == sum(count.jobs + count.nested for count in counts)
    assert len(written(store)) == sum(count.events for count in counts)


def test_the_same_run_twice_counts_once(store: Path) -> None:
    for _ in range(2):
        counts = run(str(store), backfill_ms=HOUR, for_ms=0, clock=Clock())
    assert len(written(store)) == counts.events


def test_progress_is_told_until_the_past_is_written(store: Path) -> None:
    told: list[tuple[int, int]] = []
    clock = Clock()
    run(
        str(store), backfill_ms=3 * HOUR, for_ms=SECOND, stop=Waiting(clock), clock=clock,
        progress=lambda done, total: told.append((done, total)),
    )  # fmt: skip
    past = sum(1 for event in events(1, NOW - 3 * HOUR, NOW, live_from=NOW))
    assert [done for done, _ in told[:-1]] == list(range(1_000, past, 1_000))
    assert told[-1][0] == told[-1][1] >= past
    assert all(done <= total for done, total in told)
    assert told[0][1] == pytest.approx(past, rel=0.35)


SENSELESS = [{"rate": 0}, {"rate": -1}, {"rate": float("nan")}, {"rate": 1e9}, {"jobs": 0}, {"for_ms": -1}]


@pytest.mark.parametrize("values", [*SENSELESS, {"backfill_ms": -1}])
def test_values_that_make_no_sense_are_refused_before_anything_is_written(store: Path, values: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        run(str(store), **values, clock=Clock())
    assert written(store) == []


def test_a_missing_store_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        run(str(tmp_path / "nothing.db"), clock=Clock())


def test_the_past_but_its_last_part_has_whole_jobs_and_nothing_live(store: Path) -> None:
    counts = run(str(store), backfill_ms=6 * HOUR, but_ms=2 * HOUR, seed=4, clock=Clock())
    with raw(store) as connection:
        jobs = jobs_of(connection)
    created = [job.created_at for job in jobs.values() if job.parent is None and job.created_at is not None]
    assert len(created) == counts.jobs > 0
    assert max(created) < NOW - 2 * HOUR
    assert max(at for _, at in written(store)) <= NOW
    unfinished = [job for job in jobs.values() if job.parent is None and not job.finished]
    assert len(unfinished) < len(created) / 20
