"""What the screen of one job shows beside its nested jobs: the way down to it, its history, its verdict."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from joblog_tui.feed.cadence import Cadence
from joblog_tui.feed.usual import UsualTimes
from joblog_tui.feed.window import GAP
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job, Report
from joblog_tui.model.moment import now_ms
from joblog_tui.model.stall import Stalls, Verdict
from joblog_tui.model.usual import Usual
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Block, Facets, Listing, Sort
from joblog_tui.store.base import JobStore

LOUDEST = Sort("status", descending=False)
REPORTS = 500  # events of a history that are shown at first, and more at a time


@dataclass(frozen=True, slots=True)
class Detail:
    """One job at ``now`` (epoch ms): its ancestors, outermost first; itself; its own events in order.

    ``whole`` says that ``reports`` begin with the job's first event. ``verdict`` is why it is stalled, if it is.
    ``below`` counts all jobs nested in it, at any depth, where that was asked for. ``children`` are some of those
    directly in it, the ones that most want to be seen first, and ``more`` says how many others there are. ``usual`` is
    how long its task usually takes, as far as that is known.
    """

    above: tuple[Job, ...]
    job: Job
    reports: tuple[Report, ...]
    whole: bool
    verdict: Verdict | None
    now: int
    below: Facets | None = None
    children: tuple[Job, ...] = ()
    more: int = 0
    usual: Usual | None = None


class DetailWindow:
    """Looks at one job of a store. ``store`` is asked anew each time, because it may have been opened anew."""

    def __init__(
        self,
        store: Callable[[], JobStore],
        job_id: str | None = None,
        *,
        children: int = 0,
        below: bool = True,
        usual: UsualTimes | None = None,
        clock: Callable[[], int] = now_ms,
        gap: float = GAP,
    ) -> None:
        """Look at the job with the id ``job_id``, at none while that is None; at ``children`` of its nested jobs.

        ``below`` counts everything nested in it, which takes a while where that is much (see ``count_below``).

        Several windows can share what they know of the ``usual`` times.
        """
        self._store = store
        self._job_id = job_id
        self._children = children
        self._below = below
        self._usual = usual or UsualTimes(store, clock=clock)
        self._clock = clock
        self._pace = Cadence(gap, leisure=1)
        self._limit = REPORTS
        self._stalls = Stalls(0)

    def changed(self) -> None:
        """The store has changed, or time has passed: look again at the pace."""
        self._pace.soon()

    def turn_to(self, job_id: str | None) -> None:
        """Look at another job, or at none."""
        if job_id != self._job_id:
            self._job_id = job_id
            self._limit = REPORTS
            self._pace.now()

    def count_below(self, wanted: bool) -> None:
        """Whether to count everything nested in the job; needless while somebody else does."""
        if wanted and not self._below:
            self._pace.soon()
        self._below = wanted

    def further_back(self) -> None:
        """The operator wants to see earlier events."""
        self._limit += REPORTS
        self._pace.now()

    def judged(self, stalls: Stalls) -> None:
        """The latest verdicts, as the window over the nested jobs has them."""
        self._stalls = stalls

    async def details(self) -> AsyncGenerator[Detail | JoblogError, None]:
        """The detail whenever it was looked up anew; an error when the store gave none."""
        self._pace.now()
        while True:
            await self._pace.due()
            if self._job_id is None:
                continue
            try:
                detail = await self._detail(self._job_id)
            except JoblogError as error:
                yield error
                continue
            yield detail

    async def _detail(self, job_id: str) -> Detail:
        store = self._store()
        path = await store.path(job_id)
        if not path:
            raise JoblogError(f"the job {job_id} is not in the store any more")
        reports = await store.history(job_id, self._limit + 1)
        whole = len(reports) <= self._limit
        below: Facets | None = None
        children = Block()
        if path[-1].nested and self._below:
            below = await store.facets(Listing(Filter(everywhere=True), parent=job_id))
        if path[-1].nested and self._children:
            children = await store.block(Listing(sort=LOUDEST, parent=job_id), 0, self._children)
        return Detail(
            path[:-1],
            path[-1],
            reports if whole else reports[1:],
            whole,
            self._stalls.verdicts.get(path[-1].seq),
            self._clock(),
            below,
            children.rows,
            children.total - len(children.rows),
            None if path[-1].task is None else await self._usual.of_task(path[-1].task),
        )
