"""Moments: epoch milliseconds UTC inside, RFC 3339 with ``Z`` on every machine-readable surface.

One strict pattern at every door: date, ``T``, time, optional fraction, ``Z`` or ``+hh:mm``; truncated to the
millisecond; years 2000 to 2199. ``sql/door.sql`` holds the same rule for writers that speak SQL, and a test
drives both with the same strings.
"""

import re
import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from joblog_tui.model.event import FIRST_AT, LAST_AT

SECOND = 1_000  # milliseconds
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_PATTERN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):([0-5]\d):([0-5]\d)(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))",
    re.ASCII,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS = {f":{second:02}": second * SECOND for second in range(60)}
_MILLISECONDS = {f".{millisecond:03}Z": millisecond for millisecond in range(1000)}


def now_ms() -> int:
    """This moment, epoch milliseconds UTC."""
    return time.time_ns() // 1_000_000


def parse_rfc3339(text: str) -> int:
    """Epoch milliseconds of a strict RFC 3339 time; ``ValueError`` says what is wrong."""
    try:
        # The form that joblog itself writes; neighbours in a log share their minute.
        return _minute(text[:16]) + _SECONDS[text[16:19]] + _MILLISECONDS[text[19:]]
    except (KeyError, ValueError):
        return _moment(text)


@lru_cache(10_000)
def _minute(text: str) -> int:
    return _moment(f"{text}:00.000Z")


def _moment(text: str) -> int:
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError("is not a time like 2026-11-23T09:15:02.125Z")
    year, month, day, hour, minute, second, fraction, sign, off_hour, off_minute = match.groups()
    try:
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:
        raise ValueError("is not a day and time that exists") from None
    whole = moment - _EPOCH
    if sign is not None:
        offset = timedelta(hours=int(off_hour), minutes=int(off_minute))
        whole += -offset if sign == "+" else offset
    return checked(int(whole.total_seconds()) * 1000 + int(((fraction or "") + "000")[:3]))


def checked(milliseconds: int) -> int:
    """The same moment, when it lies in the years 2000 to 2199; else ``ValueError``."""
    if not FIRST_AT <= milliseconds < LAST_AT:
        raise ValueError("is not between the years 2000 and 2200")
    return milliseconds


def rfc3339(milliseconds: int) -> str:
    """The moment as ``2026-11-23T09:15:02.125Z``."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


def duration(milliseconds: int) -> str:
    """A length of time as a person reads it: ``9s``, ``3m``, then ``1h 30m``, ``3d``."""
    seconds = max(0, milliseconds) // 1000
    if seconds < 60:
        return f"{seconds}s"
    if seconds < 3600:
        return f"{seconds // 60}m"
    if seconds < 86_400:
        hours, minutes = divmod(seconds // 60, 60)
        return f"{hours}h {minutes}m" if minutes else f"{hours}h"
    return f"{seconds // 86_400}d"


def long_duration(milliseconds: int) -> str:
    """A length of time with a second unit: ``50s``, ``3m 16s``, ``2h 05m``, ``3d 4h``."""
    seconds = max(0, milliseconds) // 1000
    if seconds < 60:
        return f"{seconds}s"
    if seconds < 3600:
        minutes, rest = divmod(seconds, 60)
        return f"{minutes}m {rest:02d}s" if rest else f"{minutes}m"
    if seconds < 86_400:
        hours, minutes = divmod(seconds // 60, 60)
        return f"{hours}h {minutes:02d}m" if minutes else f"{hours}h"
    days, hours = divmod(seconds // 3600, 24)
    return f"{days}d {hours}h" if hours else f"{days}d"
