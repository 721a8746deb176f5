"""Columns of stacked blocks, as cells: upwards from a line in eighths of a cell, downwards from it in halves.

(Every font has the lower eighths of a block; of the upper ones just the half.)

A cell has two colours and one sign, so it shows two statuses at most: the two that take most of it. Where there are no
colours, a whole cell says by its shade which status it is, and what failed by the sign of its status; ASCII says the
height in five signs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.look.glyphs import Glyphs

EIGHTHS, HALVES = 8, 2
UP = (Status.COMPLETED, Status.QUEUED, Status.STARTED, Status.RUNNING)
"""What goes as it should, from the line upwards."""
DOWN = (Status.NOT_COMPLETED, Status.RETRYING)
"""What does not, from the line downwards."""
LOUD_FROM = 4  # one in so many jobs makes a single row take the colour of what went wrong

ASCII_LEVELS = ".:-=#"
SHADES = {Status.COMPLETED: "█", Status.QUEUED: "░", Status.STARTED: "▒", Status.RUNNING: "▓"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A sign, the status that colours it, and the one behind it; None is the ground."""

    sign: str = " "
    front: Status | None = None
    behind: Status | None = None


BLANK = Cell()


def heights(counts: Sequence[int], peak: int, rows: int, steps: int = EIGHTHS) -> list[int]:
    """How high each count is, in ``steps`` to a cell, where ``peak`` takes ``rows`` cells.

    What exists is seen while there is room for it.
    """
    total = sum(counts)
    if not total or peak <= 0:
        return [0] * len(counts)
    room = min(rows * steps, max(1, round(total * rows * steps / peak)))
    exact = [count * room / total for count in counts]
    given = [int(share) for share in exact]
    for index in sorted(range(len(counts)), key=lambda index: given[index] - exact[index]):
        if sum(given) < room:
            given[index] += 1
    for index, count in enumerate(counts):
        most = max(range(len(given)), key=given.__getitem__)
        if count and not given[index] and given[most] > 1:
            given[most] -= 1
            given[index] = 1
    return given


def rising(counts: Sequence[int], peak: int, rows: int, glyphs: Glyphs, *, shaded: bool = False) -> list[Cell]:
    """A column upwards, its highest cell first; ``counts`` are those of ``UP``."""
    cells = _cut(heights(counts, peak, rows), UP, rows, EIGHTHS)
    return [_risen(parts, glyphs, shaded) for parts in reversed(cells)]


def falling(counts: Sequence[int], peak: int, rows: int, glyphs: Glyphs, *, shaded: bool = False) -> list[Cell]:
    """A column downwards, the cell under the line first; ``counts`` are those of ``DOWN``."""
    cells = _cut(heights(counts, peak, rows, HALVES), DOWN, rows, HALVES)
    return [_fallen(parts, glyphs, shaded) for parts in cells]


def single(counts: Sequence[int], peak: int, glyphs: Glyphs) -> Cell:
    """All jobs of a column in one cell, in the colour of what an operator should know; counts in order of Status."""
    total = sum(counts)
    if not total:
        return BLANK
    loud = next((s for s in DOWN if counts[s - 1] * LOUD_FROM >= total), None)
    most = max(UP, key=lambda status: counts[status - 1])
    return Cell(_level(heights([total], peak, 1)[0], glyphs), loud or most)


def _cut(heights: Sequence[int], order: Sequence[Status], rows: int, steps: int) -> list[list[tuple[Status, int]]]:
    """What each cell holds, from the line on: statuses and how many steps of the cell each takes."""
    cells: list[list[tuple[Status, int]]] = [[] for _ in range(rows)]
    at = 0
    for status, height in zip(order, heights, strict=True):
        while height:
            row, used = divmod(at, steps)
            part = min(height, steps - used)
            cells[row].append((status, part))
            at += part
            height -= part
    return cells


def _risen(parts: list[tuple[Status, int]], glyphs: Glyphs, shaded: bool) -> Cell:
    if not parts:
        return BLANK
    filled = sum(height for _, height in parts)
    loudest_first = sorted(parts, key=lambda part: -part[1])
    most = loudest_first[0][0]
    if shaded and filled == EIGHTHS and not glyphs.ascii_only:
        return Cell(SHADES[most], most)
    if glyphs.ascii_only or filled < EIGHTHS or len(parts) == 1:
        return Cell(_level(filled, glyphs), most)
    (lower, low), (upper, high) = [part for part in parts if part in loudest_first[:2]]
    boundary = max(1, min(EIGHTHS - 1, round(EIGHTHS * low / (low + high))))
    return Cell(_level(boundary, glyphs), lower, upper)


def _fallen(parts: list[tuple[Status, int]], glyphs: Glyphs, shaded: bool) -> Cell:
    if not parts:
        return BLANK
    first = parts[0][0]
    if glyphs.ascii_only or shaded:
        return Cell(glyphs.status[first], first)
    if sum(height for _, height in parts) < HALVES:
        return Cell("▀", first)
    if len(parts) > 1:
        return Cell("▀", first, parts[1][0])
    return Cell(glyphs.levels[-1], first)


def _level(eighths: int, glyphs: Glyphs) -> str:
    if glyphs.ascii_only:
        return ASCII_LEVELS[-(-eighths * len(ASCII_LEVELS) // EIGHTHS) - 1]
    return glyphs.levels[eighths - 1]
