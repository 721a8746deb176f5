"""Jobs over time, from the tally where it can answer.

A bucket is the difference of two sums "created before": each edge is reached in whole months of the tally, then days,
hours, and at last a walk inside one hour. So an edge that lies on an hour costs a few rows of the tally, whatever lies
between two edges, and a day of any zone is as exact as one of UTC. What the tally cannot answer is counted once.
"""

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from math import gcd

from joblog_tui.model.moment import HOUR
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.activity import Activity, RunTimes, created_in, window
from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite.compile import Compiled, Moment
from joblog_tui.store.sqlite.cube import LEVELS, Cube
from joblog_tui.store.sqlite.listing import picked
from joblog_tui.store.sqlite.planning import nested_part, plan
from joblog_tui.store.sqlite.reader import Read, Row
from joblog_tui.store.sqlite.texts import Texts
from joblog_tui.store.sqlite.words import Words

WALK = -1  # stands for a level where jobs themselves are counted

RUN_TIME = "max(0, j.updated_at - ifnull(j.started_at, j.created_at))"
_STRETCHES = (
    "WITH s AS MATERIALIZED (SELECT json_extract(value, '$[0]') AS n, json_extract(value, '$[1]') AS level,"
    " json_extract(value, '$[2]') AS low, json_extract(value, '$[3]') AS high FROM json_each(?))"
)
_CELLS = "SELECT c.status, c.task, c.trigger FROM tally AS c WHERE c.level = 3 AND c.n > 0"


