"""The table's scrollbar: its track begins below the heading, whose ground it continues."""

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.widget import Widget


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


def extend(view: ScrollView, size: Size) -> None:
    """Tell a scroll view how much there is to scroll; a layout pass only when its scrollbar has to appear or go."""
    if size == view.virtual_size:
        return
    overflows = size.height > view.container_size.height
    if overflows and view.show_vertical_scrollbar:
        view.set_reactive(Widget.virtual_size, size)
        view.vertical_scrollbar.window_virtual_size = size.height
    else:
        view.virtual_size = size
