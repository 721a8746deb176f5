"""Which jobs can be acknowledged: those that want somebody's attention."""

from joblog_tui.model.job import Job
from joblog_tui.model.vocabulary import Status


def why_not_acknowledged(job: Job, *, stalled: bool) -> str | None:
    """Why there is nothing about the job to acknowledge, in one line; None when there is."""
    if stalled or job.status is Status.NOT_COMPLETED:
        return None
    return (
        f"{job.id} is {job.status.label.lower()} and not stalled; only a stalled or not completed job is acknowledged"
    )
