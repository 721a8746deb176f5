"""Makes the spine of a tree: reads which of its jobs others are nested in, and what stands between these.

The spine that was made last is kept, because the next window is most often one on the same tree.
"""

import json
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from joblog_tui.store.sqlite.compile import Compiled
from joblog_tui.store.sqlite.reader import Read, Row
from joblog_tui.store.sqlite.scope import INNER
from joblog_tui.store.sqlite.spine import Rows, Spine

EVER = 1 << 62
AT_ONCE = 20_000  # jobs with nested ones that one statement is about
KEPT = 2  # spines
LOOKED_THROUGH = 5_000  # events since the last look; when there are more, the tree is looked at again

# Each job with nested ones in some jobs, and behind the last of its siblings one row for what follows: how many leaves
# that pass stand between the one before and it, and whether it passes itself.
_GAPS = """
WITH within (seq) AS (SELECT value FROM json_each(?)),
edges (parent, created_at, seq) AS (
  SELECT j.parent, j.created_at, j.seq
  FROM within CROSS JOIN jobs AS j INDEXED BY jobs_inner ON j.parent = within.seq WHERE NOT j.leaf
  UNION ALL SELECT seq, {ever}, 0 FROM within)
SELECT e.parent, e.seq, e.created_at,
  (SELECT count(*) FROM jobs AS j INDEXED BY jobs_nested
   WHERE j.parent = e.parent AND (j.created_at, j.seq) > (e.before_at, e.before)
     AND (j.created_at, j.seq) < (e.created_at, e.seq) AND ({passes})),
  {itself}
FROM (
  SELECT parent, seq, created_at,
    lag(created_at, 1, -1) OVER siblings AS before_at, lag(seq, 1, 0) OVER siblings AS before
  FROM edges WINDOW siblings AS (PARTITION BY parent ORDER BY created_at, seq)) AS e
ORDER BY e.parent, e.created_at, e.seq
"""
_ITSELF = "e.seq AND EXISTS (SELECT 1 FROM jobs AS j WHERE j.seq = e.seq AND ({passes}))"


Seen: TypeAlias = tuple[int, int, int]
"""The version of the store, the jobs in the tree, the last event."""


class _Edges:
    """What was read of ``_GAPS``, as numbers: tuples would take ten times the memory."""

    def __init__(self) -> None:
        self._numbers = array("q")
        self._spans: dict[int, tuple[int, int]] = {}  # by parent

    def add(self, rows: Sequence[Row]) -> None:
        """Add the rows of some parents, each parent's together."""
        numbers = self._numbers
        for parent, group in groupby(rows, key=itemgetter(0)):
            first = len(numbers)
            for row in group:
                numbers.extend(row[1:])
            self._spans[parent] = first, len(numbers)

    def of(self, parent: int) -> Iterator[tuple[int, int, int, int]]:
        """(job, its creation, leaves before it, whether it passes), in order; the last one is no job but the end."""
        first, end = self._spans.get(parent, (0, 0))
        for at in range(first, end, 4):
            child, created_at, leaves, passes = self._numbers[at : at + 4]
            yield child, created_at, leaves, passes


async def spine(read: Read, root: int, passes: Compiled | None, toggled: Collection[int], *, unfolded: bool) -> Spine:
    """The tree below the job ``root``, of which only ``passes`` and what is above that stays.

    With ``unfolded`` all jobs but those in ``toggled`` are unfolded, else those alone.
    """
    sql, values = passes or ("1", [])
    itself = "1" if passes is None else _ITSELF.format(passes=sql)
    statement = _GAPS.format(ever=EVER, passes=sql, itself=itself)
    bound = values if passes is None else [*values, *values]
    edges = _Edges()
    parents = [row[0] for row in await read(INNER, [root])]
    for first in range(0, len(parents), AT_ONCE):
        edges.add(await read(statement, [json.dumps(parents[first : first + AT_ONCE]), *bound]))
    del parents
    below = None if passes is None else _below(edges, root)
    return Spine(read, (sql, values), _grown(edges, root, below, frozenset(toggled), unfolded))


class KnownSpine:
    """The spines that were made last, for the next window on the same tree: that of the list, and that of a step in it.

    One holds while nobody has written to the store. Without a filter it holds too while what was written neither nests
    a job in the tree nor moves the creation of one: a live tree changes statuses all the time, and its shape seldom.
    """

    def __init__(self) -> None:
        self._made: dict[object, tuple[Spine, Seen]] = {}  # the last one at the end

    async def of(
        self, read: Read, root: int, passes: Compiled | None, toggled: Collection[int], *, unfolded: bool
    ) -> Spine:
        """See ``spine``."""
        rows = await read("PRAGMA data_version")
        rows += await read("SELECT nested, (SELECT max(seq) FROM events) FROM jobs WHERE seq = ?", [root])
        seen = (rows[0][0], rows[1][0], rows[1][1] or 0)
        key = (root, None if passes is None else (passes[0], tuple(passes[1])), frozenset(toggled), unfolded)
        made, then = self._made.pop(key, (None, seen))
        if made is None or not await self._holds(read, then, seen, filtered=passes is not None):
            while len(self._made) >= KEPT:
                del self._made[next(iter(self._made))]
            made = await spine(read, root, passes, toggled, unfolded=unfolded)
        self._made[key] = made, seen
        return replace(made, read=read)

    async def _holds(self, read: Read, then: Seen, seen: Seen, *, filtered: bool) -> bool:
        version, nested, last = then
        if seen[0] == version:
            return True
        if filtered or seen[1] != nested or seen[2] - last > LOOKED_THROUGH:
            return False
        return not await read(
            "SELECT 1 FROM events AS e CROSS JOIN jobs AS j ON j.seq = e.job WHERE e.seq > ? AND e.at <= j.created_at"
            " LIMIT 1",
            [last],
        )


def _below(edges: _Edges, root: int) -> dict[int, int]:
    """How many jobs in each of the jobs with nested ones pass, at any depth."""
    counts: dict[int, int] = {}

    def count(seq: int) -> int:
        passing = 0
        for child, _, leaves, passes in edges.of(seq):
            passing += leaves + bool(passes) + (count(child) if child else 0)
        counts[seq] = passing
        return passing

    count(root)
    return counts


def _grown(edges: _Edges, root: int, below: Mapping[int, int] | None, toggled: frozenset[int], unfolded: bool) -> Rows:
    rows = Rows()

    def grow(place: int, row: int) -> int:
        """Show what is in a job from ``row`` on; the row behind it."""
        rows.open[place] = True
        leaves, last = 0, -1
        for child, created_at, between, passes in edges.of(rows.seq[place]):
            leaves += between
            bare = below is not None and bool(child) and not below[child]
            if child and bare and not passes:
                continue  # what stands before and behind it stands together then
            if last < 0:
                rows.first[place] = leaves
            else:
                rows.after[last] = leaves
            row, leaves = row + leaves, 0
            if child:
                new = rows.add(child, created_at, place, row, passes=bool(passes), bare=bare)
                if last >= 0:
                    rows.next[last] = new
                row, last = row + 1, new
                if not bare and (child in toggled) is not unfolded:
                    row = grow(new, row)
        rows.end[place] = row
        return row

    rows.add(root, -1, -1, -1, passes=True, bare=False)
    grow(0, 0)
    return rows
