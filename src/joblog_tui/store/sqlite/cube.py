"""Counts, pages and ranks from the tally: how many jobs fall in which hour, status, task and trigger.

A jump to any rank is a look at thirty-day periods, at the days of one, at the hours of one, and a short walk inside
that hour. A range of creation times is counted by its whole periods, days and hours, and the parts of an hour at its
ends are walked. The rows of one status, task or trigger stand together in the order of that column, so these orders
need no index either: the tally says where each begins.
"""

from dataclasses import dataclass, replace
from typing import Any

from joblog_tui.model.moment import DAY, HOUR
from joblog_tui.store.sqlite.compile import Compiled
from joblog_tui.store.sqlite.reader import Read, Row

# The widths of the levels of the tally below all time, widest first: (level, milliseconds).
LEVELS = ((2, 30 * DAY), (1, DAY), (0, HOUR))
ALL_TIME = 3

EVER = 1 << 62  # a time (epoch ms) after all times

# A match in this many rows is common enough to walk for; SQLite merges at most 500 selects.
COMMON = 8
MOST_CELLS = 450


@dataclass(frozen=True, slots=True)
class Span:
    """Times of creation, epoch ms: ``low <= created_at < high``."""

    low: int = 0
    high: int = EVER

    @property
    def whole(self) -> bool:
        """Whether it is all of time."""
        return self.low <= 0 and self.high >= EVER

    def within(self, other: "Span") -> "Span":
        """What is in both."""
        return Span(max(self.low, other.low), min(self.high, other.high))


EVER_SINCE = Span()
"""All of time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where jobs stand: ``rows`` holds them, newest first by ``newest``, an index of it.

    ``cells`` is an index by status, task, trigger and creation. ``only`` is what an index leaves out.
    """

    rows: str
    newest: str = ""
    cells: str | None = None
    only: str = "1"


@dataclass(frozen=True, slots=True)
class Tallied:
    """Where jobs are counted and where they stand: ``tally`` is the table of counts of the jobs in ``places``."""

    tally: str
    places: tuple[Place, ...]

    def __add__(self, other: "Tallied") -> "Tallied":
        """The jobs of both, which have none in common."""
        columns = "level, bucket, status, task, trigger, n"
        both = f"SELECT {columns} FROM {self.tally} UNION ALL SELECT {columns} FROM {other.tally}"
        return Tallied(f"({both})", self.places + other.places)


LOG = Tallied("tally", (Place("jobs", "INDEXED BY jobs_newest", "INDEXED BY jobs_cell", "j.listed"),))
"""The listed jobs."""


