"""The labels of a time axis: as many as fit, never over one another, in the operator's zone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import pairwise

from joblog_tui.model.moment import DAY, HOUR, MINUTE, SECOND
from joblog_tui.ui.charts.zooms import Zoom, floor, local_time

APART = 12  # cells between the beginnings of two labels, at least
BETWEEN = 1  # blank cells between two labels, at least

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_STEPS: tuple[Zoom, ...] = (
    *(Zoom("", "fixed", 1, n * SECOND) for n in (15, 30)),
    *(Zoom("", "fixed", 1, n * MINUTE) for n in (1, 2, 5, 15, 30)),
    *(Zoom("", "hour", n, n * HOUR) for n in (1, 3, 6, 12)),
    Zoom("", "day", 1, DAY),
    Zoom("", "week", 1, 7 * DAY),
    *(Zoom("", "month", n, n * 30 * DAY) for n in (1, 3, 6, 12, 24, 60, 120)),
)


@dataclass(frozen=True, slots=True)
class Label:
    """A text whose first cell stands under ``column``."""

    column: int
    text: str


def labels(edges: Sequence[int], zone: tzinfo, *, tick: str = "╵", now: str = "") -> tuple[Label, ...]:
    """The labels under columns that begin at ``edges`` (epoch ms), the last of which ends one of them.

    Each begins with ``tick``, under the column at whose beginning the clocks show it. ``now`` stands at the right end
    and takes its place before any other.
    """
    columns = len(edges) - 1
    clocks = [local_time(edge, zone) for edge in edges]
    room = columns - (len(now) + BETWEEN if now else 0)
    found: tuple[Label, ...] = ()
    for step in _STEPS:
        marked = [column for column in range(columns) if _begins(step, clocks, column)]
        found = tuple(Label(column, tick + _text(step, floor(step, clocks[column]))) for column in marked)
        if found and all(
            after.column - label.column >= max(APART, len(label.text) + BETWEEN) for label, after in pairwise(found)
        ):
            break
    kept: list[Label] = []
    free = 0
    for label in found:
        if label.column >= free and label.column + len(label.text) <= room:
            kept.append(label)
            free = label.column + len(label.text) + BETWEEN
    return (*kept, Label(max(0, columns - len(now)), now)) if now else tuple(kept)


def _begins(step: Zoom, clocks: Sequence[datetime], column: int) -> bool:
    """Whether a new stretch of the step's length begins in a column."""
    clock = clocks[column]
    if column == 0:
        return floor(step, clock) == clock
    # An hour that the clocks show twice begins twice.
    return floor(step, clock) != floor(step, clocks[column - 1]) or clock < clocks[column - 1]


def _text(step: Zoom, clock: datetime) -> str:
    if step.unit == "month":
        if step.number >= 12 or clock.month == 1:
            return str(clock.year)
        return MONTHS[clock.month - 1]
    if step.width >= DAY or (clock.hour, clock.minute, clock.second) == (0, 0, 0):
        return day(clock)
    return f"{clock:%H:%M:%S}" if step.width < MINUTE else f"{clock:%H:%M}"


def day(clock: datetime) -> str:
    """``24 Nov``."""
    return f"{clock.day} {MONTHS[clock.month - 1]}"
