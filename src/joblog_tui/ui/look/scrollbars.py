"""Scrollbars in whole cells, for terminals without the block characters that make the ends of a thumb finer."""

from textual.scrollbar import ScrollBarRender
from textual.widget import Widget

from joblog_tui.ui.look.glyphs import Glyphs


class WholeCells(ScrollBarRender):
    """Textual's bar without finer ends."""

    VERTICAL_BARS = [" "]  # noqa: RUF012
    HORIZONTAL_BARS = [" "]  # noqa: RUF012


def draw_scrollbar(widget: Widget, glyphs: Glyphs) -> None:
    """Have the vertical scrollbar of a widget drawn with nothing but these signs."""
    bar = widget.vertical_scrollbar
    if glyphs.ascii_only or bar.renderer is WholeCells:
        bar.renderer = WholeCells if glyphs.ascii_only else ScrollBarRender  # type: ignore[misc]  # documented: set it on an instance
