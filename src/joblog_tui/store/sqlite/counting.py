"""Exact facet counts: from the tally when it can answer, else by counting once over the jobs that pass the rest."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from joblog_tui.model.vocabulary import Status
from joblog_tui.query.facets import allows, count, split
from joblog_tui.query.filters import GROUPS, Filter, Flag
from joblog_tui.query.listing import Facets, Listing
from joblog_tui.store.sqlite.compile import Moment, by_cell, compile_by_cell, compile_filter, conjunction
from joblog_tui.store.sqlite.listing import scope_of
from joblog_tui.store.sqlite.reader import Read
from joblog_tui.store.sqlite.words import Words

_TALLY = "SELECT c.status, c.task, c.trigger, c.n FROM tally AS c WHERE c.level = 3 AND c.n > 0"
_HELD = "SELECT count(*) FROM jobs WHERE task IS NULL OR trigger IS NULL OR target IS NULL OR actor IS NULL"


async def facets(read: Read, listing: Listing, words: Words, moment: Moment) -> Facets:
    """Every count that the sidebar and the header show."""
    groups, rest = split(listing.filter)
    whole_log = listing.parent is None and not listing.filter.everywhere
    everything: int | None = None
    if whole_log and all(map(by_cell, rest.parts)):
        sql, values = conjunction([compile_by_cell(part, words, "c") for part in rest.parts])
        rows = await read(f"{_TALLY} AND {sql}", values)
    else:
        where, values = conjunction([scope_of(listing), compile_filter(rest, words, moment)])
        rows = await read(
            f"SELECT j.status, j.task, j.trigger, count(*) FROM jobs AS j WHERE {where} GROUP BY 1, 2, 3", values
        )
    if rest.empty:
        everything = sum(row[3] for row in rows)
    # A fact that has not arrived is no slug: it passes what excludes and is never counted by name.
    cells = [(Status(s).slug, words.tasks.get(ta, ""), words.triggers.get(tr, ""), n) for s, ta, tr, n in rows]
    counts = count(cells, listing.filter)
    incomplete = sum(
        cell[3]
        for cell in cells
        if cell[0] != Status.COMPLETED.slug
        and all(allows(groups[group], slug) for group, slug in zip(GROUPS, cell[:3], strict=True))
    )
    if everything is None:
        everything = await _everything(read, listing, whole_log=whole_log)
    return Facets(
        total=counts.total,
        everything=everything,
        stalled=await _stalled(read, listing, words, moment),
        incomplete=incomplete,
        held=int((await read(_HELD))[0][0]),
        status=_named(counts.status),
        task=_named(counts.task),
        trigger=_named(counts.trigger),
    )


async def counts(read: Read, listings: Sequence[Listing], words: Words, moment: Moment) -> tuple[int, ...]:
    """How many jobs match each listing: all that the tally can answer in one statement, the others one by one."""
    found: dict[int, int] = {}
    sums: list[str] = []
    bound: list[Any] = []
    by_tally = [index for index, listing in enumerate(listings) if _answered_by_tally(listing)]
    for index in by_tally:
        sql, values = conjunction([compile_by_cell(part, words, "c") for part in listings[index].filter.parts])
        sums.append(f"ifnull(sum(c.n) FILTER (WHERE {sql}), 0)")
        bound += values
    if sums:
        rows = await read(f"SELECT {', '.join(sums)} FROM tally AS c WHERE c.level = 3", bound)
        found = dict(zip(by_tally, rows[0], strict=True))
    for index, listing in enumerate(listings):
        if index not in found:
            found[index] = await _count(read, listing, words, moment)
    return tuple(found[index] for index in range(len(listings)))


def _answered_by_tally(listing: Listing) -> bool:
    return listing.parent is None and not listing.filter.everywhere and all(map(by_cell, listing.filter.parts))


async def _count(read: Read, listing: Listing, words: Words, moment: Moment) -> int:
    if Flag("stalled") in listing.filter.parts:
        return await _stalled(read, listing, words, moment)
    where, values = conjunction([scope_of(listing), compile_filter(listing.filter, words, moment)])
    return int((await read(f"SELECT count(*) FROM jobs AS j WHERE {where}", values))[0][0])


async def _everything(read: Read, listing: Listing, *, whole_log: bool) -> int:
    if whole_log:
        rows = await read("SELECT ifnull(sum(n), 0) FROM tally WHERE level = 3")
    else:
        where, values = scope_of(replace(listing, filter=Filter(everywhere=listing.filter.everywhere)))
        rows = await read(f"SELECT count(*) FROM jobs AS j WHERE {where}", values)
    return int(rows[0][0])


async def _stalled(read: Read, listing: Listing, words: Words, moment: Moment) -> int:
    if not moment.stalled:
        return 0
    # The stalled ones are few: start from them, whatever index the filter offers.
    where, values = conjunction([scope_of(listing), compile_filter(listing.filter, words, moment)])
    rows = await read(
        f"SELECT count(*) FROM json_each(?) AS s CROSS JOIN jobs AS j ON j.seq = s.value WHERE {where}",
        [json.dumps(list(moment.stalled)), *values],
    )
    return int(rows[0][0])


def _named(counts: dict[str, int]) -> dict[str, int]:
    return {slug: n for slug, n in counts.items() if slug}
