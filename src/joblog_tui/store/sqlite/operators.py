"""The part of ``SqliteStore`` that answers ``store.operators``."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from joblog_tui.model.errors import UsageError
from joblog_tui.model.job import Acknowledgement, Job, Report
from joblog_tui.model.stall import Stalls
from joblog_tui.query.head import Head
from joblog_tui.query.listing import Listing
from joblog_tui.query.views import View
from joblog_tui.store.base import Progress
from joblog_tui.store.sqlite import shared_views
from joblog_tui.store.sqlite.arrivals import arrivals
from joblog_tui.store.sqlite.compile import Moment
from joblog_tui.store.sqlite.counting import counts
from joblog_tui.store.sqlite.head import head
from joblog_tui.store.sqlite.reader import Read, Reader
from joblog_tui.store.sqlite.walking import walk
from joblog_tui.store.sqlite.words import Words


class Operators:
    """Views, acknowledgements, counts of several listings, and events in order of arrival."""

    _path: Path
    _near: Reader
    _clock: Callable[[], int]

    async def _known_words(self) -> Words:
        raise NotImplementedError

    async def _words_of(self, read: Read) -> Words:
        raise NotImplementedError

    async def stalls(self) -> Stalls:
        raise NotImplementedError

    async def _recent_stalls(self) -> Stalls:
        raise NotImplementedError

    async def _reader(self) -> Reader:
        raise NotImplementedError

    async def views(self) -> tuple[View, ...]:
        return tuple(shared_views.view_of(row) for row in await self._near.rows(shared_views.VIEWS_SQL))

    async def save_view(self, view: View, by: str) -> None:
        from joblog_tui.store.sqlite import admin

        now = self._clock()
        await asyncio.to_thread(admin.act, self._path, lambda c: shared_views.save(c, view, by, now))

    async def remove_view(self, name: str) -> None:
        from joblog_tui.store.sqlite import admin

        await asyncio.to_thread(admin.act, self._path, lambda c: shared_views.remove(c, name))

    async def acknowledge(self, job_id: str, by: str, note: str | None = None) -> Acknowledgement:
        from joblog_tui.store.sqlite import triage

        if not await self._near.rows("SELECT 1 FROM jobs WHERE id = ?", [job_id]):
            raise UsageError(f"no job is called {job_id}")
        return await asyncio.to_thread(triage.acknowledge, self._path, job_id, by, note, self._clock())

    async def counts(self, listings: Sequence[Listing]) -> tuple[int, ...]:
        stalls = await self.stalls()  # not those of a moment ago: how many are acknowledged is taken from them
        moment = Moment.of(self._clock(), stalls)

        async def count(read: Read) -> tuple[int, ...]:
            return await counts(read, listings, await self._words_of(read), moment)

        return await (await self._reader()).together(count)  # apart from the counts that the eye waits for

    async def arrivals(self, after: int, limit: int) -> tuple[tuple[Report, ...], int]:
        words = await self._known_words()
        async with self._near.snapshot() as read:
            return await arrivals(read, words, after, limit)

    async def walk(self, listing: Listing, size: int) -> AsyncIterator[tuple[Job, ...]]:
        words = await self._known_words()
        stalled = await self._recent_stalls() if listing.filter.mentions_stalled else None
        moment = Moment.of(self._clock(), stalled)
        # A connection of its own: a walk through everything stands before nothing that a screen waits for.
        reader = await Reader.open(self._path)
        try:
            async for page in walk(reader, listing, words, moment, size):
                yield page
        finally:
            await reader.close()

    async def head(self, upto: int | None = None, progress: Progress | None = None) -> Head:
        reader = await Reader.open(self._path)
        try:
            return await head(reader, upto, progress)
        finally:
            await reader.close()
