"""How a listing is answered: from the tally, from a few jobs picked out one by one, or by walking the log.

1. Conditions of status, task, trigger and creation alone: the **tally** counts them (``cube.py``), whatever the size of
   the log. For what is nested in a job, an index takes its place (``scope.py``).
2. Where an index leads to few jobs (``candidates.py``), these are looked at one by one.
3. Everything else needs the jobs themselves. Rows are **walked** for, newest first, which is quick where matches are
   common; counts, far ranks and other orders are found out apart (``apart.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from joblog_tui.query.filters import And, Between
from joblog_tui.query.filters import Span as Length
from joblog_tui.query.listing import Listing, Sort, SortField
from joblog_tui.store.sqlite.candidates import Offer, narrowest
from joblog_tui.store.sqlite.compile import (
    Compiled,
    Known,
    Moment,
    by_cell,
    compile_by_cell,
    compile_parts,
    conjunction,
)
from joblog_tui.store.sqlite.cube import EVER, EVER_SINCE, Cube, Span
from joblog_tui.store.sqlite.reader import Read, Row
from joblog_tui.store.sqlite.scope import INSIDE, Nested, Scope, scope_of
from joblog_tui.store.sqlite.texts import FALSE, TRUE, Texts, looked_up
from joblog_tui.store.sqlite.words import Words

SORT: dict[SortField, str] = {
    "created": "j.created_at",
    "updated": "j.updated_at",
    "status": "j.status",
    "target": "ifnull(t.name, '') COLLATE NOCASE",
    "actor": "ifnull(a.name, '') COLLATE NOCASE",
    "task": "ifnull(j.task, 0)",
    "trigger": "ifnull(j.trigger, 0)",
    "nested": "j.nested",
}
FROM = "FROM jobs AS j LEFT JOIN targets AS t ON t.id = j.target LEFT JOIN actors AS a ON a.id = j.actor"
COUNTED_ORDERS = ("created", "status", "task", "trigger")


class Counted(Protocol):
    """Jobs that are counted and found by rank without looking at each; ``Cube`` and ``Nested`` say how."""

    def also(self, column: str, number: int) -> "Counted": ...

    async def cells(self, read: Read) -> list[Row]: ...

    async def total(self, read: Read) -> int: ...

    async def rows(self, read: Read, first: int, limit: int) -> list[int]: ...

    async def newer(self, read: Read, created_at: int, seq: int) -> int: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """A listing as SQL. One of ``counted`` and ``few`` answers it; when both are None the jobs must be walked.

    ``where`` is its condition over a job ``j``, scope and all, ``own`` the same without the scope; ``span`` bounds when
    its jobs were created. ``listed`` are the listed jobs of one that is about nested ones too, where the tally counts
    the former.
    """

    words: Words
    sort: Sort
    scope: Scope
    where: Compiled
    span: Span = EVER_SINCE
    counted: Counted | None = None
    few: Offer | None = None
    listed: Cube | None = None
    own: Compiled = ("1", [])

    @property
    def nothing(self) -> bool:
        """Whether it is known that no job matches."""
        return self.few is not None and not self.few.size

    @property
    def quick(self) -> bool:
        """Whether pages are answered exactly without looking at each job."""
        return self.few is not None or (self.counted is not None and self.sort.field in COUNTED_ORDERS)

    @property
    def walkable(self) -> bool:
        """Whether walking the log, newest first, finds the rows in order."""
        return self.sort == Sort()

    @property
    def key(self) -> str:
        """The expression that rows are sorted by."""
        return SORT[self.sort.field]

    @property
    def order(self) -> str:
        """The ORDER BY of the rows; ties go newest first."""
        direction = "DESC" if self.sort.descending else "ASC"
        if self.sort.field == "created":
            return f"j.created_at {direction}, j.seq {direction}"
        return f"{self.key} {direction}, j.created_at DESC, j.seq DESC"


def nested_part(plan: Plan) -> Plan:
    """What is left of a plan when its ``listed`` jobs are counted by the tally: those that are nested."""
    return replace(plan, scope=INSIDE, where=conjunction([INSIDE.condition, plan.own]))


UNKNOWN = 0  # the seq of no job
NOTHING = Offer(("SELECT 0 WHERE 0", []), 0)


async def plan(read: Read, listing: Listing, words: Words, moment: Moment, texts: Texts | None = None) -> Plan:
    """How to answer a listing at a moment."""
    scope = await scope_of(read, listing)
    if scope is None:
        nobody = Scope((UNKNOWN,))
        return Plan(words, listing.sort, nobody, nobody.condition, few=NOTHING)
    parts = [await looked_up(read, texts or Texts(), part, listed=scope.is_log) for part in listing.filter.parts]
    return await _planned(read, parts, scope, listing.sort, words, moment)


async def _planned(read: Read, parts: Sequence[Known], scope: Scope, sort: Sort, words: Words, moment: Moment) -> Plan:
    parts = _flat(parts)
    own = compile_parts(parts, words, moment)
    where = conjunction([scope.condition, own])
    if FALSE in parts:
        return Plan(words, sort, scope, where, few=NOTHING)
    span, others = created_in(parts, moment.now)
    cells = [part for part in others if by_cell(part)]
    rest = [part for part in others if not by_cell(part)]
    counted: Counted | None = None
    cube: Cube | None = None
    listed: Cube | None = None
    if scope.parents is None:
        cube = Cube(conjunction([compile_by_cell(part, words, "c") for part in cells]), span)
        counted = cube if scope.is_log and not rest else None
        listed = cube if scope.everywhere and not rest else None
        cube = cube if scope.is_log else None
    elif scope.parents is not None and not rest:
        counted = Nested(scope, compile_parts(cells, words, moment), span)
    if counted is not None and sort.field in COUNTED_ORDERS:
        return Plan(words, sort, scope, where, span, counted)
    few = await narrowest(read, rest, scope, moment, cube, cells)
    return Plan(words, sort, scope, where, span, counted, few, listed, own)


def created_in(parts: Sequence[Known], now: int) -> tuple[Span, list[Known]]:
    """When the jobs that pass a conjunction were created, and what else it asks of them."""
    span = Span()
    others: list[Known] = []
    for part in parts:
        match part:
            case Between("created", low, high) if low is not None or high is not None:
                span = span.within(Span(0 if low is None else low, EVER if high is None else high))
            case Length("age", comparison, length):
                moment = now - length
                bounds = {
                    "<": Span(low=moment + 1),
                    "<=": Span(low=moment),
                    ">": Span(high=moment),
                    ">=": Span(high=moment + 1),
                }
                span = span.within(bounds[comparison])
            case _:
                others.append(part)
    return span, others


def _flat(parts: Sequence[Known]) -> list[Known]:
    """The parts of a conjunction, without conjunctions among them and without what is always true."""
    flat: list[Known] = []
    for part in parts:
        flat += _flat(part.parts) if isinstance(part, And) else [part]
    return [part for part in flat if part != TRUE]
