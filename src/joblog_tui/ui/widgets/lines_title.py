"""The line over log lines: whose they are, which of them, what goes on."""

from dataclasses import dataclass

from textual.content import Content

from joblog_tui.model.log_line import LEVELS, Level
from joblog_tui.text import safe
from joblog_tui.ui.spread import Part, part
from joblog_tui.ui.widgets.line import Line

LONGEST = 60  # characters of what is searched for


@dataclass(frozen=True, slots=True)
class LinesShown:
    """What the line says. ``nested`` is the number of nested jobs whose lines are there too, None for the job alone.

    ``count`` lines are in memory, ``whole`` says that these are all. ``searching`` is the clock of the moment to which
    was looked through. ``told`` is what was done last, or what is wrong.
    """

    nested: int | None = None
    least: Level = "debug"
    sought: str = ""
    only: bool = False
    count: int = 0
    whole: bool = False
    following: bool = True
    searching: str = ""
    told: str = ""


class LinesTitle(Line[LinesShown]):
    """One line."""

    def draw(self, shown: LinesShown, width: int) -> Content:
        """What falls away first is how many lines there are; what was told stands alone."""
        if shown.told:
            return self.spread(width, [part(("Log", "bold $jl-text"), (f"  {shown.told}", "$jl-text"))])
        of = "of this job"
        if shown.nested is not None:
            of = f"of this job and the {shown.nested:,} nested in it"
        left = [
            part(("Log", "bold $jl-text"), (f"  {of}", "$jl-muted")),
            part((self._levels(shown.least), "$jl-soft"), rank=4),
            self._search(shown),
        ]
        count = f"{shown.count:,} line{'' if shown.count == 1 else 's'}" + ("" if shown.whole else " in view")
        right = [
            part((f"searching, at {shown.searching}" if shown.searching else "", "$jl-accent"), rank=2),
            part((count, "$jl-muted"), rank=6),
            part((f"{self._glyphs.live} ", "$jl-completed"), ("FOLLOWING", "bold $jl-text"), rank=3)
            if shown.following
            else part(),
        ]
        return self.spread(width, left, right)

    @staticmethod
    def _levels(least: Level) -> str:
        return "" if least == LEVELS[0] else "errors only" if least == LEVELS[-1] else f"{least} and louder"

    @staticmethod
    def _search(shown: LinesShown) -> Part:
        if not shown.sought:
            return part()
        word = "only with " if shown.only else "/"
        return part((word, "$jl-muted"), (safe(shown.sought, LONGEST), "bold $jl-accent"), rank=2)
