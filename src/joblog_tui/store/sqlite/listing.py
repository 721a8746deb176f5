"""Pages of a listing: which rows stand at a rank, how many match, and at which rank a job stands.

Everything here takes milliseconds for a plan that is ``quick``, however long the log is (``planning.py`` says how). For
other plans walking tells soon what it can, and ``apart.py`` the rest.
"""

import time
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Block
from joblog_tui.store.sqlite.compile import Compiled
from joblog_tui.store.sqlite.cube import EVER
from joblog_tui.store.sqlite.known_jobs import KnownJobs, jobs_of
from joblog_tui.store.sqlite.planning import COUNTED_ORDERS, FROM, Counted, Plan
from joblog_tui.store.sqlite.reader import Read, Row
from joblog_tui.store.sqlite.scope import Scope

WALK_FOR = 0.04  # seconds that rows are looked for by walking
STRIDE = 4_000  # jobs walked at a time, at most
FIRST_STRIDE = 500  # and at first: where most jobs match, that is enough for a block of rows


async def total(read: Read, plan: Plan) -> int:
    """How many jobs match. Of a plan that is not ``quick`` they are counted one by one, as all below is found."""
    if plan.nothing:
        return 0
    if plan.counted is not None:
        return await plan.counted.total(read)
    source, values = picked(plan)
    return int((await read(f"SELECT count(*) {source}", values))[0][0])


async def block(read: Read, plan: Plan, rank: int, limit: int, known: KnownJobs | None = None) -> Block:
    """Up to ``limit`` rows from ``rank`` on; ``known`` are those of the page before."""
    if plan.nothing:
        return Block()
    if plan.counted is not None and plan.sort.field in COUNTED_ORDERS:
        matching = await plan.counted.total(read)
        first = max(0, min(rank, matching - limit))
        seqs = await _counted_rows(read, plan, plan.counted, first, limit, matching)
        return Block(await _jobs_of(read, seqs, plan, known), first, matching)
    source, values = picked(plan)
    rows = await read(f"SELECT j.seq {source} ORDER BY {plan.order}", values)
    seqs = [row[0] for row in rows]
    first = max(0, min(rank, len(seqs) - limit))
    return Block(await _jobs_of(read, seqs[first : first + limit], plan, known), first, len(seqs))


async def rank_of(read: Read, plan: Plan, seq: int) -> int:
    """The rank at which the job stands, or would stand if it matched; 0 when it is unknown."""
    if plan.nothing:
        return 0
    key_rows = await read(f"SELECT {plan.key}, j.created_at {FROM} WHERE j.seq = ?", [seq])
    if not key_rows or key_rows[0][1] is None:
        return 0
    key, created_at = key_rows[0]
    if plan.counted is not None and plan.sort.field in COUNTED_ORDERS:
        return await _counted_rank(read, plan, plan.counted, key, created_at, seq)
    ahead, bound = before(plan, key, created_at, seq)
    source, values = picked(plan)
    rows = await read(f"SELECT count(*) {source} AND {ahead}", [*values, *bound])
    return int(rows[0][0])


def picked(plan: Plan) -> Compiled:
    """FROM and WHERE of a plan: the jobs that match, picked out one by one where they are few."""
    where, values = plan.where
    names = "LEFT JOIN targets AS t ON t.id = j.target LEFT JOIN actors AS a ON a.id = j.actor"
    if plan.few is None:
        return f"FROM jobs AS j {names} WHERE ({where})", values
    chosen, of_chosen = plan.few.select
    # A cross join keeps its order: left to choose, SQLite might walk all of a status to meet these few.
    few = f"FROM (SELECT DISTINCT seq FROM (SELECT NULL AS seq WHERE 0 UNION ALL {chosen})) AS w"
    return f"{few} CROSS JOIN jobs AS j ON j.seq = w.seq {names} WHERE ({where})", [*of_chosen, *values]


def before(plan: Plan, key: Any, created_at: int, seq: int) -> Compiled:
    """Which jobs stand before the one with this place, in the order of the plan."""
    if plan.sort.field == "created":
        return f"(j.created_at, j.seq) {'>' if plan.sort.descending else '<'} (?, ?)", [created_at, seq]
    sign = ">" if plan.sort.descending else "<"
    newer = "(j.created_at, j.seq) > (?, ?)"
    return f"({plan.key} {sign} ? OR ({plan.key} = ? AND {newer}))", [key, key, created_at, seq]


async def _jobs_of(read: Read, seqs: Sequence[int], plan: Plan, known: KnownJobs | None) -> tuple[Job, ...]:
    return await (jobs_of(read, seqs, plan.words) if known is None else known.of(read, seqs, plan.words))


