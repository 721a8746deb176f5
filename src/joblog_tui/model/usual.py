"""How long a task usually takes, and what that says about what is still to come. All lengths are milliseconds."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from joblog_tui.model.quantile import p95
from joblog_tui.model.stall import LEARN_AT_LEAST

BINS = 16  # of a distribution


@dataclass(frozen=True, slots=True)
class Usual:
    """The run times of the last completed jobs of a task: their middle, the length that 95 % keep to, all in order."""

    p50: int
    p95: int
    lengths: tuple[int, ...] = ()

    @property
    def samples(self) -> int:
        """How many jobs this was learned from."""
        return len(self.lengths)

    def quicker(self, length: int) -> float:
        """The share (0 to 1) of the jobs that took less than ``length``."""
        return bisect_left(self.lengths, length) / max(1, len(self.lengths))

    def distribution(self, bins: int = BINS) -> tuple[tuple[int, ...], int]:
        """How many jobs fall into each of ``bins`` equal widths, and that width.

        The last one holds everything above: a few that took for ever would leave nothing of the others to see.
        """
        top = max(1, self.p95 + self.p95 // 4)
        width = max(1, -(-top // (bins - 1)))
        counts = [0] * bins
        for length in self.lengths:
            counts[min(bins - 1, length // width)] += 1
        return tuple(counts), width


def usual_of(lengths: Sequence[int]) -> Usual | None:
    """What the run times of completed jobs teach; fewer than 20 teach nothing."""
    if len(lengths) < LEARN_AT_LEAST:
        return None
    ordered = tuple(sorted(lengths))
    return Usual(ordered[(len(ordered) - 1) // 2], p95(ordered), ordered)


@dataclass(frozen=True, slots=True)
class Remaining:
    """The leaf jobs in a job that are not finished, at one moment.

    ``at_work`` are those that have begun, as (task slug, how long they have been at it); ``waiting`` counts the others
    by task. ``worked`` adds up the run times of all leaves so far, ``elapsed`` is how long the job itself has taken.
    """

    at_work: tuple[tuple[str, int], ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    worked: int = 0
    elapsed: int = 0

    @property
    def tasks(self) -> frozenset[str]:
        """The tasks that there is still something to do of."""
        return frozenset(self.waiting) | {task for task, _ in self.at_work}

    @property
    def side_by_side(self) -> float:
        """How many of them were at work at the same time so far, on average; at least one."""
        return max(1.0, self.worked / self.elapsed) if self.elapsed > 0 else max(1.0, float(len(self.at_work)))


@dataclass(frozen=True, slots=True)
class Estimate:
    """How much longer a job will take if things go as usual: ``likely`` (from the p50), ``at_most`` (from the p95).

    ``overdue`` counts the leaf jobs that run for longer already than 95 % of their kind: what they still need is not
    known, and counts as nothing.
    """

    likely: int
    at_most: int
    overdue: int = 0


def estimate(remaining: Remaining, usual: Mapping[str, Usual]) -> Estimate | None:
    """What is left of a job; None when nothing is, or when the usual length of one of its tasks is not known.

    The work that is left, shared by as many as were at it so far, but never less than the longest single piece.
    """
    if not remaining.tasks or not remaining.tasks <= usual.keys():
        return None
    overdue = sum(elapsed > usual[task].p95 for task, elapsed in remaining.at_work)
    likely = _left(remaining, {task: usual[task].p50 for task in remaining.tasks})
    at_most = _left(remaining, {task: usual[task].p95 for task in remaining.tasks})
    return Estimate(likely, max(likely, at_most), overdue)


def _left(remaining: Remaining, length: Mapping[str, int]) -> int:
    pieces = [max(0, length[task] - elapsed) for task, elapsed in remaining.at_work]
    pieces_waiting = sum(length[task] * count for task, count in remaining.waiting.items())
    longest = max([*pieces, *(length[task] for task in remaining.waiting)], default=0)
    return max(longest, round((sum(pieces) + pieces_waiting) / remaining.side_by_side))
