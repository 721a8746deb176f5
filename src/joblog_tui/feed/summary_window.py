"""The summary of a listing as a screen shows it: looked up now and then, and let go when another one is wanted."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from joblog_tui.feed.cadence import Cadence
from joblog_tui.feed.letting_go import unless_let_go
from joblog_tui.model.errors import JoblogError
from joblog_tui.query.activity import Activity
from joblog_tui.query.listing import Listing
from joblog_tui.query.summary import Summary
from joblog_tui.store.base import JobStore

GAP = 2.0  # seconds between the beginnings of two looks, at least
LEISURE = 9  # times as long as the last look took


@dataclass(frozen=True, slots=True)
class Summed:
    """The newest ``sample`` jobs of a listing, and when they were created: by column of a chart, and by ``periods``."""

    sample: int
    summary: Summary
    activity: Activity | None = None
    periods: Activity | None = None


class SummaryWindow:
    """Looks at a store for one summary."""

    def __init__(
        self,
        store: Callable[[], JobStore],
        listing: Listing,
        sample: int,
        edges: Callable[[int], tuple[int, ...]],
        periods: Callable[[int], tuple[int, ...]],
        *,
        gap: float = GAP,
        pace: Callable[[], float] = time.monotonic,
    ) -> None:
        """``edges`` are those of a chart of jobs that were created since a moment (epoch ms), ``periods`` longer."""
        self.sample = sample
        self._store = store
        self._listing = listing
        self._edges, self._periods = edges, periods
        self._pace = Cadence(gap, LEISURE, pace)
        self._under_way: asyncio.Task[Summed] | None = None

    def changed(self) -> None:
        """The store has changed."""
        self._pace.soon()

    def turn_to(self, sample: int) -> None:
        """Look at more jobs, or at fewer."""
        self.sample = sample
        self.moved()

    def moved(self) -> None:
        """Something else is wanted: what is under way is let go."""
        if self._under_way is not None:
            self._under_way.cancel()
        self._pace.now()

    async def summaries(self) -> AsyncGenerator[Summed | JoblogError, None]:
        """A summary whenever it was looked up anew; an error when the store gave none."""
        self._pace.now()
        while True:
            await self._pace.due()
            news: Summed | JoblogError | None
            self._under_way = asyncio.ensure_future(self._look(self.sample))
            try:
                news = await unless_let_go(self._under_way)
            except JoblogError as error:
                news = error
            finally:
                self._under_way = None
            if news is not None:
                yield news

    async def _look(self, sample: int) -> Summed:
        store = self._store()
        summary = await store.summary(self._listing, sample)
        if summary.since is None:
            return Summed(sample, summary)
        activity = await store.activity(self._listing, self._edges(summary.since))
        return Summed(sample, summary, activity, await store.activity(self._listing, self._periods(summary.since)))
