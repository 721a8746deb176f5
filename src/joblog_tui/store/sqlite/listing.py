"""Pages of a listing: how many rows match, which ones stand at a rank, and at which rank a job stands.

The log in its own order (newest first) under filters of status, task and trigger is answered through the tally:
it knows how many rows match in which hour, so a jump to any rank is a short walk inside one hour. Everything
else is counted.
"""

from dataclasses import dataclass
from typing import Any

from joblog_tui.model.moment import DAY, HOUR
from joblog_tui.query.listing import Block, Listing, SortField
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.compile import Compiled, Moment, by_cell, compile_by_cell, compile_filter, conjunction
from joblog_tui.store.sqlite.reader import Read, Row
from joblog_tui.store.sqlite.rows import job_of
from joblog_tui.store.sqlite.words import Words

# The widths of the levels of the tally below all time, widest first: (level, milliseconds).
LEVELS = ((2, 30 * DAY), (1, DAY), (0, HOUR))

# A match in this many rows is common enough to walk for; SQLite merges at most 500 selects.
COMMON = 8
MOST_CELLS = 450

_SORT: dict[SortField, str] = {
    "created": "j.created_at",
    "updated": "j.updated_at",
    "status": "j.status",
    "target": "ifnull(t.name, '') COLLATE NOCASE",
    "actor": "ifnull(a.name, '') COLLATE NOCASE",
    "task": "ifnull(j.task, 0)",
    "trigger": "ifnull(j.trigger, 0)",
    "nested": "j.nested",
}
_FROM = "FROM jobs AS j LEFT JOIN targets AS t ON t.id = j.target LEFT JOIN actors AS a ON a.id = j.actor"


@dataclass(frozen=True, slots=True)
class Plan:
    """A listing as SQL. ``cube`` is its condition over the tally ``c``, None when the tally cannot answer it."""

    where: Compiled
    cube: Compiled | None
    words: Words
    key: str
    descending: bool

    @property
    def in_own_order(self) -> bool:
        """Whether rows come newest first, the log's own order."""
        return self.descending and self.key == _SORT["created"]

    @property
    def order(self) -> str:
        """The ORDER BY of the rows; ties go newest first."""
        direction = "DESC" if self.descending else "ASC"
        if self.key == _SORT["created"]:
            return f"j.created_at {direction}, j.seq {direction}"
        return f"{self.key} {direction}, j.created_at DESC, j.seq DESC"


def scope_of(listing: Listing) -> Compiled:
    """The jobs that a listing is about, before any filter."""
    if listing.parent is not None:
        parent = "(SELECT seq FROM jobs WHERE id = ?)"
        if listing.filter.everywhere:
            return f"j.seq IN (SELECT job FROM ancestry WHERE ancestor = {parent})", [listing.parent]
        return f"j.parent = {parent}", [listing.parent]
    return ("j.listed OR j.parent IS NOT NULL", []) if listing.filter.everywhere else ("j.listed", [])


def plan(listing: Listing, words: Words, moment: Moment) -> Plan:
    """How to answer a listing at a moment."""
    cube = None
    parts = listing.filter.parts
    if listing.parent is None and not listing.filter.everywhere and all(map(by_cell, parts)):
        cube = conjunction([compile_by_cell(part, words, "c") for part in parts])
    return Plan(
        conjunction([scope_of(listing), compile_filter(listing.filter, words, moment)]),
        cube,
        words,
        _SORT[listing.sort.field],
        listing.sort.descending,
    )


async def total(read: Read, plan: Plan) -> int:
    """How many jobs match."""
    if plan.cube is not None:
        sql, values = plan.cube
        rows = await read(f"SELECT ifnull(sum(c.n), 0) FROM tally AS c WHERE c.level = 3 AND ({sql})", values)
    else:
        sql, values = plan.where
        rows = await read(f"SELECT count(*) FROM jobs AS j WHERE {sql}", values)
    return int(rows[0][0])


async def block(read: Read, plan: Plan, rank: int, limit: int) -> Block:
    """Up to ``limit`` rows from ``rank`` on."""
    matching = await total(read, plan)
    first = max(0, min(rank, matching - limit))
    if plan.in_own_order and plan.cube is not None:
        rows = await _rows_by_cell(read, plan, plan.cube, first, limit, matching)
    else:
        where, values = plan.where
        rows = await read(
            f"{schema.sql('job.sql')} WHERE {where} ORDER BY {plan.order} LIMIT ? OFFSET ?", [*values, limit, first]
        )
    return Block(tuple(job_of(row, plan.words) for row in rows), first, matching)


