"""A whole tree as numbers: for a filter, which keeps what stands above its matches, and for one that is unfolded."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite.compile import Moment, compile_filter
from joblog_tui.store.sqlite.levels import FROM, Place
from joblog_tui.store.sqlite.reader import Read
from joblog_tui.store.sqlite.words import Words

MOST_TOGETHER = 5_000
"""Jobs of the whole log that are shown under what they are nested in; more are a list."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The visible rows of a tree in order, and the kept jobs below each of its jobs."""

    rows: tuple[int, ...]
    above: dict[int, int | None]
    last: dict[int | None, int]
    matching: frozenset[int] | None = None
    _ranks: dict[int, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    async def window(self, first: int, limit: int) -> list[Place]:
        """The rows from ``first`` on."""
        return [self._place(seq) for seq in self.rows[max(0, first) : max(0, first + limit)]]

    async def rank(self, way: Sequence[int]) -> int | None:
        """The row of the last job of a way down, or of the nearest one above it that is to be seen."""
        if not self._ranks:
            self._ranks.update({seq: rank for rank, seq in enumerate(self.rows)})
        return next((self._ranks[seq] for seq in reversed(way) if seq in self._ranks), None)

    def _place(self, seq: int) -> Place:
        rails: list[bool] = []
        step: int | None = seq
        while step is not None and self.above.get(step) is not None:
            rails.append(self.last[self.above[step]] != step)
            step = self.above[step]
        return Place(seq, tuple(reversed(rails)), self.matching is None or seq in self.matching, seq not in self.last)


async def forest(read: Read, listing: Listing, words: Words, moment: Moment, order: str) -> Skeleton | None:
    """The jobs of the whole log that pass a filter, each under what it is nested in; None when they are too many."""
    where, values = compile_filter(listing.filter, words, moment)
    matching = await read(
        f"SELECT j.seq FROM jobs AS j WHERE (j.listed OR j.parent IS NOT NULL) AND ({where}) LIMIT {MOST_TOGETHER + 1}",
        values,
    )
    if len(matching) > MOST_TOGETHER:
        return None
    seqs = [row[0] for row in matching]
    kept = """
        kept AS MATERIALIZED (
          SELECT seq, max(hit) AS hit FROM (
            SELECT value AS seq, 1 AS hit FROM json_each(?)
            UNION ALL
            SELECT up.ancestor, 0 FROM json_each(?) AS m JOIN ancestry AS up ON up.job = m.value)
          GROUP BY seq)"""
    bound = json.dumps(seqs)
    return await _grown(read, kept, [bound, bound], None, listing, order)


async def skeleton(read: Read, listing: Listing, root: int, words: Words, moment: Moment, order: str) -> Skeleton:
    """The tree below the job ``root`` under the filter of a listing, folded as its outline says."""
    if listing.filter.empty:
        kept = "SELECT job AS seq, 1 AS hit FROM ancestry WHERE ancestor = ?"
        values: list[Any] = [root]
    else:
        where, bound = compile_filter(listing.filter, words, moment)
        kept = """
            SELECT seq, max(hit) AS hit FROM (
              SELECT seq, 1 AS hit FROM matching
              UNION ALL
              SELECT up.ancestor, 0 FROM matching AS m JOIN ancestry AS up ON up.job = m.seq
              JOIN ancestry AS below ON below.job = up.ancestor AND below.ancestor = ?)
            GROUP BY seq"""
        matching = (
            "matching AS MATERIALIZED (SELECT j.seq FROM ancestry AS b CROSS JOIN jobs AS j ON j.seq = b.job"
            f" WHERE b.ancestor = ? AND ({where})), "
        )
        kept, values = f"{matching}kept AS MATERIALIZED ({kept})", [root, *bound, root]
    if listing.filter.empty:
        kept = f"kept AS ({kept})"
    return await _grown(read, kept, values, root, listing, order)


async def _grown(read: Read, kept: str, values: list[Any], root: int | None, listing: Listing, order: str) -> Skeleton:
    """The tree of the jobs in ``kept``, a common table of (seq, hit)."""
    outline = listing.outline
    assert outline is not None
    found = await read(
        f"WITH {kept} SELECT j.seq, j.parent, k.hit FROM kept AS k CROSS JOIN jobs AS j ON j.seq = k.seq"
        f" {FROM.removeprefix('FROM jobs AS j ')} ORDER BY {order}",
        values,
    )
    toggled = await read(
        "SELECT seq FROM jobs WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(outline.toggled))]
    )
    inside: dict[int | None, list[int]] = {}
    above: dict[int, int | None] = {}
    for seq, parent, _ in found:
        inside.setdefault(parent, []).append(seq)
        above[seq] = parent
    exceptions = {row[0] for row in toggled}
    matching_seqs = (
        None if root is not None and listing.filter.empty else frozenset(seq for seq, _, hit in found if hit)
    )
    last = {parent: siblings[-1] for parent, siblings in inside.items()}
    return Skeleton(_walk(inside, root, exceptions, outline.unfolded), above, last, matching_seqs)


def _walk(
    inside: dict[int | None, list[int]], root: int | None, exceptions: set[int], unfolded: bool
) -> tuple[int, ...]:
    rows: list[int] = []
    ahead = list(reversed(inside.get(root, ())))
    while ahead:
        seq = ahead.pop()
        rows.append(seq)
        if seq in inside and (seq in exceptions) is not unfolded:
            ahead.extend(reversed(inside[seq]))
    return tuple(rows)
