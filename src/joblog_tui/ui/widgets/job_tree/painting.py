"""How one job of a tree becomes one line: in the columns of the job table, or beside a timeline."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo

from rich.segment import Segment

from joblog_tui.model.blocking import start_of
from joblog_tui.model.job import Job
from joblog_tui.model.moment import long_duration
from joblog_tui.model.stall import Verdict
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.query.listing import Sort
from joblog_tui.query.outline import Branch
from joblog_tui.text import safe
from joblog_tui.ui.look import times
from joblog_tui.ui.look.cut import fit, pad, width_of
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.tree_signs import tree_signs
from joblog_tui.ui.widgets.job_table.bars import compact
from joblog_tui.ui.widgets.job_table.columns import Column, Columns
from joblog_tui.ui.widgets.job_table.row import GONE, LONGEST, Clockwork, Moving, RowPainter, State
from joblog_tui.ui.widgets.job_table.row import _Line as Line
from joblog_tui.ui.widgets.job_table.row import _Piece as Piece
from joblog_tui.ui.widgets.job_table.rows import Rows
from joblog_tui.ui.widgets.job_tree.axis import Axis
from joblog_tui.ui.widgets.job_tree.course import Rail, rails
from joblog_tui.ui.widgets.job_tree.guides import guides
from joblog_tui.ui.widgets.job_tree.lanes import DONE, drawn, grid, runs
from joblog_tui.ui.widgets.job_tree.layout import RAIL, TIME, Layout

NO_BRANCH = Branch()
NAME = 16  # cells that the guides of a deep tree leave to the name
NOW = "now"
WAITS = "waits"


class TreePainter(RowPainter):
    """The lines of a job table, with guides before the target of what is nested in another row."""

    def __init__(
        self, columns: Columns, paint: Paint, glyphs: Glyphs, vocabulary: Vocabulary, rows: Callable[[], Rows]
    ) -> None:
        """See ``RowPainter``; ``rows`` gives the rows in memory, with their branches."""
        super().__init__(columns, paint, glyphs, vocabulary)
        self._rows = rows
        self._signs = tree_signs(ascii_only=glyphs.ascii_only)

    def _branch(self, job: Job) -> Branch:
        return self._rows().branch(job.seq) or NO_BRANCH

    def _target(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator[Piece]:
        branch = self._branch(job)
        # A list that is folded looks like any other: the last column says what is nested in a job.
        flat = not branch.rails and branch.folded in (None, True)
        guide, fold = (
            ("", "") if flat else guides(branch, self._signs, self._glyphs, column.width - min(NAME, column.width // 2))
        )
        yield Piece(guide, "faint")
        yield Piece(fold, "muted")
        width = column.width - width_of(guide) - width_of(fold)
        name = Column(column.name, column.x + column.width - width, width, column.heading)
        for piece in super()._target(name, job, moving, state):
            yield piece if branch.matches or state.cursor else Piece(piece.text, "muted")


@dataclass(frozen=True, slots=True)
class TimelineClockwork(Clockwork):
    """What of a line beside a timeline depends on the moment: how long a job takes, and the rail that passes it."""

    rails: tuple[tuple[int, Rail], ...] = ()

    def moving(self, job: Job, verdict: Verdict | None, now: int) -> Moving:
        """The time stands where the table has its first one, the rail where it has its second."""
        silent = "" if verdict is None else times.age(verdict.since, now).split()[0]
        rail = next((rail for seq, rail in self.rails if seq == job.seq), "")
        return Moving((took(job, now), "muted"), (rail, "muted"), silent)


def took(job: Job, now: int) -> str:
    """How long a job ran or runs: ``12m 05s``; ``waits`` before it has begun."""
    start = start_of(job)
    if start is None:
        return times.MISSING
    if job.run_time is not None:
        return long_duration(job.run_time) if job.run_time >= 1000 else "<1s"
    if job.leaves.queued == job.leaves.total:
        return WAITS
    return long_duration(now - start)


def rails_by_seq(path: tuple[int, ...], rows: Rows) -> tuple[tuple[int, Rail], ...]:
    """The rails of the rows in memory, by ``Job.seq``."""
    found = []
    for rank, rail in rails(path, rows).items():
        job = rows.at(rank)
        if job is not None:
            found.append((job.seq, rail))
    return tuple(found)


class TimelinePainter(TreePainter):
    """Status, tree, counts, timeline, time and the rail of the blocking path."""

    def __init__(
        self,
        layout: Layout,
        paint: Paint,
        glyphs: Glyphs,
        vocabulary: Vocabulary,
        rows: Callable[[], Rows],
        *,
        axis: Axis,
        now: int,
        path: frozenset[int],
        zone: tzinfo | None,
        going_on: bool,
    ) -> None:
        """``axis`` has as many cells as the layout has for it; ``going_on``: the present is its end."""
        super().__init__(layout.columns, paint, glyphs, vocabulary, rows)
        self._layout = layout
        self._axis = axis
        self._now = now
        self._path = path
        self._going_on = going_on
        room = len(NOW) + 2 if going_on else 0
        self._ticks = axis.ticks(zone, room) if layout.lane_width else ()

    def row(self, job: Job, moving: Moving, state: State) -> list[Segment]:
        """The line of a job."""
        layout, rail = self._layout, moving.updated[0]
        line = Line(self._paint, self._ground(state))
        line.extend(self._gutter(job, state))
        status, target = self.columns.columns
        line.to(status.x)
        line.extend(self._status(status, job, moving, state))
        line.to(target.x)
        if state.gone:
            line.extend(self._target(target, job, moving, state))
            x = layout.lane if layout.lane_width else layout.jobs
            line.to(x)
            line.add(fit(GONE, self.columns.width - x, self._glyphs.cut), "muted")
            line.to(self.columns.width)
            return line.segments
        line.extend(self._target_and_task(target, job, moving, state))
        if layout.jobs_width and job.nested:
            text = _counts(job, layout.jobs_width)
            line.to(layout.jobs + layout.jobs_width - width_of(text))
            line.add(text, "muted" if job.nested_completed >= job.nested else "soft")
        if layout.lane_width:
            line.to(layout.lane)
            self._lane(line, job)
        blocking = job.seq in self._path
        line.to(layout.time)
        waits = moving.created[0] == WAITS
        role = "stalled" if blocking and rail else "soft" if blocking or not waits else "muted"
        line.add(pad(fit(moving.created[0], TIME, self._glyphs.cut), TIME, right=True), role, bold=blocking)
        line.add(self._rail(rail), "stalled", bold=True)
        line.to(self.columns.width)
        return line.segments

    def heading(self, sort: Sort) -> list[Segment]:
        """The names of the parts, and the axis."""
        layout = self._layout
        line = Line(self._paint, "panel")
        for column in self.columns.columns:
            line.to(column.x)
            chosen = column.sort == sort.field
            line.add(fit(column.heading, column.width, self._glyphs.cut), "text" if chosen else "muted", bold=chosen)
            if chosen:
                line.add(self._glyphs.down if sort.descending else self._glyphs.up, "accent", bold=True)
        if layout.jobs_width:
            line.to(layout.jobs + layout.jobs_width - 4)
            line.add("Jobs", "muted")
        if layout.lane_width:
            present = self._present()
            for tick in self._ticks:
                if present is not None and tick.x + 1 + len(tick.label) >= present:
                    break  # a blank stands before the present
                line.to(layout.lane + tick.x)
                line.add(self._signs.tick, "faint")
                line.add(tick.label, "muted")
            if present is not None:
                line.to(layout.lane + present)
                line.add(NOW, "text", bold=True)
        line.to(layout.time + TIME - 4)
        line.add("Time", "muted")
        line.to(self.columns.width)
        return line.segments

    def _present(self) -> int | None:
        """The cell where the word for the present begins, as far as that is on the axis."""
        present = self._axis.halves(self._now) // 2
        if not self._going_on or not 0 <= present < self._axis.cells + 1:
            return None
        return min(self._axis.cells, present + 1) - len(NOW)

    def _target_and_task(self, column: Column, job: Job, moving: Moving, state: State) -> Iterator[Piece]:
        used = 0
        for piece in self._target(column, job, moving, state):
            used += width_of(piece.text)
            yield piece
        task = "" if job.task is None or job.nested else self._tasks.get(job.task, safe(job.task, LONGEST))
        if task and used + 2 + width_of(task) <= column.width:
            yield Piece(" " * (column.width - used - width_of(task)), "text")
            yield Piece(task, "muted")

    def _lane(self, line: Line, job: Job) -> None:
        blocking = job.seq in self._path
        cells = drawn(job, self._branch(job).lane, self._axis, self._signs, now=self._now, blocking=blocking)
        for text, role, bold in runs(grid(cells, (tick.x for tick in self._ticks), self._signs)):
            line.add(text, self._paint.done(Status.COMPLETED) if role == DONE else role, bold=bold)

    def _rail(self, rail: str) -> str:
        signs = self._signs
        return {
            "first": signs.rail_first, "through": signs.rail_through, "step": signs.rail_step, "last": signs.rail_last,
        }.get(rail, " " * RAIL)  # fmt: skip


def _counts(job: Job, width: int) -> str:
    for text in (f"{job.nested_completed:,}/{job.nested:,}", f"{job.nested_completed}/{job.nested}"):
        if len(text) <= width:
            return text
    return f"{compact(job.nested_completed)}/{compact(job.nested)}"
