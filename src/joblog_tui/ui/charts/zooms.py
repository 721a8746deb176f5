"""How much time a column of a chart stands for, and where columns begin: on the clock of the operator's zone.

Up to an hour a column always lasts as long as its name says. Longer ones begin when the clock says so (midnight, a
Monday, the first of a month), so one that holds a clock change lasts an hour more or less.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from joblog_tui.model.moment import DAY, HOUR, MINUTE, SECOND

Unit = Literal["fixed", "hour", "day", "week", "month"]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Zoom:
    """One step of the zoom: a column is ``number`` units, usually ``width`` ms long."""

    name: str
    unit: Unit
    number: int
    width: int


ZOOMS: tuple[Zoom, ...] = (
    Zoom("1 second", "fixed", 1, SECOND),
    Zoom("5 seconds", "fixed", 5, 5 * SECOND),
    Zoom("15 seconds", "fixed", 15, 15 * SECOND),
    Zoom("1 minute", "fixed", 1, MINUTE),
    Zoom("2 minutes", "fixed", 2, 2 * MINUTE),
    Zoom("5 minutes", "fixed", 5, 5 * MINUTE),
    Zoom("10 minutes", "fixed", 10, 10 * MINUTE),
    Zoom("15 minutes", "fixed", 15, 15 * MINUTE),
    Zoom("30 minutes", "fixed", 30, 30 * MINUTE),
    Zoom("1 hour", "fixed", 1, HOUR),
    Zoom("2 hours", "hour", 2, 2 * HOUR),
    Zoom("3 hours", "hour", 3, 3 * HOUR),
    Zoom("6 hours", "hour", 6, 6 * HOUR),
    Zoom("12 hours", "hour", 12, 12 * HOUR),
    Zoom("1 day", "day", 1, DAY),
    Zoom("1 week", "week", 1, 7 * DAY),
    Zoom("1 month", "month", 1, 30 * DAY),
    Zoom("3 months", "month", 3, 91 * DAY),
)
"""From the narrowest to the widest."""

A_MINUTE = 3
"""The narrowest zoom that is chosen when nobody asks for another."""


def edges(zoom: Zoom, within: int, columns: int, zone: tzinfo) -> tuple[int, ...]:
    """Where ``columns`` columns begin, and where the last one ends, epoch ms; the last one holds ``within``."""
    if zoom.unit == "fixed":
        phase = _offset(within, zone) % zoom.width
        end = ((within + phase) // zoom.width + 1) * zoom.width - phase
        return tuple(end - n * zoom.width for n in range(columns, -1, -1))
    last = floor(zoom, local_time(within, zone))
    found = [moment_of(_stepped(zoom, last, n), zone) for n in range(1 - columns, 2)]
    # Where a zone jumped over its midnight, or over a whole day, two beginnings may fall together.
    return tuple(found)


def floor(zoom: Zoom, clock: datetime) -> datetime:
    """The time at which the column begins that holds this time of the zone."""
    match zoom.unit:
        case "fixed":
            return clock - timedelta(milliseconds=_since_midnight(clock) % zoom.width)
        case "hour":
            return clock.replace(hour=clock.hour // zoom.number * zoom.number, minute=0, second=0, microsecond=0)
        case "day":
            return datetime.combine(clock.date(), time())
        case "week":
            return datetime.combine(clock.date() - timedelta(days=clock.weekday()), time())
        case "month":
            year, month = divmod((clock.year * 12 + clock.month - 1) // zoom.number * zoom.number, 12)
            return datetime.combine(date(year, month + 1, 1), time())


def column_of(moment: int, edges: tuple[int, ...]) -> int:
    """The column that a moment lies in; the first or the last one when it lies outside."""
    return max(0, min(bisect_right(edges, moment) - 1, len(edges) - 2))


def fitting(span: int, columns: int, narrowest: int = A_MINUTE) -> int:
    """The narrowest zoom, as its place in ``ZOOMS``, at which ``columns`` columns hold ``span`` ms."""
    return next((n for n in range(narrowest, len(ZOOMS)) if ZOOMS[n].width * columns >= span), len(ZOOMS) - 1)


def local_time(moment: int, zone: tzinfo) -> datetime:
    """What the clocks of the zone show at a moment (epoch ms); without the zone itself."""
    return (_EPOCH + timedelta(milliseconds=moment)).astimezone(zone).replace(tzinfo=None, fold=0)


def moment_of(clock: datetime, zone: tzinfo) -> int:
    """The moment (epoch ms) at which the clocks of the zone show this; the first of two, and one that they skip by the
    offset that held before.
    """
    return (clock.replace(tzinfo=zone) - _EPOCH) // timedelta(milliseconds=1)


def _stepped(zoom: Zoom, clock: datetime, steps: int) -> datetime:
    if zoom.unit == "month":
        years, month = divmod(clock.year * 12 + clock.month - 1 + steps * zoom.number, 12)
        return clock.replace(year=max(1, years), month=month + 1)
    return clock + timedelta(milliseconds=steps * zoom.width)


def _offset(moment: int, zone: tzinfo) -> int:
    """How far the clocks of the zone are ahead of UTC, ms."""
    return (local_time(moment, zone) - _EPOCH.replace(tzinfo=None)) // timedelta(milliseconds=1) - moment


def _since_midnight(clock: datetime) -> int:
    return (clock - datetime.combine(clock.date(), time())) // timedelta(milliseconds=1)
