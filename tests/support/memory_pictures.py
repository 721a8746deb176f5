"""The part of the store in memory that pictures are drawn from."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from joblog_tui.model.job import Job
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.activity import SAMPLE, Activity, RunTimes
from joblog_tui.query.listing import Listing
from joblog_tui.query.summary import MOST_FAILED, TOP, Ranked, Summary


class MemoryPictures:
    """Answers ``store.pictures`` from a list of jobs."""

    async def _called(self, name: str) -> None:
        raise NotImplementedError

    def _listed(self, listing: Listing) -> list[Job]:
        raise NotImplementedError

    async def activity(self, listing: Listing, edges: Sequence[int]) -> Activity:
        await self._called("activity")
        return activity_of(self._listed(listing), edges)

    async def run_times(self, listing: Listing, first: int, last: int, limit: int = SAMPLE) -> RunTimes:
        await self._called("run_times")
        return run_times_of(self._listed(listing), first, last, limit)

    async def reach(self, listing: Listing, jobs: int) -> int | None:
        await self._called("reach")
        return reach_of(self._listed(listing), jobs)

    async def summary(self, listing: Listing, limit: int) -> Summary:
        await self._called("summary")
        return summary_of(self._listed(listing), limit)


def summary_of(jobs: Iterable[Job], limit: int) -> Summary:
    """What the newest jobs have in common, as far as the jobs themselves tell: no reasons, and no sources."""
    every = newest_first(jobs)
    these = every[:limit]
    if not these:
        return Summary()
    times: dict[str, list[int]] = {}
    for job in these:
        if not job.incomplete and job.run_time is not None and job.task is not None:
            times.setdefault(job.task, []).append(job.run_time)
    failed = sum(job.status is Status.NOT_COMPLETED for job in these)
    return Summary(
        jobs=len(these),
        since=these[-1].created_at,
        whole=len(every) <= limit,
        status=dict(Counter(job.status.slug for job in these)),
        task={task: RunTimes(tuple(sorted(of_task))) for task, of_task in times.items()},
        actors=_ranked((job.actor, job) for job in these),
        targets=_ranked((None if job.target is None else job.target.name, job) for job in these),
        failed=min(failed, MOST_FAILED),
    )


def _ranked(named: Iterable[tuple[str | None, Job]]) -> tuple[Ranked, ...]:
    counts: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for name, job in named:
        if name is not None:
            counts[name] += 1
            failed[name] += job.status is Status.NOT_COMPLETED
    first = sorted(counts, key=lambda name: (-counts[name], name))[:TOP]
    return tuple(Ranked(name, counts[name], failed[name]) for name in first)


def activity_of(jobs: Iterable[Job], edges: Sequence[int]) -> Activity:
    """The jobs by when they were created and by status."""
    counts = [[0] * len(Status) for _ in edges[1:]]
    for job in jobs:
        if job.created_at is not None and edges[0] <= job.created_at < edges[-1]:
            counts[bisect_right(edges, job.created_at) - 1][job.status - 1] += 1
    return Activity(tuple(edges), tuple(map(tuple, counts)))


def run_times_of(jobs: Iterable[Job], first: int, last: int, limit: int) -> RunTimes:
    """How long the last ``limit`` completed jobs that were created in this time took."""
    completed = [job for job in newest_first(jobs) if not job.incomplete and first <= (job.created_at or 0) < last]
    took = [job.run_time for job in completed[:limit] if job.run_time is not None]
    return RunTimes(tuple(sorted(took)), len(completed) <= limit)


def reach_of(jobs: Iterable[Job], number: int) -> int | None:
    """When the oldest of the newest ``number`` jobs was created."""
    newest = newest_first(jobs)[:number]
    return newest[-1].created_at if newest else None


def newest_first(jobs: Iterable[Job]) -> list[Job]:
    """Those that have been created, in the log's own order."""
    known = [job for job in jobs if job.created_at is not None]
    return sorted(known, key=lambda job: (job.created_at or 0, job.seq), reverse=True)
