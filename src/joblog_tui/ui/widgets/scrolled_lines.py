"""Entries that are longer than their place: wrapped to the width, scrolled by keys and wheel, staying at their end."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from joblog_tui.ui.spread import Piece
from joblog_tui.ui.widgets.extent import extend

LEAST_BODY = 12  # cells; where there are fewer beside the head, the body goes under it


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a ``head`` such as the time, and a ``body`` that is wrapped beside it."""

    head: tuple[Piece, ...]
    body: tuple[Piece, ...] = ()


class ScrolledLines(ScrollView, can_focus=True):
    """Shows entries. While the last one is in view, it stays in view."""

    ALLOW_SELECT = False

    @dataclass
    class TopReached(Message):
        """The operator has scrolled up to the first line, and may want to see what was before."""

        lines: "ScrolledLines"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries: tuple[Entry, ...] = ()
        self._lines: list[Content] = []
        self._height = 0

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these entries."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._lay_out()

    @property
    def text(self) -> str:
        """What is shown, line by line."""
        return "\n".join(line.plain for line in self._lines)

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Say when the operator has reached the top."""
        super().watch_scroll_y(old_value, new_value)
        if new_value <= 0 < old_value and self.has_focus:
            self.post_message(self.TopReached(self))

    def render_line(self, y: int) -> Strip:
        """One line."""
        index, width, style = y + round(self.scroll_y), self.size.width, self.visual_style
        if not 0 <= index < len(self._lines) or not self._lines[index]:
            return Strip.blank(width, style.rich_style)
        strips = Visual.to_strips(self, self._lines[index], width, 1, style)
        return strips[0].adjust_cell_length(width, style.rich_style)

    def _lay_out(self) -> None:
        """Wrap anew; the distance from the end stays the same."""
        from_end = max(0, len(self._lines) - self._height - round(self.scroll_y))
        width, self._height = max(1, self.size.width), self.size.height
        self._lines = [line for entry in self._entries for line in wrapped(entry, width)]
        extend(self, Size(0, len(self._lines)))
        self.scroll_to(y=max(0, len(self._lines) - self._height - from_end), animate=False, force=True)
        self.refresh()


def wrapped(entry: Entry, width: int) -> list[Content]:
    """The entry on as many lines of ``width`` cells as it needs."""
    head, body = Content.assemble(*entry.head), Content.assemble(*entry.body)
    room = width - head.cell_length
    if not body:
        return [head.truncate(width)]
    if room < LEAST_BODY:
        return [head.truncate(width), *body.wrap(width)]
    first, *more = body.wrap(room)
    return [head + first, *(Content.blank(head.cell_length) + line for line in more)]
