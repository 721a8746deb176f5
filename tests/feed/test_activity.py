"""Jobs over time, looked up at a measured pace."""

import asyncio

from joblog_tui.feed.activity import ActivityWindow, Asked, Picture, Stretch
from joblog_tui.model.errors import JoblogError, StoreError
from joblog_tui.query.filters import Filter, Flag
from joblog_tui.query.listing import Listing
from tests.support.memory_store import NOW, MemoryStore, a_job

EDGES = (NOW - 3_600_000, NOW + 1)


class Watched:
    """A window on a store, and what it has told."""

    def __init__(self, store: MemoryStore, gap: float) -> None:
        self.listing = Listing()
        self.reaches: list[int | None] = []
        self.told: list[Picture | JoblogError] = []
        self._news = asyncio.Event()
        self.window = ActivityWindow(lambda: store, self._ask, gap=gap)
        self._watching = asyncio.ensure_future(self._watch())

    def _ask(self) -> Asked:
        return Asked(self.listing, self._stretch)

    def _stretch(self, reach: int | None) -> Stretch:
        self.reaches.append(reach)
        return Stretch(EDGES, EDGES[0], EDGES[-1])

    async def _watch(self) -> None:
        async for news in self.window.pictures():
            self.told.append(news)
            self._news.set()

    async def until(self, number: int) -> None:
        async with asyncio.timeout(10):
            while len(self.told) < number:
                self._news.clear()
                await self._news.wait()

    async def leave(self) -> None:
        self._watching.cancel()
        await asyncio.gather(self._watching, return_exceptions=True)


async def test_many_changes_are_few_looks_and_the_last_one_is_seen() -> None:
    store = MemoryStore([a_job(1)])
    watched = Watched(store, gap=0.2)
    await watched.until(1)
    for n in range(2, 52):
        store.put(a_job(n))
        watched.window.changed()
        await asyncio.sleep(0.002)
    await watched.until(2)
    await asyncio.sleep(0.25)
    await watched.leave()
    last = watched.told[-1]
    assert isinstance(last, Picture)
    assert last.activity.total == 51
    assert len(watched.told) <= 4
    assert store.calls.count("reach") == 1  # how far back the jobs reach is good for a while


async def test_what_is_not_wanted_any_more_is_let_go() -> None:
    store = MemoryStore([a_job(1), a_job(2, nested=1)])
    watched = Watched(store, gap=0)
    await watched.until(1)
    gate = store.gates["activity"] = asyncio.Event()
    before = store.calls.count("activity")
    watched.window.changed()
    await store.called("activity", before + 1)
    del store.gates["activity"]
    watched.listing = Listing(Filter((Flag("nested"),)))
    watched.window.moved()
    await watched.until(2)
    gate.set()
    await watched.leave()
    assert [news.activity.total for news in watched.told if isinstance(news, Picture)] == [2, 1]


async def test_an_error_is_told_and_the_next_look_goes_on() -> None:
    store = MemoryStore([a_job(1)])
    store.broken = StoreError("gone")
    watched = Watched(store, gap=0)
    await watched.until(1)
    store.broken = None
    watched.window.changed()
    await watched.until(2)
    await watched.leave()
    assert isinstance(watched.told[0], StoreError)
    assert isinstance(watched.told[1], Picture)
