"""Times as the operator reads them: ages, the clock in the operator's own zone, and how loud each is."""

from datetime import UTC, datetime, tzinfo
from typing import Literal

from joblog_tui.model.moment import DAY, MINUTE, SECOND, duration

Tone = Literal["text", "soft", "muted"]
FRESH = 10 * SECOND  # younger times stand out
RECENT = 2 * MINUTE
CLOCK_WIDTH = 8  # cells of 09:15:02
DAY_AND_CLOCK_WIDTH = 12  # cells of 21 Nov 09:15
BOTH_WIDTH = 13  # cells of 09:15:02   3m
MISSING = "-"


def age(at: int, now: int) -> str:
    """How long ago, in one unit under an hour: ``9s``, ``3m``, then ``1h 30m``, ``3d``. Never negative."""
    return duration(now - at)


def tone(at: int, now: int) -> Tone:
    """The role in which a time is drawn: the younger, the louder."""
    since = now - at
    if since < FRESH:
        return "text"
    return "soft" if since < RECENT else "muted"


def clock(at: int, now: int, zone: tzinfo | None, width: int) -> str:
    """The time of day when it was today, else the day; as precise as ``width`` cells (6 or more) hold.

    ``09:15:02`` or ``09:15`` today, ``21 Nov`` or ``21 Nov 09:15`` this year, ``2025-11`` before; zone None is the
    machine's own.
    """
    moment, present = local(at, zone), local(now, zone)
    if moment.date() == present.date():
        return _of_day(moment, width)
    if moment.year == present.year:
        day = f"{moment.day} {_MONTHS[moment.month - 1]}"
        return f"{day} {moment:%H:%M}" if width >= DAY_AND_CLOCK_WIDTH else day
    return f"{moment:%Y-%m}" if width >= 7 else f"{moment:%Y}"


def full_clock(at: int, now: int, zone: tzinfo | None) -> str:
    """The whole time for peek and detail: ``09:15:02`` today, else ``2026-11-21 09:15:02``."""
    moment = local(at, zone)
    if moment.date() == local(now, zone).date():
        return f"{moment:%H:%M:%S}"
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def clock_and_age(at: int, now: int, zone: tzinfo | None, width: int = BOTH_WIDTH) -> str:
    """Both, the age right-aligned: ``09:15:02   3m``; the clock loses its seconds when they do not fit.

    Beside an age of less than a day, yesterday's clock needs no date.
    """
    right = age(at, now)
    room = width - len(right) - 1
    left = _of_day(local(at, zone), room) if now - at < DAY else clock(at, now, zone, room)
    return f"{left}{right:>{width - len(left)}}"


def _of_day(moment: datetime, width: int) -> str:
    return f"{moment:%H:%M:%S}" if width >= CLOCK_WIDTH else f"{moment:%H:%M}"


def local(at: int, zone: tzinfo | None) -> datetime:
    """The moment (epoch ms) in the operator's zone; None is the machine's own."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
