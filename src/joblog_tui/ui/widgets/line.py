"""A widget of one line, drawn from a value: what it shows changes only when the value does."""

from collections.abc import Sequence
from typing import Generic, Self, TypeVar

from textual.content import Content
from textual.geometry import Region, Spacing
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

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

    def notify_style_update(self) -> None:
        """Other colours: draw anew."""
        self._strips = []
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines with their output; a widget with an edge of its own is left to Textual."""
        if self.styles.gutter != Spacing():
            return super().render_lines(crop)
        if len(self._strips) != self.size.height or self._strips[0].cell_length != self.size.width:
            self._strips = self._drawn()
        return [self._strips[y].crop(crop.x, crop.right) for y in crop.line_range]

    def _drawn(self) -> list[Prefilled]:
        (width, height), style = self.size, self.visual_style
        strips = Visual.to_strips(self, self.render(), width, height, style, pad=True)
        blank = Strip.blank(width, style.rich_style)
        whole = [strip.adjust_cell_length(width, style.rich_style) for strip in strips[:height]]
        background = self.background_colors[1]
        drawn = []
        for strip in [*whole, *[blank] * (height - len(whole))]:
            for line_filter in self.get_line_filters():
                strip = strip.apply_filter(line_filter, background)
            drawn.append(Prefilled(strip, width))
        return drawn

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
