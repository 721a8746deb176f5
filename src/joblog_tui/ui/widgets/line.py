"""A widget of one line, drawn from a value: what it shows changes only when the value does."""

from collections.abc import Sequence
from typing import Generic, Self, TypeVar

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from joblog_tui.ui.content_lines import ContentLines
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.prefilled import Prefilled
from joblog_tui.ui.spread import Part, cut, spread

Shown = TypeVar("Shown")


class Line(Widget, Generic[Shown]):
    """Shows ``shown``; a subclass says how in ``draw``. Some have more lines than one."""

    ALLOW_SELECT = False

    def __init__(self, shown: Shown, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = shown
        self._glyphs = glyphs
        self._strips: list[Prefilled] = []
        self._lines: ContentLines | None = None

    @property
    def shown(self) -> Shown:
        """What is on the screen."""
        return self._shown

    def show(self, shown: Shown) -> None:
        """Show something else; no refresh when it is the same."""
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Draw anew, in the next frame."""
        self._strips = []
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        self._glyphs = glyphs
        self.notify_style_update()
        self.refresh()

    def notify_style_update(self) -> None:
        """Other colours: draw anew."""
        self._strips, self._lines = [], None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines with their output; a widget with an edge of its own is left to Textual."""
        if self._lines is None:
            self._lines = ContentLines(self)
        if not self._lines.plain:
            return super().render_lines(crop)
        width, height = self.size
        if len(self._strips) != height or (height and self._strips[0].cell_length != width):
            self._strips = self._lines.lines(self.render(), width, height)
        # A widget that is about to go has no size any more, and may be asked for its lines once again.
        there, missing = range(crop.y, min(crop.bottom, height)), crop.bottom - max(height, crop.y)
        return [self._strips[y].crop(crop.x, crop.right) for y in there] + [Strip.blank(crop.width)] * missing

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
