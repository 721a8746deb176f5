"""Jobs over time as a screen shows them: looked up now and then, and let go when something else is wanted."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from joblog_tui.feed.cadence import Cadence
from joblog_tui.feed.letting_go import unless_let_go
from joblog_tui.model.errors import JoblogError
from joblog_tui.query.activity import Activity, RunTimes
from joblog_tui.query.listing import Listing
from joblog_tui.store.base import JobStore

GAP = 1.5  # seconds between the beginnings of two looks, at least
LEISURE = 4  # times as long as the last look took
ENOUGH = 60  # jobs that a stretch of time should hold to be worth a look
REACH_GOOD_FOR = 10.0  # seconds; how far back the newest jobs reach changes slowly


@dataclass(frozen=True, slots=True)
class Stretch:
    """What to look up: counts between ``edges``, run times of jobs created in ``first <= t < last``; epoch ms."""

    edges: tuple[int, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which jobs, and of which time, given how far back the newest ``ENOUGH`` of them reach (epoch ms or None)."""

    listing: Listing
    stretch: Callable[[int | None], Stretch]


@dataclass(frozen=True, slots=True)
class Picture:
    """What was found for a listing."""

    listing: Listing
    stretch: Stretch
    activity: Activity = field(default_factory=Activity)
    run_times: RunTimes = field(default_factory=RunTimes)


class ActivityWindow:
    """Looks at a store for one chart. ``ask`` tells what is wanted whenever a look begins; None is nothing."""

    def __init__(
        self,
        store: Callable[[], JobStore],
        ask: Callable[[], Asked | None],
        *,
        gap: float = GAP,
        pace: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._ask = ask
        self._pace = Cadence(gap, LEISURE, pace)
        self._clock = pace
        self._under_way: asyncio.Task[Picture] | None = None
        self._reach: tuple[Listing, float, int | None] | None = None

    def changed(self) -> None:
        """The store has changed, or time has passed."""
        self._pace.soon()

    def let_go(self) -> None:
        """The operator looks elsewhere: what is under way is not wanted any more."""
        if self._under_way is not None:
            self._under_way.cancel()

    def moved(self) -> None:
        """Look there, now."""
        self.let_go()
        self._pace.now()

    async def pictures(self) -> AsyncGenerator[Picture | JoblogError, None]:
        """A picture whenever it was looked up anew; an error when the store gave none."""
        self._pace.now()
        while True:
            await self._pace.due()
            asked = self._ask()
            if asked is None:
                continue
            news: Picture | JoblogError | None
            self._under_way = asyncio.ensure_future(self._look(asked))
            try:
                news = await unless_let_go(self._under_way)
            except JoblogError as error:
                news = error
            finally:
                self._under_way = None
            if news is not None:
                yield news

    async def _look(self, asked: Asked) -> Picture:
        store = self._store()
        stretch = asked.stretch(await self._reach_of(store, asked.listing))
        activity = await store.activity(asked.listing, stretch.edges)
        run_times = await store.run_times(asked.listing, stretch.first, stretch.last)
        return Picture(asked.listing, stretch, activity, run_times)

    async def _reach_of(self, store: JobStore, listing: Listing) -> int | None:
        known = self._reach
        if known is None or known[0] != listing or self._clock() - known[1] > REACH_GOOD_FOR:
            known = self._reach = (listing, self._clock(), await store.reach(listing, ENOUGH))
        return known[2]
