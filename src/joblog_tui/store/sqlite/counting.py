"""Exact facet counts: from the tally, from few jobs picked out one by one, or from a set that was found apart."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from joblog_tui.model.stall import StallCell
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.facets import Cell, allows, count, split
from joblog_tui.query.filters import And, Condition, Filter, Flag, Not, OneOf, Or
from joblog_tui.query.listing import Facets, Listing
from joblog_tui.store.sqlite.compile import Moment, by_cell, compile_by_cell, conjunction
from joblog_tui.store.sqlite.cube import Cube
from joblog_tui.store.sqlite.listing import picked, total
from joblog_tui.store.sqlite.planning import Counted, Plan, plan
from joblog_tui.store.sqlite.reader import Read, Row
from joblog_tui.store.sqlite.scope import Nested, Scope
from joblog_tui.store.sqlite.texts import Texts
from joblog_tui.store.sqlite.words import Words

_SLUGS = {int(status): status.slug for status in Status}
_COMPLETED = Status.COMPLETED.slug
_HELD = "SELECT count(*) FROM jobs WHERE task IS NULL OR trigger IS NULL OR target IS NULL OR actor IS NULL"


async def counted_cells(read: Read, plan: Plan) -> list[Row] | None:
    """``(status, task, trigger, n)`` of a plan of a filter's rest; None when they have to be counted apart."""
    if plan.counted is not None:
        return await plan.counted.cells(read)
    if plan.few is None or plan.nothing:
        return [] if plan.nothing else None
    source, values = picked(plan)
    return await read(f"SELECT j.status, j.task, j.trigger, count(*) {source} GROUP BY 1, 2, 3", values)


async def facets(
    read: Read, filter: Filter, cells: Sequence[Row], words: Words, scope: Scope, stalled: int, *, exact: bool = True
) -> Facets:
    """Every count that the sidebar and the header show, from the cells that pass the rest of the filter."""
    groups, rest = split(filter)
    # A fact that has not arrived is no slug: it passes what excludes and is never counted by name.
    named: list[Cell] = [(_SLUGS[s], words.tasks.get(ta, ""), words.triggers.get(tr, ""), n) for s, ta, tr, n in cells]
    counts = count(named, filter)
    completed = counts.status.get(_COMPLETED, 0) if allows(groups["status"], _COMPLETED) else 0
    return Facets(
        total=counts.total,
        everything=sum(row[3] for row in cells) if rest.empty else await _everything(read, scope),
        stalled=stalled,
        incomplete=counts.total - completed,
        held=int((await read(_HELD))[0][0]),
        status=_named(counts.status),
        task=_named(counts.task),
        trigger=_named(counts.trigger),
        exact=exact,
    )


async def stalled_matching(
    read: Read, listing: Listing, words: Words, moment: Moment, texts: Texts | None = None
) -> int:
    """How many stalled jobs match, by where they stand if that is all the filter is about.

    Else they are looked at one by one, for they are few, unless the filter leaves fewer.
    """
    parts = listing.filter.parts
    if not moment.stalled:
        return 0
    if _of_log(listing) and all(map(_about_stalled_cells, parts)):
        return sum(n for cell, n in moment.cells.items() if all(_holds(part, cell) for part in parts))
    stalled = replace(listing.filter, parts=(*parts, Flag("stalled")))
    return await total(read, await plan(read, Listing(stalled, parent=listing.parent), words, moment, texts))


def _about_stalled_cells(condition: Condition) -> bool:
    """Whether it is known of a stalled job as soon as it is known where it stands."""
    return condition == Flag("stalled") or by_cell(condition)


def _holds(condition: Condition, cell: StallCell) -> bool:
    """Whether a condition that is ``_about_stalled_cells`` holds for a stalled job."""
    match condition:
        case OneOf(group, slugs):
            return getattr(cell, group) in slugs
        case Flag("incomplete"):
            return cell.status != Status.COMPLETED.slug
        case Not(part):
            return not _holds(part, cell)
        case And(parts):
            return all(_holds(part, cell) for part in parts)
        case Or(parts):
            return any(_holds(part, cell) for part in parts)
    return True


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
    return _of_log(listing) and all(map(by_cell, listing.filter.parts))


def _of_log(listing: Listing) -> bool:
    """Whether it lists top-level jobs."""
    return listing.parent is None and not listing.filter.everywhere


async def _count(read: Read, listing: Listing, words: Words, moment: Moment) -> int:
    parts = listing.filter.parts
    if _of_log(listing) and {*parts} == {Flag("stalled"), Not(Flag("acknowledged"))}:
        return sum(moment.cells.values()) - moment.acknowledged
    if Flag("stalled") in parts:
        return await stalled_matching(read, listing, words, moment)
    for part in parts:
        if isinstance(part, Or) and Flag("stalled") in part.parts:
            # Such an "or" looks at every job; counted apart, each half has something to start from.
            rest = tuple(other for other in parts if other is not part)
            others = tuple(each for each in part.parts if each != Flag("stalled"))
            alone = others[0].parts if len(others) == 1 and isinstance(others[0], And) else (Or(others),)
            counted = 0
            for half in ((Flag("stalled"), *rest), (*rest, *alone, Not(Flag("stalled")))):
                only = replace(listing, filter=replace(listing.filter, parts=half))
                counted += await _count(read, only, words, moment)
            return counted
    return await total(read, await plan(read, listing, words, moment))


async def _everything(read: Read, scope: Scope) -> int:
    """The size of a scope."""
    whole: Counted
    if scope.is_log:
        whole = Cube()
    elif scope.parents is not None:
        whole = Nested(scope)
    else:
        nested: list[Any] = await read("SELECT count(*) FROM jobs INDEXED BY jobs_inside WHERE parent IS NOT NULL")
        return await Cube().total(read) + int(nested[0][0])
    return await whole.total(read)


def _named(counts: dict[str, int]) -> dict[str, int]:
    return {slug: n for slug, n in counts.items() if slug}
