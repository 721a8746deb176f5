"""Signs of life of the sources themselves: workers, the SCIM bridge, the policy engine."""

from collections.abc import Iterator

from joblog_tui.model.event import Event
from joblog_tui.model.moment import HOUR, MINUTE
from joblog_tui.simulator.outages import SOURCES, Outages

LIVE_EVERY = MINUTE
_PAST_EVERY = 15 * MINUTE
_SHARE_AT_MOST = 0.08  # of all events, at a low rate


def live_period(rate: float) -> int:
    """How often a source says that it lives (ms), when there are ``rate`` events a second in all."""
    return max(LIVE_EVERY, int(len(SOURCES) * 1000 / (_SHARE_AT_MOST * rate)))


def heartbeats(key: str, start: int, live_from: int, rate: float, outages: Outages) -> Iterator[Event]:
    """Heartbeats of all sources from ``start`` on, one source after the other; none while a source is away.

    More than an hour before ``live_from`` they are rare: nobody asks any more whether a source lived then.
    """
    at, number, live = start, 0, live_period(rate)
    while True:
        source = SOURCES[number % len(SOURCES)]
        number += 1
        period = live if at >= live_from - HOUR else max(_PAST_EVERY, live)
        if outages.resumes(source, at) == at:
            yield Event(job=None, id=f"evt-{key}-hb-{number}", at=at, source=source, heartbeat=True)
        at += max(1, period // len(SOURCES))
