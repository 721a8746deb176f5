"""The rhythm of a week: busy mornings, a dip at noon, quiet nights, nightly policy runs, Mondays.

Time is cut into slots of five minutes; ``weight`` says how much happens in a slot, 1 being the average of the week.
"""

from functools import cache

from joblog_tui.model.moment import DAY, HOUR, MINUTE

SLOT = 5 * MINUTE  # milliseconds
_SLOTS_A_WEEK = 7 * DAY // SLOT
_THURSDAY = 3  # the first day of the epoch, Monday being 0

_BY_HOUR = (
    0.10, 0.08, 0.08, 0.06, 0.06, 0.08, 0.20, 0.70, 1.80, 2.60, 2.70, 2.40,
    1.60, 2.10, 2.50, 2.40, 2.10, 1.60, 0.90, 0.50, 0.40, 0.30, 0.20, 0.15,
)  # fmt: skip
_WEEKEND = 0.12
_POLICIES = (2 * 60, 2 * 60 + 40, 3.0)  # from minute, to minute of the day, weight
_SYNCS = (5 * 60, 5 * 60 + 20, 1.6)


def hour_of(at: int) -> int:
    """The hour of the day (0 to 23) of a local moment, milliseconds."""
    return at % DAY // HOUR


def weight(at: int) -> float:
    """How much happens in the slot of a local moment (ms), 1 being the average."""
    return _week()[(at // SLOT + _THURSDAY * (DAY // SLOT)) % _SLOTS_A_WEEK]


@cache
def _week() -> tuple[float, ...]:
    """The weights of all slots of a week, Monday midnight first."""
    raw = [_raw(slot // (DAY // SLOT), slot % (DAY // SLOT) * (SLOT // MINUTE)) for slot in range(_SLOTS_A_WEEK)]
    mean = sum(raw) / len(raw)
    return tuple(value / mean for value in raw)


def _raw(weekday: int, minute: int) -> float:
    for begin, end, value in (_POLICIES, _SYNCS):
        if begin <= minute < end:
            return value
    value = _BY_HOUR[minute // 60]
    if weekday >= 5:
        return value * _WEEKEND
    if weekday == 0 and 8 <= minute // 60 < 11:
        return value * 1.5
    if weekday == 4 and minute // 60 >= 15:
        return value * 0.6
    return value
