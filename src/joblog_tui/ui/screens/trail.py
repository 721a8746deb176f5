"""The filters that were tried, as a browser keeps the pages that were seen. Plain values, no widget."""

from dataclasses import dataclass, field

from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Sort
from joblog_tui.ui.screens.aiming import Viewed

LONGEST = 200  # stops


@dataclass(frozen=True, slots=True)
class Stop:
    """What was listed, and where the operator stood in it."""

    filter: Filter
    sort: Sort
    viewed: Viewed


@dataclass(slots=True)
class Trail:
    """The stops before and after the present one, nearest last."""

    behind: list[Stop] = field(default_factory=list)
    ahead: list[Stop] = field(default_factory=list)

    def leave(self, here: Stop) -> None:
        """The operator goes from here to something new: what lay ahead is not ahead of that."""
        self.behind = [*self.behind[1 - LONGEST :], here]
        self.ahead.clear()

    def back(self, here: Stop) -> Stop | None:
        """The stop before this one."""
        return _turn(here, self.behind, self.ahead)

    def forward(self, here: Stop) -> Stop | None:
        """The stop after this one, when the operator came back from it."""
        return _turn(here, self.ahead, self.behind)


def _turn(here: Stop, there: list[Stop], kept: list[Stop]) -> Stop | None:
    if not there:
        return None
    kept.append(here)
    return there.pop()
