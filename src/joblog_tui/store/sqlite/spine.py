"""The shape of a tree of which much is to be seen: unfolded but for some jobs, or what a filter leaves of it.

Only the jobs that others are nested in stand in memory, each with its row; what lies between two of them are leaves,
which an index counts, and lists where a window asks for them: of a tree of 200,000 jobs, a tenth of which have nested
ones, two megabytes. Siblings stand in the order of their creation.
"""

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from joblog_tui.store.sqlite.compile import Compiled
from joblog_tui.store.sqlite.levels import Place
from joblog_tui.store.sqlite.reader import Read

FIRST, LAST = (-1, 0), (1 << 62, 0)  # before every sibling, and behind

_IN_GAPS = """
WITH gaps (n, parent, behind_at, behind, until_at, until) AS MATERIALIZED (
  SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
         json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]')
  FROM json_each(?))
SELECT g.n, j.seq
FROM gaps AS g CROSS JOIN jobs AS j INDEXED BY jobs_nested
  ON j.parent = g.parent AND (j.created_at, j.seq) > (g.behind_at, g.behind)
  AND (j.created_at, j.seq) < (g.until_at, g.until)"""


def _numbers() -> "array[int]":
    return array("q")


@dataclass(slots=True)
class Rows:
    """The jobs that others are nested in, in the order of their rows; the first is the one that the tree is in."""

    seq: "array[int]" = field(default_factory=_numbers)
    created_at: "array[int]" = field(default_factory=_numbers)
    parent: "array[int]" = field(default_factory=_numbers)  # its place in here
    rank: "array[int]" = field(default_factory=_numbers)
    end: "array[int]" = field(default_factory=_numbers)  # the rank behind everything that is shown in it
    first: "array[int]" = field(default_factory=_numbers)  # leaves in it before the first job that stands here
    after: "array[int]" = field(default_factory=_numbers)  # leaves behind it, before the next sibling that stands here
    next: "array[int]" = field(default_factory=_numbers)  # where that sibling stands, -1 for none
    open: bytearray = field(default_factory=bytearray)  # whether what is in it is shown
    passes: bytearray = field(default_factory=bytearray)
    bare: bytearray = field(default_factory=bytearray)  # whether nothing in it passes

    def add(self, seq: int, created_at: int, parent: int, rank: int, *, passes: bool, bare: bool) -> int:
        """Add a job; its place."""
        for numbers, number in (
            (self.seq, seq), (self.created_at, created_at), (self.parent, parent), (self.rank, rank),
            (self.end, rank + 1), (self.first, 0), (self.after, 0), (self.next, -1),
        ):  # fmt: skip
            numbers.append(number)
        self.open.append(False)
        self.passes.append(passes)
        self.bare.append(bare)
        return len(self.seq) - 1

    def key(self, place: int) -> tuple[int, int]:
        """What siblings are sorted by."""
        return self.created_at[place], self.seq[place]

    def inside(self, place: int) -> int:
        """The first job with nested ones that is shown in another; -1 for none."""
        after = place + 1
        return after if after < len(self.parent) and self.parent[after] == place else -1


@dataclass(frozen=True, slots=True)
class _Gap:
    """``limit`` of the ``count`` leaves between two siblings in the job ``parent``; ``more``: siblings follow them."""

    parent: int
    behind: tuple[int, int]
    until: tuple[int, int]
    count: int
    skipped: int
    limit: int
    rails: tuple[bool, ...]
    more: bool

    def places(self, seqs: Sequence[int]) -> list[Place]:
        """Where these leaves stand, which are all that are meant."""
        last = len(seqs) - 1
        return [Place(seq, (*self.rails, self.more or at < last), bare=True) for at, seq in enumerate(seqs)]


