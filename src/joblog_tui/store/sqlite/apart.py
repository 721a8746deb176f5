"""What takes longer than a key may: counts, rows and orders that are found out apart, over a connection of its own."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from joblog_tui.query.facets import split
from joblog_tui.query.filters import Condition
from joblog_tui.query.listing import Block, Listing, Sort
from joblog_tui.store.sqlite import listing as pages
from joblog_tui.store.sqlite import name_index
from joblog_tui.store.sqlite.compile import Moment, compile_by_cell, conjunction
from joblog_tui.store.sqlite.cube import Cube
from joblog_tui.store.sqlite.known_jobs import jobs_of
from joblog_tui.store.sqlite.name_tables import NameTables
from joblog_tui.store.sqlite.ordering import Order, Orders
from joblog_tui.store.sqlite.planning import COUNTED_ORDERS, Plan, nested_part, plan
from joblog_tui.store.sqlite.reader import Reader, Row
from joblog_tui.store.sqlite.searching import Search, Searches, Sought, last_of
from joblog_tui.store.sqlite.texts import Texts, texts_of
from joblog_tui.store.sqlite.words import Words


class Apart:
    """Searches and orders of one store. The connection is opened when it is first needed."""

    def __init__(self, path: Path, texts: Texts) -> None:
        self._path = path
        self._texts = texts
        self._opening = asyncio.Lock()
        self._reader: Reader | None = None
        self._searches: Searches | None = None
        self._orders: Orders | None = None
        self._tables: NameTables | None = None
        self._indexing: asyncio.Future[None] | None = None
        self._open = True

    async def close(self) -> None:
        """Give the store back."""
        self._open = False
        if self._indexing is not None:
            await asyncio.wait([self._indexing])
        async with self._opening:
            if self._reader is not None:
                await self._reader.close()

    def index_names(self) -> None:
        """Bring the index of names up to date in the background, unless that is being done or was."""
        if self._indexing is None:
            self._indexing = asyncio.ensure_future(self._index_names())

    async def _index_names(self) -> None:
        await asyncio.to_thread(name_index.catch_up, self._path, lambda: self._open)
        self._texts.forget_many()

    async def settle_texts(self, parts: Sequence[Condition]) -> bool:
        """Find out whether a text of these conditions stands in every target, which makes it no condition at all."""
        settled = False
        for text in texts_of(parts):
            searches, _ = await self._ready()
            async with searches.reader.snapshot() as read:
                settled |= await self._texts.settle(read, "target", text)
        return settled

    def found(self, listing: Listing) -> Search | None:
        """What a search for the listing has found, however far it is."""
        return None if self._searches is None else self._searches.known(_sought(listing))

    async def search(self, listing: Listing, words: Words, moment: Moment) -> AsyncGenerator[Search, None]:
        """Look for what the listing's filter lets through, whatever its status, task and trigger, to the end."""
        searches, _ = await self._ready()
        assert self._tables is not None
        sought = _sought(listing)
        await self._tables.prepare(sought.rest.parts)
        async with searches.reader.snapshot() as read:
            rest = await plan(read, Listing(sought.rest, Sort(), sought.parent), words, moment, self._tables)
        if rest.listed is not None:
            rest = nested_part(rest)
        ages = sought.rest.ages
        async for search in searches.go(sought, rest, moment.now, frozenset(moment.stalled), ages=ages):
            yield search

    async def order(
        self, listing: Listing, planned: Plan, words: Words, moment: Moment
    ) -> AsyncGenerator[tuple[str, int, Order | None], None]:
        """Put the listing in its order, to the end: what is being done, and with how many jobs so far."""
        _, orders = await self._ready()
        source: Cube | None = None
        if planned.counted is None and planned.listed is None and orders.known(listing) is None:
            async for search in self.search(listing, words, moment):
                source = self._of(search, listing, words)
                if not search.complete:
                    yield "searching", search.looked_at, None
        async for step in orders.go(listing, planned, source, frozenset(moment.stalled)):
            yield step

    async def block(
        self, listing: Listing, planned: Plan, words: Words, moment: Moment, rank: int, around: int | None, limit: int
    ) -> tuple[Block, int]:
        """Rows from ``rank`` on, or, with the ``seq`` of a job ``around``, from ``rank`` before it; and its rank."""
        searches, orders = await self._ready()
        reader = searches.reader
        place = 0
        if listing.sort.field not in COUNTED_ORDERS:
            _, _, order = await last_of(self.order(listing, planned, words, moment))
            assert order is not None
            async with reader.snapshot() as read:
                if around is not None:
                    place = await orders.rank_of(read, order, around)
                    rank = place + rank
                first = max(0, min(rank, order.total - limit))
                seqs = await orders.rows(read, order, first, limit)
                return Block(await jobs_of(read, seqs, words), first, order.total), place
        found = await last_of(self.search(listing, words, moment))
        return await self.block_of(found, listing, planned, words, rank, around, limit)

    async def block_of(
        self,
        search: Search,
        listing: Listing,
        planned: Plan,
        words: Words,
        rank: int,
        around: int | None,
        limit: int,
    ) -> tuple[Block, int]:
        """The same from what a search has found so far."""
        searches, _ = await self._ready()
        counted = Plan(words, listing.sort, planned.scope, planned.where, counted=self._of(search, listing, words))
        async with searches.reader.snapshot() as read:
            place = 0
            if around is not None:
                place = await pages.rank_of(read, counted, around)
                rank = place + rank
            block = await pages.block(read, counted, rank, limit)
        return Block(block.rows, block.first, block.total, exact=search.complete), place

    async def cells(self, search: Search) -> list[Row]:
        """``(status, task, trigger, n)`` of what a search has found so far."""
        searches, _ = await self._ready()
        async with searches.reader.snapshot() as read:
            return await search.found().cells(read)

    def _of(self, search: Search, listing: Listing, words: Words) -> Cube:
        groups, _ = split(listing.filter)
        conditions = [compile_by_cell(part, words, "c") for parts in groups.values() for part in parts]
        return search.found(conjunction(conditions))

    async def _ready(self) -> tuple[Searches, Orders]:
        async with self._opening:
            if self._reader is None:
                self._reader = await Reader.open(self._path, scratch=True)
            if self._searches is None or self._orders is None:
                self._searches, self._orders = Searches(self._reader), Orders(self._reader)
                self._tables = NameTables(self._texts, self._reader)
            return self._searches, self._orders


def _sought(listing: Listing) -> Sought:
    return Sought(split(listing.filter)[1], listing.parent)
