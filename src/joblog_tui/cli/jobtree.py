"""The jobs nested in one job as a tree: read page by page, to a depth, printed with the lines that join them."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.query.outline import Branch, Outline
from joblog_tui.store.base import JobStore

AT_ONCE = 400  # jobs that one read of the store fetches
OLDEST_FIRST = Sort(descending=False)

Nested = tuple[Job, Branch]
"""A job and its place in the tree; level 1 is directly nested."""


async def tree(store: JobStore, job_id: str, depth: int) -> AsyncIterator[Nested]:
    """Everything nested in a job down to ``depth`` levels, in the order of a walk, siblings oldest first."""
    listing = Listing(parent=job_id, sort=OLDEST_FIRST, outline=Outline(unfolded=True))
    rank, total = 0, 1
    while rank < total:
        block = await store.block(listing, rank, AT_ONCE)
        total = block.total
        # What is clamped at the end of the tree was told before.
        for place in range(rank - block.first, len(block.rows)):
            if 0 < block.branches[place].level <= depth:
                yield block.rows[place], block.branches[place]
        rank = block.first + len(block.rows)
        if not block.rows:
            return


def guide(branch: Branch, *, ascii_only: bool) -> str:
    """The lines before a job's name that join it with the one it is nested in."""
    if branch.level < 2:
        return ""
    goes_on, ends, through = ("|- ", "`- ", "|  ") if ascii_only else ("├─ ", "└─ ", "│  ")
    *outer, own = branch.rails[1:]
    return "".join(through if rail else "   " for rail in outer) + (goes_on if own else ends)


def as_objects(nested: Sequence[tuple[Nested, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The objects of the jobs in a tree, each with what is nested in it under ``nested_jobs``."""
    roots: list[dict[str, Any]] = []
    open_at: list[list[dict[str, Any]]] = [roots]
    for (_, branch), whole in nested:
        del open_at[branch.level :]
        whole["nested_jobs"] = []
        open_at[-1].append(whole)
        open_at.append(whole["nested_jobs"])
    return roots
