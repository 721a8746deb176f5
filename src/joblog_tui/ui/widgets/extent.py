"""How much there is to scroll, told without laying the screen out anew."""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def extend(view: ScrollView, size: Size) -> None:
    """Tell a scroll view how much there is to scroll; a layout pass only when its scrollbar has to appear or go."""
    if size == view.virtual_size:
        return
    overflows = size.height > view.container_size.height
    if overflows is view.show_vertical_scrollbar:
        view.set_reactive(Widget.virtual_size, size)
        if overflows:
            view.vertical_scrollbar.window_virtual_size = size.height
    else:
        view.virtual_size = size
