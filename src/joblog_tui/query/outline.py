"""A tree of jobs as rows: which jobs are unfolded, and where each row stands in the tree.

Rows come in the order of a walk from the top: a job, then what is nested in it, siblings in the order of the
listing. Under a filter the jobs above a match stay, so that it is seen where it belongs.
"""

from dataclasses import dataclass, replace

from joblog_tui.model.lane import Lane


@dataclass(frozen=True, slots=True)
class Outline:
    """Which jobs show what is nested in them.

    With ``unfolded`` all of them but those in ``toggled`` (ids), else those in ``toggled`` alone. ``lanes`` asks for
    what each leaf job did when.
    """

    toggled: frozenset[str] = frozenset()
    unfolded: bool = False
    lanes: bool = False

    def shows_inside(self, job_id: str) -> bool:
        """Whether a job is unfolded."""
        return (job_id in self.toggled) is not self.unfolded

    def toggle(self, job_id: str) -> "Outline":
        """With one job folded, or unfolded."""
        return replace(self, toggled=self.toggled ^ {job_id})

    def all(self, *, unfolded: bool) -> "Outline":
        """With every job folded, or unfolded."""
        return replace(self, toggled=frozenset(), unfolded=unfolded)


@dataclass(frozen=True, slots=True)
class Branch:
    """Where a row stands in its tree.

    ``rails`` has one entry a level, outermost first: whether the line of that level goes on below this row; the last
    one is the row's own, empty for a row at the top. ``folded`` is None for a job that has nothing to unfold.
    ``matches`` is False for a job that is there only because something in it passes the filter.
    """

    rails: tuple[bool, ...] = ()
    folded: bool | None = None
    matches: bool = True
    lane: Lane = ()

    @property
    def level(self) -> int:
        """How far below the top."""
        return len(self.rails)