@dataclass(frozen=True, slots=True)
class Cube:
    """Those jobs of a tally that pass a condition over status, task and trigger, and were created in a span.

    ``condition`` is written over the alias ``c`` of the tally, which has the same columns as a job ``j``.
    """

    condition: Compiled = ("1", [])
    span: Span = EVER_SINCE
    of: Tallied = LOG

    def also(self, column: str, number: int) -> "Cube":
        """Those whose status, task or trigger has this number."""
        sql, values = self.condition
        return replace(self, condition=(f"({sql}) AND c.{column} = {int(number)}", values))

    def over_jobs(self) -> Compiled:
        """The condition over a job ``j``, with the span.

        Nothing else may bound the creation beside it: of two bounds SQLite would seek by one and walk to the other.
        """
        sql, values = self.condition
        bounds = "j.created_at >= ? AND j.created_at < ?"
        return f"({sql.replace('c.', 'j.')}) AND {bounds}", [*values, self.span.low, self.span.high]

    async def cells(self, read: Read) -> list[Row]:
        """``(status, task, trigger, n)`` of every cell with jobs in it; numbers, not words."""
        counts, values = self._counts()
        if self.span.whole:
            return await read(counts, values)
        return await read(
            f"SELECT status, task, trigger, sum(n) FROM ({counts}) GROUP BY 1, 2, 3 HAVING sum(n) > 0", values
        )

    async def total(self, read: Read) -> int:
        """How many jobs there are."""
        counts, values = self._counts()
        return int((await read(f"SELECT ifnull(sum(n), 0) FROM ({counts})", values))[0][0])

    def _counts(self) -> Compiled:
        """``(status, task, trigger, n)``, of which several may be of one cell unless the span is the whole of time."""
        sql, values = self.condition
        of = self.of
        if self.span.whole:
            return (
                f"SELECT c.status, c.task, c.trigger, c.n FROM {of.tally} AS c"
                f" WHERE c.level = {ALL_TIME} AND c.n > 0 AND ({sql})",
                values,
            )
        parts: list[str] = []
        bound: list[Any] = []
        for level, first, end in _whole_buckets(self.span):
            parts.append(
                f"SELECT c.status, c.task, c.trigger, c.n FROM {of.tally} AS c"
                f" WHERE c.level = ? AND c.bucket >= ? AND c.bucket < ? AND ({sql})"
            )
            bound += [level, first, end, *values]
        for low, high in _ends(self.span):
            for place in of.places:
                parts.append(
                    f"SELECT j.status, j.task, j.trigger, 1 AS n FROM {place.rows} AS j {place.newest}"
                    f" WHERE {place.only} AND j.created_at >= ? AND j.created_at < ? AND ({sql.replace('c.', 'j.')})"
                )
                bound += [low, high, *values]
        if not parts:
            return "SELECT 0 AS status, 0 AS task, 0 AS trigger, 0 AS n WHERE 0", []
        return " UNION ALL ".join(parts), bound

    async def rows(self, read: Read, first: int, limit: int) -> list[int]:
        """The ``seq`` of up to ``limit`` jobs from rank ``first`` on, newest first."""
        if limit <= 0:
            return []
        later = replace(self, span=Span(self.span.high, EVER))
        ahead = 0 if self.span.high >= EVER else await later.total(read)
        below, skip = await _near(read, self, first + ahead)
        if below > self.span.high:
            # The end of the span lies within the hour: what stands after it is not walked.
            if self.span.high < EVER:
                skip -= await replace(self, span=Span(self.span.high, below)).total(read)
            below = self.span.high
        whenever = replace(self, span=EVER_SINCE)
        matching, everything = await whenever.total(read), await Cube(of=self.of).total(read)
        if matching * COMMON >= everything or not any(place.cells for place in self.of.places):
            return await _walk(read, self, below, skip, limit)
        found = sorted({row[:3] for row in await whenever.cells(read)})
        if not 0 < len(found) <= MOST_CELLS:
            return await _walk(read, self, below, skip, limit)
        return await _merged(read, self, found, below, skip, limit)

    async def newer(self, read: Read, created_at: int, seq: int) -> int:
        """How many of the jobs stand before the one with this time and ``seq``, newest first."""
        end = (created_at // HOUR + 1) * HOUR
        sql, values = replace(self, span=self.span.within(Span(created_at, end))).over_jobs()
        here = 0
        for place in self.of.places:
            rows = await read(
                f"SELECT count(*) FROM {place.rows} AS j {place.newest}"
                f" WHERE {place.only} AND {sql} AND (+j.created_at, j.seq) > (?, ?)",
                [*values, created_at, seq],
            )
            here += int(rows[0][0])
        later = self.span.within(Span(end, EVER))
        return here if later.low >= later.high else here + await replace(self, span=later).total(read)


async def _walk(read: Read, cube: Cube, below: int, skip: int, limit: int) -> list[int]:
    sql, values = replace(cube, span=cube.span.within(Span(high=below))).over_jobs()
    each = " UNION ALL ".join(
        f"SELECT j.created_at, j.seq FROM {place.rows} AS j {place.newest} WHERE {place.only} AND {sql}"
        for place in cube.of.places
    )
    found = await read(
        f"{each} ORDER BY created_at DESC, seq DESC LIMIT ? OFFSET ?",
        [*values * len(cube.of.places), limit, skip],
    )
    return [row[1] for row in found]


async def _merged(read: Read, cube: Cube, found: list[Row], below: int, skip: int, limit: int) -> list[int]:
    """The matches of each cell from the index, in order. SQLite merges them, as long as nothing stands around them."""
    each = []
    for place in cube.of.places:
        start = f"SELECT created_at, seq FROM {place.rows} AS j {place.cells or place.newest} WHERE {place.only}"
        of_cells = [f"status = {status} AND task = {task} AND trigger = {trigger}" for status, task, trigger in found]
        if place.cells is None:
            of_cells = [f"(status, task, trigger) IN (VALUES {', '.join(map(str, found))})"]
        each += [f"{start} AND {of_cell} AND created_at >= ?1 AND created_at < ?2" for of_cell in of_cells]
    merged = await read(
        f"{' UNION ALL '.join(each)} ORDER BY created_at DESC, seq DESC LIMIT ?3 OFFSET ?4",
        [cube.span.low, below, limit, skip],
    )
    return [row[1] for row in merged]


async def _near(read: Read, cube: Cube, rank: int) -> tuple[int, int]:
    """A bound of created_at (exclusive) close above ``rank`` in all of time, and how many rows to skip below it."""
    low, high = 0, EVER  # of buckets, inclusive
    if rank == 0:
        return high, 0
    sql, values = cube.condition
    width_above = 0
    for level, width in LEVELS:
        if width_above:
            low, high = low * width_above // width, (low + 1) * width_above // width - 1
        buckets = await read(
            f"SELECT c.bucket, sum(c.n) FROM {cube.of.tally} AS c"
            f" WHERE c.level = ? AND c.bucket BETWEEN ? AND ? AND ({sql})"
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


def _whole_buckets(span: Span) -> list[tuple[int, int, int]]:
    """The levels, first buckets and ends that cover the whole hours of a span, each once, wide ones where they fit."""
    found: list[tuple[int, int, int]] = []
    left, right = -(-span.low // HOUR) * HOUR, min(span.high, EVER) // HOUR * HOUR
    if left >= right:
        return []
    for level, width in reversed(LEVELS):
        if level == LEVELS[0][0]:
            found.append((level, left // width, right // width))
            break
        wider = LEVELS[level_above(level)][1]
        up, down = -(-left // wider) * wider, right // wider * wider
        if up >= down:
            found.append((level, left // width, right // width))
            break
        found += [(level, left // width, up // width), (level, down // width, right // width)]
        left, right = up, down
    return [part for part in found if part[1] < part[2]]


def level_above(level: int) -> int:
    """The place in ``LEVELS`` of the next wider level."""
    return next(index for index, (known, _) in enumerate(LEVELS) if known == level) - 1


def _ends(span: Span) -> list[tuple[int, int]]:
    """The parts of an hour at the ends of a span."""
    left, right = -(-span.low // HOUR) * HOUR, span.high // HOUR * HOUR
    if left > right or (left == right and span.low // HOUR == (span.high - 1) // HOUR):
        return [(span.low, span.high)] if span.low < span.high else []
    return [part for part in ((span.low, left), (right, span.high)) if part[0] < part[1]]
