"""The jobs that a listing is about before any filter: the log, everything, or what is nested in a job."""

from dataclasses import dataclass, replace

from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite.compile import Compiled, conjunction
from joblog_tui.store.sqlite.cube import EVER, EVER_SINCE, Span
from joblog_tui.store.sqlite.reader import Read, Row

INNER = """
WITH RECURSIVE within (seq) AS (
  SELECT ?1 UNION ALL
  SELECT j.seq FROM within JOIN jobs AS j INDEXED BY jobs_inner ON j.parent = within.seq WHERE NOT j.leaf)
SELECT seq FROM within
"""
"""A job, and all jobs in it that others are nested in."""


@dataclass(frozen=True, slots=True)
class Scope:
    """``parents``: whose direct nested jobs are meant, None for the log, with ``everywhere`` those nested in it too.

    A scope of parents is quick to walk in their own order; it is told from the log because the tally knows only the
    latter. With ``inside`` the log itself is left out of what is everywhere.
    """

    parents: tuple[int, ...] | None = None
    everywhere: bool = False
    inside: bool = False

    @property
    def is_log(self) -> bool:
        """Whether it is the listed jobs, which the tally counts."""
        return self.parents is None and not self.everywhere

    @property
    def condition(self) -> Compiled:
        """Which jobs ``j`` are in it."""
        if self.parents is not None:
            return f"j.parent IN ({', '.join(map(str, self.parents))})", []
        if self.inside:
            return "j.parent IS NOT NULL", []
        return ("j.listed OR j.parent IS NOT NULL" if self.everywhere else "j.listed"), []

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Tables with an index in order of creation, and what that index leaves out; together they are the scope."""
        if self.parents is not None:
            return (("jobs AS j INDEXED BY jobs_nested", self.condition[0]),)
        log = ("jobs AS j INDEXED BY jobs_newest", "j.listed")
        nested = ("jobs AS j INDEXED BY jobs_inside", "j.parent IS NOT NULL")
        if self.inside:
            return (nested,)
        return (log, nested) if self.everywhere else (log,)


INSIDE = Scope(everywhere=True, inside=True)
"""All jobs that are nested in others."""


async def scope_of(read: Read, listing: Listing) -> Scope | None:
    """The scope of a listing; None when its parent is not known."""
    everywhere = listing.filter.everywhere
    if listing.parent is None:
        return Scope(None, everywhere)
    rows = await read("SELECT seq FROM jobs WHERE id = ?", [listing.parent])
    if not rows:
        return None
    parents = await read(INNER, [rows[0][0]]) if everywhere else rows
    return Scope(tuple(row[0] for row in parents), everywhere)


def condition_of(listing: Listing) -> Compiled:
    """The scope of a listing in one condition, for whoever walks all of it anyway."""
    if listing.parent is not None:
        parent = "(SELECT seq FROM jobs WHERE id = ?)"
        if listing.filter.everywhere:
            return f"j.seq IN (SELECT job FROM ancestry WHERE ancestor = {parent})", [listing.parent]
        return f"j.parent = {parent}", [listing.parent]
    return Scope(None, listing.filter.everywhere).condition


@dataclass(frozen=True, slots=True)
class Nested:
    """Those jobs nested in some parents that pass a condition, in the manner of a ``Cube``.

    Nobody keeps a tally of them: an index holds all that is asked for, and walking it for 50,000 jobs takes
    milliseconds.
    """

    scope: Scope
    condition: Compiled = ("1", [])
    span: Span = EVER_SINCE

    def also(self, column: str, number: int) -> "Nested":
        """Those whose status, task or trigger has this number; 0 for what is not known."""
        sql, values = self.condition
        return replace(self, condition=(f"({sql}) AND ifnull(j.{column}, 0) = {int(number)}", values))

    async def cells(self, read: Read) -> list[Row]:
        """``(status, task, trigger, n)``; the last two may be None."""
        where, values = self._where()
        return await read(
            f"SELECT j.status, j.task, j.trigger, count(*) FROM jobs AS j INDEXED BY jobs_nested WHERE {where}"
            " GROUP BY 1, 2, 3",
            values,
        )

    async def total(self, read: Read) -> int:
        """How many there are."""
        where, values = self._where()
        rows = await read(f"SELECT count(*) FROM jobs AS j INDEXED BY jobs_nested WHERE {where}", values)
        return int(rows[0][0])

    async def rows(self, read: Read, first: int, limit: int) -> list[int]:
        """The ``seq`` of up to ``limit`` jobs from rank ``first`` on, newest first."""
        where, values = self._where()
        rows = await read(
            f"SELECT j.seq FROM jobs AS j INDEXED BY jobs_nested WHERE {where}"
            " ORDER BY j.created_at DESC, j.seq DESC LIMIT ? OFFSET ?",
            [*values, max(0, limit), first],
        )
        return [row[0] for row in rows]

    async def newer(self, read: Read, created_at: int, seq: int) -> int:
        """How many stand before the one with this time and ``seq``, newest first."""
        where, values = self._where()
        rows = await read(
            f"SELECT count(*) FROM jobs AS j INDEXED BY jobs_nested WHERE {where} AND (j.created_at, j.seq) > (?, ?)",
            [*values, created_at, seq],
        )
        return int(rows[0][0])

    def _where(self) -> Compiled:
        parts = [self.scope.condition, self.condition]
        if not self.span.whole:
            parts.append(("j.created_at >= ? AND j.created_at < ?", [self.span.low, min(self.span.high, EVER)]))
        return conjunction(parts)
