"""Entries that are longer than their place: wrapped to the width, scrolled by keys and wheel."""

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
    """Shows entries: a log from its end, which stays in view while it is; what is read as a page ``from_top``."""

    ALLOW_SELECT = False

    @dataclass
    class TopReached(Message):
        """The operator has scrolled up to the first line, and may want to see what was before."""

        lines: "ScrolledLines"

    @dataclass
    class EndReached(Message):
        """The operator has scrolled down to the last line, and may want to see what comes after."""

        lines: "ScrolledLines"

    def __init__(self, *, from_top: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.from_top = from_top
        self._entries: tuple[Entry, ...] = ()
        self._wrapped: dict[Entry, list[Content]] = {}
        self._wrapped_to = 0
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
        """Say when the operator has reached an end."""
        super().watch_scroll_y(old_value, new_value)
        if new_value <= 0 < old_value and self.has_focus:
            self.post_message(self.TopReached(self))
        if old_value < new_value >= self.max_scroll_y:
            self.post_message(self.EndReached(self))

    def render_line(self, y: int) -> Strip:
        """One line."""
        index, width, style = y + round(self.scroll_y), self.size.width, self.visual_style
        if not 0 <= index < len(self._lines) or not self._lines[index]:
            return Strip.blank(width, style.rich_style)
        strips = Visual.to_strips(self, self._lines[index], width, 1, style)
        return strips[0].adjust_cell_length(width, style.rich_style)

    def _lay_out(self) -> None:
        """Wrap what is new; the distance from the end, or from the top, stays the same."""
        from_end = max(0, len(self._lines) - self._height - round(self.scroll_y))
        width, self._height = max(1, self.scrollable_content_region.width), self.size.height
        known = self._wrapped if width == self._wrapped_to else {}
        self._wrapped = {entry: known.get(entry) or wrapped(entry, width) for entry in self._entries}
        self._wrapped_to = width
        self._lines = [line for entry in self._entries for line in self._wrapped[entry]]
        extend(self, Size(0, len(self._lines)))
        end = max(0, len(self._lines) - self._height)
        y = min(round(self.scroll_y), end) if self.from_top else max(0, end - from_end)
        if y != round(self.scroll_y):
            self.scroll_to(y=y, animate=False, force=True)
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
