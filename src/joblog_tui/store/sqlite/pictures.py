"""What pictures are drawn from, read over a connection of its own: they never stand before a row or a count."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from joblog_tui.model.stall import Stalls
from joblog_tui.query.activity import SAMPLE, Activity, RunTimes
from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite.compile import Moment
from joblog_tui.store.sqlite.reader import Reader
from joblog_tui.store.sqlite.silences import Silences
from joblog_tui.store.sqlite.words import Words

if TYPE_CHECKING:
    from joblog_tui.query.summary import Summary


class Pictures:
    """The part of ``SqliteStore`` that answers ``store.pictures``; its connection is opened when it is first needed."""

    _path: Path
    _clock: Callable[[], int]
    _silences: Silences

    def __init__(self) -> None:
        self._aside: Reader | None = None
        self._opening = asyncio.Lock()

    async def _known_words(self) -> Words:
        raise NotImplementedError

    async def _recent_stalls(self) -> Stalls:
        raise NotImplementedError

    async def activity(self, listing: Listing, edges: Sequence[int]) -> Activity:
        from joblog_tui.store.sqlite.activity import activity

        words, moment = await self._setting(listing)
        async with (await self._reader()).snapshot() as read:
            return await activity(read, listing, edges, words, moment)

    async def run_times(self, listing: Listing, first: int, last: int, limit: int = SAMPLE) -> RunTimes:
        from joblog_tui.store.sqlite.activity import run_times

        words, moment = await self._setting(listing)
        async with (await self._reader()).snapshot() as read:
            return await run_times(read, listing, first, last, limit, words, moment)

    async def reach(self, listing: Listing, jobs: int) -> int | None:
        from joblog_tui.store.sqlite.activity import reach

        words, moment = await self._setting(listing)
        async with (await self._reader()).snapshot() as read:
            return await reach(read, listing, jobs, words, moment)

    async def summary(self, listing: Listing, limit: int) -> "Summary":
        from joblog_tui.store.sqlite.summary import summary

        words, moment = await self._setting(listing)
        async with (await self._reader()).snapshot() as read:
            return await summary(read, listing, limit, words, moment, self._silences)

    async def _setting(self, listing: Listing) -> tuple[Words, Moment]:
        stalled = await self._recent_stalls() if listing.filter.mentions_stalled else None
        return await self._known_words(), Moment.of(self._clock(), stalled)

    async def _reader(self) -> Reader:
        async with self._opening:
            if self._aside is None:
                self._aside = await Reader.open(self._path)
            return self._aside

    async def _close_pictures(self) -> None:
        async with self._opening:
            if self._aside is not None:
                await self._aside.close()
