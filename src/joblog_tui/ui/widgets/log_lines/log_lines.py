"""The widget: shows a stretch of log lines, keeps the cursor on its line, says when it nears an end."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from joblog_tui.feed.stretch import Stretch
from joblog_tui.model.log_line import LEVELS, LogLine
from joblog_tui.ui.keymap import OF_LINES, bindings
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.look.scrollbars import draw_scrollbar
from joblog_tui.ui.look.times import local
from joblog_tui.ui.painting import paint_of
from joblog_tui.ui.widgets.log_lines.flow import Flow, Row
from joblog_tui.ui.widgets.log_lines.painter import Columns, LinePainter

EDGE = 100  # rows; more lines are asked for when fewer than these are left beside the window


class LogLines(ScrollView, can_focus=True):
    """A stretch of log lines. While it follows, the cursor stays on the newest line."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_LINES)]

    @dataclass
    class MoreWanted(Message):
        """The cursor nears an end of the lines in memory: the newer one, or the older one."""

        newer: bool

    @dataclass
    class CursorMoved(Message):
        """The cursor is on another line, or there is none."""

        line: LogLine | None

    def __init__(self, stretch: Stretch, *, zone: tzinfo | None = None, glyphs: Glyphs = UNICODE) -> None:
        """No lines yet. ``zone`` None is the machine's own."""
        super().__init__()
        self._stretch = stretch
        self._zone = zone
        self._glyphs = glyphs
        self._now = 0
        self._wrap = True
        self._sought = ""
        self.following = True
        self._to_oldest = False
        self._index = 0
        self._flow: Flow | None = None
        self._painter: LinePainter | None = None
        self._rows: list[Row] = []
        self._starts: list[int] = []
        self._dated_now = self._named_now = False

    # What it shows

    def show(self, stretch: Stretch, *, now: int, sought: str = "") -> None:
        """Show these lines; the cursor stays on its line, goes to what was found, or follows the newest one."""
        before, self._stretch = self.cursor, stretch
        offset = self._start(self._index) - round(self.scroll_y)
        if self._dated(stretch.lines, now) != self._dated_now or stretch.query.nested != self._named_now:
            self._flow = None
        self._now, self._sought = now, sought
        lines = stretch.lines
        if stretch.found is not None:
            self.following = False
            self._index = next((n for n, line in enumerate(lines) if line.seq == stretch.found.seq), 0)
        elif self._to_oldest and stretch.begins:
            self._index, self._to_oldest = 0, False
        elif self.following and stretch.ends:
            self._index = len(lines) - 1
        elif before is not None:
            self._index = next((n for n, line in enumerate(lines) if line.place >= before.place), len(lines) - 1)
        self._index = max(0, min(self._index, len(lines) - 1))
        self._lay_out(offset)
        self._say(before)

    def set_wrap(self, wrap: bool) -> None:
        """Long lines on as many rows as they need, or cut."""
        self._wrap = wrap
        self._redraw()

    def to_end(self, *, newer: bool) -> bool:
        """The cursor to the newest line, or to the oldest, now or as soon as it is shown; whether it is there."""
        there = self._stretch.ends if newer else self._stretch.begins
        if there:
            self._go(len(self._stretch.lines) - 1 if newer else 0)
        self.following, self._to_oldest = newer, not newer and not there
        return there

    @property
    def cursor(self) -> LogLine | None:
        """The line under the cursor; None when there are no lines."""
        lines = self._stretch.lines
        return lines[self._index] if self._index < len(lines) else None

    @property
    def text(self) -> str:
        """What is in memory, row by row."""
        return "\n".join(row.text for row in self._rows)

    # What the operator does

    def action_line(self, by: int) -> None:
        """One line up or down."""
        self._go(self._index + by)

    def action_page(self, by: float) -> None:
        """A page up or down, or half of one; the cursor keeps its row on the screen."""
        if not self._rows:
            return
        rows = max(1, int((self.size.height - 1) * abs(by))) * (1 if by > 0 else -1)
        row = max(0, min(self._start(self._index) + rows, len(self._rows) - 1))
        self.scroll_to(y=self.scroll_y + rows, animate=False, force=True)
        self._go(self._rows[row].index)

    def on_click(self, event: events.Click) -> None:
        """The cursor goes to the line that was clicked."""
        row = event.y + round(self.scroll_y)
        if row < len(self._rows):
            self._go(self._rows[row].index)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Near an end in memory, ask for more."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_for_more()

    def _go(self, index: int) -> None:
        before = self.cursor
        self._index = max(0, min(index, len(self._stretch.lines) - 1))
        self.following = self._stretch.ends and self._index == len(self._stretch.lines) - 1
        self._show_cursor()
        self._ask_for_more()
        self._say(before)
        self.refresh()

    def _say(self, before: LogLine | None) -> None:
        if self.cursor != before:
            self.post_message(self.CursorMoved(self.cursor))

    def _ask_for_more(self) -> None:
        if not self._stretch.lines:
            return
        if round(self.scroll_y) < EDGE and not self._stretch.begins:
            self.post_message(self.MoreWanted(newer=False))
        elif round(self.scroll_y) + self.size.height > len(self._rows) - EDGE and not self._stretch.ends:
            self.post_message(self.MoreWanted(newer=True))

    # How it is drawn

    def on_mount(self) -> None:
        """Another theme is drawn at once."""
        draw_scrollbar(self, self._glyphs)
        self.app.theme_changed_signal.subscribe(self, lambda _: self._redraw())

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        self._glyphs = glyphs
        draw_scrollbar(self, glyphs)
        self._redraw()

    def on_resize(self) -> None:
        """Lay out for the new width."""
        self._redraw()

    def on_focus(self) -> None:
        """Keys go here."""
        self.refresh()

    def on_blur(self) -> None:
        """Keys go elsewhere."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row."""
        painter, index = self._drawing(), y + round(self.scroll_y)
        if index >= len(self._rows):
            if y == 1 and self._nothing:
                said = Segment(f"  {self._nothing}", paint_of(self.app).style("muted", "canvas"))
                return Strip([said]).adjust_cell_length(self.size.width, said.style)
            return Strip.blank(self.size.width, paint_of(self.app).style("text", "canvas"))
        row, lines = self._rows[index], self._stretch.lines
        under = ("focused" if self.has_focus else "blurred") if row.index == self._index else ""
        line, before = lines[row.index], lines[row.index - 1] if row.index else None
        segments = painter.row(row, line, before, cursor=under, sought=self._sought)
        return Strip(segments).adjust_cell_length(self.size.width)

    @property
    def _nothing(self) -> str:
        """What stands in the place of lines when it is known that there are none."""
        stretch = self._stretch
        if stretch.lines or not (stretch.begins and stretch.ends):
            return ""
        every = stretch.query.least == LEVELS[0] and not stretch.query.text
        return "Nothing was said so far" if every else "No line is like that"

    def _drawing(self) -> LinePainter:
        if self._painter is None:
            self._dated_now = self._dated(self._stretch.lines, self._now)
            self._named_now = self._stretch.query.nested
            columns = Columns.fitting(self.size.width, dated=self._dated_now, named=self._named_now)
            self._painter = LinePainter(columns, paint_of(self.app), self._glyphs, self._zone, self._now)
        return self._painter

    def _dated(self, lines: tuple[LogLine, ...], now: int) -> bool:
        """Whether some of the lines are of another day."""
        today = local(now, self._zone).date()
        return bool(lines) and any(local(line.at, self._zone).date() != today for line in (lines[0], lines[-1]))

    def _redraw(self) -> None:
        offset = self._start(self._index) - round(self.scroll_y)
        self._flow = None
        self._lay_out(offset)

    def _lay_out(self, offset: int) -> None:
        """Rows anew; the cursor stays ``offset`` rows below the upper edge where it can."""
        if self._flow is None:
            self._painter = None
            columns = self._drawing().columns
            self._flow = Flow(columns.width - columns.text - 1, wrap=self._wrap, cut=self._glyphs.cut)
        self._rows = self._flow.rows(self._stretch.lines)
        self._starts = [number for number, row in enumerate(self._rows) if row.part == 0]
        self.virtual_size = Size(0, len(self._rows))
        self.call_after_refresh(self._place_scrollbar)  # one that has just appeared knows of no position
        self.scroll_to(y=max(0, self._start(self._index) - offset), animate=False, force=True)
        self._show_cursor()
        self.refresh()

    def _place_scrollbar(self) -> None:
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self.scroll_y

    def _show_cursor(self) -> None:
        """Scroll as far as needed to show all rows of the cursor's line."""
        first = self._start(self._index)
        last = self._start(self._index + 1) - 1
        top, height = round(self.scroll_y), max(1, self.size.height)
        if last >= top + height:
            top = last - height + 1
        self.scroll_to(y=max(0, min(top, first)), animate=False, force=True)

    def _start(self, index: int) -> int:
        """The first row of a line; the number of rows for the line after the last one."""
        return self._starts[index] if index < len(self._starts) else len(self._rows)
