"""What the table looks at: the rows in memory, the window on them, and the job under the cursor. No widget in it."""

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Block
from joblog_tui.ui.widgets.job_table.anchoring import followed
from joblog_tui.ui.widgets.job_table.rows import Difference, Rows
from joblog_tui.ui.widgets.job_table.viewport import Viewport, wanted


class Looking:
    """Window and cursor over the rows in memory. The cursor is bound to a job as soon as its row is there."""

    def __init__(self) -> None:
        self.rows = Rows()
        self.view = Viewport()
        self.job: Job | None = None
        """The job under the cursor; None in an empty list and while its row is not in memory."""
        self.touched = False
        """Whether the operator has moved anything since the cursor was last sent to the top."""
        self._asked: tuple[int, int] | None = None

    def take(self, block: Block, *, cursor: int | None, still: bool, pinned: bool = False) -> Difference:
        """Hold other rows. The cursor goes to the rank ``cursor``, else it stays on its job.

        ``still`` leaves the window on its ranks, whatever is there now; ``pinned`` leaves rows where they are.
        """
        before, view = self.rows, self.view
        self.rows, difference = before.renewed(block)
        if cursor is not None:
            self.job = None
            self.look(Viewport(block.total, view.height, view.first).moved_to(cursor))
        elif still:
            self.look(Viewport(block.total, view.height, view.first, view.cursor))
        else:
            seq = None if self.job is None else self.job.seq
            found = followed(view, seq, before, self.rows, touched=self.touched, pinned=pinned)
            if found.cursor is None:
                self.job = None
            self.look(found.view)
        return difference

    def forget(self) -> None:
        """Hold nothing, at the top."""
        self.rows = Rows()
        self.job = None
        self.touched = False
        self._asked = None
        self.look(Viewport(0, self.view.height))

    def go(self, view: Viewport) -> None:
        """The operator moves window and cursor."""
        self.touched = True
        if view.cursor != self.view.cursor:
            self.job = None
        self.look(view)

    def scroll(self, first: int) -> None:
        """The operator moves the window alone."""
        self.touched = True
        self.look(self.view.scrolled_to(first))

    def look(self, view: Viewport) -> None:
        """Look there, and bind the cursor to the row under it when it is bound to none."""
        self.view = view
        if self.job is not None:
            self.job = self.rows.job(self.job.seq) or self.job
        else:
            self.job = self.rows.at(view.cursor) if view.total else None

    @property
    def there(self) -> bool:
        """Whether every row of the window is in memory."""
        return self.rows.covers(self.view.first, self.view.end)

    def ask(self, *, window_first: bool = True) -> tuple[int, int] | None:
        """The rows to ask for now, as (first, limit); None when they are there or have been asked for already."""
        need = wanted(self.view, self.rows.first, len(self.rows), window_first=window_first)
        if need is None:
            self._asked = None
        elif self._asked is None or (need != self._asked and wanted(self.view, *self._asked) is not None):
            self._asked = need
            return need
        return None
