"""Draws lines and keeps them, output included.

A line depends on the row's version, what of it the moment decides, and its state in the table; width, theme, glyphs
and vocabulary belong to the drawing itself, and whoever changes one of them makes a new one.
"""

from typing import NamedTuple

from rich.segment import Segment
from textual.cache import LRUCache

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Sort
from joblog_tui.ui.prefilled import Prefilled
from joblog_tui.ui.widgets.job_table.row import Clockwork, Moving, RowPainter, State

STRIPS = 512  # prepared lines that are kept, 5 KB each


class Line(NamedTuple):
    """Everything that a line depends on; equal lines look alike. ``version`` is 0 for a row not in memory."""

    rank: int
    version: int
    moving: Moving
    state: State


class Drawing:
    """The lines of a table in one theme, as far as ``width`` cells: the margin may be the scrollbar's."""

    def __init__(self, painter: RowPainter, clockwork: Clockwork, width: int) -> None:
        self.columns = painter.columns
        self.clockwork = clockwork
        self.width = width
        self._painter = painter
        self._rows: LRUCache[tuple[int, Moving, State], Prefilled] = LRUCache(STRIPS)
        self._headings: LRUCache[Sort, Prefilled] = LRUCache(4)
        self._blank = self._strip(painter.blank())

    def row(self, line: Line, job: Job | None) -> Prefilled:
        """The line of a job, or of a row that is not in memory."""
        if job is None:
            return self._strip(self._painter.placeholder(line.rank, line.state))
        key = line[1:]
        found = self._rows.get(key)
        if found is None:
            found = self._strip(self._painter.row(job, line.moving, line.state))
            self._rows[key] = found
        return found

    def heading(self, sort: Sort) -> Prefilled:
        """The line above the rows."""
        found = self._headings.get(sort)
        if found is None:
            found = self._headings[sort] = self._strip(self._painter.heading(sort))
        return found

    def blank(self) -> Prefilled:
        """A line below the last row."""
        return self._blank

    def _strip(self, segments: list[Segment]) -> Prefilled:
        whole = Prefilled(segments)
        return whole if whole.cell_length == self.width else Prefilled(whole.crop(0, self.width))
