"""The job tree widget: a job table whose rows may stand in a tree, and may have a timeline beside them."""

from typing import ClassVar, Literal, TypeAlias

from textual import events
from textual.binding import BindingType

from joblog_tui.model.stall import Stalls
from joblog_tui.query.listing import Block
from joblog_tui.query.outline import Branch
from joblog_tui.ui.keymap import OF_TIMELINE, OF_TREE, bindings
from joblog_tui.ui.painting import paint_of
from joblog_tui.ui.widgets.job_table.drawing import Drawing
from joblog_tui.ui.widgets.job_table.row import Clockwork, RowPainter
from joblog_tui.ui.widgets.job_table.rows import Rows
from joblog_tui.ui.widgets.job_table.scrollbar import HEADING
from joblog_tui.ui.widgets.job_table.table import JobTable
from joblog_tui.ui.widgets.job_tree import messages
from joblog_tui.ui.widgets.job_tree.axis import Axis, Span
from joblog_tui.ui.widgets.job_tree.course import Course
from joblog_tui.ui.widgets.job_tree.layout import Layout, layout_for

Form = Literal["timeline", "tree", "list"]
"""A tree beside a timeline; a tree in the columns of the table; rows without a tree."""

PAN = 0.25  # of what is shown
WHEEL = 0.1


