"""Draws lines and keeps them: the only place that knows how a line becomes what Textual paints.

A line depends on the row's version, what of it the moment decides, and its state in the table; width, theme, glyphs
and vocabulary belong to the drawing itself, and whoever changes one of them makes a new one.
"""

from typing import NamedTuple

from rich.segment import Segment
from textual.cache import LRUCache
from textual.strip import Strip

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Sort
from joblog_tui.ui.widgets.job_table.row import Clockwork, Moving, RowPainter, State
from joblog_tui.ui.widgets.job_table.strips import strip

STRIPS = 1024  # prepared lines that are kept


class Line(NamedTuple):
    """Everything that a line depends on; equal lines look alike. ``version`` is 0 for a row not in memory."""

    rank: int
    version: int
    moving: Moving
    state: State


class Drawing:
    """The lines of a table of one width in one theme."""

    def __init__(self, painter: RowPainter, clockwork: Clockwork) -> None:
        self.columns = painter.columns
        self.clockwork = clockwork
        self._painter = painter
        self._rows: LRUCache[tuple[int, Moving, State], Strip] = LRUCache(STRIPS)

    def row(self, line: Line, job: Job | None) -> Strip:
        """The line of a job, or of a row that is not in memory."""
        if job is None:
            return self._strip(self._painter.placeholder(line.rank, line.state))
        key = line[1:]
        found = self._rows.get(key)
        if found is None:
            found = self._strip(self._painter.row(job, line.moving, line.state))
            self._rows[key] = found
        return found

    def heading(self, sort: Sort) -> Strip:
        """The line above the rows."""
        return self._strip(self._painter.heading(sort))

    def blank(self) -> Strip:
        """A line below the last row."""
        return self._strip(self._painter.blank())

    def _strip(self, segments: list[Segment]) -> Strip:
        return strip(segments, self.columns.width)
