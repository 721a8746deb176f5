"""The job table widget: draws the rows it is shown, keeps the cursor on its job, says what it needs.

It reads no store. A screen gives it blocks of rows with ``show`` and lets the ages move on with ``tick``; the table
posts ``RowsWanted`` when its window nears the end of the rows in memory.
"""

from typing import Any, ClassVar, TypeAlias

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.timer import Timer

from joblog_tui.model.stall import Stalls
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query.listing import Block, Sort
from joblog_tui.ui.beneath import own_scrollbar
from joblog_tui.ui.look.glyphs import glyphs
from joblog_tui.ui.look.paint import GLOW_STEP_SECONDS
from joblog_tui.ui.painting import paint_of
from joblog_tui.ui.prefilled import Prefilled
from joblog_tui.ui.widgets.extent import extend
from joblog_tui.ui.widgets.job_table import messages
from joblog_tui.ui.widgets.job_table.arrangement import Arrangement
from joblog_tui.ui.widgets.job_table.drawing import Drawing, Line
from joblog_tui.ui.widgets.job_table.keys import KEYS
from joblog_tui.ui.widgets.job_table.messages import UnderCursor
from joblog_tui.ui.widgets.job_table.row import Clockwork, CursorLook, Moving, RowPainter, Sign, State
from joblog_tui.ui.widgets.job_table.scrollbar import HEADING, RankBar, bar_for
from joblog_tui.ui.widgets.job_table.signs import Signs
from joblog_tui.ui.widgets.job_table.standing import Standing
from joblog_tui.ui.widgets.job_table.viewport import Viewport

LEAP = 0.06  # seconds that old rows stay on the screen while those at another place are fetched

RIGHT = 3  # the number of the right button


