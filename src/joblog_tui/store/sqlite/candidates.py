"""Where a filter is so narrow that its matches can be picked out one by one: which index leads to them.

Each condition that an index serves offers its jobs; the smallest offer is taken, and the rest of the filter is asked of
those few. How many an offer holds is counted only up to where it stops being few.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import And, Between, Flag, OneOf, Or, Text
from joblog_tui.store.sqlite.compile import Among, Compiled, Known, Moment
from joblog_tui.store.sqlite.cube import EVER, Cube
from joblog_tui.store.sqlite.reader import Read
from joblog_tui.store.sqlite.scope import Scope

FEW = 20_000  # jobs that may be looked at one by one

_LISTED = "SELECT j.seq FROM jobs AS j"
_IN = "j.updated_at >= ? AND j.updated_at < ?"


@dataclass(frozen=True, slots=True)
class Offer:
    """A SELECT of ``seq`` that holds every match, perhaps others, perhaps some twice; about ``size`` of them."""

    select: Compiled
    size: int


async def narrowest(
    read: Read,
    parts: Sequence[Known],
    scope: Scope,
    moment: Moment,
    cube: Cube | None = None,
    cells: Sequence[Known] = (),
) -> Offer | None:
    """The smallest offer for the conjunction of ``parts`` and ``cells``, None when none is few.

    ``cells`` are the parts that the tally can answer, ``cube`` is what it says of them when the scope is the log.
    """
    best = await _failed(read, [*cells, *parts], scope)
    if scope.parents is not None:
        best = await _counted(
            read, (f"SELECT j.seq FROM jobs AS j INDEXED BY jobs_nested WHERE {scope.condition[0]}", [])
        )
    for part in parts:
        offer = await _offer(read, part, scope, moment)
        if offer is not None and (best is None or offer.size < best.size):
            best = offer
    if cube is not None and (best is None or best.size):
        found = await cube.cells(read)
        size = sum(row[3] for row in found)
        if size <= (FEW if best is None else best.size):
            select, values = cube.over_jobs()
            each = " UNION ALL ".join(
                f"SELECT j.seq FROM jobs AS j INDEXED BY jobs_cell WHERE j.listed AND j.status = {status}"
                f" AND j.task = {task} AND j.trigger = {trigger} AND j.created_at >= ? AND j.created_at < ?"
                for status, task, trigger, _ in found
            )
            if not found:
                best = Offer(("SELECT 0 WHERE 0", []), 0)
            elif len(found) <= 100:
                best = Offer((each, [cube.span.low, cube.span.high] * len(found)), size)
            elif not cube.span.whole:
                newest = f"SELECT j.seq FROM jobs AS j INDEXED BY jobs_newest WHERE j.listed AND {select}"
                best = Offer((newest, values), size)
    return best


async def _offer(read: Read, condition: Known, scope: Scope, moment: Moment) -> Offer | None:
    match condition:
        case Or(parts):
            offers = [await _offer(read, part, scope, moment) for part in parts]
            return _together([offer for offer in offers if offer is not None]) if all(offers) else None
        case And(parts):
            offers = [await _failed(read, parts, scope), *[await _offer(read, part, scope, moment) for part in parts]]
            return min((offer for offer in offers if offer is not None), key=lambda offer: offer.size, default=None)
        case Among("seq", ids):
            return Offer(("SELECT value FROM json_each(?)", [json.dumps(ids)]), len(ids))
        case Flag("stalled"):
            return Offer(("SELECT value FROM json_each(?)", [json.dumps(list(moment.stalled))]), len(moment.stalled))
    select = _select(condition, scope)
    return None if select is None else await _counted(read, select)


async def _failed(read: Read, parts: Sequence[Known], scope: Scope) -> Offer | None:
    """The failed jobs of a time, for a conjunction that asks for no others: a view that operators live in."""
    if not scope.is_log or OneOf("status", (Status.NOT_COMPLETED.slug,)) not in parts:
        return None
    for part in parts:
        if isinstance(part, Between) and part.key == "updated":
            sql = (
                f"{_LISTED} INDEXED BY jobs_failed WHERE j.listed AND j.status = {int(Status.NOT_COMPLETED)} AND {_IN}"
            )
            return await _counted(read, (sql, _bounds(part)))
    return None


def _updated(time: Between) -> Compiled:
    # When a job was completed is when it was updated last; those of each task stand in order of that.
    completed = int(Status.COMPLETED)
    return (
        f"{_LISTED} INDEXED BY jobs_updated WHERE j.listed AND j.status <> {completed} AND {_IN}"
        " UNION ALL SELECT j.seq FROM tasks AS k CROSS JOIN jobs AS j INDEXED BY jobs_completed ON j.task = k.id"
        f" WHERE j.status = {completed} AND j.parent IS NULL AND j.changed_at >= ? AND j.changed_at < ?",
        _bounds(time) * 2,
    )


def _bounds(time: Between) -> list[Any]:
    return [0 if time.low is None else time.low, EVER if time.high is None else time.high]


def _select(condition: Known, scope: Scope) -> Compiled | None:
    """The jobs that an index knows for one condition, None when there is no such index."""
    match condition:
        case Among(column, ids) if scope.is_log and column != "seq":
            return (
                f"SELECT j.seq FROM json_each(?) AS w CROSS JOIN jobs AS j INDEXED BY jobs_{column}"
                f" ON j.{column} = w.value WHERE j.listed",
                [json.dumps(ids)],
            )
        case Text("id", texts):
            return "SELECT j.seq FROM jobs AS j WHERE j.id IN (SELECT value FROM json_each(?))", [json.dumps(texts)]
        case Text("correlation", texts):
            return (
                "SELECT e.job FROM json_each(?) AS w CROSS JOIN events AS e INDEXED BY events_correlation"
                " ON e.correlation = w.value WHERE e.correlation IS NOT NULL AND e.job IS NOT NULL",
                [json.dumps(texts)],
            )
        case Between("updated") if scope.is_log:
            return _updated(condition)
        case Flag("nested") if scope.is_log:
            return "SELECT j.seq FROM jobs AS j INDEXED BY jobs_inner WHERE NOT j.leaf AND j.parent IS NULL", []
    return None


async def _counted(read: Read, select: Compiled) -> Offer | None:
    sql, values = select
    size = int((await read(f"SELECT count(*) FROM ({sql} LIMIT {FEW + 1})", values))[0][0])
    return Offer(select, size) if size <= FEW else None


def _together(offers: Sequence[Offer]) -> Offer | None:
    size = sum(offer.size for offer in offers)
    if size > FEW:
        return None
    bound: list[Any] = []
    for offer in offers:
        bound += offer.select[1]
    if not offers:
        return Offer(("SELECT 0 WHERE 0", []), 0)
    return Offer((" UNION ALL ".join(offer.select[0] for offer in offers), bound), size)
