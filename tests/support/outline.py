"""A tree of jobs as rows, walked as plainly as it can be said: what the stores' trees are compared with."""

from collections.abc import Callable, Sequence

from joblog_tui.model.job import Job
from joblog_tui.model.lane import Lane
from joblog_tui.query.listing import Listing
from joblog_tui.query.outline import Branch, Outline

Rows = list[tuple[Job, Branch]]


def tree_rows(
    listing: Listing,
    jobs: Sequence[Job],
    passes: Callable[[Job], bool],
    ordered: Callable[[Sequence[Job]], Sequence[Job]],
    lane_of: Callable[[Job], Lane],
) -> Rows:
    """The rows of a tree in the job ``listing.parent``; ``ordered`` puts siblings in their order."""
    assert listing.outline is not None
    outline: Outline = listing.outline
    root = next((job for job in jobs if job.id == listing.parent), None)
    if root is None:
        return []

    def lane(job: Job) -> Lane:
        return lane_of(job) if outline.lanes and not job.nested else ()

    def inside(job: Job) -> list[Job]:
        return [child for child in jobs if child.parent == job.id]

    def kept(job: Job) -> bool:
        return passes(job) or any(kept(child) for child in inside(job))

    def walk(job: Job, rails: tuple[bool, ...]) -> Rows:
        rows: Rows = []
        children = list(ordered([child for child in inside(job) if listing.filter.empty or kept(child)]))
        for place, child in enumerate(children, 1):
            own = (*rails, place < len(children))
            bare = not any(listing.filter.empty or kept(grandchild) for grandchild in inside(child))
            folded = None if bare else not outline.shows_inside(child.id)
            rows.append((child, Branch(own, folded, listing.filter.empty or passes(child), lane(child))))
            if folded is False:
                rows += walk(child, own)
        return rows

    return [(root, Branch((), False if root.nested else None, lane=lane(root))), *walk(root, ())]
