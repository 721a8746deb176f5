"""Stretches of time, rates and run times in words."""

from datetime import datetime, timedelta, tzinfo

from joblog_tui.model.moment import DAY, HOUR, MINUTE, SECOND, duration, long_duration
from joblog_tui.ui.charts.axis import MONTHS, day
from joblog_tui.ui.charts.zooms import local_time

_UNITS = ((MINUTE, "min"), (HOUR, "h"), (DAY, "day"), (30 * DAY, "month"))


def length(span: int) -> str:
    """``1h 29m``, ``89 days``, ``20 months``, ``7 years``."""
    if span < 2 * DAY:
        return duration(span) if span >= 2 * MINUTE else long_duration(span)
    if span < 90 * DAY:
        return f"{round(span / DAY)} days"
    if span < 3 * 365 * DAY:
        return f"{round(span / (30.44 * DAY))} months"
    return f"{round(span / (365.25 * DAY))} years"


def stretch(first: int, last: int, now: int, zone: tzinfo, dash: str = "–") -> str:
    """From when to when, as short as it can be said: ``09:00 – 09:15``, ``20 Nov``, ``20 Nov 09:00 – 21 Nov 10:00``."""
    begin, end, today = (local_time(moment, zone) for moment in (first, last, now))
    if _midnight(begin) and _midnight(end):
        final = local_time(last - 1, zone)
        year = f" {begin.year}" if begin.year != today.year or final.year != today.year else ""
        if begin.date() == final.date():
            return day(begin) + year
        if begin.day == 1 and end.day == 1 and (begin.year, begin.month) == (final.year, final.month):
            return f"{MONTHS[begin.month - 1]} {begin.year}"
        opening = f"{day(begin)} {begin.year}" if begin.year != final.year else day(begin)
        return f"{opening} {dash} {day(final)}{year}"
    seconds = any(clock.second for clock in (begin, end))
    dated = begin.date() != today.date() or local_time(last - 1, zone).date() != today.date()
    opening = f"{day(begin)} {_clock(begin, seconds)}" if dated else _clock(begin, seconds)
    if _midnight(end) and end - begin <= timedelta(days=1):
        closing = "24:00"
    else:
        closing = f"{day(end)} {_clock(end, seconds)}" if begin.date() != end.date() else _clock(end, seconds)
    return f"{opening} {dash} {closing}"


def rate(jobs: float, span: int) -> str:
    """Jobs in a span (ms) as ``3.5/min``, in the smallest unit of time in which there is one."""
    if span <= 0:
        return ""
    unit, name = next(((unit, name) for unit, name in _UNITS if jobs * unit >= span), _UNITS[-1])
    return f"{number(jobs * unit / span)}/{name}"


def peak(jobs: int, width: int) -> str:
    """The most jobs that a column of this width (ms) has, as a rate in the unit that suits the width."""
    unit, name = next(((unit, name) for unit, name in reversed(_UNITS[:3]) if unit <= width), _UNITS[0])
    return f"{number(jobs * unit / width)}/{name}"


def took(milliseconds: int | None) -> str:
    """A run time: ``<0.1s``, ``0.4s``, ``14s``, ``1m 52s``; a dash when there is none."""
    if milliseconds is None:
        return "-"
    if milliseconds < SECOND // 10:
        return "<0.1s"
    return f"{milliseconds / SECOND:.1f}s" if milliseconds < SECOND else long_duration(milliseconds)


def number(value: float) -> str:
    """``7``, ``3.5``, ``1,240``: as exact as it needs to be."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def percent(share: float) -> str:
    """``96.2 %``; never ``100 %`` or ``0 %`` for what is not quite that."""
    if share in (0, 1):
        return f"{share:.0%}".replace("%", " %")
    return f"{min(99.9, max(0.1, share * 100)):.1f} %"


def _midnight(clock: datetime) -> bool:
    return (clock.hour, clock.minute, clock.second, clock.microsecond) == (0, 0, 0, 0)


def _clock(clock: datetime, seconds: bool) -> str:
    return f"{clock:%H:%M:%S}" if seconds else f"{clock:%H:%M}"
