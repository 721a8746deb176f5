"""How many of the jobs that ended completed."""

from collections.abc import Sequence
from dataclasses import dataclass

from joblog_tui.model.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Finished:
    """Jobs that ended, well or not, and how many of them completed."""

    jobs: int = 0
    completed: int = 0

    @property
    def rate(self) -> float | None:
        """The share that completed, 0 to 1; None when none has ended."""
        return self.completed / self.jobs if self.jobs else None


def success(counts: Sequence[int]) -> Finished:
    """Of jobs counted by status, in the order of ``Status``."""
    completed, failed = counts[Status.COMPLETED - 1], counts[Status.NOT_COMPLETED - 1]
    return Finished(completed + failed, completed)
