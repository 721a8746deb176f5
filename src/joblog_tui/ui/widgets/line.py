"""A widget of one line, drawn from a value: what it shows changes only when the value does."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual.content import Content
from textual.widget import Widget

from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.spread import Part, cut, spread

Shown = TypeVar("Shown")


class Line(Widget, Generic[Shown]):
    """Shows ``shown``; a subclass says how in ``draw``. Some have more lines than one."""

    ALLOW_SELECT = False

    def __init__(self, shown: Shown, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = shown
        self._glyphs = glyphs

    @property
    def shown(self) -> Shown:
        """What is on the screen."""
        return self._shown

    def show(self, shown: Shown) -> None:
        """Show something else; no refresh when it is the same."""
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def render(self) -> Content:
        """The line at the present width."""
        return self.draw(self._shown, self.size.width)

    def draw(self, shown: Shown, width: int) -> Content:
        """``shown`` in ``width`` cells."""
        raise NotImplementedError

    def spread(
        self, width: int, left: Sequence[Part], right: Sequence[Part] = (), *, gap: int = 3, margin: int = 1
    ) -> Content:
        """See ``ui.spread``; cut with the sign of the glyphs."""
        return spread(width, left, right, gap=gap, margin=margin, sign=self._glyphs.cut)

    def cut(self, content: Content, width: int) -> Content:
        """See ``ui.spread``; cut with the sign of the glyphs."""
        return cut(content, width, self._glyphs.cut)