async def rank_of(read: Read, plan: Plan, seq: int) -> int:
    """The rank at which the job stands, or would stand if it matched; 0 when it is unknown."""
    key_rows = await read(f"SELECT {plan.key}, j.created_at, j.seq {_FROM} WHERE j.seq = ?", [seq])
    if not key_rows or key_rows[0][1] is None:
        return 0
    key, created_at, _ = key_rows[0]
    where, values = plan.where
    if plan.key != _SORT["created"]:
        sign = ">" if plan.descending else "<"
        ahead = f"({plan.key} {sign} ? OR ({plan.key} = ? AND (j.created_at, j.seq) > (?, ?)))"
        rows = await read(f"SELECT count(*) {_FROM} WHERE ({where}) AND {ahead}", [*values, key, key, created_at, seq])
        return int(rows[0][0])
    if plan.cube is None or not plan.in_own_order:
        sign = ">" if plan.descending else "<"
        ahead = f"(j.created_at, j.seq) {sign} (?, ?)"
        rows = await read(f"SELECT count(*) {_FROM} WHERE ({where}) AND {ahead}", [*values, created_at, seq])
        return int(rows[0][0])
    newer = await _newer_hours(read, plan.cube, created_at)
    end = (created_at // HOUR + 1) * HOUR
    rows = await read(
        f"SELECT count(*) FROM jobs AS j INDEXED BY jobs_newest"
        f" WHERE {where} AND (j.created_at, j.seq) > (?, ?) AND j.created_at < ?",
        [*values, created_at, seq, end],
    )
    return newer + int(rows[0][0])


async def _rows_by_cell(read: Read, plan: Plan, cube: Compiled, first: int, limit: int, matching: int) -> list[Row]:
    """Rows of ``sql/job.sql`` in the log's own order, for a filter that the tally can answer.

    Where matches are common, walk newest first and leave out the others. Where they are rare, take the matches of
    each cell from the index in order, and let SQLite merge them: a sort of all matches is what both avoid.
    """
    below, skip = await _near(read, cube, first)
    where, values = plan.where
    sql, bound = cube
    cells = await read(
        f"SELECT c.status, c.task, c.trigger FROM tally AS c WHERE c.level = 3 AND c.n > 0 AND {sql}", bound
    )
    everything = (await read("SELECT ifnull(sum(n), 0) FROM tally WHERE level = 3"))[0][0]
    if matching * COMMON >= everything or not 0 < len(cells) <= MOST_CELLS:
        found = f"SELECT j.seq FROM jobs AS j INDEXED BY jobs_newest WHERE {where} AND j.created_at < ?"
        ordered = "ORDER BY j.created_at DESC, j.seq DESC"
        bound = [*values, below, limit, skip]
    else:
        found = " UNION ALL ".join(
            "SELECT created_at, seq FROM jobs INDEXED BY jobs_cell"
            f" WHERE listed AND status = {status} AND task = {task} AND trigger = {trigger} AND created_at < {below}"
            for status, task, trigger in cells
        )
        found, ordered = f"SELECT seq FROM ({found})", "ORDER BY created_at DESC, seq DESC"
        bound = [limit, skip]
    return await read(
        f"{schema.sql('job.sql')} WHERE j.seq IN ({found} {ordered} LIMIT ? OFFSET ?) ORDER BY {plan.order}", bound
    )


async def _near(read: Read, cube: Compiled, rank: int) -> tuple[int, int]:
    """A bound of created_at (exclusive) close above ``rank``, and how many rows to skip below it."""
    low, high = 0, 1 << 62  # of buckets, inclusive
    if rank == 0:
        return high, 0
    sql, values = cube
    width_above = 0
    for level, width in LEVELS:
        if width_above:
            low, high = low * width_above // width, (low + 1) * width_above // width - 1
        buckets = await read(
            f"SELECT c.bucket, sum(c.n) FROM tally AS c WHERE c.level = ? AND c.bucket BETWEEN ? AND ? AND ({sql})"
            " GROUP BY c.bucket HAVING sum(c.n) > 0 ORDER BY c.bucket DESC",
            [level, low, high, *values],
        )
        for bucket, n in buckets:
            low = bucket
            if rank < n:
                break
            rank -= n
        width_above = width
    return (low + 1) * HOUR, rank


async def _newer_hours(read: Read, cube: Compiled, created_at: int) -> int:
    """How many matching jobs were created in hours after that of ``created_at``."""
    sql, values = cube
    parts: list[str] = []
    bound: list[Any] = []
    end = 1 << 62
    for level, width in LEVELS:
        # Everything of this width behind ours, up to the end of the wider bucket that ours lies in.
        bucket = created_at // width
        parts.append(
            f"SELECT sum(c.n) AS n FROM tally AS c WHERE c.level = ? AND c.bucket > ? AND c.bucket < ? AND ({sql})"
        )
        bound += [level, bucket, end // width, *values]
        end = (bucket + 1) * width
    rows = await read(f"SELECT ifnull(sum(n), 0) FROM ({' UNION ALL '.join(parts)})", bound)
    return int(rows[0][0])
