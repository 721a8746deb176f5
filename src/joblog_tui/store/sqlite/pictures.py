"""What pictures are drawn from, read over a connection of its own: they never stand before a row or a count."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from joblog_tui.query.activity import SAMPLE, Activity, RunTimes
from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite.compile import Moment
from joblog_tui.store.sqlite.reader import Read, Reader
from joblog_tui.store.sqlite.silences import Silences
from joblog_tui.store.sqlite.texts import Texts
from joblog_tui.store.sqlite.words import Words

if TYPE_CHECKING:
    from joblog_tui.query.summary import Summary


class Pictures:
    """The part of ``SqliteStore`` that answers ``store.pictures``; its connection is opened when it is first needed."""

    _path: Path
    _silences: Silences
    _texts: Texts

    def __init__(self) -> None:
        self._aside: Reader | None = None
        self._opening = asyncio.Lock()

    async def _words_of(self, read: Read) -> Words:
        raise NotImplementedError

    async def _moment(self, listing: Listing) -> Moment:
        raise NotImplementedError

    async def activity(self, listing: Listing, edges: Sequence[int]) -> Activity:
        from joblog_tui.store.sqlite.activity import activity

        moment = await self._moment(listing)

        async def look(read: Read) -> Activity:
            return await activity(read, listing, edges, await self._words_of(read), moment, self._texts)

        return await (await self._reader()).together(look)

    async def run_times(self, listing: Listing, first: int, last: int, limit: int = SAMPLE) -> RunTimes:
        from joblog_tui.store.sqlite.activity import run_times

        moment = await self._moment(listing)

        async def look(read: Read) -> RunTimes:
            return await run_times(read, listing, first, last, limit, await self._words_of(read), moment, self._texts)

        return await (await self._reader()).together(look)

    async def reach(self, listing: Listing, jobs: int) -> int | None:
        from joblog_tui.store.sqlite.activity import reach

        moment = await self._moment(listing)

        async def look(read: Read) -> int | None:
            return await reach(read, listing, jobs, await self._words_of(read), moment, self._texts)

        return await (await self._reader()).together(look)

    async def summary(self, listing: Listing, limit: int) -> "Summary":
        from joblog_tui.query.summary import Summary
        from joblog_tui.store.sqlite.summary import summary

        moment = await self._moment(listing)

        async def look(read: Read) -> Summary:
            return await summary(read, listing, limit, await self._words_of(read), moment, self._silences, self._texts)

        return await (await self._reader()).together(look)

    async def _reader(self) -> Reader:
        async with self._opening:
            if self._aside is None:
                self._aside = await Reader.open(self._path)
            return self._aside

    async def _close_pictures(self) -> None:
        async with self._opening:
            if self._aside is not None:
                await self._aside.close()
