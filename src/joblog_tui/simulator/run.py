"""Runs the simulation against a store: the past as fast as it can be written, then the present as it happens.

It writes through ``JobWriter`` like anybody else, and knows nothing of the store behind it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from joblog_tui.model.errors import UsageError
from joblog_tui.model.event import Event
from joblog_tui.model.moment import DAY, now_ms
from joblog_tui.simulator.pace import expected_events
from joblog_tui.simulator.scenarios import DEFAULT_RATE, events
from joblog_tui.writers import JobWriter

DEFAULT_BACKFILL = 7 * DAY
BATCH = 1_000
LINGER = 0.02  # seconds
HISTORY = 50_000  # jobs of a past from which on it is loaded in bulk
TICK = 50  # milliseconds between two releases of what became due
_LOOK_AGAIN = 1_000  # milliseconds; the clock may be set, the machine may have slept

Progress = Callable[[int, int], None]
"""Called with the events written so far and about how many the past will have in all."""

Finishing = Callable[[str, int, int], None]
"""Called with what is made at the end of a history, how much of it is there, and how much it will be."""


@dataclass(slots=True)
class Counts:
    """What was written: top-level jobs, nested jobs, and events (heartbeats among them)."""

    jobs: int = 0
    nested: int = 0
    events: int = 0

    def add(self, event: Event) -> None:
        """Count an event; the first one of a job is the one that names its task."""
        self.events += 1
        if event.task is not None:
            if event.parent is None:
                self.jobs += 1
            else:
                self.nested += 1


def run(
    store: str,
    *,
    rate: float = DEFAULT_RATE,
    backfill_ms: int = DEFAULT_BACKFILL,
    jobs: int | None = None,
    seed: int = 1,
    for_ms: int | None = None,
    but_ms: int | None = None,
    progress: Progress | None = None,
    finishing: Finishing | None = None,
    stop: threading.Event | None = None,
    clock: Callable[[], int] = now_ms,
    utc_offset: int = 0,
) -> Counts:
    """Simulate into ``store`` until ``stop`` is set, ``for_ms`` have passed, or ``jobs`` top-level jobs began.

    ``rate`` is events a second on average, from now on. The past goes ``backfill_ms`` back. With ``jobs``, exactly
    that many are spread over the past and nothing happens live; without a past they begin live, and it ends with the
    last of them. With ``but_ms`` no job begins in the last ``but_ms`` of the past, and nothing happens live.
    ``progress`` is told about the past. So many jobs of a past are loaded as a history (``JobWriter``, bulk), of whose
    end ``finishing`` is told. ``clock`` gives epoch milliseconds; ``utc_offset`` (ms east of Greenwich)
    says where the company is. The same ``seed`` at the same moment writes the same log.

    Raises ``UsageError`` for values that make no sense, ``StoreError`` when the store cannot be written.
    """
    _check(rate, backfill_ms, jobs, for_ms)
    stop = stop or threading.Event()
    now = clock()
    start = now - backfill_ms
    end = now + for_ms if for_ms is not None else now + 100 * 365 * DAY
    if but_ms is not None or (jobs is not None and backfill_ms):
        end = now
    counts = Counts()
    before = None if but_ms is None else now - but_ms
    stream = events(seed, start, end, rate, jobs, live_from=now, begun_before=before, utc_offset=utc_offset)
    told = _Told(progress, expected_events(start, now, rate, jobs, utc_offset))
    history = jobs is not None and jobs >= HISTORY and backfill_ms > 0
    batch = None if history else BATCH
    with JobWriter(store, batch=batch, linger=LINGER, durable=False, bulk=history, progress=finishing) as writer:
        seen = now
        for event in stream:
            assert event.at is not None
            if event.at > seen:
                told.past_is_written(counts.events)
                seen = _wait_until(event.at, writer, clock, stop)
            if stop.is_set():
                break
            writer.write(event)
            counts.add(event)
            told.written(counts.events)
            if jobs is not None and not backfill_ms and counts.jobs == jobs:
                break
        told.past_is_written(counts.events)
    return counts


def _wait_until(moment: int, writer: JobWriter, clock: Callable[[], int], stop: threading.Event) -> int:
    """Hand over what is written, then wait until ``moment`` has come or ``stop`` is set: the time it is then.

    Waits a tick at least, so that at a high rate many events become due at once.
    """
    now = clock()
    if moment <= now:
        return now
    writer.flush()
    while not stop.is_set():
        stop.wait(min(max(moment - now, TICK), _LOOK_AGAIN) / 1000)
        now = clock()
        if moment <= now:
            break
    return now


class _Told:
    """Tells of the progress of the past, once every batch."""

    def __init__(self, progress: Progress | None, expected: int) -> None:
        self._progress = progress
        self._expected = expected

    def written(self, done: int) -> None:
        """So many events are written."""
        if self._progress is not None and done % BATCH == 0:
            self._progress(done, max(done + 1, self._expected))

    def past_is_written(self, done: int) -> None:
        """The present begins; it has no end that could be told."""
        if self._progress is not None:
            self._progress(done, done)
            self._progress = None


def _check(rate: float, backfill_ms: int, jobs: int | None, for_ms: int | None) -> None:
    if not 0 < rate <= 1_000_000:
        raise UsageError(f"the rate must be more than 0 and at most 1,000,000 events a second, not {rate:g}")
    if backfill_ms < 0 or (for_ms is not None and for_ms < 0):
        raise UsageError("the backfill and the time to run must not be negative")
    if jobs is not None and jobs < 1:
        raise UsageError(f"the number of jobs must be 1 or more, not {jobs}")
