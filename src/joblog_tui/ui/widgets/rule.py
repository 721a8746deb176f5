"""The line under the header and the tabs. It moves while something is being looked up for longer than a moment."""

from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget

from joblog_tui.ui.look.glyphs import UNICODE, Glyphs

DELAY = 0.15  # seconds that a look-up may take before it shows
STEP = 0.06  # seconds
RUNNER = 16  # cells


class Rule(Widget):
    """One line; ``busy`` sets it moving, but only when that lasts."""

    ALLOW_SELECT = False

    def __init__(self, *, glyphs: Glyphs = UNICODE, reduced_motion: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self.still = reduced_motion
        self._waiting: Timer | None = None
        self._moving: Timer | None = None
        self._at = 0
        self._marked: tuple[int, int] | None = None

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        self._glyphs = glyphs
        self.refresh()

    @property
    def moving(self) -> bool:
        """Whether it shows that something is under way."""
        return self._moving is not None

    def mark(self, span: tuple[int, int] | None) -> None:
        """What stands over these cells is what is on: from the first to just before the second."""
        if span != self._marked:
            self._marked = span
            self.refresh()

    def busy(self, busy: bool) -> None:
        """Something is being looked up, or nothing is any more."""
        if busy and self._waiting is None and self._moving is None:
            self._waiting = self.set_timer(DELAY, self._begin)
        elif not busy:
            for timer in (self._waiting, self._moving):
                if timer is not None:
                    timer.stop()
            if self._moving is not None:
                self.refresh()
            self._waiting = self._moving = None

    def _begin(self) -> None:
        if self._waiting is None:  # stopped, when the call of the timer was on its way already
            return
        self._waiting = None
        self._at = -RUNNER
        self._moving = self.set_interval(STEP, self._step)
        self.refresh()

    def _step(self) -> None:
        self._at += 2
        if self._at > self.size.width:
            self._at = -RUNNER
        self.refresh()

    def render(self) -> Content:
        """The line, and what runs along it."""
        width = self.size.width
        if not self.moving and self._marked is None:
            return Content.styled(self._glyphs.rest * width, "$jl-line")
        if not self.moving and self._marked is not None:
            start, end = self._marked
        else:
            start, end = (0, width) if self.still else (max(0, self._at), max(0, min(width, self._at + RUNNER)))
        return Content.assemble(
            (self._glyphs.rest * start, "$jl-line"),
            (self._glyphs.done * (end - start), "$jl-accent"),
            (self._glyphs.rest * (width - end), "$jl-line"),
        )
