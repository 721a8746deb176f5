"""What a job table tells its screen. Handlers name them through the widget: ``@on(JobTable.Opened)``."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message

from joblog_tui.model.job import Job
from joblog_tui.query.listing import SortField

if TYPE_CHECKING:
    from joblog_tui.ui.widgets.job_table.table import JobTable


class UnderCursor(NamedTuple):
    """What the cursor is on. ``job`` is None in an empty table and while the row under the cursor is not in memory."""

    job: Job | None = None
    rank: int = 0
    total: int = 0


@dataclass
class FromTable(Message):
    """What a job table posts; handlers can select by it (``@on(..., "#nested")``)."""

    table: "JobTable"

    @property
    def control(self) -> "JobTable":
        """The table that posted it."""
        return self.table


@dataclass
class RowsWanted(FromTable, namespace="job_table"):
    """The window nears ranks that are not in memory: ``limit`` rows from ``first`` on are wanted."""

    first: int
    limit: int


@dataclass
class Opened(FromTable, namespace="job_table"):
    """The operator wants to see a job and everything nested in it."""

    job: Job


@dataclass
class SortWanted(FromTable, namespace="job_table"):
    """The operator clicked on a heading."""

    field: SortField


@dataclass
class MenuWanted(FromTable, namespace="job_table"):
    """The operator clicked on a row with the right button; the cursor is on it."""


@dataclass
class Held(FromTable, namespace="job_table"):
    """The operator scrolled away from the top or marked rows (``held``), or neither is so any more."""

    held: bool
