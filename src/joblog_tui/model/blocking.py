"""The blocking path: the chain of nested jobs that a job is, or was, waiting for.

From a job one goes down to the one nested job directly in it that decides when it ends, and from there on:

- An **unfinished** job waits for the unfinished one among its nested jobs that has been at work the longest (since it
  started, else since it was created). One in which nothing has begun yet comes only when all others are in the same
  case: it takes its turn when somebody lets it.
- A **finished** job waited for the one among its nested jobs that ended last: until then it could not end itself.

Ties go to the job that the store saw first while it lasts, and to the one it saw last when all is over. The time that
a step takes lies within the time of the step above it, so that no part of a path is longer than the whole.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from joblog_tui.model.job import Job


@dataclass(frozen=True, slots=True)
class Wait:
    """A job that another one waits for: ``since`` when, and ``until`` when it ended, None while it lasts.

    Both are epoch milliseconds, and lie within the wait of the job above.
    """

    job: Job
    since: int
    until: int | None

    def length(self, now: int) -> int:
        """How long that is at ``now``, in milliseconds."""
        return max(0, (now if self.until is None else self.until) - self.since)


def start_of(job: Job) -> int | None:
    """When a job began: its first started or running report, else its creation; None for a placeholder."""
    return job.created_at if job.started_at is None else job.started_at


def end_of(job: Job) -> int | None:
    """When a job ended: the latest change in it or in anything nested in it; None while it is unfinished."""
    return job.updated_at if job.finished else None


def begun(job: Job) -> bool:
    """Whether anything in the job has begun."""
    return job.leaves.queued < job.leaves.total


def blocker(job: Job, nested: Iterable[Job]) -> Job | None:
    """The one of its directly ``nested`` jobs that a job is, or was, waiting for; None when it has none."""
    if job.finished:
        return max(
            nested, key=lambda child: (-1 if child.updated_at is None else child.updated_at, child.seq), default=None
        )
    return min(
        (child for child in nested if not child.finished),
        key=lambda child: (not begun(child), *_none_last(start_of(child)), child.seq),
        default=None,
    )


def blocking_path(job: Job, nested_in: Callable[[Job], Sequence[Job]]) -> tuple[Wait, ...]:
    """The path below ``job``, outermost first; ``nested_in`` gives the direct nested jobs of a job."""
    chain = []
    below = blocker(job, nested_in(job))
    while below is not None:
        chain.append(below)
        below = blocker(below, nested_in(below)) if below.nested else None
    return waits(job, chain)


def waits(job: Job, chain: Iterable[Job]) -> tuple[Wait, ...]:
    """The jobs of a path below ``job`` with their times, each within the one above."""
    path: list[Wait] = []
    since, until = start_of(job), end_of(job)
    for step in chain:
        begins = start_of(step)
        if since is None:
            since = begins
        elif begins is not None:
            since = max(since, begins)
        ends = end_of(step)
        if until is not None:
            since = None if since is None else min(since, until)
            ends = until if ends is None else min(until, ends)
        until = ends if ends is None or since is None else max(since, ends)
        path.append(Wait(step, since or 0, until))
    return tuple(path)


def _none_last(moment: int | None) -> tuple[bool, int]:
    return moment is None, moment or 0
