"""Which sources are silent, by the minutes that ``source_signs`` keeps; what is usual is learned now and then."""

import json
from collections.abc import Iterable, Mapping

from joblog_tui.model.moment import MINUTE
from joblog_tui.model.silence import GAPS, LEAST_LIMIT, Silence, Usual, usual_gaps
from joblog_tui.store.sqlite.reader import Read

USUAL_AGE = MINUTE  # milliseconds that what was learned of a source is good for

_LATEST = """
SELECT so.id, so.name, (SELECT s.last_at FROM source_signs AS s WHERE s.source = so.id ORDER BY s.minute DESC LIMIT 1)
FROM sources AS so
WHERE so.id IN (SELECT value FROM json_each(?)) AND so.id <> 0
"""
_SIGNS = f"SELECT last_at FROM source_signs WHERE source = ? ORDER BY minute DESC LIMIT {GAPS + 1}"


class Silences:
    """Judges sources; see ``model.silence`` for the meaning."""

    def __init__(self) -> None:
        self._usual: dict[int, tuple[int, Usual]] = {}  # by the number of the source: (learned at, what)
        self.good_until = 0  # until when (epoch ms) the last answer holds, should nothing be heard

    async def of(self, read: Read, sources: Iterable[int | None], now: int) -> Mapping[int, Silence]:
        """The silences among some sources (by number) at ``now``; most are heard, and cost one row each."""
        found = {}
        good_until = 1 << 62
        asked = json.dumps(sorted({source for source in sources if source}))
        for number, name, last_at in await read(_LATEST, [asked]):
            if last_at is None:
                continue
            silent_after = last_at + LEAST_LIMIT
            if now > silent_after:
                usual = await self._learned(read, number, now)
                silent_after = last_at + usual.limit
                good_until = min(good_until, self._usual[number][0] + USUAL_AGE)
            if now > silent_after:
                found[number] = Silence(name, last_at, usual)
            else:
                good_until = min(good_until, silent_after)
        self.good_until = good_until
        return found

    async def heard(self, read: Read, sources: Iterable[int]) -> list[tuple[int, str, int | None]]:
        """Number, name and last sign (epoch ms) of some sources."""
        rows = await read(_LATEST, [json.dumps(sorted(set(sources)))])
        return [(number, name, last_at) for number, name, last_at in rows]

    async def _learned(self, read: Read, source: int, now: int) -> Usual:
        learned_at, usual = self._usual.get(source, (0, Usual()))
        if not 0 <= now - learned_at <= USUAL_AGE:
            usual = usual_gaps(row[0] for row in await read(_SIGNS, [source]))
            self._usual[source] = now, usual
        return usual