class JobTable(Standing, can_focus=True):
    """A live table of jobs: eight columns, any number of rows, a cursor bound to ``Job.seq``."""

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    frozen: reactive[bool] = reactive(False, repaint=False)
    """Nothing moves: what ``show`` brings only marks rows as changed."""

    arrangement: reactive[Arrangement] = reactive(Arrangement(), repaint=False)
    """How times are told, and which columns there are."""

    sort: reactive[Sort] = reactive(Sort(), repaint=False)
    """The order that the arrow in the heading shows; the rows come in it."""

    under_cursor: reactive[UnderCursor] = reactive(UnderCursor(), repaint=False)
    """Job, rank and total; whoever watches this draws in the same frame."""

    RowsWanted: TypeAlias = messages.RowsWanted
    Opened: TypeAlias = messages.Opened
    SortWanted: TypeAlias = messages.SortWanted
    MenuWanted: TypeAlias = messages.MenuWanted
    Held: TypeAlias = messages.Held

    def __init__(
        self,
        *,
        vocabulary: Vocabulary | None = None,
        arrangement: Arrangement | None = None,
        ascii_glyphs: bool = False,
        reduced_motion: bool = False,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """A table without rows; ``reduced_motion`` marks instead of glowing."""
        super().__init__(name=name, id=id, classes=classes)
        self._vocabulary = vocabulary or Vocabulary()
        self._glyphs = glyphs(ascii_only=ascii_glyphs)
        self._stalls, self._now = Stalls(0), 0
        self.unseen_since: int | None = None
        """Rows that changed since then (epoch ms) are marked as not seen yet; None marks none."""
        self._gone: int | None = None
        self._signs = Signs(still=reduced_motion)
        self._fading: Timer | None = None
        self._told_held = False
        self._drawings: dict[int, Drawing] = {}
        self._moving: Clockwork | None = None
        self._leap: Timer | None = None
        self._drawn: dict[int, Line] = {}
        self.set_reactive(JobTable.arrangement, arrangement or Arrangement())

    # What it shows

    def show(
        self, block: Block, stalls: Stalls, *, now: int, cursor: int | None = None, gone: int | None = None
    ) -> None:
        """Show these rows and this total from now on, in one refresh; ``now`` is epoch ms.

        The cursor stays on its job, wherever that is now; ``cursor`` moves it to a rank instead. When its job has
        left the listing, it goes to the row that took its place. ``gone`` is a job (``Job.seq``) among the rows that
        does not match any more. While frozen, rows stay as they are.
        """
        rows, view = self._looking.rows, self._view
        if self.frozen and cursor is None and rows.covers(view.first, view.end):
            self._signs.changed_while_frozen(rows.compare(block).changed)
            self._refresh_lines_that_differ()
            return
        self._gone = gone
        difference = self._looking.take(block, cursor=cursor, still=self.frozen, pinned=self._pinned)
        self._stalls = stalls
        if not self.frozen:
            self._now = now
            self._signs.note(block.rows, difference, now)
            self._fade_later()
        self._follow(view)
        self._refresh_lines_that_differ()

    def tick(self, now: int) -> None:
        """Let ages move on to ``now`` (epoch ms); only lines whose text changes are drawn again."""
        if not self.frozen:
            self._now = now
            self._signs.expire(now)
        self._refresh_lines_that_differ()

    def forget(self) -> None:
        """What is shown next is another listing, seen from its top. Until then nothing is drawn or laid out anew."""
        self._signs.forget()
        self._looking.forget()

    def set_vocabulary(self, vocabulary: Vocabulary) -> None:
        """The words that tasks and triggers are shown with."""
        if vocabulary != self._vocabulary:
            self._vocabulary = vocabulary
            self._redraw()

    # What the operator does

    def action_first(self) -> None:
        """To the first row; from there on the table follows what is new."""
        self._go(self._view.moved_to(0))
        self._looking.touched = False
        self._pinned = False
        self._tell_held()

    def action_open(self) -> None:
        """Show the job under the cursor with everything nested in it."""
        if self.cursor_job is not None:
            self.post_message(self.Opened(self, self.cursor_job))

    def action_toggle_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away."""
        if self.cursor_seq is not None:
            self._marked ^= {self.cursor_seq}
            self._pinned = bool(self._marked)
            self._refresh_rank(self._view.cursor)
            self._tell_held()

    def clear_marks(self) -> None:
        """Take all marks away."""
        self._marked, self._pinned = set(), False
        self._refresh_lines_that_differ()
        self._tell_held()

    def on_click(self, event: events.Click) -> None:
        """A heading sorts, a row takes the cursor; a double click or the All jobs cell opens the job.

        The right button is for the menu of a row.
        """
        column = self._clockwork().columns.at(event.x)
        if event.y < HEADING:
            if column is not None and event.button != RIGHT:
                self.post_message(self.SortWanted(self, column.sort))
            return
        if (
            event.chain > 1 and event.button != RIGHT
        ):  # the first click has put the cursor on the job, and it stays on it if rows move
            self.action_open()
            return
        rank = self._view.first + event.y - HEADING
        if rank >= self._view.total:
            return
        self._go(self._view.moved_to(rank))
        if event.button == RIGHT:
            self.post_message(self.MenuWanted(self))
        elif column is not None and column.name == "nested" and self.cursor_job is not None and self.cursor_job.nested:
            self.action_open()

    # What happens to it

    def on_mount(self) -> None:
        """Another theme is drawn at once."""
        self.app.theme_changed_signal.subscribe(self, lambda theme: self._redraw())

    def on_resize(self, event: events.Resize) -> None:
        """Fit columns and window to the new size."""
        self._redraw()
        before = self._view
        self._looking.look(before.resized(max(0, self.scrollable_content_region.height - HEADING)))
        self._follow(before)

    def on_focus(self) -> None:
        """The cursor row shows that keys go here."""
        self._refresh_rank(self._view.cursor)

    def on_blur(self) -> None:
        """The cursor row shows that keys go elsewhere."""
        self._refresh_rank(self._view.cursor)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The window follows wheel and scrollbar."""
        super().watch_scroll_y(old_value, new_value)
        first = round(new_value)
        if first != self._view.first:
            self._looking.scroll(first)
            self._ask_for_rows()
            self._tell_held()

    def watch_frozen(self, frozen: bool) -> None:
        """What changed meanwhile is not marked any more."""
        if not frozen:
            self._signs.thaw()
        self._refresh_lines_that_differ()

    def watch_arrangement(self) -> None:
        """Every line is another one."""
        self._redraw()

    def watch_sort(self) -> None:
        """The arrow stands elsewhere."""
        self.refresh(Region(0, 0, self.size.width, HEADING))

    def scroll_to(self, x: float | None = None, y: float | None = None, **options: Any) -> None:
        """At once: gliding over millions of rows would ask for all that lies between."""
        super().scroll_to(x, y, **{**options, "animate": False})

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, which leaves the heading alone."""
        return own_scrollbar(self, lambda: RankBar(bar_for(self._glyphs)))

    # Keeping window, cursor and scroll position together

    def _go(self, view: Viewport) -> None:
        before = self._view
        self._looking.go(view)
        self._follow_or_leap(before)

    def _look_from(self, first: int) -> None:
        before = self._view
        self._looking.scroll(first)
        self._follow_or_leap(before)
        if self.leaping and self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self._view.first  # the mouse has hold of it

    @property
    def leaping(self) -> bool:
        """Whether it looks where no rows are in memory: the screen stays as it is until they come, for a moment."""
        return self._leap is not None

    def _follow_or_leap(self, before: Viewport) -> None:
        if self._looking.there:
            self._follow(before)
            return
        self._ask_for_rows()
        self._tell_held()
        if self._leap is None:
            self._leap = self.set_timer(LEAP, self._land)

    def _land(self) -> None:
        if self._leap is not None:
            self._leap.stop()
            self._leap = None
            self._follow(self._view)
            self._refresh_lines_that_differ()

    def _follow(self, before: Viewport) -> None:
        """Make visible and tell where the table looks now, after it looked at ``before``."""
        if self._leap is not None:
            if self._looking.there:
                self._land()
            return
        view = self._view
        extend(self, Size(0, view.total + HEADING))
        if view.height and round(self.scroll_y) != view.first:
            self.scroll_to(y=view.first, force=True)
        elif before.first == view.first and before.cursor != view.cursor:
            self._refresh_rank(before.cursor)
            self._refresh_rank(view.cursor)
        self._ask_for_rows()
        self._tell_cursor()
        self._tell_held()

    def _ask_for_rows(self) -> None:
        need = self._looking.ask(window_first=not self.frozen)  # frozen, rows that are there stay as they are
        if need is not None:
            self.post_message(self.RowsWanted(self, *need))

    def _tell_cursor(self) -> None:
        self.under_cursor = UnderCursor(self.cursor_job, self._view.cursor, self._view.total)

    def _tell_held(self) -> None:
        if self.held is not self._told_held:
            self._told_held = self.held
            self.post_message(self.Held(self, self.held))

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the widget, whose output is there already: no style of Textual's is worked into them."""
        drawing = self._draw(max(1, min(crop.right, self.size.width)))
        return [self._strip(drawing, y).crop(crop.x, crop.right) for y in crop.line_range]

    def render_line(self, y: int) -> Strip:
        """One line of the widget: the heading, or a row."""
        return self._strip(self._draw(max(1, self.size.width)), y)

    def _strip(self, drawing: Drawing, y: int) -> Prefilled:
        if y < HEADING:
            return drawing.heading(self.sort)
        rank = self._view.first + y - HEADING
        line = self._line(rank)
        if line is None:
            self._drawn.pop(y, None)
            return drawing.blank()
        self._drawn[y] = line
        return drawing.row(line, self._looking.rows.at(rank))

    def _line(self, rank: int) -> Line | None:
        """What the line of a rank depends on; None below the last row."""
        if rank >= self._view.total:
            return None
        under_cursor = rank == self._view.cursor
        cursor: CursorLook = ("focused" if self.has_focus else "blurred") if under_cursor else ""
        rows = self._looking.rows
        job = rows.at(rank)
        if job is None:
            return Line(rank, 0, Moving(), State(cursor))
        seq = job.seq
        sign: Sign = "new" if self._signs.is_new(seq) else "changed" if self._signs.is_changed(seq) else ""
        if not sign and self.unseen_since is not None and (job.updated_at or 0) >= self.unseen_since:
            sign = "unseen"
        state = State(cursor, seq in self._marked, sign, self._signs.glow(seq), seq == self._gone)
        moving = self._clockwork().moving(job, self._stalls.verdicts.get(seq), self._now)
        return Line(rank, rows.version(seq), moving, state)

    def _fade_later(self) -> None:
        if self._signs.glowing and self._fading is None and self.is_attached:
            self._fading = self.set_interval(GLOW_STEP_SECONDS, self._fade)

    def _fade(self) -> None:
        self._signs.fade()
        if not self._signs.glowing and self._fading is not None:
            self._fading.stop()
            self._fading = None
        self._refresh_lines_that_differ()

    def _refresh_lines_that_differ(self) -> None:
        for y in range(HEADING, HEADING + self._view.height):
            if self._line(self._view.first + y - HEADING) != self._drawn.get(y):
                self._refresh_line(y)

    def _refresh_rank(self, rank: int) -> None:
        if self._view.shows(rank):
            self._refresh_line(rank - self._view.first + HEADING)

    def _refresh_line(self, y: int) -> None:
        self.refresh(Region(0, y, self.size.width, 1))

    def _redraw(self) -> None:
        self._drawings.clear()
        self._moving = None
        self._drawn.clear()
        self.refresh()

    def _clockwork(self) -> Clockwork:
        if self._moving is None:
            self._moving = Clockwork(
                self.arrangement.columns(self.size.width), self.arrangement.times, self.arrangement.zone
            )
        return self._moving

    def _draw(self, width: int) -> Drawing:
        """Draws lines of so many cells: all of them, or those beside the scrollbar."""
        if width not in self._drawings:
            clockwork = self._clockwork()
            painter = RowPainter(clockwork.columns, paint_of(self.app), self._glyphs, self._vocabulary)
            self._drawings[width] = Drawing(painter, clockwork, width)
        return self._drawings[width]
