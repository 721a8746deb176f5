"""The keys that move about in a job table; their ids are what the configuration can map anew."""

from textual.binding import Binding, BindingType

KEYS: list[BindingType] = [
    Binding("down,j", "cursor_down", "Row down", id="table.down", show=False),
    Binding("up,k", "cursor_up", "Row up", id="table.up", show=False),
    Binding("pagedown,ctrl+f", "page_down", "Page down", id="table.page-down", show=False),
    Binding("pageup,ctrl+b", "page_up", "Page up", id="table.page-up", show=False),
    Binding("ctrl+d", "half_page_down", "Half a page down", id="table.half-page-down", show=False),
    Binding("ctrl+u", "half_page_up", "Half a page up", id="table.half-page-up", show=False),
    Binding("g,home", "first", "First row", id="table.first", show=False),
    Binding("G,end", "last", "Last row", id="table.last", show=False),
    Binding("enter", "open", "View all jobs", id="table.open"),
    Binding("space", "toggle_mark", "Mark the row", id="table.mark", show=False),
]
