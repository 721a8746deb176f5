"""How many jobs each view lists: counted beside everything else, and never for more than a small share of the time.

What the store answers at once is counted together, once a second while the store changes. What takes longer is counted
one by one, each no more often than that it takes a fiftieth of the time; it is let go when the operator waits for
something else.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping

from joblog_tui.feed.cadence import Cadence
from joblog_tui.feed.letting_go import unless_let_go
from joblog_tui.model.errors import JoblogError
from joblog_tui.query.listing import Listing
from joblog_tui.store.base import JobStore

GAP = 1.0  # seconds between the beginnings of two looks, at least
LEISURE = 1  # times as long as the last look took; slow counts have a measure of their own
QUICK = 0.01  # seconds for one count; what takes longer is counted apart
REST = 50  # times as long as it took is how long a slow count is good for

Counts = Mapping[Listing, int]


class ViewCounts:
    """Counts some listings of a store, as far as they are known."""

    def __init__(
        self,
        store: Callable[[], JobStore],
        listings: Callable[[], tuple[Listing, ...]],
        *,
        gap: float = GAP,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``listings`` are those that are wanted, asked whenever a look begins."""
        self._store = store
        self._listings = listings
        self._clock = clock
        self._pace = Cadence(gap, LEISURE, clock)
        self._last: dict[Listing, float] = {}
        self._took: dict[Listing, float] = {}
        self._due: dict[Listing, float] = {}
        self._known: dict[Listing, int] = {}
        self._under_way: asyncio.Task[tuple[int, ...]] | None = None

    def changed(self) -> None:
        """The store has changed, or time has passed."""
        self._pace.soon()

    def moved(self) -> None:
        """Other listings are wanted, or something else is more urgent than a slow count."""
        if self._under_way is None:
            self._pace.soon()
        else:
            self._under_way.cancel()
            self._pace.now()

    async def counts(self) -> AsyncGenerator[Counts, None]:
        """What is known of the wanted listings, whenever something of it is new; errors are left to the pulse."""
        self._pace.now()
        while True:
            await self._pace.due()
            wanted = tuple(dict.fromkeys(self._listings()))
            quick = tuple(each for each in wanted if self._took.get(each, QUICK) < QUICK)
            now = self._clock()
            slow = [(each,) for each in wanted if each not in quick and self._due.get(each, now) <= now]
            for group in ([quick] if quick else []) + sorted(slow, key=lambda group: self._took.get(group[0], 0)):
                if await self._count(group):
                    yield {each: self._known[each] for each in wanted if each in self._known}

    async def _count(self, group: tuple[Listing, ...]) -> bool:
        """Whether counting some listings together told anything new."""
        began = self._clock()
        self._under_way = asyncio.ensure_future(self._store().counts(group))
        try:
            numbers = await unless_let_go(self._under_way)
        except JoblogError:
            return False
        finally:
            self._under_way = None
        if numbers is None:
            return False
        took = (self._clock() - began) / len(group)
        news = False
        for listing, number in zip(group, numbers, strict=True):
            news = news or self._known.get(listing) != number
            self._known[listing] = number
            self._learn(listing, took)
        return news

    def _learn(self, listing: Listing, took: float) -> None:
        """How long a count takes is the shorter of the last two: one may have waited for something else."""
        before = self._last.get(listing)
        self._last[listing] = took
        shorter = min(took, before) if before is not None else min(took, QUICK)
        self._took[listing] = shorter
        self._due[listing] = self._clock() + (0 if before is None else REST * shorter)
