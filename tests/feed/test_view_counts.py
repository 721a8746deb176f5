"""Counting views: quick ones together and often, slow ones apart and seldom."""

import asyncio
from collections.abc import Sequence

from joblog_tui.feed.view_counts import ViewCounts
from joblog_tui.query.filters import Filter, Flag
from joblog_tui.query.listing import Listing
from tests.support.memory_store import MemoryStore, a_job

EVERYTHING, NESTED = Listing(), Listing(Filter((Flag("nested"),)))


class Slow(MemoryStore):
    """Takes two seconds of a clock of its own for the nested ones."""

    def __init__(self) -> None:
        super().__init__([a_job(1), a_job(2, nested=1)])
        self.now = 0.0
        self.asked: list[tuple[Listing, ...]] = []

    async def counts(self, listings: Sequence[Listing]) -> tuple[int, ...]:
        self.asked.append(tuple(listings))
        if NESTED in listings:
            self.now += 2
        return await super().counts(listings)


async def looks(store: Slow, number: int, apart: float) -> None:
    """So many looks, so many seconds of the store's clock apart."""
    wanted = (EVERYTHING, NESTED)
    counts = ViewCounts(lambda: store, lambda: wanted, gap=0, clock=lambda: store.now)
    seen: list[dict[Listing, int]] = []

    async def watch() -> None:
        async for found in counts.counts():
            seen.append(dict(found))

    watching = asyncio.ensure_future(watch())
    for look in range(number):
        await asyncio.sleep(0.01)
        store.now += apart
        store.put(a_job(100 + look))
        counts.moved()
    await asyncio.sleep(0.05)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert seen[-1][NESTED] == 1
    assert seen[-1][EVERYTHING] == 2 + number


async def test_a_slow_count_is_good_for_a_while() -> None:
    store = Slow()
    await looks(store, 12, apart=30.0)
    slow = sum(NESTED in asked for asked in store.asked)
    quick = sum(EVERYTHING in asked for asked in store.asked)
    assert quick >= 10
    assert 3 <= slow <= 6
