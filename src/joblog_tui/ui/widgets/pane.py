"""A titled place for scrolled lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.spread import part
from joblog_tui.ui.widgets.line import Line
from joblog_tui.ui.widgets.scrolled_lines import Entry, ScrolledLines


@dataclass(frozen=True, slots=True)
class Title:
    """A heading, and what stands beside it."""

    text: str
    remark: str = ""
    focused: bool = False


class PaneTitle(Line[Title]):
    """One line."""

    def draw(self, shown: Title, width: int) -> Content:
        """The heading, and the remark beside it; the sign of the cursor tells the focus where colours do not."""
        sign = (self._glyphs.cursor, "$jl-accent") if shown.focused else (" ", "")
        heading = part(sign, (shown.text, "bold $jl-text"))
        return self.spread(width, [heading, part((shown.remark, "$jl-muted"), rank=1)], margin=0)


class Pane(Vertical):
    """A heading over lines that scroll."""

    def __init__(self, title: str, *, glyphs: Glyphs = UNICODE, from_top: bool = False, id: str | None = None) -> None:
        """See ``ScrolledLines`` for ``from_top``."""
        super().__init__(id=id)
        self._title = title
        self._glyphs = glyphs
        self._from_top = from_top

    def compose(self) -> ComposeResult:
        """Heading and lines."""
        yield PaneTitle(Title(self._title), glyphs=self._glyphs)
        yield ScrolledLines(from_top=self._from_top)

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        self._glyphs = glyphs

    @property
    def lines(self) -> ScrolledLines:
        """The lines."""
        return self.query_one(ScrolledLines)

    def retitle(self, title: str) -> None:
        """Give it another heading, from when it is shown anew."""
        self._title = title

    def start_over(self) -> None:
        """Show nothing, as in the beginning."""
        self.query_one(PaneTitle).show(Title(self._title, focused=self.has_focus_within))
        self.lines.show(())
        self.lines.scroll_home(animate=False, force=True)

    def show(self, entries: Sequence[Entry], remark: str = "") -> None:
        """Show these entries under the heading."""
        self.query_one(PaneTitle).show(Title(self._title, remark, self.has_focus_within))
        self.lines.show(entries)

    def on_descendant_focus(self) -> None:
        """Keys go to the lines now."""
        self._tell_focus(focused=True)

    def on_descendant_blur(self) -> None:
        """Keys go elsewhere."""
        self._tell_focus(focused=False)

    def _tell_focus(self, *, focused: bool) -> None:
        title = self.query_one(PaneTitle)
        title.show(replace(title.shown, focused=focused))
