"""The activity strip: jobs over time, in blocks. Keys and mouse mark a stretch of it; the screen owns what that is.

It draws its lines itself and only when what it shows has changed: no layout, no database.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar, Literal

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.charts import stacks
from joblog_tui.ui.charts.axis import labels
from joblog_tui.ui.charts.brush import Brush
from joblog_tui.ui.charts.stacks import DOWN, UP, Cell
from joblog_tui.ui.keymap import OF_STRIP, bindings
from joblog_tui.ui.look.cut import cut_end, pad
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.status import role
from joblog_tui.ui.painting import paint_of
from joblog_tui.ui.prefilled import Prefilled, prefilled
from joblog_tui.ui.widgets.activity_words import Piece, StripShown, beside, in_one_line

WIDE, ROOMY, NARROW = 180, 100, 60  # columns; as the sidebar's
FAR = 10  # columns that page up and down go


_labels = lru_cache(8)(labels)  # they cost more than all the rest, and stay for as long as the columns do


class ActivityStrip(Widget, can_focus=True):
    """Jobs over time; ``show`` gives it what to draw."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_STRIP)]

    @dataclass
    class Brushed(Message):
        """The operator marked a stretch of time."""

        brush: Brush

    @dataclass
    class Applied(Message):
        """The stretch shall become part of the query."""

        brush: Brush

    @dataclass
    class Cleared(Message):
        """Jobs of any time shall be shown."""

    @dataclass
    class Zoomed(Message):
        """``by`` steps narrower (wider when negative) around a column; 0 is what suits the jobs."""

        by: int
        column: int | None = None

    @dataclass
    class Panned(Message):
        """Other columns shall be in view: so many to the right, with the brush."""

        by: int

    @dataclass
    class Left(Message):
        """The keys shall go back to the list."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._shown = StripShown()
        self._lines: list[Prefilled] = []
        self._told: list[tuple[Piece, ...]] = []
        self._charted: tuple[object, list[list[Segment]]] = (None, [])
        self._paint: Paint | None = None
        self._held: int | None = None
        self._dragged = False

    @property
    def shown(self) -> StripShown:
        """What is on the screen."""
        return self._shown

    def show(self, shown: StripShown) -> None:
        """Show something else; no refresh when it is the same."""
        if shown == self._shown:
            return
        self._shown = shown
        before, self._lines = self._lines, self._draw()
        for y, line in enumerate(self._lines):
            if len(before) != len(self._lines) or line is not before[y]:
                self.refresh(Region(0, y, self.size.width, 1))

    @property
    def beside_width(self) -> int:
        """Cells that the words take, beside the chart."""
        width = self.size.width
        return 32 if width >= WIDE else 30 if width >= ROOMY else 28 if width >= NARROW else 0

    @property
    def columns(self) -> int:
        """How many columns the chart has."""
        return max(0, self.size.width - max(1, self.beside_width) - 1)

    # Keys

    @property
    def _brush(self) -> Brush | None:
        shown = self._shown
        if shown.brush is not None or not shown.edges:
            return shown.brush
        return Brush.over(shown.edges, len(shown.edges) - 2)

    def _mark(self, brush: Brush | None) -> None:
        if brush is not None:
            # Shown before anybody answers: the next key moves on from here, however fast it comes.
            self.show(replace(self._shown, brush=brush, run_times=None))
            self.post_message(self.Brushed(brush))

    def action_move(self, by: int) -> None:
        """The brush so many columns to the right; at an end what is in view moves."""
        brush, edges = self._brush, self._shown.edges
        if brush is None:
            return
        moved = brush.moved(edges, by)
        if moved == brush:
            self.post_message(self.Panned(by))
        else:
            self._mark(moved)

    def action_extend(self, by: int) -> None:
        """The end of the brush so many columns to the right."""
        if self._brush is not None:
            self._mark(self._brush.extended(self._shown.edges, by))

    def action_widen(self, by: int) -> None:
        """The beginning of the brush so many columns earlier."""
        if self._brush is not None:
            self._mark(self._brush.widened(self._shown.edges, by))

    def action_end(self, which: Literal["first", "last"]) -> None:
        """The brush to the first or the last column."""
        if self._brush is not None:
            far = len(self._shown.edges)
            self._mark(self._brush.moved(self._shown.edges, -far if which == "first" else far))

    def action_apply(self) -> None:
        """The brush becomes part of the query."""
        if self._brush is not None:
            self.post_message(self.Applied(self._brush))

    def action_any_time(self) -> None:
        """The query says nothing of time."""
        self.post_message(self.Cleared())

    def action_zoom(self, by: int) -> None:
        """Columns stand for less time, or for more; 0 for what suits the jobs."""
        self.post_message(self.Zoomed(by))

    def action_leave(self) -> None:
        """Back to the list."""
        self.post_message(self.Left())

    # Mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a column."""
        column = self._column_at(event.x)
        if column is not None and event.button == 1:
            self._held, self._dragged = column, False
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark what lies between."""
        if self._held is not None:
            column = self._nearest_column(event.x)
            self._dragged = self._dragged or column != self._held
            if self._dragged:
                self._mark(Brush.over(self._shown.edges, self._held, column))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """What was dragged over becomes part of the query; a click marks one column."""
        held, self._held = self._held, None
        if held is None:
            return
        self.release_mouse()
        event.stop()
        brush = Brush.over(self._shown.edges, held, self._nearest_column(event.x))
        if self._dragged:
            self.post_message(self.Applied(brush))
        else:
            self.clicked(brush)

    def clicked(self, brush: Brush) -> None:
        """A column was clicked: mark it."""
        self._mark(brush)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Look closer at what is under the mouse."""
        event.stop()
        self.post_message(self.Zoomed(1, self._column_at(event.x)))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Look from farther away."""
        event.stop()
        self.post_message(self.Zoomed(-1, self._column_at(event.x)))

    def _column_at(self, x: int) -> int | None:
        column = x - self._chart_x
        return column if self._shown.edges and 0 <= column < len(self._shown.edges) - 1 else None

    def _nearest_column(self, x: int) -> int:
        return max(0, min(x - self._chart_x, len(self._shown.edges) - 2))

    @property
    def _chart_x(self) -> int:
        """Where the first column stands; while the window has another width, columns keep to the right end."""
        return self.size.width - 1 - max(0, len(self._shown.edges) - 1)

    # Drawing

    def on_resize(self) -> None:
        """Lines have another length."""
        self._lines = []

    def on_focus(self) -> None:
        """It is marked that the keys go here."""
        self._lines = []
        self.refresh()

    def on_blur(self) -> None:
        """They go elsewhere, and nothing is marked any more; but the terminal's window may just be another one."""
        self._lines = []
        self.refresh()
        if self.app.app_focus and self._held is None:
            self.post_message(self.Left())

    def use_glyphs(self, glyphs: Glyphs) -> None:
        """Draw with these from now on."""
        self._glyphs = glyphs
        self.notify_style_update()
        self.refresh()

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._paint = None
        self._lines, self._charted = [], (None, [])

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines with their output: no style of Textual's is worked into them."""
        return [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]

    def render_line(self, y: int) -> Strip:
        """One line: words, then the chart."""
        if not self._lines:
            self._lines = self._draw()
        return self._lines[y] if y < len(self._lines) else Strip.blank(self.size.width)

    def _draw(self) -> list[Prefilled]:
        """The lines; those that say what they said before are the same objects."""
        if self._paint is None:
            self._paint = paint_of(self.app)
        paint, width, height = self._paint, self.size.width, self.size.height
        chart, same = self._chart_kept(height)
        if height == 1:
            texts = [in_one_line(self._shown, self._glyphs)]
        else:
            texts = beside(self._shown, self._glyphs, height - 1, self.beside_width - 2)
            texts += [()] * (height - 1 - len(texts))
            zoom = f"{self._shown.zoom} a column" if self.has_focus and self._shown.zoom else ""
            texts.append(((zoom, "muted", False),))
        ground = paint.style("text", "canvas")
        lines = []
        for y, (text, cells) in enumerate(zip(texts, chart, strict=False)):
            if same and y < len(self._lines) and text == self._told[y]:
                lines.append(self._lines[y])
                continue
            gap = max(0, width - 1 - len(cells) - self.beside_width)
            segments = [*self._words(text, paint), Segment(" " * gap, ground), *cells, Segment(" ", ground)]
            lines.append(prefilled(self, Strip(segments).simplify().adjust_cell_length(width, ground), width))
        self._told = texts
        return lines

    def _chart_kept(self, height: int) -> tuple[list[list[Segment]], bool]:
        """The cells of each line, and whether they are those of the last time, as they mostly are when words change."""
        shown = self._shown
        key = (
            shown.activity, shown.marked_columns, shown.brush is None, shown.counting, shown.follows, shown.zone,
            self.size, height,
        )  # fmt: skip
        same = self._charted[0] == key
        if not same:
            self._charted = key, self._chart(height)
        return self._charted[1], same

    def _words(self, pieces: tuple[Piece, ...], paint: Paint) -> list[Segment]:
        if not self.beside_width:
            return []
        room = self.beside_width - 1
        segments = [Segment(" ", paint.style("text", "canvas"))]
        for text, colour, bold in pieces:
            kept = cut_end(text, room, self._glyphs.cut)
            room -= len(kept)
            segments.append(Segment(kept, paint.style(colour, "canvas", bold)))
        return [*segments, Segment(pad("", room), paint.style("text", "canvas"))]

    def _chart(self, height: int) -> list[list[Segment]]:
        """The cells of each line."""
        shown, glyphs, paint = self._shown, self._glyphs, self._paint
        assert paint is not None
        if shown.activity is None:
            return [[] for _ in range(height)]
        counts = shown.activity.counts[-max(1, self.columns) :]
        if height == 1:
            most = max(map(sum, counts))
            return [self._line([stacks.single(row, most, glyphs) for row in counts], base=True)]
        down = 2 if height >= 7 else 1
        up = height - 1 - down
        ups, downs = ([[row[s - 1] for s in order] for row in counts] for order in (UP, DOWN))
        peaks = [max(map(sum, each)) for each in (ups, downs)]
        shaded = paint.monochrome
        above = [stacks.rising(row, peaks[0], up, glyphs, shaded=shaded) for row in ups]
        below = [stacks.falling(row, peaks[1], down, glyphs, shaded=shaded) for row in downs]
        rows = [*zip(*above, strict=True), *zip(*below, strict=True)]
        lines = [self._line(row, base=n == up - 1) for n, row in enumerate(rows)]
        return [*lines, self._axis(len(counts))]

    def _line(self, cells: "list[Cell] | tuple[Cell, ...]", *, base: bool) -> list[Segment]:
        marked = self._marked(len(cells))
        return [
            self._cell(cell, base, None if marked is None else column in marked) for column, cell in enumerate(cells)
        ]

    def _marked(self, columns: int) -> range | None:
        """The columns that stand out, among those that are drawn."""
        marked = self._shown.marked_columns
        if marked is None:
            return None
        hidden = len(self._shown.edges) - 1 - columns
        return range(marked[0] - hidden, marked[1] - hidden + 1)

    def _cell(self, cell: Cell, base: bool, marked: bool | None) -> Segment:
        paint = self._paint
        assert paint is not None
        ground = "canvas" if not marked else "cursor" if self._shown.brush is not None else "raised"
        if paint.monochrome:
            return Segment(self._sign(cell, base))
        faded = marked is False or self._shown.counting
        if cell.front is None:
            return Segment(self._sign(cell, base), paint.style("line", ground))
        front = self._colour(cell.front, paint, faded)
        behind = ground if cell.behind is None else self._colour(cell.behind, paint, faded)
        return Segment(self._sign(cell, base), paint.style(front, behind))

    def _sign(self, cell: Cell, base: bool) -> str:
        if cell.front is not None or not base:
            return cell.sign
        return "_" if self._glyphs.ascii_only else self._glyphs.levels[0]

    @staticmethod
    def _colour(status: Status, paint: Paint, faded: bool) -> str:
        if faded:
            return "faint" if status in DOWN else "line"
        return paint.done(status) if status is Status.COMPLETED else role(status)

    def _axis(self, columns: int) -> list[Segment]:
        shown, glyphs, paint = self._shown, self._glyphs, self._paint
        assert paint is not None
        tick = "|" if glyphs.ascii_only else "╵"
        now = "now" if shown.follows else ""
        cells = [(" ", "muted", False)] * columns
        marked = self._marked(columns) or range(0)
        for label in _labels(tuple(shown.edges[-columns - 1 :]), shown.zone, tick=tick, now=now):
            if marked.start < label.column + len(label.text) and label.column < marked.stop:
                continue
            for offset, character in enumerate(label.text[: max(0, columns - label.column)]):
                kind = "faint" if character == tick else "text" if label.text == now else "muted"
                cells[label.column + offset] = (character, kind, label.text == now)
        for column in marked:
            if 0 <= column < columns:
                sign = glyphs.done if shown.brush is not None else glyphs.rest
                cells[column] = (sign, "accent", False)
        return [Segment(text, paint.style(kind, "canvas", bold)) for text, kind, bold in cells]
