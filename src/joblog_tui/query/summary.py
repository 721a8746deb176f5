"""What the newest jobs of a listing have in common: how long they took, who and what was busiest, why some failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from joblog_tui.model.silence import Silence
from joblog_tui.query.activity import RunTimes

SAMPLES = (1_000, 10_000, 100_000)
"""How many of the newest jobs can be looked at."""
TOP = 20  # names that are told of each kind, at most
MOST_FAILED = 1_000  # of the newest failed jobs, whose reasons are looked up
UNKNOWN = ""
"""Stands for a reason that was not given."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An actor, a target or a reason, in how many jobs it appears, and how many of these failed."""

    name: str
    jobs: int
    failed: int = 0


@dataclass(frozen=True, slots=True)
class SourceSign:
    """A source, when it was last heard of (epoch ms), and that it is silent, if it is."""

    name: str
    last_at: int
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the newest ``jobs`` of a listing, created since ``since`` (epoch ms); ``whole`` says that these are all.

    ``status`` counts them by slug, ``task`` holds their run times by slug. ``reasons`` are why the newest ``failed`` of
    them, ``MOST_FAILED`` at most, failed: reason codes of what failed in them, most frequent first.
    """

    jobs: int = 0
    since: int | None = None
    whole: bool = True
    status: Mapping[str, int] = field(default_factory=dict)
    task: Mapping[str, RunTimes] = field(default_factory=dict)
    actors: tuple[Ranked, ...] = ()
    targets: tuple[Ranked, ...] = ()
    reasons: tuple[Ranked, ...] = ()
    failed: int = 0
    sources: tuple[SourceSign, ...] = ()

    @property
    def finished(self) -> int:
        """Jobs that ended, well or not."""
        return self.status.get("completed", 0) + self.status.get("not_completed", 0)

    @property
    def success(self) -> float | None:
        """The share of finished jobs that completed, 0 to 1; None when none has finished."""
        return self.status.get("completed", 0) / self.finished if self.finished else None
