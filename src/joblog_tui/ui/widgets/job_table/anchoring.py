"""Keeps cursor and window on their jobs when rows come, go and change places. Pure, no widget in it.

The cursor belongs to a job, never to a row number: what is under it when a key is pressed is what was under it when
the operator looked.
"""

from dataclasses import dataclass

from joblog_tui.ui.widgets.job_table.rows import Rows
from joblog_tui.ui.widgets.job_table.viewport import Viewport


@dataclass(frozen=True, slots=True)
class Followed:
    """Where the table looks now. ``cursor`` is the ``Job.seq`` that the cursor is bound to, None: to its rank."""

    view: Viewport
    cursor: int | None


def followed(
    view: Viewport, cursor: int | None, before: Rows, after: Rows, *, touched: bool, pinned: bool = False
) -> Followed:
    """What ``view`` becomes when the rows ``before`` become ``after``; ``cursor`` is the job it is bound to.

    A cursor whose job has left the listing goes to the row that took its place. One that the operator has not
    ``touched`` goes back to the newest row when its job would leave the screen at the bottom, so that a dashboard
    which nobody operates goes on showing what is new. ``pinned``, no row moves on the screen, not even at the top.
    """
    rank = _cursor_rank(view, cursor, before, after)
    if view.at_top and not touched and rank >= max(1, view.height):
        return Followed(Viewport(after.total, view.height), None)
    if view.shows(view.cursor):
        moved = view.shifted(after.total, view.cursor, rank, pinned=pinned)
    elif view.at_top:
        moved = view.shifted(after.total, 0, 0)
    else:
        moved = view.shifted(after.total, *(_neighbour(range(view.first, view.end), before, after) or (0, 0)))
    gone = cursor is not None and _gone(cursor, view.cursor, before, after)
    return Followed(Viewport(after.total, view.height, moved.first, rank), None if gone else cursor)


def _cursor_rank(view: Viewport, cursor: int | None, before: Rows, after: Rows) -> int:
    if cursor is None:  # the rows under it have not arrived: it keeps its number, and the last row stays the last
        return after.total - 1 if view.total and view.cursor == view.total - 1 else view.cursor
    rank = after.rank(cursor)
    if rank is not None:
        return rank
    return _rank_of_absent(view.cursor, before, after)


def _rank_of_absent(rank: int, before: Rows, after: Rows) -> int:
    """Where a row stands, or would stand, that is not in ``after``: next to the neighbours it had."""
    below, above = _neighbours(rank, before, after)
    if below is not None:
        old, new = below
        inside = above is not None or after.first == 0
        return new if inside else max(0, new - (old - rank))
    if above is not None:
        old, new = above
        return new if after.end >= after.total else new + rank - old
    return rank


def _neighbours(rank: int, before: Rows, after: Rows) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The nearest rows below and above a rank that are still there: their ranks before and now.

    The cursor may be millions of rows away from those in memory: only these are looked at.
    """
    below = range(max(rank + 1, before.first), before.end)
    above = range(min(rank, before.end) - 1, before.first - 1, -1)
    return _neighbour(below, before, after), _neighbour(above, before, after)


def _neighbour(ranks: range, before: Rows, after: Rows) -> tuple[int, int] | None:
    for rank in ranks:
        job = before.at(rank)
        now = None if job is None else after.rank(job.seq)
        if now is not None:
            return rank, now
    return None


def _gone(cursor: int, rank: int, before: Rows, after: Rows) -> bool:
    """Whether the job that was at ``rank`` left the listing, rather than lying outside of the rows in memory."""
    if after.rank(cursor) is not None:
        return False
    below, above = _neighbours(rank, before, after)
    if below is None and above is None:
        return after.at(rank) is not None or rank >= after.total
    return (below is not None or after.end >= after.total) and (above is not None or after.first == 0)
