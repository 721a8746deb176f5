"""The status of a job with nested jobs: first match wins, over all its leaf jobs."""

from collections.abc import Sequence

from joblog_tui.model.vocabulary import Status

LEAF_WITHOUT_REPORT = Status.QUEUED
"""What a leaf counts as while no status was ever reported for it."""


def rolled_up(leaves: Sequence[Status], *, inner_not_completed: bool = False) -> Status:
    """The status over ``leaves`` (at least one; a leaf's own status is the roll-up of itself alone).

    ``inner_not_completed``: a job above the leaves, itself included, whose own latest report is Not completed.
    The store says the same in the generated column ``jobs.status``; a test compares all combinations.
    """
    if inner_not_completed or Status.NOT_COMPLETED in leaves:
        return Status.NOT_COMPLETED
    for loud in (Status.RETRYING, Status.RUNNING, Status.STARTED):
        if loud in leaves:
            return loud
    completed = sum(status is Status.COMPLETED for status in leaves)
    if 0 < completed < len(leaves):
        return Status.STARTED
    return Status.COMPLETED if completed else Status.QUEUED