@dataclass(frozen=True, slots=True)
class Spine:
    """The visible rows of a tree; ``passes`` says which of its jobs ``j`` the filter lets through."""

    read: Read
    passes: Compiled
    rows: Rows

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.rows.end[0]

    async def window(self, first: int, limit: int) -> list[Place]:
        """The rows from ``first`` on."""
        first, end = max(0, first), min(self.size, first + limit)
        rows = self.rows
        step = bisect_right(rows.rank, first) - 1
        way: dict[int, int] = {}  # in which of the jobs in a job the window begins
        while step > 0:
            way[rows.parent[step]] = step
            step = rows.parent[step]
        found: list[Place | _Gap] = []
        if first < end:
            self._take(0, first, end, (), way, found)
        leaves = await self._leaves([each for each in found if isinstance(each, _Gap)])
        places: list[Place] = []
        for each in found:
            if isinstance(each, _Gap):
                places += each.places(next(leaves))
            else:
                places.append(each)
        return places

    async def rank(self, way: Sequence[int]) -> int | None:
        """The row of the last job of a way down, or of the nearest one above it that is to be seen."""
        rows, place = self.rows, 0
        for seq in way:
            inner = rows.inside(place)
            while inner >= 0 and rows.seq[inner] != seq:
                inner = rows.next[inner]
            if inner < 0:
                leaf = await self._rank_of_leaf(place, seq)
                return leaf if leaf is not None else rows.rank[place] if place else None
            place = inner
        return rows.rank[place]

    def _take(
        self, place: int, first: int, end: int, rails: tuple[bool, ...], way: Mapping[int, int],
        found: "list[Place | _Gap]",
    ) -> None:  # fmt: skip
        """Add those rows in a job that are in the window."""
        rows = self.rows

        def gap(behind: tuple[int, int], row: int, count: int, inner: int) -> None:
            low, high = max(first, row), min(end, row + count)
            if low < high:
                until = LAST if inner < 0 else rows.key(inner)
                more = inner >= 0 or high < row + count
                found.append(_Gap(rows.seq[place], behind, until, count, low - row, high - low, rails, more))

        inner = way.get(place, -1)
        if inner < 0:
            inner = rows.inside(place)
            gap(FIRST, rows.rank[place] + 1, rows.first[place], inner)
        while inner >= 0 and rows.rank[inner] < end:
            following = rows.next[inner]
            own = (*rails, rows.after[inner] > 0 or following >= 0)
            if rows.rank[inner] >= first:
                found.append(Place(rows.seq[inner], own, bool(rows.passes[inner]), bool(rows.bare[inner])))
            if rows.open[inner] and rows.end[inner] > first:
                self._take(inner, first, end, own, way, found)
            gap(rows.key(inner), rows.end[inner], rows.after[inner], following)
            inner = following

    async def _leaves(self, gaps: "Sequence[_Gap]") -> Iterator[list[int]]:
        """The leaves in each of some gaps; but for the first and the last one, which may be cut, in one statement."""
        sql, values = self.passes
        found: list[list[int]] = [[] for _ in gaps]
        whole = {number: gap for number, gap in enumerate(gaps) if gap.limit == gap.count}
        for number, gap in enumerate(gaps):
            if number not in whole:
                rows = await self.read(
                    "SELECT j.seq FROM jobs AS j INDEXED BY jobs_nested WHERE j.parent = ?"
                    f" AND (j.created_at, j.seq) > (?, ?) AND ({sql}) ORDER BY j.created_at, j.seq LIMIT ? OFFSET ?",
                    [gap.parent, *gap.behind, *values, gap.limit, gap.skipped],
                )
                found[number] = [row[0] for row in rows]
        if whole:
            bound = json.dumps([(number, gap.parent, *gap.behind, *gap.until) for number, gap in whole.items()])
            for number, seq in await self.read(
                f"{_IN_GAPS} WHERE ({sql}) ORDER BY g.n, j.created_at, j.seq", [bound, *values]
            ):
                found[number].append(seq)
        return iter(found)

    async def _rank_of_leaf(self, place: int, seq: int) -> int | None:
        """The row of a leaf that is shown in a job."""
        rows, (sql, values) = self.rows, self.passes
        if not rows.open[place]:
            return None
        parent = rows.seq[place]
        found = await self.read(
            f"SELECT j.created_at FROM jobs AS j WHERE j.seq = ? AND j.parent = ? AND j.leaf AND ({sql})",
            [seq, parent, *values],
        )
        if not found:
            return None
        key = found[0][0], seq
        behind, row, inner = FIRST, rows.rank[place] + 1, rows.inside(place)
        while inner >= 0 and rows.key(inner) < key:
            behind, row, inner = rows.key(inner), rows.end[inner], rows.next[inner]
        before = await self.read(
            "SELECT count(*) FROM jobs AS j INDEXED BY jobs_nested WHERE j.parent = ?"
            f" AND (j.created_at, j.seq) > (?, ?) AND (j.created_at, j.seq) < (?, ?) AND ({sql})",
            [parent, *behind, *key, *values],
        )
        return row + int(before[0][0])
