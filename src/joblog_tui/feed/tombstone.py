"""A job that the cursor is on and that left the listing: it keeps its place until the cursor leaves it."""

from dataclasses import dataclass, replace

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Block
from joblog_tui.query.outline import Branch

ON_TOP = Branch()


@dataclass(frozen=True, slots=True)
class Tombstone:
    """``job`` as it was seen last, the rank at which it stands, and in a tree where it stood in that."""

    job: Job
    rank: int
    branch: Branch = ON_TOP

    def among(self, block: Block) -> Block:
        """The rows with the job among them; as they are where its place is not in the block."""
        at = self.rank - block.first
        if not 0 <= at <= len(block.rows):
            return block
        branches = (*block.branches[:at], self.branch, *block.branches[at:]) if block.branches else ()
        return replace(
            block, rows=(*block.rows[:at], self.job, *block.rows[at:]), total=block.total + 1, branches=branches
        )


def tombstone_of(job: Job, rank: int, before: Block, after: Block, place: int | None) -> Tombstone | None:
    """The tombstone of a job that was at ``rank`` of ``before`` and is not in ``after``; None when it still matches.

    Nothing is nested in it any more that could be unfolded. ``place`` is where it would stand now, None when that was
    not looked up: then the row that followed it tells. A place outside of the rows in memory tells nothing.
    """
    if any(row.seq == job.seq for row in after.rows):
        return None
    if place is None and not before.first <= rank <= before.first + len(before.rows):
        return None  # the window is far from the cursor
    if place is None:
        ranks = {row.seq: number for number, row in enumerate(after.rows, after.first)}
        later = before.rows[rank - before.first :]
        place = next((ranks[row.seq] for row in later if row.seq in ranks), None)
        if place is None:
            place = after.first + len(after.rows) if after.first + len(after.rows) >= after.total else None
    if place is None or not after.first <= place <= after.first + len(after.rows):
        return None
    branches = {row.seq: branch for row, branch in zip(before.rows, before.branches, strict=False)}
    return Tombstone(job, place, replace(branches.get(job.seq, ON_TOP), folded=None))
