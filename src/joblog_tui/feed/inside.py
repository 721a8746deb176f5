"""What a job with nested ones waits for, since when there is something to show, and when it may end."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from joblog_tui.feed.cadence import Cadence
from joblog_tui.feed.usual import UsualTimes
from joblog_tui.model.blocking import Wait
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.moment import now_ms
from joblog_tui.model.usual import Estimate, estimate
from joblog_tui.store.base import JobStore

GAP = 0.5  # seconds between two looks: none of this changes from key to key


@dataclass(frozen=True, slots=True)
class Inside:
    """A job's inside at ``now`` (epoch ms): its blocking path, what is left of it, and its first moment."""

    path: tuple[Wait, ...] = ()
    estimate: Estimate | None = None
    low: int | None = None
    now: int = 0


class InsideWindow:
    """Looks into one job of a store. ``store`` is asked anew each time, because it may have been opened anew."""

    def __init__(
        self,
        store: Callable[[], JobStore],
        job_id: str,
        usual: UsualTimes,
        *,
        clock: Callable[[], int] = now_ms,
        gap: float = GAP,
    ) -> None:
        self._store = store
        self._job_id = job_id
        self._usual = usual
        self._clock = clock
        self._pace = Cadence(gap, leisure=4)

    def changed(self) -> None:
        """The store has changed: look again at the pace."""
        self._pace.soon()

    async def insides(self) -> AsyncGenerator[Inside, None]:
        """The inside whenever it was looked up anew; what is wrong with the store is told by others."""
        self._pace.now()
        while True:
            await self._pace.due()
            try:
                inside = await self._inside()
            except JoblogError:
                continue
            yield inside

    async def _inside(self) -> Inside:
        store = self._store()
        job = await store.job(self._job_id)
        if job is None or not job.nested:
            return Inside(now=self._clock())
        first = await store.nested(self._job_id, 1)
        path = await store.blocking_path(self._job_id)
        left = None
        remaining = None if job.finished else await store.remaining(self._job_id)
        if remaining is not None:
            left = estimate(remaining, await self._usual.of(remaining.tasks))
        moments = [job.created_at, *(child.created_at for child in first), *(wait.since for wait in path)]
        low = min((moment for moment in moments if moment is not None), default=None)
        return Inside(path, left, low, self._clock())
