"""Times in a query: what ``created:`` and ``updated:`` take, turned into bounds in epoch milliseconds.

A day is a day of the operator's zone, from its first moment to the first of the next day: 23 or 25 hours long
when the clocks change. A time without ``Z`` or offset is one of that zone too: one that the clocks show twice is the
first of the two, one that they skip is read by the offset that held before.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from joblog_tui.model.moment import rfc3339

Bounds = tuple[int | None, int | None]
"""The first moment and the first moment after, epoch milliseconds; None is open."""

WORDS = {"today": "today", "yesterday": "yesterday"}

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d+))?)?(Z|([+-])([01]\d|2[0-3]):([0-5]\d))?",
    re.ASCII,
)
_COMPARISON = re.compile("[<>]=?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WRITE = "write a day such as 2026-11-20, a time such as 2026-11-20T09:00, today or yesterday"


class NoTime(ValueError):
    """A text that says no time; ``text`` is the piece concerned, the message what is wrong with it, then what to do."""

    def __init__(self, text: str, problem: str, advice: str = "") -> None:
        super().__init__(problem)
        self.text = text
        self.advice = advice


def read_bounds(text: str, *, now: int, zone: tzinfo) -> Bounds:
    """The bounds that a day, a range or a comparison sets; ``NoTime`` when it is none of them.

    ``2026-11-01`` is that whole day; a range ends with its last day, or just before its last moment.
    """
    comparison = _COMPARISON.match(text)
    if comparison is not None:
        first, after = _extent(text[comparison.end() :], now, zone)
        bounds: dict[str, Bounds] = {">=": (first, None), ">": (after, None), "<": (None, first), "<=": (None, after)}
        return bounds[comparison[0]]
    if ".." in text:
        return _range(text, now, zone)
    first, after = _extent(text, now, zone)
    if _TIME.fullmatch(text):
        raise NoTime(text, "is a single moment", f"write a range such as {text}.. or a comparison such as >={text}")
    return first, after


def write_bounds(low: int | None, high: int | None) -> str:
    """Text that reads back as these bounds, in UTC; ``ValueError`` when both are open."""
    if low is not None and high is not None:
        return f"{_utc(low)}..{_utc(high)}"
    if low is not None:
        return f">={_utc(low)}"
    if high is not None:
        return f"<{_utc(high)}"
    raise ValueError("a time without bounds has no written form")


def _range(text: str, now: int, zone: tzinfo) -> Bounds:
    begin, _, end = text.partition("..")
    if not begin and not end:
        raise NoTime(text, "is a range without a time", "write 2026-11-01..2026-11-23, 2026-11-01.. or ..2026-11-23")
    low = _extent(begin, now, zone)[0] if begin else None
    high = None
    if end:
        first, after = _extent(end, now, zone)
        high = first if _TIME.fullmatch(end) else after
    if low is not None and high is not None and high <= low:
        raise NoTime(text, "is empty", "its end must come after its beginning")
    return low, high


def _extent(text: str, now: int, zone: tzinfo) -> tuple[int, int]:
    """The first moment of a day or time, and the first one after it."""
    moment = _TIME.fullmatch(text)
    if moment is not None:
        first = _moment(moment, zone)
        return first, first + 1
    day = _day(text, now, zone)
    return _midnight(day, zone), _midnight(day + timedelta(days=1), zone)


def _day(text: str, now: int, zone: tzinfo) -> date:
    word = text.casefold()
    if word in WORDS:
        today = (_EPOCH + timedelta(milliseconds=now)).astimezone(zone).date()
        return today if word == "today" else today - timedelta(days=1)
    if _DAY.fullmatch(text) is None:
        raise NoTime(text, "is not a time" if text else "a time is missing", _WRITE)
    return _existing_day(text)


def _existing_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NoTime(text, "is not a day that exists") from None
    if not 2000 <= day.year < 2200:
        raise NoTime(text, "is not between the years 2000 and 2200")
    return day


def _moment(match: re.Match[str], zone: tzinfo) -> int:
    day, hour, minute, second, fraction, suffix, sign, off_hours, off_minutes = match.groups()
    if sign is not None:
        offset = timedelta(hours=int(off_hours), minutes=int(off_minutes))
        zone = timezone(offset if sign == "+" else -offset)
    elif suffix == "Z":
        zone = UTC
    clock = time(int(hour), int(minute), int(second or 0), tzinfo=zone)
    return _milliseconds(datetime.combine(_existing_day(day), clock)) + int(((fraction or "") + "000")[:3])


def _midnight(day: date, zone: tzinfo) -> int:
    return _milliseconds(datetime.combine(day, time(tzinfo=zone)))


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _utc(moment: int) -> str:
    return rfc3339(moment).replace(".000Z", "Z")
