"""Follows the events that arrive, in order of arrival, as far as they concern jobs that a filter lists.

An event is met once, however late its time and however many arrive between two looks: the feed goes on from the number
of the last event looked at. Whether its job is listed is asked when the event is met.
"""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from joblog_tui.feed.pulse import POLL
from joblog_tui.model.job import Job, Report
from joblog_tui.query.filters import Text
from joblog_tui.query.listing import Listing
from joblog_tui.store.base import JobStore

AT_ONCE = 200  # events


@dataclass(frozen=True, slots=True)
class Change:
    """An event, and its job as it was when the event was met."""

    report: Report
    job: Job


def about(job_id: str) -> tuple[Listing, ...]:
    """The listings that together are a job and everything nested in it."""
    itself = Listing()
    only_it = replace(itself.filter, parts=(Text("id", (job_id,)),), everywhere=True)
    return replace(itself, filter=only_it), Listing(replace(itself.filter, everywhere=True), parent=job_id)


async def follow(
    store: JobStore, listings: Sequence[Listing], after: int, *, poll: float = POLL
) -> AsyncGenerator[tuple[Change, ...], None]:
    """The changes behind event ``after`` to jobs of any of the listings; an empty tuple after each look. Never ends.

    Between two looks at a store that has nothing new, ``poll`` seconds pass.
    """
    revision = await store.revision()
    while True:
        last = None
        while last != after:
            last = after
            reports, after = await store.arrivals(after, AT_ONCE)
            listed = await _listed(store, listings, {report.job for report in reports})
            yield tuple(Change(report, listed[report.job]) for report in reports if report.job in listed)
        # The number of the revision is asked for before the look, so a commit in between is not passed over.
        while (present := await store.revision()) == revision:
            await asyncio.sleep(poll)
            yield ()
        revision = present


async def _listed(store: JobStore, listings: Iterable[Listing], ids: set[str]) -> Mapping[str, Job]:
    if not ids:
        return {}
    found: dict[str, Job] = {}
    for listing in listings:
        these = replace(listing.filter, parts=(*listing.filter.parts, Text("id", tuple(sorted(ids)))))
        block = await store.block(replace(listing, filter=these), 0, len(ids))
        found |= {job.id: job for job in block.rows}
    return found
