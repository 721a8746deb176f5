"""Plays scripts at the same time: one stream of events in the order in which they happen.

In memory are only the events still to come of the jobs that have begun.
"""

from collections.abc import Callable, Iterator
from heapq import heappop, heappush, heapreplace

from joblog_tui.model.event import Event

Living = tuple[int, int, Event, Iterator[Event]]
"""A job that has begun: when its next event happens, its number, that event, and what comes after it."""


def in_order(
    next_beginning: Callable[[], int | None], begin: Callable[[int], Iterator[Event]], others: Iterator[Event], end: int
) -> Iterator[Event]:
    """All events before ``end`` (epoch ms), ascending by ``at``.

    ``next_beginning()`` says when the next job begins (ascending; None: no more), ``begin(at)`` gives its events,
    none of which is before ``at``. ``others`` are events of no job, ascending too, endless.
    """
    living: list[Living] = []
    number = 0
    beginning = next_beginning()
    _join(living, others, number)
    while living:
        at, who, event, rest = living[0]
        if beginning is not None and beginning <= at:
            if beginning >= end:
                beginning = None
                continue
            number += 1
            _join(living, begin(beginning), number)
            beginning = next_beginning()
            continue
        if at >= end:
            return
        yield event
        following = next(rest, None)
        if following is None:
            heappop(living)
        else:
            assert following.at is not None
            heapreplace(living, (following.at, who, following, rest))


def _join(living: list[Living], events: Iterator[Event], number: int) -> None:
    first = next(events, None)
    if first is not None:
        assert first.at is not None
        heappush(living, (first.at, number, first, events))
