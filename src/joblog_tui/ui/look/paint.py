"""Rich styles by role, ground and weight for one theme; with NO_COLOR, weight and reverse alone."""

from functools import lru_cache

from rich.style import Style

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.look.colour import mix
from joblog_tui.ui.look.palette import ANSI, Palette
from joblog_tui.ui.look.status import role, word_role

GLOW_STEPS = (0.26, 0.20, 0.10)  # shares of the status colour behind a changed status, one step after the other
GLOW_STEP_SECONDS = 0.4
ON_PAPER = 0.6  # a light ground takes colour faster
DONE_SHARE = 0.62  # of the status colour in the finished part of a bar: it is many, and not news
DONE_SHARE_ON_PAPER = 0.72


class Paint:
    """Styles of one palette. A ground is a role (``canvas``, ``cursor``, ...) or a colour of its own."""

    def __init__(self, palette: Palette, *, monochrome: bool = False) -> None:
        self.palette = palette
        self.monochrome = monochrome
        self.style = lru_cache(1024)(self._style)

    def _style(self, role: str, ground: str, bold: bool = False) -> Style:
        if self.monochrome:
            return Style(bold=bold or None, reverse=ground == "cursor" or None)
        if self.palette.own and ground == "cursor":
            return Style(bold=bold or None, reverse=True)
        return Style(color=self.colour(role), bgcolor=self.colour(ground), bold=bold or None)

    def colour(self, role: str) -> str:
        """The colour of a role, as Rich names it; a colour is its own."""
        colour = role if role.startswith(("#", ANSI)) else self.palette.colour(role)
        return colour.removeprefix(ANSI)

    def word_role(self, status: Status) -> str:
        """The role of the word of a status: where nobody knows how its colour looks, that is left to its sign."""
        return "text" if self.palette.own else word_role(status)

    def glow(self, status: Status, step: int) -> str:
        """The ground behind a status that changed, ``step`` steps of ``GLOW_STEP_SECONDS`` ago."""
        if self.palette.flat:
            return self.palette.cursor
        share = GLOW_STEPS[step] * (1 if self.palette.dark else ON_PAPER)
        return mix(self.palette.colour(role(status)), self.palette.canvas, share)

    def done(self, status: Status) -> str:
        """The colour of the finished part of a bar."""
        colour = self.palette.colour(role(status))
        share = DONE_SHARE if self.palette.dark else DONE_SHARE_ON_PAPER
        return colour if self.palette.flat else mix(colour, self.palette.canvas, share)
