"""One job on a timeline: which sign in which role stands in which cell. Pure, no widget and no theme in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from joblog_tui.model.blocking import end_of, start_of
from joblog_tui.model.job import Job
from joblog_tui.model.lane import Lane
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.look.status import role
from joblog_tui.ui.look.tree_signs import TreeSigns
from joblog_tui.ui.widgets.job_tree.axis import Axis

DONE = "done"
"""The role of what is completed: its status colour, quieter."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign in one cell, and the role that colours it."""

    sign: str
    role: str
    bold: bool = False


Cells = list[Mark | None]


def drawn(job: Job, lane: Lane, axis: Axis, signs: TreeSigns, *, now: int, blocking: bool) -> Cells:
    """The cells of a job. ``blocking``: it stands on the blocking path; ``now`` is how far what lasts goes."""
    cells: Cells = [None] * axis.cells
    if job.nested:
        _whole(cells, job, axis, signs, now, heavy=blocking)
        return cells
    for span in lane:
        end = now if span.end is None else span.end
        if span.phase == "waiting":
            if span.end is None or axis.halves(end) // 2 > axis.halves(span.start) // 2:
                _fill(cells, axis, span.start, end, signs.waiting, "muted")
                _put(cells, axis.halves(span.start) // 2, Mark(signs.waits, "muted"))
        elif span.phase == "retrying":
            _fill(cells, axis, span.start, end, signs.retry, role(Status.RETRYING))
        else:
            _bar(cells, axis, signs, span.start, end, _role(job.status))
    for span in lane:  # the end of an attempt is never hidden by what follows it
        if span.failed and span.end is not None:
            _put(cells, axis.halves(span.end) // 2, Mark(signs.failed, role(Status.NOT_COMPLETED), True))
    return cells


def grid(cells: Cells, ticks: Iterable[int], signs: TreeSigns) -> Cells:
    """The cells with the lines of the ticks behind them."""
    for x in ticks:
        if 0 <= x < len(cells) and cells[x] is None and signs.grid.strip():
            cells[x] = Mark(signs.grid, "line")
    return cells


def runs(cells: Sequence[Mark | None]) -> Iterable[tuple[str, str, bool]]:
    """The cells as pieces of text, each with its role and weight."""
    text, style = "", ("text", False)
    for mark in cells:
        sign, own = (" ", style) if mark is None else (mark.sign, (mark.role, mark.bold))
        if own != style and text:
            yield (text, *style)
            text = ""
        text, style = text + sign, own
    if text:
        yield (text, *style)


def _whole(cells: Cells, job: Job, axis: Axis, signs: TreeSigns, now: int, *, heavy: bool) -> None:
    """A job by its beginning and its end alone."""
    start = start_of(job)
    if start is None:
        return
    ended = end_of(job)
    end = now if ended is None else ended
    if heavy:
        _bar(cells, axis, signs, start, end, _role(job.status))
        return
    colour = _role(job.status)
    _fill(cells, axis, start, end, signs.thin, colour)
    first, last = axis.halves(start) // 2, axis.halves(end) // 2
    if ended is None:
        _put(cells, first, Mark(signs.begin, colour))
    elif first == last:
        _put(cells, first, Mark(signs.only, colour))
    else:
        _put(cells, first, Mark(signs.begin, colour))
        _put(cells, last, Mark(signs.end, colour))


def _bar(cells: Cells, axis: Axis, signs: TreeSigns, start: int, end: int, colour: str) -> None:
    """A heavy bar, to half a cell; never nothing."""
    first, last = axis.halves(start), max(axis.halves(start), axis.halves(max(start, end - 1)))
    for x in range(max(0, first // 2), min(axis.cells - 1, last // 2) + 1):
        left, right = first <= 2 * x, last >= 2 * x + 1
        sign = signs.heavy if left and right else signs.before if left else signs.after
        cells[x] = Mark(sign, colour)


def _fill(cells: Cells, axis: Axis, start: int, end: int, sign: str, colour: str) -> None:
    for x in range(max(0, axis.halves(start) // 2), min(axis.cells - 1, axis.halves(end) // 2) + 1):
        cells[x] = Mark(sign, colour)


def _put(cells: Cells, x: int, mark: Mark) -> None:
    if 0 <= x < len(cells):
        cells[x] = mark


def _role(status: Status) -> str:
    return DONE if status is Status.COMPLETED else role(status)
