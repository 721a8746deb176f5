"""How many jobs were created when: counts per stretch of time and status, and how long jobs took."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import Between, Filter
from joblog_tui.query.listing import Listing

SAMPLE = 1_000
"""Jobs that a distribution of run times is taken from: the last ones, as for learned limits."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Jobs by when they were created: bucket ``i`` from ``edges[i]`` (epoch ms) to just before ``edges[i + 1]``.

    ``counts`` has one row a bucket, each with one number a status, in the order of ``Status``.
    """

    edges: tuple[int, ...] = (0, 0)
    counts: tuple[tuple[int, ...], ...] = ((0,) * len(Status),)

    @property
    def totals(self) -> tuple[int, ...]:
        """How many jobs each bucket has."""
        return tuple(map(sum, self.counts))

    @property
    def total(self) -> int:
        """How many jobs there are in all."""
        return sum(self.totals)

    def of(self, *statuses: Status) -> int:
        """How many jobs have one of these statuses."""
        return sum(row[status - 1] for row in self.counts for status in statuses)

    def between(self, first: int, last: int) -> "Activity":
        """The buckets that lie between two of its edges."""
        low, high = self.edges.index(first), self.edges.index(last)
        return Activity(self.edges[low : high + 1], self.counts[low:high])


@dataclass(frozen=True, slots=True)
class RunTimes:
    """Run times (ms) of completed jobs, shortest first; ``whole`` says that these are all, not just the last ones."""

    times: tuple[int, ...] = ()
    whole: bool = True

    def percentile(self, percent: int) -> int | None:
        """By nearest rank: the smallest run time that at least ``percent`` % do not exceed; None without any."""
        return self.times[(len(self.times) * percent + 99) // 100 - 1] if self.times else None


@dataclass(frozen=True, slots=True)
class Window:
    """A listing without what it says about when jobs were created, and that as bounds; None is open."""

    listing: Listing
    low: int | None = None
    high: int | None = None

    def clipped(self, moments: Sequence[int]) -> list[int]:
        """The moments, moved to the bounds where they lie outside."""
        low = moments[0] if self.low is None else self.low
        high = moments[-1] if self.high is None else self.high
        return [max(low, min(moment, max(low, high))) for moment in moments]


def window(listing: Listing) -> Window:
    """What ``created:`` at the top of a filter says, apart from the rest: a range of time is no walk through jobs."""
    low, high = None, None
    kept = []
    for part in listing.filter.parts:
        if isinstance(part, Between) and part.key == "created":
            low = part.low if low is None else low if part.low is None else max(low, part.low)
            high = part.high if high is None else high if part.high is None else min(high, part.high)
        else:
            kept.append(part)
    rest = Filter(tuple(kept), listing.filter.everywhere)
    return Window(replace(listing, filter=rest), low, high)


def created_in(listing: Listing, first: int, last: int) -> Listing:
    """The listing, of jobs created in ``first <= t < last`` (epoch ms) alone."""
    within = Between("created", first, last)
    return replace(listing, filter=replace(listing.filter, parts=(*listing.filter.parts, within)))


@dataclass(frozen=True, slots=True)
class Pictured:
    """What the activity strip shows of a listing: its jobs by time, and how long those that completed took."""

    activity: Activity = field(default_factory=Activity)
    run_times: RunTimes = field(default_factory=RunTimes)
