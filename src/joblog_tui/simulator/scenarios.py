"""The log of a simulated workspace, as a stream of events: no clock, no files; the same arguments, the same log."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import count

from joblog_tui.model.event import Event
from joblog_tui.model.moment import HOUR
from joblog_tui.simulator.clockwork import in_order
from joblog_tui.simulator.dice import Dice
from joblog_tui.simulator.heartbeats import heartbeats, live_period
from joblog_tui.simulator.kinds.mix import BY_DAY, kinds_at
from joblog_tui.simulator.outages import SOURCES, Outages
from joblog_tui.simulator.pace import Flow, Pace, Spread
from joblog_tui.simulator.play import play
from joblog_tui.simulator.rhythm import hour_of
from joblog_tui.simulator.script import Script

DEFAULT_RATE = 6.0  # events a second
_RECENT = HOUR  # what is younger than this is told in full, and of every kind
_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: nobody mistakes one for another


def events(
    seed: int,
    start: int,
    end: int,
    rate: float = DEFAULT_RATE,
    jobs: int | None = None,
    *,
    live_from: int | None = None,
    begun_before: int | None = None,
    utc_offset: int = 0,
) -> Iterator[Event]:
    """Every event from ``start`` to before ``end`` (epoch ms), ascending by ``at``.

    Until ``live_from`` (None: ``start``) it is the past, about 1,200 top-level jobs a day in the rhythm of a week;
    from then on there are ``rate`` events a second on average, all sources' heartbeats included, around the clock.
    With ``jobs`` there are exactly that many top-level jobs instead, spread from ``start`` to ``live_from``, or to
    ``end`` when that is None, or no more than that many when there is no past at all.

    With ``begun_before`` (epoch ms) no job begins at that time or later; those that have begun go on to their end.

    ``utc_offset`` (ms east of Greenwich) is where the company is: it shifts the rhythm of the day. Ids are made from
    ``seed`` and ``start``, so that two runs never share one.
    """
    flows = jobs is None or live_from == start
    past_until = live_from if live_from is not None else (start if flows else end)
    key = f"{seed}:{start}"
    suffix = _digits(int.from_bytes(sha256(key.encode()).digest()[:4], "big") >> 2)
    outages = Outages(key)
    dice = Dice(f"{key}:pace")
    pace: Pace
    if flows:
        beats = len(SOURCES) * 1000 / live_period(rate)
        pace = Flow(dice, start, past_until, rate - beats, utc_offset)
    else:
        assert jobs is not None
        pace = Spread(dice, start, past_until, jobs, utc_offset)
    numbers = count(1)
    last = start

    def next_beginning() -> int | None:
        nonlocal last
        number = next(numbers)
        if jobs is not None and number > jobs:
            return None
        at = pace.next_after(last)
        last = last if at is None else at
        return None if at is None or (begun_before is not None and at >= begun_before) else at

    begun = count(1)

    def begin(at: int) -> Iterator[Event]:
        number = next(begun)
        recent = at >= past_until - _RECENT
        name = f"{_digits(number + 1_023)}-{suffix}"
        script = Script(name, at, Dice(f"{key}:{number}"), outages, brief=not recent)
        kinds = BY_DAY if recent else kinds_at(hour_of(at + utc_offset))
        play(script, script.dice.draw(kinds)(script))
        written = script.events()
        pace.made(len(written), at)
        return iter(written)

    yield from in_order(next_beginning, begin, heartbeats(suffix, start, past_until, rate, outages), end)


def _digits(number: int) -> str:
    """A number in 32 digits that are easy to read aloud."""
    text = ""
    while number:
        number, digit = divmod(number, 32)
        text = _DIGITS[digit] + text
    return text or "0"
