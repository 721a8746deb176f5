"""The table's scrollbar: its track begins below the heading, whose ground it continues."""

from math import ceil

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.geometry import Region
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.prefilled import Prefilled, prefilled

HEADING = 1  # lines above the rows


class BelowHeading(ScrollBarRender):
    """Textual's vertical bar, one cell shorter."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = Color.parse("default"),  # noqa: B008
        bar_color: Color = Color.parse("default"),  # noqa: B008
    ) -> Segments:
        """The bar of a widget of ``size`` lines, heading included."""
        # The heading never scrolls: without it the thumb is as long as the window's true share of the rows.
        bar = super().render_bar(
            size - 1, virtual_size - 1, max(0, window_size - 1), position, thickness, vertical, back_color, bar_color
        )
        corner = Segment(" " * thickness, Style(bgcolor=back_color))
        return Segments([corner, *bar.segments], new_lines=True)


class AsciiBelowHeading(BelowHeading):
    """The same in whole cells, without the block characters that make the ends of the thumb finer."""

    VERTICAL_BARS = [" "]  # noqa: RUF012


def bar_for(glyphs: Glyphs) -> type[BelowHeading]:
    """How the bar is drawn with these signs."""
    return AsciiBelowHeading if glyphs.ascii_only else BelowHeading


class RankBar(ScrollBar):
    """A bar true to rank that is drawn anew only when its thumb moves by what can be seen: never on most keys."""

    position: Reactive[float] = Reactive(0.0, repaint=False)
    window_virtual_size: Reactive[int] = Reactive(100, repaint=False)

    def __init__(self, renderer: type[BelowHeading], *, thickness: int = 1) -> None:
        super().__init__(vertical=True, name="vertical", thickness=thickness)
        self.renderer = renderer  # type: ignore[misc]  # documented: set it on an instance
        self._drawn: tuple[object, list[Prefilled]] = (None, [])
        self._seen: tuple[int, int] | None = None

    def watch_position(self) -> None:
        """The window moved."""
        self._refresh_if_seen()

    def watch_window_virtual_size(self) -> None:
        """Rows came or went."""
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        thumb = self._thumb()
        if thumb != self._seen:
            self._seen = thumb
            self.refresh()

    def _thumb(self) -> tuple[int, int]:
        """Where the thumb begins, and how long it is, in the steps in which it is drawn."""
        steps = len(self.renderer.VERTICAL_BARS)
        rows, window, room = self.window_virtual_size - HEADING, self.window_size - HEADING, self.size.height - HEADING
        if not 0 < window < rows or room <= 0:
            return 0, 0
        length = max(1.0, window * room / rows)
        return int((room - length) * self.position / (rows - window) * steps), ceil(length * steps)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The bar with its output."""
        bar = self.render()
        assert isinstance(bar, ScrollBarRender)
        key = (self._thumb(), bar.style, self.size)
        if self._drawn[0] != key:
            self._drawn = key, self._strips(bar)
        return [self._drawn[1][y].crop(crop.x, crop.right) for y in crop.line_range]

    def _strips(self, bar: ScrollBarRender) -> list[Prefilled]:
        style, width, height = bar.style, self.size.width, self.size.height
        assert isinstance(style, Style)
        assert style.color is not None
        assert style.bgcolor is not None
        segments = self.renderer.render_bar(
            height, bar.virtual_size, bar.window_size, bar.position, width, True, style.bgcolor, style.color
        ).segments
        return [prefilled(self, [segment], width) for segment in segments]
