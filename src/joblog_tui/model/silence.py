"""A silent source: a writer from which nothing came for longer than is usual for it, heartbeats counted.

When a source is silent, nobody can say of its jobs whether they are stuck; their verdicts blame the source. What is
usual is learned by the minute: of each minute in which a source gave a sign, the last one is kept (``source_signs`` in
the store), and a gap is the time between two of these. Gaps within a minute never matter: the least limit is five.
Writers that name no source are not told apart, so their silence says nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from joblog_tui.model.moment import DAY, MINUTE
from joblog_tui.model.quantile import p95

LEAST_LIMIT = 5 * MINUTE  # milliseconds
GAP_FACTOR = 3  # x p95 of the usual gaps
GAPS = 1_000  # the last ones
KEPT_MINUTES = 30 * DAY // MINUTE  # minutes before the latest sign of a source; older signs are forgotten


@dataclass(frozen=True, slots=True)
class Usual:
    """How long the pauses of a source usually are: ``gap`` is the p95 (ms) of ``samples`` gaps, None without any."""

    gap: int | None = None
    samples: int = 0

    @property
    def limit(self) -> int:
        """For how long nothing may come, in milliseconds."""
        return max(LEAST_LIMIT, GAP_FACTOR * (self.gap or 0))


@dataclass(frozen=True, slots=True)
class Silence:
    """A source from which nothing came since ``since`` (epoch ms), although its usual pauses are shorter."""

    source: str
    since: int
    usual: Usual


def usual_gaps(signs: Iterable[int]) -> Usual:
    """What the signs of one source (epoch ms, any order) teach."""
    last_of_minute: dict[int, int] = {}
    for at in signs:
        last_of_minute[at // MINUTE] = max(at, last_of_minute.get(at // MINUTE, at))
    if not last_of_minute:
        return Usual()
    oldest = max(last_of_minute) - KEPT_MINUTES
    kept = sorted(at for minute, at in last_of_minute.items() if minute >= oldest)[-GAPS - 1 :]
    gaps = [later - earlier for earlier, later in pairwise(kept)]
    return Usual(p95(gaps), len(gaps)) if gaps else Usual()


def silence(source: str, signs: Iterable[int], now: int) -> Silence | None:
    """The silence of a source that gave these signs (epoch ms), at the moment ``now``; None while it is heard."""
    signs = list(signs)
    if not signs or now - max(signs) <= LEAST_LIMIT:
        return None
    usual = usual_gaps(signs)
    return Silence(source, max(signs), usual) if now - max(signs) > usual.limit else None
