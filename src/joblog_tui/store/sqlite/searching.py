"""Finds out apart what no index and no tally answers: every job is looked at once, in strides that can be stopped.

What matches is kept in temporary tables of the connection, with a tally of its own in the form of the log's. So once a
search is complete - and for what it has found until then - pages, ranks and counts are as quick as those of the log, a
status can be switched on and off, and jobs that have changed since are looked at again instead of everything. No
transaction is longer than a stride: the write-ahead log is never held up.
"""

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TypeVar

from joblog_tui.query.filters import Filter
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.changes import changed_since
from joblog_tui.store.sqlite.compile import Compiled, conjunction
from joblog_tui.store.sqlite.cube import EVER, LOG, Cube, Place, Span, Tallied
from joblog_tui.store.sqlite.listing import stride
from joblog_tui.store.sqlite.planning import Plan
from joblog_tui.store.sqlite.reader import Read, Reader

_T = TypeVar("_T")

STRIDE = 20_000  # jobs that are looked at in one transaction

_LEVELS = "(SELECT 1 AS level, 24 AS width UNION ALL SELECT 2, 720 UNION ALL SELECT 3, 9223372036854775807)"
_COLUMNS = "ifnull(j.created_at, 0), j.seq, j.status, ifnull(j.task, 0), ifnull(j.trigger, 0)"


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search is for: the filter without its conditions on status, task and trigger, and the parent."""

    rest: Filter
    parent: str | None


@dataclass(slots=True)
class Search:
    """How far a search is. ``looked_at`` jobs were looked at, newest first, down to those created at ``high``.

    ``horizon`` is the last event before it began, or before changed jobs were looked at again; ``stalled`` which jobs
    were stalled then. ``plan`` is that of the moment ``now`` (epoch ms) at which it began.
    """

    number: int
    plan: Plan
    stalled: frozenset[int]
    horizon: int
    now: int
    high: int = EVER
    looked_at: int = 0
    complete: bool = False
    dropped: bool = False
    began: float = field(default_factory=time.monotonic)
    took: float = 0.0
    tables: Tallied = field(init=False)

    def __post_init__(self) -> None:
        self.tables = Tallied(f"temp.found_tally_{self.number}", (Place(f"temp.found_{self.number}"),))

    def outlived(self, now: int) -> bool:
        """Whether time has changed what matches since ``now``: asked again no more than a tenth of the time."""
        return self.complete and now != self.now and now - self.now > max(2_000, self.took * 10_000)

    def found(self, cells: Compiled = ("1", [])) -> Cube:
        """What was found so far and passes a condition over status, task and trigger."""
        if self.plan.listed is None:
            return Cube(cells, of=self.tables)
        listed = self.plan.listed
        span = listed.span if self.complete else listed.span.within(Span(low=self.high))
        return Cube(conjunction([listed.condition, cells]), span, of=LOG + self.tables)


class Searches:
    """The searches of one connection, which writes to temporary tables alone."""

    def __init__(self, reader: Reader, kept: int = 3) -> None:
        self.reader = reader
        self._kept = kept
        self._known: dict[Sought, Search] = {}
        self._numbers = 0
        self._turn = asyncio.Lock()

    def known(self, sought: Sought) -> Search | None:
        """The search for this, however far it is."""
        return self._known.get(sought)

    async def go(
        self, sought: Sought, plan: Plan, now: int, stalled: frozenset[int], *, ages: bool
    ) -> AsyncGenerator[Search, None]:
        """Search on, and hand the search out after each stride; at last it is complete and up to date.

        ``plan`` is that of the rest of the filter at the moment ``now``. ``ages`` says that the passing of time alone
        changes what matches.
        """
        async with self._turn:
            search = await self._claim(sought, plan, now, stalled, ages)
        while not search.complete and not search.dropped:
            async with self._turn:
                if not search.complete and not search.dropped:
                    await self._stride(search, search.plan if ages else plan)
            if not search.complete:
                yield search
        async with self._turn:
            current = not search.dropped and await self._look_again(search, plan, stalled)
            if not current and self._known.get(sought) is search:
                await self._drop(self._known.pop(sought))
        if current:
            yield search
        else:
            async for again in self.go(sought, plan, now, stalled, ages=ages):
                yield again

    async def _claim(self, sought: Sought, plan: Plan, now: int, stalled: frozenset[int], ages: bool) -> Search:
        """The search that is to go on, a new one if need be; those that were not asked for lately are let go."""
        search = self._known.pop(sought, None)
        if search is not None and (search.plan.scope != plan.scope or (ages and search.outlived(now))):
            await self._drop(search)
            search = None
        if search is None:
            search = await self._begin(plan, now, stalled)
        self._known[sought] = search
        while len(self._known) > self._kept:
            await self._drop(self._known.pop(next(iter(self._known))))
        return search

    async def _begin(self, plan: Plan, now: int, stalled: frozenset[int]) -> Search:
        self._numbers += 1
        async with self.reader.snapshot() as read:
            horizon = (await read("SELECT ifnull(max(seq), 0) FROM events"))[0][0]
            for statement in schema.statements(schema.sql("found.sql").replace("$n", str(self._numbers))):
                await read(statement)
            await read("COMMIT")
        return Search(self._numbers, plan, stalled, horizon, now, high=plan.span.high)

    async def _drop(self, search: Search) -> None:
        search.dropped = True
        for table in (f"found_{search.number}", f"found_tally_{search.number}", f"found_new_{search.number}"):
            await self.reader.rows(f"DROP TABLE IF EXISTS temp.{table}")

    async def _stride(self, search: Search, plan: Plan) -> None:
        async with self.reader.snapshot() as read:
            high, low = search.high, await stride(read, plan.scope, search.high, STRIDE)
            low = max(low, plan.span.low)
            await self._find(read, search, plan, f"j.created_at >= {int(low)} AND j.created_at < {int(high)}")
            last = low <= plan.span.low
            if last:
                if plan.scope.everywhere or plan.scope.parents is not None:
                    await self._find(read, search, plan, "j.created_at IS NULL")
                await read(f"CREATE INDEX temp.found_seq_{search.number} ON found_{search.number} (seq)")
            await read("COMMIT")
        search.high, search.complete = low, last
        search.took = time.monotonic() - search.began
        search.looked_at += STRIDE

    async def _find(self, read: Read, search: Search, plan: Plan, when: str) -> None:
        sql, values = plan.where
        for table, left_out in plan.scope.sources:
            await self._take(
                read,
                search,
                (f"SELECT {_COLUMNS} FROM {table} WHERE {left_out} AND {when} AND ({sql})", values),
            )

    async def _take(self, read: Read, search: Search, select: Compiled) -> None:
        """Add what a select of ``_COLUMNS`` gives."""
        n = search.number
        await read(f"DELETE FROM temp.found_new_{n}")
        await read(f"INSERT INTO temp.found_new_{n} {select[0]}", select[1])
        await read(f"INSERT INTO temp.found_{n} SELECT * FROM temp.found_new_{n} ORDER BY created_at DESC, seq DESC")
        await self._tally(read, search, 1)

    async def _tally(self, read: Read, search: Search, sign: int) -> None:
        n = search.number
        await read(
            f"INSERT INTO temp.found_tally_{n} WITH hours AS MATERIALIZED ("
            "SELECT created_at / 3600000 AS bucket, status, task, trigger, ? * count(*) AS n"
            f" FROM temp.found_new_{n} GROUP BY 1, 2, 3, 4)"
            " SELECT 0, bucket, status, task, trigger, n FROM hours UNION ALL"
            " SELECT l.level, h.bucket / l.width, h.status, h.task, h.trigger, sum(h.n)"
            f" FROM hours AS h, {_LEVELS} AS l"
            " GROUP BY 1, 2, 3, 4, 5"
            " ON CONFLICT (level, bucket, status, task, trigger) DO UPDATE SET n = n + excluded.n",
            [sign],
        )

    async def _look_again(self, search: Search, plan: Plan, stalled: frozenset[int]) -> bool:
        """Bring a complete search up to date; False when so much has changed that it has to begin anew."""
        async with self.reader.snapshot() as read:
            last = (await read("SELECT ifnull(max(seq), 0) FROM events"))[0][0]
            changed = await changed_since(read, search.horizon, last)
            if changed is None:
                return False
            changed |= search.stalled ^ stalled
            if changed:
                n, chosen = search.number, [json.dumps(sorted(changed))]
                among = "seq IN (SELECT value FROM json_each(?))"
                await read(f"DELETE FROM temp.found_new_{n}")
                await read(f"INSERT INTO temp.found_new_{n} SELECT * FROM temp.found_{n} WHERE {among}", chosen)
                await read(f"DELETE FROM temp.found_{n} WHERE {among}", chosen)
                await self._tally(read, search, -1)
                sql, values = plan.where
                await self._take(
                    read, search, (f"SELECT {_COLUMNS} FROM jobs AS j WHERE j.{among} AND ({sql})", [*chosen, *values])
                )
                await read("COMMIT")
        search.horizon, search.stalled = last, stalled
        return True


async def last_of(steps: AsyncGenerator[_T, None]) -> _T:
    """The last of some steps, of which there is at least one."""
    found: list[_T] = []
    async with aclosing(steps):
        async for step in steps:
            found = [step]
    return found[0]
