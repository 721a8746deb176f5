"""The read door of an SQLite store; see ``store.base.JobStore`` for what each call means.

Two readers: one for what the eye waits for (rows, one job), one for what may take longer (counts, stalls), so
that counting never stands between a key and its row. Others, for pictures and for what is found out apart, are opened
when they are first needed.
"""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from joblog_tui.model.errors import StoreError
from joblog_tui.model.job import Job
from joblog_tui.model.moment import now_ms
from joblog_tui.model.stall import Stalls
from joblog_tui.model.vocabulary import Role, Vocabulary, Word
from joblog_tui.query.facets import split
from joblog_tui.query.listing import Block, Facets, Listing, NameKind, Ordering
from joblog_tui.store.base import Member, Progress, Workspace
from joblog_tui.store.sqlite import listing as pages
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.apart import Apart
from joblog_tui.store.sqlite.compile import Moment
from joblog_tui.store.sqlite.connection import check
from joblog_tui.store.sqlite.counting import counted_cells, facets, stalled_matching
from joblog_tui.store.sqlite.inside import Inside
from joblog_tui.store.sqlite.known_jobs import KnownJobs
from joblog_tui.store.sqlite.known_names import known_names
from joblog_tui.store.sqlite.operators import Operators
from joblog_tui.store.sqlite.pictures import Pictures
from joblog_tui.store.sqlite.planning import COUNTED_ORDERS, Plan, plan
from joblog_tui.store.sqlite.reader import Read, Reader, Row
from joblog_tui.store.sqlite.rows import job_of
from joblog_tui.store.sqlite.searching import last_of
from joblog_tui.store.sqlite.silences import Silences
from joblog_tui.store.sqlite.stalling import Stalling
from joblog_tui.store.sqlite.stillness import Stillness, identity, size
from joblog_tui.store.sqlite.texts import Texts
from joblog_tui.store.sqlite.whole_ids import or_named
from joblog_tui.store.sqlite.words import TASKS_SQL, TRIGGERS_SQL, WORDS_STATE_SQL, Words

if TYPE_CHECKING:
    from joblog_tui.store.sqlite.growth import KnownSpine

STALLS_AGE = 3_000  # milliseconds that the answer to "what is stalled" is good for; a dashboard asks every second

_EVENTS_SQL = (
    "SELECT ifnull((SELECT max(seq) FROM events), 0), EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'loading')"
)
_JOB = schema.sql("job.sql")


