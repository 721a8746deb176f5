"""Orders that neither an index nor the tally knows: by update, target, actor, or how many nested jobs there are.

The jobs of the listing are put in order apart, in a temporary table: gathered in strides, then sorted, which may be
stopped. From then on a page is a seek: the places of every so many rows are kept in memory. Jobs that have changed
since are taken out and put where they belong now, so that the order stays exact while the log goes on.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from joblog_tui.query.listing import Listing, SortField
from joblog_tui.store.sqlite.changes import changed_since
from joblog_tui.store.sqlite.compile import Compiled
from joblog_tui.store.sqlite.cube import Cube
from joblog_tui.store.sqlite.listing import stride
from joblog_tui.store.sqlite.planning import Plan
from joblog_tui.store.sqlite.reader import Read, Reader
from joblog_tui.store.sqlite.searching import STRIDE

Place: TypeAlias = tuple[Any, int, int]
"""The key that rows are sorted by, when the job was created (0 when unknown), and its ``seq``."""

APART = 2_000  # rows between two places that are kept in memory

# Names compare as COLLATE NOCASE has them, byte by byte, so that Python can compare them too.
_KEYS: dict[SortField, str] = {
    "created": "ifnull(j.created_at, 0)",
    "updated": "ifnull(j.updated_at, 0)",
    "status": "j.status",
    "target": "CAST(lower(ifnull((SELECT n.name FROM targets AS n WHERE n.id = j.target), '')) AS BLOB)",
    "actor": "CAST(lower(ifnull((SELECT n.name FROM actors AS n WHERE n.id = j.actor), '')) AS BLOB)",
    "task": "ifnull(j.task, 0)",
    "trigger": "ifnull(j.trigger, 0)",
    "nested": "j.nested",
}


@dataclass(slots=True)
class Order:
    """A listing in order. ``places`` are those of the rows at which the runs of about ``APART`` rows begin."""

    number: int
    plan: Plan
    stalled: frozenset[int]
    horizon: int
    gathered: int = 0
    high: int = 0
    complete: bool = False
    dropped: bool = False
    places: list[Place] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many rows there are."""
        return sum(self.sizes)

    @property
    def table(self) -> str:
        """The rows in order."""
        return f"temp.ordered_{self.number}"

    @property
    def order(self) -> str:
        """The ORDER BY of the rows."""
        way = "DESC" if self.plan.sort.descending else "ASC"
        newest = way if self.plan.sort.field == "created" else "DESC"
        return f"key {way}, created_at {newest}, seq {newest}"

    def comes_before(self, one: Place, other: Place) -> bool:
        """Whether a place stands before another one."""
        if one[0] != other[0]:
            return bool((one[0] > other[0]) == self.plan.sort.descending)
        newest_first = self.plan.sort.field != "created" or self.plan.sort.descending
        return (one[1:] > other[1:]) == newest_first and one[1:] != other[1:]

    def run_of(self, place: Place) -> int:
        """The run in which a place lies."""
        low, high = 0, len(self.places)
        while low < high:
            middle = (low + high) // 2
            if self.comes_before(place, self.places[middle]):
                high = middle
            else:
                low = middle + 1
        return max(0, low - 1)


