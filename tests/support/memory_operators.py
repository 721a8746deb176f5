"""The part of the store in memory that an operator's day asks for: views, acknowledgements, counts, arrivals."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from typing import Any

from joblog_tui.model.job import Acknowledgement, Job, Report
from joblog_tui.query.head import Head
from joblog_tui.query.listing import Listing
from joblog_tui.query.views import View, checked
from joblog_tui.store.base import Progress


class MemoryOperators:
    """Answers ``store.operators`` from a list of jobs."""

    reports: dict[str, tuple[Report, ...]]
    _clock: Callable[[], int]

    def __init__(self) -> None:
        self.shared_views: dict[str, View] = {}

    def put(self, *jobs: Job) -> None:
        raise NotImplementedError

    def change(self, seq: int, **facts: Any) -> None:
        raise NotImplementedError

    async def _called(self, name: str) -> None:
        raise NotImplementedError

    def _by_id(self, job_id: str) -> Job | None:
        raise NotImplementedError

    def _listed(self, listing: Listing) -> list[Job]:
        raise NotImplementedError

    async def views(self) -> tuple[View, ...]:
        await self._called("views")
        return tuple(self.shared_views.values())

    async def save_view(self, view: View, by: str) -> None:
        await self._called("save_view")
        self.shared_views[view.name] = replace(checked(view), place="shared")
        self.put()

    async def remove_view(self, name: str) -> None:
        await self._called("remove_view")
        del self.shared_views[name]
        self.put()

    async def acknowledge(self, job_id: str, by: str, note: str | None = None) -> Acknowledgement:
        await self._called("acknowledge")
        job = self._by_id(job_id)
        assert job is not None
        said = Acknowledgement(by, self._clock(), note)
        self.change(job.seq, acknowledged=said)
        return said

    async def counts(self, listings: Sequence[Listing]) -> tuple[int, ...]:
        await self._called("counts")
        return tuple(len(self._listed(listing)) for listing in listings)

    async def arrivals(self, after: int, limit: int) -> tuple[tuple[Report, ...], int]:
        await self._called("arrivals")
        reports = [report for history in self.reports.values() for report in history if report.seq > after]
        reports = sorted(reports, key=lambda report: report.seq)[:limit]
        return tuple(reports), reports[-1].seq if reports else after

    async def walk(self, listing: Listing, size: int) -> AsyncIterator[tuple[Job, ...]]:
        await self._called("walk")
        jobs = sorted(self._listed(listing), key=lambda job: (job.created_at or 0, job.seq), reverse=True)
        for first in range(0, len(jobs), size):
            yield tuple(jobs[first : first + size])

    async def head(self, upto: int | None = None, progress: Progress | None = None) -> Head:
        await self._called("head")
        return Head(0, 0, "0" * 64)