class JobTree(JobTable):
    """A live table of jobs that can show a tree. It asks its screen to fold and unfold: the rows come from there."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_TREE, *OF_TIMELINE)]

    FoldWanted: TypeAlias = messages.FoldWanted

    form: Form = "list"
    _course = Course()
    _span: Span | None = None
    _axis: Axis | None = None
    _dragged: int | None = None
    _followed: object = None

    # What it shows

    def show(
        self, block: Block, stalls: Stalls, *, now: int, cursor: int | None = None, gone: int | None = None
    ) -> None:
        """See ``JobTable``; the rail of the blocking path and the guides follow the rows."""
        super().show(block, stalls, now=now, cursor=cursor, gone=gone)
        self._follow_course()

    def show_as(self, form: Form) -> None:
        """Draw the rows in another form."""
        if form != self.form:
            self.form = form
            self._redraw()
            self.refresh_bindings()

    def show_course(self, course: Course) -> None:
        """What the timeline begins and ends with, and the path that it marks."""
        if course != self._course:
            self._course = course
            self._redraw()

    def start_over(self) -> None:
        """No rows, no cursor, nothing marked, all of the time: the rows of something else come."""
        self._course, self._span, self._axis, self._followed = Course(), None, None, None
        self.frozen = False
        self._marked, self._pinned, self._gone = set(), False, None
        self.forget()
        self._tell_cursor()
        self._tell_held()
        self._redraw()

    def tick(self, now: int) -> None:
        """Let times and bars move on; bars only when they get longer by half a cell."""
        super().tick(now)
        self._follow_course()

    @property
    def branch(self) -> Branch | None:
        """Where the row of the cursor stands."""
        return None if self.cursor_seq is None else self._looking.rows.branch(self.cursor_seq)

    # What the operator does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a timeline can be zoomed."""
        if action in ("zoom", "pan", "whole"):
            return self.form == "timeline" and bool(layout_for(self.size.width).lane_width)
        return super().check_action(action, parameters)

    def action_unfold(self) -> None:
        """Show what is nested in the job under the cursor; when it is there already, go to the first of it."""
        job, branch = self.cursor_job, self.branch
        if job is None or not job.nested:
            return
        if branch is not None and branch.folded is False:
            self.action_cursor_down()
        elif branch is None or branch.folded:
            self.post_message(self.FoldWanted(self, job, True))

    def action_fold(self) -> None:
        """Hide what is nested in the job under the cursor, or go to the job that it is nested in."""
        job, branch = self.cursor_job, self.branch
        if job is None or branch is None:
            return
        if branch.folded is False and not self._is_root(branch):
            self.post_message(self.FoldWanted(self, job, False))
            return
        above = self._above()
        if above is not None:
            self._go(self._view.moved_to(above))

    def action_toggle_mark(self) -> None:
        """Fold or unfold, where there is a tree to fold; else mark the row."""
        job, branch = self.cursor_job, self.branch
        inside = self._course.low is not None and self.form != "list"
        if inside and job is not None and branch is not None and branch.folded is not None:
            if not self._is_root(branch):
                self.post_message(self.FoldWanted(self, job, branch.folded))
            return
        super().action_toggle_mark()

    def action_zoom(self, step: int) -> None:
        """Closer or further away, around what the cursor is on."""
        if self._span is not None:
            self._look_at(self._span.zoomed(self._at_cursor(), closer=step > 0))

    def action_pan(self, step: int) -> None:
        """Earlier or later."""
        if self._span is not None:
            self._look_at(self._span.panned(step * PAN))

    def action_whole(self) -> None:
        """All of it."""
        if self._span is not None:
            self._look_at(Span(self._span.low, self._span.high))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """With ctrl further away, with shift later."""
        self._wheel(event, closer=False)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """With ctrl closer, with shift earlier."""
        self._wheel(event, closer=True)

    def _wheel(self, event: events.MouseEvent, *, closer: bool) -> None:
        x = event.x - self._layout().lane
        if self._span is None or self._axis is None or not self.check_action("zoom", ()):
            return
        if event.ctrl:
            self._look_at(self._span.zoomed(self._axis.moment(x), closer=closer))
        elif event.shift:
            self._look_at(self._span.panned(-WHEEL if closer else WHEEL))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to choose a part of the axis."""
        layout = self._layout()
        if event.y < HEADING and self.check_action("zoom", ()) and 0 <= event.x - layout.lane < layout.lane_width:
            self._dragged = event.x - layout.lane
            self.capture_mouse()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Look at the part of the axis that was chosen; a click without dragging shows all of it."""
        if self._dragged is None or self._axis is None or self._span is None:
            return
        self.release_mouse()
        low, high = sorted((self._dragged, event.x - self._layout().lane))
        self._dragged = None
        if high - low < 2:
            self.action_whole()
        else:
            self._look_at(self._span.looking(self._axis.moment(low), (high - low) * self._axis.cell))

    def on_click(self, event: events.Click) -> None:
        """A click on the sign of a fold folds or unfolds."""
        if event.y < HEADING and self.form == "timeline" and event.x >= self._layout().jobs:
            event.prevent_default()
            return
        rank = self._view.first + event.y - HEADING
        job = self._looking.rows.at(rank) if event.y >= HEADING and event.chain == event.button == 1 else None
        branch = None if job is None else self._looking.rows.branch(job.seq)
        if job is not None and branch is not None and branch.folded is not None and self._on_fold(event.x, branch):
            self.post_message(self.FoldWanted(self, job, branch.folded))

    def _on_fold(self, x: int, branch: Branch) -> bool:
        target = self._clockwork().columns.named("target")
        if target is None or self._is_root(branch):
            return False
        sign = target.x + 2 * branch.level
        return sign - 1 <= x <= sign + 1

    def _is_root(self, branch: Branch) -> bool:
        """Whether it is the job that the whole tree is in, which is never folded."""
        return self._course.low is not None and not branch.rails

    def _above(self) -> int | None:
        """The rank of the job that the one under the cursor is nested in, when it is in memory."""
        job, rows = self.cursor_job, self._looking.rows
        if job is None or job.parent is None:
            return None
        return next((rank for rank in range(self.cursor_rank - 1, rows.first - 1, -1)
                     if (row := rows.at(rank)) is not None and row.id == job.parent), None)  # fmt: skip

    def _at_cursor(self) -> int:
        """The moment that zooming leaves where it is: the end of what the job under the cursor has done so far."""
        job = self.cursor_job
        if job is None or job.created_at is None:
            return self._now
        return job.updated_at if job.finished and job.updated_at is not None else self._now

    # Drawing

    def _layout(self) -> Layout:
        return layout_for(self.size.width)

    def _draw(self, width: int) -> Drawing:
        if width not in self._drawings and self.form != "list":
            self._drawings[width] = Drawing(self._painter(), self._clockwork(), width)
        return super()._draw(width)

    def _clockwork(self) -> Clockwork:
        if self._moving is None and self.form == "timeline":
            from joblog_tui.ui.widgets.job_tree.painting import TimelineClockwork, rails_by_seq

            rails = rails_by_seq(self._course.path, self._looking.rows)
            columns = self._layout().columns
            self._moving = TimelineClockwork(columns, self.arrangement.times, self.arrangement.zone, rails)
        return super()._clockwork()

    def _painter(self) -> RowPainter:
        from joblog_tui.ui.widgets.job_tree.painting import TimelinePainter, TreePainter

        paint, rows = paint_of(self.app), self._looking_rows
        if self.form == "tree":
            return TreePainter(self._clockwork().columns, paint, self._glyphs, self._vocabulary, rows)
        return TimelinePainter(
            self._layout(), paint, self._glyphs, self._vocabulary, rows, axis=self._moved_on(), now=self._now,
            path=frozenset(self._course.path), zone=self.arrangement.zone, going_on=self._course.high is None,
        )  # fmt: skip

    def _looking_rows(self) -> Rows:
        return self._looking.rows

    def _look_at(self, span: Span) -> None:
        self._span = span
        self._follow_course()

    def _moved_on(self) -> Axis:
        """The axis as it is now: its end moves on with the present while the job does."""
        course = self._course
        low = self._now if course.low is None else course.low
        high = max(low + 1, self._now if course.high is None else course.high)
        self._span = Span(low, high) if self._span is None else self._span.grown(low, high)
        self._axis = self._span.axis(self._layout().lane_width)
        return self._axis

    def _follow_course(self) -> None:
        """Draw anew when bars got longer by half a cell, or the blocking path takes another way."""
        if self.form != "timeline" or not self.is_attached:
            return
        from joblog_tui.ui.widgets.job_tree.painting import rails_by_seq

        axis = self._moved_on()
        followed = (axis, axis.halves(self._now), rails_by_seq(self._course.path, self._looking.rows))
        if followed != self._followed:
            self._redraw()
            self._followed = followed

    def _redraw(self) -> None:
        self._followed = None  # what is drawn now need not be what was followed
        super()._redraw()
