"""Looks at a simulated log as a whole; ``model.fold`` means the same and is too slow for so many jobs."""

from collections.abc import Iterable
from functools import cache

from joblog_tui.model.event import Event
from joblog_tui.model.moment import DAY
from joblog_tui.model.rollup import rolled_up
from joblog_tui.model.vocabulary import Status

NOW = 1_795_443_300_000  # epoch ms: 2026-11-23T14:15:00Z, a Monday
WEEK_AGO = NOW - 7 * DAY


def moment(event: Event) -> int:
    """When it happened; the simulator always says so."""
    assert event.at is not None
    return event.at


class Log:
    """A log: its events in order, and of each job its first event, its last report and what is nested in it."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events = list(events)
        self.first: dict[str, Event] = {}
        self.last_at: dict[str, int] = {}
        self._reports: dict[str, str] = {}
        self._children: dict[str, list[str]] = {}
        for event in self.events:
            if event.job is None:
                continue
            if event.job not in self.first:
                self.first[event.job] = event
                if event.parent is not None:
                    self._children.setdefault(event.parent, []).append(event.job)
            self.last_at[event.job] = moment(event)
            if event.status is not None:
                self._reports[event.job] = event.status
        self.top_level = [job for job, event in self.first.items() if event.parent is None]
        self.status = cache(self._status)

    def below(self, job: str) -> list[str]:
        """All jobs nested in it, at any depth."""
        return [inner for child in self._children.get(job, ()) for inner in (child, *self.below(child))]

    def leaves(self, job: str) -> list[str]:
        """The jobs in it that have no nested ones; itself when it has none."""
        return [inner for inner in (job, *self.below(job)) if inner not in self._children]

    def depth(self, job: str) -> int:
        """How many jobs it is nested in."""
        parent = self.first[job].parent
        return 0 if parent is None else 1 + self.depth(parent)

    def between(self, begin: int, end: int) -> list[str]:
        """The top-level jobs that began from ``begin`` to before ``end``."""
        return [job for job in self.top_level if begin <= moment(self.first[job]) < end]

    def _status(self, job: str) -> Status:
        inner = [n for n in (job, *self.below(job)) if n in self._children]
        failed = any(self._reports[n] == "not_completed" for n in inner)
        return rolled_up([Status.from_slug(self._reports[n]) for n in self.leaves(job)], inner_not_completed=failed)
