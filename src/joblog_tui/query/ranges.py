"""A range of time as an operator would write it: in their own zone, and no longer than it must be."""

from datetime import UTC, datetime, timedelta, tzinfo

from joblog_tui.query.filters import Between, Filter
from joblog_tui.query.times import NoTime, read_bounds, write_bounds

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write_range(low: int, high: int, zone: tzinfo) -> str:
    """Text that reads back as ``low <= time < high`` (epoch ms): whole days, times of the zone, or times in UTC."""
    begin, end = (_clock(moment, zone) for moment in (low, high))
    written = [f"{_time(begin)}..{_time(end)}"]
    if _is_midnight(begin) and _is_midnight(end):
        first, last = begin.date().isoformat(), (end - timedelta(days=1)).date().isoformat()
        written = [first if first == last else f"{first}..{last}", *written]
    for text in written:
        try:
            if read_bounds(text, now=low, zone=zone) == (low, high):
                return text
        except NoTime:
            continue
    return write_bounds(low, high)


def write_moment(moment: int, zone: tzinfo) -> str:
    """A moment (epoch ms) in the operator's zone, or in UTC where that would be another one."""
    clock = _clock(moment, zone)
    try:
        bounds = read_bounds(f">={_time(clock)}", now=moment, zone=zone)
    except NoTime:
        bounds = (None, None)
    return _time(clock) if bounds == (moment, None) else write_bounds(moment, None).removeprefix(">=")


def created_within(filter: Filter, low: int, high: int, zone: tzinfo) -> Filter:
    """The filter, with this range instead of what it said about when jobs were created."""
    others = without_created(filter)
    return Filter((*others.parts, Between("created", low, high, write_range(low, high, zone))), filter.everywhere)


def without_created(filter: Filter) -> Filter:
    """The filter without what its top level says about when jobs were created."""
    parts = tuple(part for part in filter.parts if not (isinstance(part, Between) and part.key == "created"))
    return Filter(parts, filter.everywhere)


def _clock(moment: int, zone: tzinfo) -> datetime:
    return (_EPOCH + timedelta(milliseconds=moment)).astimezone(zone).replace(tzinfo=None, fold=0)


def _is_midnight(clock: datetime) -> bool:
    return (clock.hour, clock.minute, clock.second, clock.microsecond) == (0, 0, 0, 0)


def _time(clock: datetime) -> str:
    if clock.microsecond:
        return f"{clock:%Y-%m-%dT%H:%M:%S}.{clock.microsecond // 1000:03d}"
    return f"{clock:%Y-%m-%dT%H:%M:%S}" if clock.second else f"{clock:%Y-%m-%dT%H:%M}"
