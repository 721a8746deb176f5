"""Which jobs have fallen silent since the last look, and which of them a view is about: for a bell or a notice."""

from collections.abc import Mapping

from joblog_tui.model.job import Job
from joblog_tui.model.stall import Stalls
from joblog_tui.query.filters import Filter
from joblog_tui.query.matching import matches


def newly_stalled(before: Stalls | None, now: Stalls) -> frozenset[int]:
    """The jobs (``Job.seq``) that are stalled now and were not before; none at the first look, which has no before.

    One that somebody has seen to is none of them until that has lapsed: then it is new, though stalled all along.
    """
    if before is None:
        return frozenset()
    return frozenset((now.verdicts.keys() - now.seen_to) - (before.verdicts.keys() - before.seen_to))


def noticed(
    new: frozenset[int],
    jobs: Mapping[int, Job],
    filter: Filter,
    *,
    now: int,
    correlations: Mapping[int, frozenset[str]] | None = None,
) -> tuple[Job, ...]:
    """Those of the newly stalled jobs that a view lists, in order of arrival.

    ``jobs`` holds them as they are (``JobStore.jobs``), ``filter`` is the view's query read at ``now`` (epoch ms), and
    ``correlations`` are those of the jobs' events: without them ``correlation:`` finds nothing.
    """
    known = correlations or {}
    return tuple(
        job
        for seq, job in sorted(jobs.items())
        if seq in new
        and (filter.everywhere or (job.parent is None and not job.held))
        and matches(filter, job, now=now, stalled=True, correlations=known.get(seq, frozenset()))
    )