class Orders:
    """The orders of one connection, which writes to temporary tables alone."""

    def __init__(self, reader: Reader, kept: int = 2) -> None:
        self.reader = reader
        self._kept = kept
        self._known: dict[Listing, Order] = {}
        self._numbers = 0
        self._turn = asyncio.Lock()

    def known(self, listing: Listing) -> Order | None:
        """The order of a listing, if it is complete."""
        order = self._known.get(listing)
        return order if order is not None and order.complete else None

    async def go(
        self, listing: Listing, plan: Plan, source: Cube | None, stalled: frozenset[int]
    ) -> AsyncGenerator[tuple[str, int, Order], None]:
        """Put in order; ``(what, rows so far, order)`` after each step, and at last the complete one.

        ``source`` is what a complete search has found of it; without one the jobs are gathered from the log.
        """
        async with self._turn:
            order = await self._claim(listing, plan, stalled)
        while not order.complete and not order.dropped:
            async with self._turn:
                if order.high > plan.span.low:
                    await self._gather(order, plan, source)
            yield ("gathering" if order.high > plan.span.low else "sorting"), order.gathered, order
            if order.high <= plan.span.low:
                async with self._turn:
                    if not order.complete and not order.dropped:
                        await self._sort(order)
        async with self._turn:
            current = not order.dropped and await self._look_again(order, plan, stalled)
            if not current and self._known.get(listing) is order:
                await self._drop(self._known.pop(listing))
        if current:
            yield "sorted", order.total, order
        else:
            async for step in self.go(listing, plan, source, stalled):
                yield step

    async def _claim(self, listing: Listing, plan: Plan, stalled: frozenset[int]) -> Order:
        """The order that is to be made or brought up to date; those that were not asked for lately are let go."""
        order = self._known.pop(listing, None)
        if order is not None and order.plan.scope != plan.scope:
            await self._drop(order)
            order = None
        if order is None:
            order = await self._begin(plan, stalled)
        self._known[listing] = order
        while len(self._known) > self._kept:
            await self._drop(self._known.pop(next(iter(self._known))))
        return order

    async def rows(self, read: Read, order: Order, first: int, limit: int) -> list[int]:
        """The ``seq`` of up to ``limit`` rows from rank ``first`` on."""
        run = 0
        while run < len(order.sizes) and first >= order.sizes[run]:
            first -= order.sizes[run]
            run += 1
        if run >= len(order.sizes) or limit <= 0:
            return []
        sql, values = self._from(order, order.places[run])
        rows = await read(
            f"SELECT seq FROM {order.table} WHERE {sql} ORDER BY {order.order} LIMIT ? OFFSET ?",
            [*values, limit, first],
        )
        return [row[0] for row in rows]

    async def rank_of(self, read: Read, order: Order, seq: int) -> int:
        """The rank at which a job stands, or would stand if it matched; 0 when it is unknown."""
        place = await self._place(read, order, seq)
        if place is None or not order.places:
            return 0
        run = order.run_of(place)
        start, values = self._from(order, order.places[run])
        behind, of_place = self._from(order, place)
        rows = await read(f"SELECT count(*) FROM {order.table} WHERE {start} AND NOT ({behind})", [*values, *of_place])
        return sum(order.sizes[:run]) + int(rows[0][0])

    def _from(self, order: Order, place: Place) -> Compiled:
        """The rows from a place on."""
        key, created_at, seq = place
        way = "<" if order.plan.sort.descending else ">"
        newest = way if order.plan.sort.field == "created" else "<"
        sql = f"key {way}= ? AND (key {way} ? OR (created_at, seq) {newest}= (?, ?))"
        return sql, [key, key, created_at, seq]

    async def _place(self, read: Read, order: Order, seq: int) -> Place | None:
        rows = await read(
            f"SELECT {_KEYS[order.plan.sort.field]}, j.created_at, j.seq FROM jobs AS j WHERE j.seq = ?", [seq]
        )
        return None if not rows or rows[0][1] is None else tuple(rows[0])

    async def _begin(self, plan: Plan, stalled: frozenset[int]) -> Order:
        self._numbers += 1
        n = self._numbers
        async with self.reader.snapshot() as read:
            horizon = (await read("SELECT ifnull(max(seq), 0) FROM events"))[0][0]
            order = Order(n, plan, stalled, horizon, high=plan.span.high)
            await read(f"CREATE TEMP TABLE gathered_{n} (key, created_at INTEGER, seq INTEGER)")
            await read(
                f"CREATE TEMP TABLE ordered_{n} (key, created_at INTEGER, seq INTEGER, PRIMARY KEY ({order.order}))"
                " WITHOUT ROWID"
            )
            await read("COMMIT")
        return order

    async def _drop(self, order: Order) -> None:
        order.dropped = True
        for table in (f"gathered_{order.number}", f"ordered_{order.number}"):
            await self.reader.rows(f"DROP TABLE IF EXISTS temp.{table}")

    async def _gather(self, order: Order, plan: Plan, source: Cube | None) -> None:
        n, key = order.number, _KEYS[plan.sort.field]
        what = f"{key}, ifnull(j.created_at, 0), j.seq"
        sql, values = plan.where
        async with self.reader.snapshot() as read:
            if source is not None:
                of_source, bound = source.over_jobs()
                (place,) = source.of.places
                await read(
                    f"INSERT INTO temp.gathered_{n} SELECT {what} FROM {place.rows} AS f"
                    f" CROSS JOIN jobs AS j ON j.seq = f.seq WHERE {of_source.replace('j.', 'f.')}",
                    bound,
                )
                low = plan.span.low
            else:
                low = max(plan.span.low, await stride(read, plan.scope, order.high, STRIDE))
                bounds = [f"j.created_at >= {int(low)} AND j.created_at < {int(order.high)}"]
                if low <= plan.span.low and not plan.scope.is_log:
                    bounds.append("j.created_at IS NULL")
                for when in bounds:
                    for table, left_out in plan.scope.sources:
                        await read(
                            f"INSERT INTO temp.gathered_{n} SELECT {what} FROM {table}"
                            f" WHERE {left_out} AND {when} AND ({sql})",
                            values,
                        )
            gathered = (await read(f"SELECT ifnull(max(rowid), 0) FROM temp.gathered_{n}"))[0][0]
            await read("COMMIT")
        order.high, order.gathered = low, gathered

    async def _sort(self, order: Order) -> None:
        n = order.number
        async with self.reader.snapshot() as read:
            await read(
                f"INSERT INTO temp.ordered_{n} SELECT key, created_at, seq FROM temp.gathered_{n}"
                f" ORDER BY {order.order}"
            )
            await read(f"DROP TABLE temp.gathered_{n}")
            await read(f"CREATE INDEX temp.ordered_seq_{n} ON ordered_{n} (seq)")
            runs = await self._runs(read, order)
            await read("COMMIT")
        order.places, order.sizes = runs
        order.complete = True

    async def _runs(self, read: Read, order: Order) -> tuple[list[Place], list[int]]:
        rows = await read(
            "SELECT key, created_at, seq FROM (SELECT key, created_at, seq, row_number() OVER ("
            f"ORDER BY {order.order}) - 1 AS rank FROM {order.table}) WHERE rank % {APART} = 0"
        )
        places: list[Place] = [(row[0], row[1], row[2]) for row in rows]
        total = (await read(f"SELECT count(*) FROM {order.table}"))[0][0]
        sizes = [APART] * len(places)
        if sizes:
            sizes[-1] = total - APART * (len(places) - 1)
        return places, sizes

    async def _look_again(self, order: Order, plan: Plan, stalled: frozenset[int]) -> bool:
        """Bring a complete order up to date; False when so much has changed that it has to begin anew."""
        runs = order.places, order.sizes
        async with self.reader.snapshot() as read:
            last = (await read("SELECT ifnull(max(seq), 0) FROM events"))[0][0]
            changed = await changed_since(read, order.horizon, last)
            if changed is None:
                return False
            changed |= order.stalled ^ stalled
            if changed:
                chosen = [json.dumps(sorted(changed))]
                among = "seq IN (SELECT value FROM json_each(?))"
                gone = await read(f"SELECT key, created_at, seq FROM {order.table} WHERE {among}", chosen)
                await read(f"DELETE FROM {order.table} WHERE {among}", chosen)
                sql, values = plan.where
                come = await read(
                    f"SELECT {_KEYS[plan.sort.field]}, ifnull(j.created_at, 0), j.seq FROM jobs AS j"
                    f" WHERE j.{among} AND ({sql})",
                    [*chosen, *values],
                )
                for row in come:
                    await read(f"INSERT INTO {order.table} VALUES (?, ?, ?)", row)
                runs = await self._resized(read, order, gone, come)
                await read("COMMIT")
        order.places, order.sizes = runs
        order.horizon, order.stalled, order.plan = last, stalled, plan
        return True

    async def _resized(
        self, read: Read, order: Order, gone: Iterable[Any], come: Iterable[Any]
    ) -> tuple[list[Place], list[int]]:
        if not order.places:
            return await self._runs(read, order)
        places, sizes = list(order.places), list(order.sizes)
        for rows, sign in ((gone, -1), (come, 1)):
            for key, created_at, seq in rows:
                place = (key, created_at, seq)
                run = order.run_of(place)
                sizes[run] += sign
                if order.comes_before(place, places[0]):
                    places[0] = place
        return (places, sizes) if max(sizes) <= 8 * APART else await self._runs(read, order)
