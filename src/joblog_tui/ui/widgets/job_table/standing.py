"""What a job table says of where it stands: its cursor, its window, its marks."""

from typing import Any

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Block
from joblog_tui.ui.widgets.job_table.looking import Looking
from joblog_tui.ui.widgets.job_table.moves import Moves
from joblog_tui.ui.widgets.job_table.viewport import Viewport


class Standing(Moves):
    """A table over rows in memory, with a cursor and marked rows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._looking = Looking()
        self._marked: set[int] = set()
        self._pinned = False

    @property
    def _view(self) -> Viewport:
        return self._looking.view

    @property
    def block(self) -> Block:
        """The rows in memory, as they are shown."""
        return self._looking.rows.block

    @property
    def cursor_job(self) -> Job | None:
        """The job under the cursor; None in an empty table and while its row is not in memory."""
        return self._looking.job

    @property
    def cursor_seq(self) -> int | None:
        """The ``Job.seq`` that the cursor is bound to."""
        return None if self._looking.job is None else self._looking.job.seq

    @property
    def cursor_rank(self) -> int:
        """The rank of the cursor, from 0."""
        return self._view.cursor

    @property
    def first_visible(self) -> int:
        """The rank of the first visible row."""
        return self._view.first

    @property
    def visible_rows(self) -> int:
        """How many rows fit on the screen."""
        return self._view.height

    @property
    def at_top(self) -> bool:
        """Whether the first row of the listing is visible."""
        return self._view.at_top

    @property
    def marked(self) -> frozenset[int]:
        """The marked jobs, by ``Job.seq``."""
        return frozenset(self._marked)

    @property
    def held(self) -> bool:
        """Whether the operator looks elsewhere than at the top, or has rows marked."""
        return not self._view.at_top or self._pinned