async def _counted_rows(read: Read, plan: Plan, counted: Counted, first: int, limit: int, matching: int) -> list[int]:
    """The rows from ``first`` on of what is counted, in an order that the counts know."""
    field = plan.sort.field
    if field == "created":
        if plan.sort.descending:
            return await counted.rows(read, first, limit)
        end = matching - first
        start = max(0, end - limit)
        return (await counted.rows(read, start, end - start))[::-1]
    seqs: list[int] = []
    for number, size in await _runs(read, plan, counted):
        if first < size and len(seqs) < limit:
            seqs += await counted.also(field, number).rows(read, first, min(limit - len(seqs), size - first))
        first = max(0, first - size)
    return seqs


async def _counted_rank(read: Read, plan: Plan, counted: Counted, key: Any, created_at: int, seq: int) -> int:
    field = plan.sort.field
    if field == "created":
        newer = await counted.newer(read, created_at, seq)
        if plan.sort.descending:
            return newer
        own = await counted.newer(read, created_at, seq - 1) - newer
        return await counted.total(read) - newer - own
    ahead = 0
    for number, size in await _runs(read, plan, counted):
        if number == key:
            return ahead + await counted.also(field, number).newer(read, created_at, seq)
        if (number > key) == plan.sort.descending:
            ahead += size
    return ahead


async def _runs(read: Read, plan: Plan, counted: Counted) -> list[tuple[int, int]]:
    """The numbers of the column that rows are sorted by, in order, and how many rows each has."""
    column = {"status": 0, "task": 1, "trigger": 2}[plan.sort.field]
    sizes: dict[int, int] = {}
    for row in await counted.cells(read):
        number = row[column] or 0
        sizes[number] = sizes.get(number, 0) + row[3]
    return sorted(sizes.items(), reverse=plan.sort.descending)


async def walked(
    read: Read, plan: Plan, rank: int, around: int | None, limit: int, known: KnownJobs | None = None
) -> tuple[Block, int]:
    """What walking newest first finds soon, and the rank of the job ``around`` (``rank`` then counts from there).

    The total is exact only when the end was reached.
    """
    until = time.monotonic() + WALK_FOR
    anchor = (EVER, 0)
    if around is not None:
        rows = await read("SELECT ifnull(created_at, ?), seq FROM jobs WHERE seq = ?", [EVER, around])
        anchor = rows[0] if rows else anchor
    found: list[Row] = []
    place = 0
    high: int | None = plan.span.high
    jobs = min(FIRST_STRIDE, STRIDE)
    while high is not None and high > plan.span.low and time.monotonic() < until:
        if (high <= anchor[0] or around is None) and len(found) > place + rank + limit:
            break
        low = max(plan.span.low, await stride(read, plan.scope, high, jobs))
        jobs = min(2 * jobs, STRIDE)
        found += await matches_between(read, plan.scope, plan.where, low, high)
        place = bisect_left(found, (-anchor[0], -anchor[1]), key=lambda row: (-row[0], -row[1])) if around else 0
        high = low if low > 0 else None
    done = high is None or high <= plan.span.low
    if done and not plan.scope.is_log:
        found += await matches_between(read, plan.scope, plan.where, None, None)
    first = max(0, min(place + rank, len(found) - limit))
    seqs = [row[1] for row in found[first : first + limit]]
    return Block(await _jobs_of(read, seqs, plan, known), first, len(found), exact=done), place


async def stride(read: Read, scope: Scope, high: int, jobs: int) -> int:
    """A time so long before ``high`` that about ``jobs`` of the scope were created in between; 0 at the end."""
    each = " UNION ALL ".join(
        f"SELECT created_at FROM {table} WHERE {left_out} AND created_at < ?1" for table, left_out in scope.sources
    )
    rows = await read(f"{each} ORDER BY created_at DESC LIMIT 1 OFFSET ?2", [high, jobs])
    return int(rows[0][0]) if rows else 0


async def matches_between(read: Read, scope: Scope, where: Compiled, low: int | None, high: int | None) -> list[Row]:
    """``(created_at, seq)`` of the matches created in a time, newest first; those of no known time for None."""
    sql, values = where
    bounds = "j.created_at IS NULL" if low is None else "j.created_at >= ? AND j.created_at < ?"
    times = [] if low is None else [low, EVER if high is None else high]
    bound: list[Any] = []
    parts = []
    for table, left_out in scope.sources:
        what = "ifnull(j.created_at, 0) AS created_at, j.seq"
        parts.append(f"SELECT {what} FROM {table} WHERE {left_out} AND {bounds} AND ({sql})")
        bound += [*times, *values]
    either = " UNION ALL ".join(parts)
    return await read(f"SELECT created_at, seq FROM ({either}) ORDER BY created_at DESC, seq DESC", bound)
