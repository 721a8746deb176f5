"""Walks through every job of a listing, a page at a time, each page a short read of its own.

Pages go on from the key of the last row, never by a count of rows: what arrives meanwhile moves nothing, a million rows
cost a million steps, and no read transaction outlives a page. Few matches are looked up first and then read by number,
because walking past ten million others for each page of them would not end.
"""

import json
from collections.abc import AsyncIterator

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite import listing as pages
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.compile import Moment
from joblog_tui.store.sqlite.planning import Plan, plan
from joblog_tui.store.sqlite.reader import Reader, Row
from joblog_tui.store.sqlite.rows import job_of
from joblog_tui.store.sqlite.words import Words

FEW = 50_000  # matches whose numbers are kept in memory
_JOB = schema.sql("job.sql")


async def walk(
    reader: Reader, listing: Listing, words: Words, moment: Moment, size: int
) -> AsyncIterator[tuple[Job, ...]]:
    """Pages of up to ``size`` jobs, newest first, as they pass the filter at ``moment``; no job comes twice."""
    seen = _Seen()
    async with reader.snapshot() as read:
        planned = await plan(read, listing, words, moment)
        few = await pages.total(read, planned) <= FEW
    async for rows in _by_number(reader, planned, size) if few else _by_key(reader, planned, listing, size):
        yield tuple(job_of(row, words) for row in rows if seen.first_time(row[0]))


async def _by_number(reader: Reader, planned: Plan, size: int) -> AsyncIterator[list[Row]]:
    where, values = planned.where
    order = "ORDER BY j.created_at DESC, j.seq DESC"
    seqs = [row[0] for row in await reader.rows(f"SELECT j.seq FROM jobs AS j WHERE {where} {order}", values)]
    for first in range(0, len(seqs), size):
        page = json.dumps(seqs[first : first + size])
        yield await reader.rows(
            f"{_JOB} WHERE j.seq IN (SELECT value FROM json_each(?)) AND ({where}) {order}", [page, *values]
        )


async def _by_key(reader: Reader, planned: Plan, listing: Listing, size: int) -> AsyncIterator[list[Row]]:
    where, values = planned.where
    if listing.filter.everywhere:
        # Nested jobs and top-level ones share no index over time: their numbers are in order of arrival.
        behind, order, index = "j.seq < ?", "ORDER BY j.seq DESC", ""
    else:
        behind, order = "(j.created_at, j.seq) < (?, ?)", "ORDER BY j.created_at DESC, j.seq DESC"
        index = "INDEXED BY jobs_newest" if listing.parent is None else "INDEXED BY jobs_nested"
    key = [1 << 62] if listing.filter.everywhere else [1 << 62, 1 << 62]
    while True:
        found = f"SELECT j.seq FROM jobs AS j {index} WHERE ({where}) AND {behind} {order} LIMIT ?"
        rows = await reader.rows(f"{_JOB} WHERE j.seq IN ({found}) {order}", [*values, *key, size])
        if not rows:
            return
        yield rows
        key = [rows[-1][0]] if listing.filter.everywhere else [rows[-1][11], rows[-1][0]]


class _Seen:
    """Which jobs have come: a late report can move a job to a later page. One bit a job."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def first_time(self, seq: int) -> bool:
        byte, bit = divmod(seq, 8)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits)))
        if self._bits[byte] >> bit & 1:
            return False
        self._bits[byte] |= 1 << bit
        return True
