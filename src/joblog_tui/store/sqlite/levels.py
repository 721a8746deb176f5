"""A tree that is folded but for some jobs, level by level: only the siblings in a window are read.

What is not in the window is counted, in the index of the siblings; the positions of unfolded jobs among their siblings
come from a walk through that index.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from joblog_tui.store.sqlite import listing as pages
from joblog_tui.store.sqlite.planning import Plan
from joblog_tui.store.sqlite.reader import Read

BY_AGE = "j.created_at ASC, j.seq ASC"
COUNTED = 16  # unfolded siblings up to which counting those before each is quicker than numbering all of them
FROM = "FROM jobs AS j LEFT JOIN targets AS t ON t.id = j.target LEFT JOIN actors AS a ON a.id = j.actor"


class Place(NamedTuple):
    """Where a job (``Job.seq``) stands, see ``query.outline.Branch``. ``bare``: nothing in it passes the filter."""

    seq: int
    rails: tuple[bool, ...]
    matches: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A job among its siblings, at ``position`` (from 0), with what is nested in it."""

    position: int
    seq: int
    inside: "Level"


@dataclass(frozen=True, slots=True)
class Level:
    """The jobs directly in ``parent`` (None: the listed jobs of the log), ``count`` of them, some unfolded."""

    levels: "Levels"
    parent: int | None
    count: int
    unfolded: tuple[Unfolded, ...] = ()

    @property
    def size(self) -> int:
        """How many rows this level takes, with everything that is unfolded in it."""
        return self.count + sum(each.inside.size for each in self.unfolded)

    async def window(self, first: int, limit: int, rails: tuple[bool, ...] = ()) -> list[Place]:
        """The rows from ``first`` on; ``rails`` are those of ``parent``."""
        end = first + limit
        own: list[tuple[int, int]] = []  # positions of siblings, each range before the inside at the same index
        insides: list[tuple[int, Level, int, int]] = []
        row = position = 0
        for each in (*self.unfolded, None):
            upto = self.count if each is None else each.position + 1
            begin, stop = max(first, row), min(end, row + upto - position)
            own.append((position + begin - row, position + stop - row) if begin < stop else (0, 0))
            row, position = row + upto - position, upto
            if each is not None:
                begin, stop = max(first, row), min(end, row + each.inside.size)
                insides.append((each.position, each.inside, begin - row, max(0, stop - begin)))
                row += each.inside.size
        wanted = [span for span in own if span[0] < span[1]]
        low = wanted[0][0] if wanted else 0
        seqs = await self.levels.siblings(self.parent, low, wanted[-1][1] - low) if wanted else []
        places: list[Place] = []
        for index, (begin, stop) in enumerate(own):
            places += [Place(seqs[at - low], self._rails(rails, at)) for at in range(begin, min(stop, low + len(seqs)))]
            if index < len(insides) and insides[index][3]:
                at, inside, inner, count = insides[index]
                places += await inside.window(inner, count, self._rails(rails, at))
        return places

    async def rank(self, way: Sequence[int]) -> int | None:
        """The row of the last job of a ``way`` down from here, or of the first folded one on it."""
        step, *further = way
        place = await self.levels.position(self.parent, step)
        if place is None:
            return None
        rank = place + sum(each.inside.size for each in self.unfolded if each.position < place)
        here = next((each for each in self.unfolded if each.seq == step), None)
        if not further or here is None:
            return rank
        inner = await here.inside.rank(further)
        return rank if inner is None else rank + 1 + inner

    def _rails(self, rails: tuple[bool, ...], position: int) -> tuple[bool, ...]:
        return () if self.parent is None else (*rails, position < self.count - 1)


class Levels:
    """Reads the levels of one tree; ``toggled`` are the unfolded jobs by the job that they are nested in.

    Below ``filtered`` stands what the plan's filter lets through, and nothing deeper; elsewhere in a job, everything.
    """

    def __init__(
        self, read: Read, plan: Plan, toggled: Mapping[int | None, Sequence[int]], filtered: int | None = None
    ) -> None:
        self._read = read
        self._plan = plan
        self._toggled = toggled
        self._planned = (None, filtered)

    async def below(self, parent: int | None) -> Level:
        """What is directly in ``parent``, with what is unfolded there."""
        if parent in self._planned:
            count = await pages.total(self._read, self._plan)
        else:
            count = (await self._read("SELECT count(*) FROM jobs WHERE parent = ?", [parent]))[0][0]
        inside = [
            Unfolded(position, seq, await self.below(seq))
            for position, seq in await self._positions(parent, self._toggled.get(parent, ()))
        ]
        return Level(self, parent, count, tuple(inside))

    async def siblings(self, parent: int | None, first: int, limit: int) -> list[int]:
        """``limit`` siblings from a position on."""
        if parent in self._planned:
            return [job.seq for job in (await pages.block(self._read, self._plan, first, limit)).rows]
        rows = await self._read(
            f"SELECT j.seq {FROM} WHERE j.parent = ? ORDER BY {self._plan.order} LIMIT ? OFFSET ?",
            [parent, limit, first],
        )
        return [row[0] for row in rows]

    async def position(self, parent: int | None, seq: int) -> int | None:
        """The position of a job among its siblings; where it would stand among the others if it matched."""
        if parent in self._planned:
            return await pages.rank_of(self._read, self._plan, seq)
        found = await self._positions(parent, [seq])
        return found[0][0] if found else None

    async def _positions(self, parent: int | None, seqs: Sequence[int]) -> list[tuple[int, int]]:
        """(position, seq) of those of the jobs that are among the siblings, in order."""
        if not seqs:
            return []
        if parent in self._planned:
            where, values = self._plan.where
            listed = await self._read(
                f"SELECT j.seq FROM jobs AS j WHERE j.seq IN (SELECT value FROM json_each(?)) AND ({where})",
                [json.dumps(list(seqs)), *values],
            )
            return sorted([(await pages.rank_of(self._read, self._plan, row[0]), row[0]) for row in listed])
        if self._plan.order == BY_AGE and len(seqs) <= COUNTED:
            return sorted([(await self._older(parent, seq), seq) for seq in seqs])
        rows = await self._read(
            f"SELECT position, seq FROM (SELECT j.seq, row_number() OVER (ORDER BY {self._plan.order}) - 1 AS position"
            f" {FROM} WHERE j.parent = ?) WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY position",
            [parent, json.dumps(list(seqs))],
        )
        return [(row[0], row[1]) for row in rows]

    async def _older(self, parent: int | None, seq: int) -> int:
        """How many siblings stand before a job in the order of their creation: a count in one index."""
        rows = await self._read(
            """
            SELECT (SELECT count(*) FROM jobs AS o WHERE o.parent = :parent AND o.created_at IS NULL
                      AND (j.created_at IS NOT NULL OR o.seq < j.seq))
                 + (SELECT count(*) FROM jobs AS o WHERE o.parent = :parent
                      AND (o.created_at, o.seq) < (j.created_at, j.seq))
            FROM jobs AS j WHERE j.seq = :seq
            """,
            {"parent": parent, "seq": seq},
        )
        return int(rows[0][0])