@dataclass(slots=True)
class Pieces:
    """What has to be counted for some buckets: stretches (level, from, to), and to which bucket each counts, and how.

    ``from`` and ``to`` are numbers of buckets of the tally, or epoch ms for ``WALK``.
    """

    signs: dict[tuple[int, int, int], Counter[int]] = field(default_factory=dict)

    def add(self, level: int, width: int, start: int, end: int, bucket: int, sign: int = 1) -> None:
        """Count from ``start`` to ``end`` (epoch ms) for a bucket; backwards it counts against it."""
        if start > end:
            start, end, sign = end, start, -sign
        if start < end:
            self.signs.setdefault((level, start // width, end // width), Counter())[bucket] += sign


def pieces(edges: Sequence[int], narrowest: int) -> Pieces:
    """The stretches that make up the buckets; ``narrowest`` (ms) is the width of the smallest that is not cut short."""
    levels = [(level, width) for level, width in LEVELS if width <= narrowest]
    found = Pieces()
    steps = [*levels, (WALK, 1)]
    stops = [[(edge + width // 2) // width * width for edge in edges] for _, width in steps]
    buckets = len(edges) - 1
    for bucket in range(buckets):
        found.add(*steps[0], stops[0][bucket], stops[0][bucket + 1], bucket)
    for finer, step in enumerate(steps[1:], 1):
        for edge in range(len(edges)):
            start, end = stops[finer - 1][edge], stops[finer][edge]
            if edge > 0:
                found.add(*step, start, end, edge - 1)
            if edge < buckets:
                found.add(*step, start, end, edge, -1)
    return found


async def _answered(
    read: Read, rest: Listing, words: Words, moment: Moment, texts: Texts
) -> tuple[Compiled | None, Compiled, Compiled | None]:
    """How a listing is answered whose range of creation was taken out.

    The condition on cells of the tally, where that is enough, and FROM and WHERE of the jobs: few that an index leads
    to, else all of them. At last which nested jobs there are beside those of the tally, if any.
    """
    planned = await plan(read, rest, words, moment, texts)
    counted, listed = planned.counted, planned.listed
    cube = counted.condition if isinstance(counted, Cube) and counted.span.whole else None
    if planned.few is not None:
        return cube, picked(planned), None
    where, values = planned.where
    of_jobs = f"FROM jobs AS j WHERE ({where})", values
    if listed is not None and listed.span.whole:
        return listed.condition, of_jobs, nested_part(planned).where
    return cube, of_jobs, None


async def activity(
    read: Read, listing: Listing, edges: Sequence[int], words: Words, moment: Moment, texts: Texts
) -> Activity:
    """See ``store.pictures``."""
    clipped = window(listing)
    narrowest = min(after - edge for edge, after in pairwise(edges))
    within = clipped.clipped(edges)
    counts = [[0] * len(Status) for _ in edges[1:]]
    rest = clipped.listing
    cube, source, nested = await _answered(read, rest, words, moment, texts)
    if nested is not None:
        await _walked(read, f"FROM jobs AS j INDEXED BY jobs_nested WHERE ({nested[0]})", nested[1], within, counts)
    if cube is None:
        await _walked(read, *source, within, counts)
    elif narrowest < HOUR:
        await _walked_by_cell(read, cube, within, counts)
    else:
        await _tallied(read, cube, pieces(within, narrowest), counts)
    return Activity(tuple(edges), tuple(map(tuple, counts)))


async def _tallied(read: Read, cube: Compiled, found: Pieces, counts: list[list[int]]) -> None:
    stretches = list(found.signs)
    tallied = [(n, *stretch) for n, stretch in enumerate(stretches) if stretch[0] != WALK]
    rows = await read(
        f"{_STRETCHES} SELECT s.n, c.status, sum(c.n) FROM s CROSS JOIN tally AS c"
        " ON c.level = s.level AND c.bucket >= s.low AND c.bucket < s.high"
        f" WHERE {cube[0]} GROUP BY 1, 2",
        [json.dumps(tallied), *cube[1]],
    )
    walked = [(n, *stretch) for n, stretch in enumerate(stretches) if stretch[0] == WALK]
    if walked:
        rows += await read(
            f"{_STRETCHES} SELECT s.n, j.status, count(*) FROM s CROSS JOIN jobs AS j INDEXED BY jobs_newest"
            " ON j.created_at >= s.low AND j.created_at < s.high"
            f" WHERE j.listed AND ({cube[0].replace('c.', 'j.')}) GROUP BY 1, 2",
            [json.dumps(walked), *cube[1]],
        )
    for stretch, status, n in rows:
        for bucket, sign in found.signs[stretches[stretch]].items():
            counts[bucket][status - 1] += sign * n


async def _walked_by_cell(read: Read, cube: Compiled, edges: Sequence[int], counts: list[list[int]]) -> None:
    """One walk along the index for each cell: it holds everything that is asked for, no row is touched."""
    cells = await read(f"{_CELLS} AND {cube[0]}", cube[1])
    await _walked(
        read,
        "FROM json_each(?) AS c CROSS JOIN jobs AS j INDEXED BY jobs_cell ON j.status = json_extract(c.value, '$[0]')"
        " AND j.task = json_extract(c.value, '$[1]') AND j.trigger = json_extract(c.value, '$[2]') WHERE j.listed",
        [json.dumps(cells)],
        edges,
        counts,
    )


async def _walked(
    read: Read, source: str, values: Sequence[object], edges: Sequence[int], counts: list[list[int]]
) -> None:
    """Count jobs one by one, in steps that every edge is a whole number of."""
    first, last = edges[0], edges[-1]
    step = reduce(gcd, (edge - first for edge in edges))
    if not step:
        return
    rows = await read(
        f"SELECT (j.created_at - ?) / ?, j.status, count(*) {source} AND j.created_at >= ? AND j.created_at < ?"
        " GROUP BY 1, 2",
        [first, step, *values, first, last],
    )
    for place, status, n in rows:
        counts[bisect_right(edges, first + place * step) - 1][status - 1] += n


async def newest(
    read: Read,
    listing: Listing,
    words: Words,
    moment: Moment,
    texts: Texts,
    what: str,
    limit: int,
    *,
    only: Status | None = None,
) -> list[Row]:
    """``what`` (over the job ``j``) of the newest jobs of a listing, newest first; those of one status ``only``.

    Filters that the tally can answer are walked cell by cell, each in order, merged by SQLite: rare matches take no
    longer than common ones.
    """
    clipped = window(listing)
    rest = clipped.listing
    low, high = clipped.low or 0, (1 << 62) if clipped.high is None else clipped.high
    cube, (source, values), nested = await _answered(read, rest, words, moment, texts)
    status = "" if only is None else f" AND j.status = {int(only)}"
    if cube is None:
        return await read(
            f"SELECT {what} {source}{status} AND j.created_at >= ? AND j.created_at < ?"
            " ORDER BY j.created_at DESC, j.seq DESC LIMIT ?",
            [*values, low, high, limit],
        )
    cells = await read(f"{_CELLS} AND {cube[0]}", cube[1])
    cells = [cell for cell in cells if only is None or cell[0] == only]
    found: list[tuple[int, int]] = []
    for bundle in range(0, len(cells), _MOST_TERMS):
        found += await read(
            " UNION ALL ".join(
                "SELECT created_at, seq FROM jobs INDEXED BY jobs_cell WHERE listed"
                f" AND status = {status} AND task = {task} AND trigger = {trigger}"
                f" AND created_at >= {low} AND created_at < {high}"
                for status, task, trigger in cells[bundle : bundle + _MOST_TERMS]
            )
            + f" ORDER BY created_at DESC, seq DESC LIMIT {int(limit)}"
        )
    if nested is not None:
        found += await read(
            f"SELECT created_at, seq FROM jobs AS j INDEXED BY jobs_inside WHERE ({nested[0]}){status}"
            " AND j.created_at >= ? AND j.created_at < ? ORDER BY j.created_at DESC, j.seq DESC LIMIT ?",
            [*nested[1], low, high, limit],
        )
    chosen = [seq for _, seq in sorted(found, reverse=True)[:limit]]
    return await read(
        f"SELECT {what} FROM json_each(?) AS s CROSS JOIN jobs AS j ON j.seq = s.value ORDER BY s.key",
        [json.dumps(chosen)],
    )


_MOST_TERMS = 450  # SQLite merges at most 500 selects


async def run_times(
    read: Read, listing: Listing, first: int, last: int, limit: int, words: Words, moment: Moment, texts: Texts
) -> RunTimes:
    """See ``store.pictures``."""
    within = created_in(listing, first, last)
    rows = await newest(read, within, words, moment, texts, RUN_TIME, limit + 1, only=Status.COMPLETED)
    return RunTimes(tuple(sorted(row[0] for row in rows[:limit])), len(rows) <= limit)


async def reach(read: Read, listing: Listing, jobs: int, words: Words, moment: Moment, texts: Texts) -> int | None:
    """See ``store.pictures``."""
    rows = await newest(read, listing, words, moment, texts, "j.created_at", jobs)
    return rows[-1][0] if rows else None
