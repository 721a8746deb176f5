"""Lines to choose from in a dialog: by arrows, letters or the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from joblog_tui.ui.keymap import OF_CHOICES, bindings
from joblog_tui.ui.look.cut import fit, pad, width_of
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.painting import paint_of

GROUND = "raised"


@dataclass(frozen=True, slots=True)
class Said:
    """Some text in a role of the palette; safe to show."""

    text: str
    role: str = "text"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what stands left, where the last text is cut if need be, and what stands right."""

    left: tuple[Said, ...]
    right: tuple[Said, ...] = ()


class ChoiceList(ScrollView, can_focus=True):
    """Shows entries with a cursor on one of them, and says what the operator does with it."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_CHOICES)]

    @dataclass
    class Chosen(Message):
        """The entry of this number was chosen, by its key or by a click on its cell ``x`` (None by key)."""

        number: int
        x: int | None = None

    def __init__(
        self, entries: Sequence[Entry] = (), *, cursor: int = 0, glyphs: Glyphs = UNICODE, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._entries = tuple(entries)
        self._cursor = cursor
        self._glyphs = glyphs
        self._paint: Paint | None = None
        self.virtual_size = Size(0, len(self._entries))

    @property
    def cursor(self) -> int:
        """The number of the entry under the cursor, from 0."""
        return self._cursor

    def show(self, entries: Sequence[Entry], cursor: int | None = None) -> None:
        """Show these entries, the cursor on ``cursor`` if it is given."""
        height = len(self._entries)
        self._entries = tuple(entries)
        self.virtual_size = Size(0, len(self._entries))
        self._go(self._cursor if cursor is None else cursor)
        if len(self._entries) != height:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each entry."""
        return len(self._entries)

    def action_up(self) -> None:
        """One entry up."""
        self._go(self._cursor - 1)

    def action_down(self) -> None:
        """One entry down."""
        self._go(self._cursor + 1)

    def action_first(self) -> None:
        """To the first entry."""
        self._go(0)

    def action_last(self) -> None:
        """To the last entry."""
        self._go(len(self._entries) - 1)

    def action_choose(self) -> None:
        """The entry under the cursor is it."""
        if self._entries:
            self.post_message(self.Chosen(self._cursor))

    def on_click(self, event: events.Click) -> None:
        """The entry that was clicked is it."""
        number = event.y + round(self.scroll_y)
        if 0 <= number < len(self._entries):
            self._go(number)
            self.post_message(self.Chosen(number, event.x))

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        self._glyphs = glyphs
        self.notify_style_update()
        self.refresh()

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._paint = None

    def render_line(self, y: int) -> Strip:
        """One entry."""
        if self._paint is None:
            self._paint = paint_of(self.app)
        paint, width = self._paint, self.size.width
        number = y + round(self.scroll_y)
        if number >= len(self._entries):
            return Strip([Segment(" " * width, paint.style("text", GROUND))], width)
        entry, here = self._entries[number], number == self._cursor
        ground = "cursor" if here else GROUND
        right = [Segment(said.text, paint.style(said.role, ground, said.bold)) for said in entry.right]
        room = max(0, width - 3 - sum(width_of(said.text) for said in entry.right))
        segments = [Segment(f"{self._glyphs.cursor if here else ' '} ", paint.style("accent", ground))]
        for said in entry.left:
            text = fit(said.text, room, self._glyphs.cut)
            room -= width_of(text)
            segments.append(Segment(text, paint.style(said.role, ground, said.bold)))
        segments += [Segment(pad("", room), paint.style("text", ground)), *right]
        return Strip(segments).adjust_cell_length(width, paint.style("text", ground))

    def _go(self, cursor: int) -> None:
        self._cursor = max(0, min(cursor, len(self._entries) - 1))
        top, height = round(self.scroll_y), self.size.height
        if self._cursor < top:
            self.scroll_to(y=self._cursor, animate=False)
        elif height and self._cursor >= top + height:
            self.scroll_to(y=self._cursor - height + 1, animate=False)
        self.refresh()
