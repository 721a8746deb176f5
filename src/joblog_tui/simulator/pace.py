"""When top-level jobs begin: so many a day in the past, as the rhythm has it, and then as fast as was asked for."""

from collections.abc import Iterator
from math import log
from typing import Protocol

from joblog_tui.model.moment import DAY, MINUTE, SECOND
from joblog_tui.simulator.dice import Dice
from joblog_tui.simulator.rhythm import SLOT, weight

HISTORY_JOBS_A_DAY = 1_200
EVENTS_A_JOB = 32.0
"""About how many events a top-level job of the live part makes, all that is nested in it included."""
_EVENTS_A_PAST_JOB = 12.5

_RISE = 40 * MINUTE  # from the pace of the past to that of the present
_PLATEAU = 20 * MINUTE  # at the pace of the present before the present begins
_AHEAD_AT_MOST = 60_000  # events that rise and plateau may make, whatever the rate
_CORRECTION = 10 * MINUTE  # the time in which a surplus or a lack of events is made up for
_UNDER_WAY = MINUTE  # how much of the rate is made of jobs begun, and has not happened yet


def expected_events(start: int, live_from: int, rate: float, jobs: int | None, utc_offset: int) -> int:
    """About how many events there are from ``start`` to ``live_from``, for a progress bar."""
    if jobs is not None:
        return int(jobs * _EVENTS_A_PAST_JOB) if live_from > start else 0
    slots = range(start, live_from, SLOT)
    past = sum(weight(at + utc_offset) for at in slots) * HISTORY_JOBS_A_DAY / (DAY // SLOT) * _EVENTS_A_PAST_JOB
    ahead = rate * (_PLATEAU + _RISE / 2) / SECOND
    return int(past + min(ahead, _AHEAD_AT_MOST, rate * (live_from - start) / SECOND))


class Pace(Protocol):
    """Says when the next top-level job begins."""

    def next_after(self, at: int) -> int | None:
        """The moment (epoch ms) of the job after one at ``at``; None when there are no more."""
        ...

    def made(self, events: int, at: int) -> None:
        """So many events were made for the job at ``at``."""
        ...


class Spread:
    """Exactly ``jobs`` jobs from ``start`` to ``end``, spread as the rhythm of the week has it."""

    def __init__(self, dice: Dice, start: int, end: int, jobs: int, utc_offset: int) -> None:
        self._moments = self._spread(dice, start, end, jobs, utc_offset)

    def next_after(self, at: int) -> int | None:
        """See ``Pace``."""
        return next(self._moments, None)

    def made(self, events: int, at: int) -> None:
        """See ``Pace``; what was asked for is a number of jobs."""

    @staticmethod
    def _spread(dice: Dice, start: int, end: int, jobs: int, utc_offset: int) -> Iterator[int]:
        slots = [(begin, min(begin + SLOT, end)) for begin in range(start, end, SLOT)]
        weights = [weight(begin + utc_offset) * (finish - begin) for begin, finish in slots]
        share = sum(weights) / jobs
        before, slot = 0.0, 0
        for number in range(jobs):
            place = (number + dice.share()) * share
            while slot + 1 < len(slots) and before + weights[slot] <= place:
                before += weights[slot]
                slot += 1
            begin, finish = slots[slot]
            inside = min(max(0.0, place - before) / weights[slot], 0.999999)
            yield begin + int(inside * (finish - begin))


class Flow:
    """The past at its own pace until ``live_from``, and from then on ``rate`` events a second on average.

    In the last hour of the past the pace rises to that of the present, so that nobody sees where one ends and the
    other begins. The present has no rhythm, it keeps the rate: a surplus of events slows the pace down. Where there
    is no past to rise in, or the rate is too high for it, more jobs begin at first, because of each of them only the
    first events happen at once.
    """

    def __init__(self, dice: Dice, start: int, live_from: int, rate: float, utc_offset: int) -> None:
        self._dice = dice
        self._rate = rate / SECOND  # events a millisecond
        self._utc_offset = utc_offset
        self._rise_from = live_from - _PLATEAU - _RISE
        self._full_from = live_from - _PLATEAU
        self._cold = start > self._rise_from or self._rate * (_PLATEAU + _RISE / 2) > _AHEAD_AT_MOST
        if self._cold:
            plateau = min(_PLATEAU, int(_AHEAD_AT_MOST / self._rate))
            self._rise_from = self._full_from = max(start, live_from - plateau)
        self._made = 0

    def next_after(self, at: int) -> int | None:
        """See ``Pace``. Exponential gaps; the pace is constant within a slot of time."""
        due = -log(1.0 - self._dice.share())
        while True:
            pace = self._pace(at)
            until = self._next_change(at)
            if due < pace * (until - at):
                return at + int(due / pace)
            due -= pace * (until - at)
            at = until

    def made(self, events: int, at: int) -> None:
        """See ``Pace``."""
        if at >= self._full_from:
            self._made += events

    def _next_change(self, at: int) -> int:
        if at < self._rise_from:
            return min(at - at % SLOT + SLOT, self._rise_from)
        if at < self._full_from:
            return min(at + MINUTE, self._full_from)
        return at + SECOND

    def _pace(self, at: int) -> float:
        """Jobs a millisecond."""
        present = self._rate / EVENTS_A_JOB
        if at >= self._full_from:
            return present * self._correction(at - self._full_from)
        past = HISTORY_JOBS_A_DAY / DAY * weight(at + self._utc_offset)
        if at < self._rise_from:
            return past
        return past + (present - past) * (at - self._rise_from) / (self._full_from - self._rise_from)

    def _correction(self, since: int) -> float:
        """By how much the pace differs from the usual, ``since`` (ms) the rate is to be kept."""
        still_to_come = min(since, _UNDER_WAY) if self._cold else 0
        surplus = self._made / self._rate - since - still_to_come  # in milliseconds of the rate
        pushed = (since + 25 * SECOND) / (since + 4 * SECOND) if self._cold else 1.0
        return pushed * min(4.0, max(0.25, 1.0 - surplus / _CORRECTION))