class SqliteStore(Inside, Pictures, Operators):
    """A store in one SQLite file."""

    def __init__(
        self, path: Path, near: Reader, far: Reader, configured: Mapping[str, int], clock: Callable[[], int] = now_ms
    ) -> None:
        super().__init__()
        self._path = path
        self._file = identity(path)
        self._still = Stillness(path)
        self._revision: int | None = None
        self._last_event: tuple[int, int, int] | None = None  # the revision, and _EVENTS_SQL at that
        self._vocabulary: tuple[int, Vocabulary] | None = None  # with the revision
        self._near = near
        self._far = far
        self._clock = clock
        self._words: tuple[Row, Words] | None = None  # with the numbers that tell whether they are those of the store
        self._jobs = KnownJobs()
        self._stalls: Stalls | None = None
        self._stalling = Stalling(path, configured)
        self._silences = Silences()
        self._texts = Texts()
        self._spine: KnownSpine | None = None
        self._apart = Apart(path, self._texts)

    @classmethod
    async def open(
        cls,
        path: Path,
        configured: Mapping[str, int],
        clock: Callable[[], int] = now_ms,
        progress: Progress | None = None,
    ) -> "SqliteStore":
        """Open the store; ``configured`` are stall limits set by an operator, milliseconds by task slug.

        ``progress`` is told, in another thread, when something must be made up for that a load has left out.
        """
        # Checked on a connection of its own: a failure inside aiosqlite's thread could not be told in one line.
        stop = threading.Event()
        try:
            await asyncio.to_thread(check, path, progress, stop)
        except asyncio.CancelledError:
            stop.set()
            raise
        near = await Reader.open(path)
        try:
            far = await Reader.open(path)
        except BaseException:
            await near.close()
            raise
        return cls(path, near, far, configured, clock)

    async def close(self) -> None:
        await self._close_pictures()
        await self._apart.close()
        await self._far.close()
        await self._near.close()

    async def workspace(self) -> Workspace:
        name, created_at = (await self._near.rows("SELECT workspace, created_at FROM store"))[0]
        return Workspace(name, self._path.name, created_at)

    async def vocabulary(self) -> Vocabulary:
        revision = await self.revision()
        if self._vocabulary is None or self._vocabulary[0] != revision:
            self._vocabulary = revision, (await self._known_words()).vocabulary
        return self._vocabulary[1]

    async def add_word(self, kind: str, word: Word) -> None:
        from joblog_tui.store.sqlite import admin

        await asyncio.to_thread(admin.act, self._path, lambda c: admin.add_word(c, kind, word))

    async def members(self) -> tuple[Member, ...]:
        rows = await self._near.rows("SELECT name, role FROM members ORDER BY role, name")
        return tuple(Member(name, Role(role)) for name, role in rows)

    async def set_member(self, name: str, role: Role) -> None:
        from joblog_tui.store.sqlite import admin

        await asyncio.to_thread(admin.act, self._path, lambda c: admin.set_member(c, name, role))

    async def remove_member(self, name: str) -> None:
        from joblog_tui.store.sqlite import admin

        await asyncio.to_thread(admin.act, self._path, lambda c: admin.remove_member(c, name))

    async def revision(self) -> int:
        if not self._still.holds() or self._revision is None:
            self._revision = int((await self._near.rows("PRAGMA data_version"))[0][0])
        return self._revision

    async def last_event(self) -> int:
        # An open connection goes on reading a file that was moved or deleted, and would never see it change.
        if identity(self._path) != self._file:
            raise StoreError(f"{self._path} is not there any more: it was moved, deleted or replaced")
        revision = await self.revision()
        if self._last_event is None or self._last_event[0] != revision:
            self._last_event = revision, *(await self._near.rows(_EVENTS_SQL))[0]
        _, events, marked = self._last_event
        if marked:
            await asyncio.to_thread(check, self._path)  # a history is being loaded: that tells how far it is
        return events

    async def wal_size(self) -> int:
        return size(f"{self._path}-wal")

    async def block(self, listing: Listing, rank: int, limit: int, *, soon: bool = False) -> Block:
        return (await self._block(listing, rank, None, limit, soon))[0]

    async def block_around(
        self, listing: Listing, seq: int, above: int, limit: int, *, soon: bool = False
    ) -> tuple[Block, int]:
        return await self._block(listing, -above, seq, limit, soon)

    async def _block(
        self, listing: Listing, rank: int, around: int | None, limit: int, soon: bool
    ) -> tuple[Block, int]:
        moment, found = await self._moment(listing), self._apart.found(listing)
        if listing.outline is not None:
            return await self._near.together(lambda read: self._outlined(read, listing, moment, rank, around, limit))

        async def look(read: Read) -> tuple[Words, Plan, tuple[Block, int] | None]:
            words = await self._words_of(read)
            planned = await plan(read, listing, words, moment, self._texts)
            if planned.quick:
                place = 0 if around is None else await pages.rank_of(read, planned, around)
                return words, planned, (await pages.block(read, planned, rank + place, limit, self._jobs), place)
            if soon and planned.walkable and found is None:
                block, place = await pages.walked(read, planned, rank, around, limit, self._jobs)
                return words, planned, (await or_named(read, block, listing, words, moment, self._texts, limit), place)
            return words, planned, None

        words, planned, block = await self._near.together(look)
        if block is not None:
            return block
        if soon and planned.walkable and found is not None and not found.complete:
            so_far, place = await self._apart.block_of(found, listing, planned, words, rank, around, limit)
            async with self._near.snapshot() as read:
                return await or_named(read, so_far, listing, words, moment, self._texts, limit), place
        return await self._apart.block(listing, planned, words, moment, rank, around, limit)

    async def _outlined(
        self, read: Read, listing: Listing, moment: Moment, rank: int, around: int | None, limit: int
    ) -> tuple[Block, int]:
        from joblog_tui.store.sqlite import outline
        from joblog_tui.store.sqlite.growth import KnownSpine

        self._spine = self._spine or KnownSpine()
        tree = await outline.tree_of(read, listing, await self._words_of(read), moment, self._texts, self._spine)
        place = 0 if around is None else await outline.rank_of(read, tree, around)
        return await outline.block(read, tree, rank + place, limit), place

    async def facets(self, listing: Listing) -> Facets:
        return await last_of(self.counting(listing))

    async def counting(self, listing: Listing) -> AsyncGenerator[Facets, None]:
        moment = Moment.of(self._clock(), await self._recent_stalls())
        listing = listing.counted
        self._apart.index_names()
        rest = replace(listing, filter=split(listing.filter)[1])

        async def count(read: Read) -> tuple[Words, Plan, int, Facets | None]:
            words = await self._words_of(read)
            planned = await plan(read, rest, words, moment, self._texts)
            cells = await counted_cells(read, planned)
            matching = await stalled_matching(read, listing, words, moment, self._texts)
            if cells is None:
                return words, planned, matching, None
            return words, planned, matching, await facets(read, listing.filter, cells, words, planned.scope, matching)

        words, planned, matching, exact = await self._far.together(count)
        if exact is not None:
            yield exact
            return
        if await self._apart.settle_texts(rest.filter.parts):
            async for exact in self.counting(listing):
                yield exact
            return
        async for search in self._apart.search(listing, words, moment):
            cells = await self._apart.cells(search)
            async with self._far.snapshot() as read:
                counts = await facets(read, listing.filter, cells, words, planned.scope, matching)
            yield replace(counts, exact=search.complete, looked_at=search.looked_at)

    async def ordering(self, listing: Listing) -> AsyncGenerator[Ordering, None]:
        if listing.sort.field in COUNTED_ORDERS or listing.outline is not None:
            return
        words, moment = await self._known_words(), await self._moment(listing)
        async with self._near.snapshot() as read:
            planned = await plan(read, listing, words, moment, self._texts)
        if planned.few is not None:
            return
        async for what, jobs, order in self._apart.order(listing, planned, words, moment):
            if order is None or not order.complete:
                yield Ordering(what, jobs)

    async def stalls(self) -> Stalls:
        self._stalls = await self._stalling.at(self._clock(), self._far, self._words_of)
        return self._stalls

    def judge_by(self, limits: Mapping[str, int]) -> None:
        self._stalling.judge_by(limits)
        self._stalls = None

    async def names(self, kind: NameKind, text: str, limit: int) -> tuple[str, ...]:
        async with (await self._reader()).snapshot() as read:
            return await known_names(read, kind, text, limit)

    async def held(self, limit: int) -> tuple[Job, ...]:
        words = await self._known_words()
        rows = await self._far.rows(
            f"{_JOB} WHERE j.task IS NULL OR j.trigger IS NULL OR j.target IS NULL OR j.actor IS NULL"
            " ORDER BY j.seq LIMIT ?",
            [limit],
        )
        return tuple(job_of(row, words) for row in rows)

    async def rebuild(self, progress: Progress | None = None) -> int:
        from joblog_tui.store.sqlite import admin
        from joblog_tui.store.sqlite.folding import rebuild

        return await asyncio.to_thread(admin.act, self._path, lambda c: rebuild(c, progress), transaction=False)

    async def _moment(self, listing: Listing) -> Moment:
        stalled = await self._recent_stalls() if listing.filter.mentions_stalled else None
        return Moment.of(self._clock(), stalled)

    async def _recent_stalls(self) -> Stalls:
        if self._stalls is None or self._clock() - self._stalls.at > STALLS_AGE:
            return await self.stalls()
        return self._stalls

    async def _known_words(self) -> Words:
        return await self._near.together(self._words_of)

    async def _words_of(self, read: Read) -> Words:
        # A team may register a word while the log is open; two numbers tell.
        state, known = (await read(WORDS_STATE_SQL))[0], self._words
        if known is None or known[0] != state:
            known = self._words = state, Words.of(await read(TASKS_SQL), await read(TRIGGERS_SQL))
        return known[1]
