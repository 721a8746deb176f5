"""Where a list looks next: at the rows that were asked for, at the top, or around the job that must stay put."""

from dataclasses import dataclass

from joblog_tui.feed.window import BLOCK, Look
from joblog_tui.query.listing import Block, Listing
from joblog_tui.ui.widgets.job_table import JobTable


@dataclass(frozen=True, slots=True)
class Viewed:
    """What a table shows: ``height`` rows from the rank ``first`` on; the cursor on a rank, bound to a ``Job.seq``."""

    first: int = 0
    height: int = 0
    cursor: int = 0
    cursor_seq: int | None = None

    @classmethod
    def of(cls, table: JobTable) -> "Viewed":
        """What this table shows."""
        return cls(table.first_visible, table.visible_rows, table.cursor_rank, table.cursor_seq)

    @property
    def at_rest(self) -> bool:
        """Whether it shows the newest row with the cursor on it."""
        return self.first == 0 and self.cursor == 0

    def again(self, block: Block, place: int | None) -> tuple[int, int]:
        """The ranks of cursor and first row that show the same when ``block`` is what is there now.

        ``place`` is where the job under the cursor would stand if it is not in the block.
        """
        if self.at_rest:
            return 0, 0
        ranks = {job.seq: rank for rank, job in enumerate(block.rows, block.first)}
        known = self.cursor if place is None else place
        cursor = known if self.cursor_seq is None else ranks.get(self.cursor_seq, known)
        visible = self.first <= self.cursor < self.first + self.height
        return cursor, max(0, self.first + cursor - self.cursor) if visible else self.first


def aim(listing: Listing, viewed: Viewed, block: Block | None, wanted: tuple[int, int] | None) -> Look:
    """The next look; ``block`` are the rows in the table, ``wanted`` the (first, limit) that it asked for.

    The rows around the window come with it, so that keys find them in memory.
    """
    limit = max(BLOCK, 3 * viewed.height)
    margin = (limit - viewed.height) // 2
    if wanted is not None:
        return Look(listing, wanted[0], limit=wanted[1])
    if viewed.at_rest:
        return Look(listing, limit=limit)
    anchor = _anchor(viewed, block)
    if anchor is None:
        return Look(listing, max(0, viewed.first - margin), limit=limit)
    seq, rank = anchor
    return Look(listing, anchor=seq, above=margin + rank - viewed.first, limit=limit)


def _anchor(viewed: Viewed, block: Block | None) -> tuple[int, int] | None:
    """The job that must stay put, and its rank: the one under the cursor, else the first visible one."""
    if viewed.cursor_seq is not None and viewed.first <= viewed.cursor < viewed.first + viewed.height:
        return viewed.cursor_seq, viewed.cursor
    if block is not None and block.first <= viewed.first < block.first + len(block.rows):
        return block.rows[viewed.first - block.first].seq, viewed.first
    return None
