"""Which jobs are stalled now, and the limits that this is judged by."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from joblog_tui.model.moment import MINUTE
from joblog_tui.model.stall import LEARN_FROM, Limit, Stalls, learned_limit
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.changes import SEEN, changed_since
from joblog_tui.store.sqlite.reader import Read, Reader, Row
from joblog_tui.store.sqlite.silences import Silences
from joblog_tui.store.sqlite.stillness import Stillness
from joblog_tui.store.sqlite.vigil import Vigil
from joblog_tui.store.sqlite.words import Words

LIMITS_AGE = MINUTE  # milliseconds that learned limits are good for

_RUN_TIMES = f"""
SELECT max(0, updated_at - ifnull(started_at, created_at)) FROM jobs
WHERE task = ? AND status = {int(Status.COMPLETED)} AND created_at IS NOT NULL
ORDER BY changed_at DESC LIMIT {LEARN_FROM}
"""
_WAITING = schema.sql("waiting.sql")


async def learned_limits(read: Read, words: Words, configured: Mapping[str, int]) -> dict[int, Limit]:
    """The limit of each task by its number: set by an operator (milliseconds by slug), or learned."""
    found = {}
    for number, slug in words.tasks.items():
        if slug in configured:
            found[number] = Limit(configured[slug], configured=True)
        else:
            found[number] = learned_limit(row[0] for row in await read(_RUN_TIMES, [number]))
    return found


class Stalling:
    """Answers what is stalled, again and again: everything is read once, then what has changed (``vigil``).

    All is read anew when much has changed, jobs were pruned, a limit or a word is another, or the clock was set back.
    """

    def __init__(self, path: Path, configured: Mapping[str, int]) -> None:
        """Of the store at ``path``, under limits that an operator set (milliseconds by slug)."""
        self._configured = dict(configured)
        self._still = Stillness(path)
        self._silences = Silences()
        self._turn = asyncio.Lock()
        self._vigil: Vigil | None = None
        self._words = Words(Vocabulary((), ()))
        self._limits: dict[int, Limit] = {}
        self._learned_at = 0
        self._seen: Row = ()  # the last event and the last prune that were taken in
        self._good_until = -1  # until when the last answer holds, should nothing be heard; -1 when one is under way

    def judge_by(self, configured: Mapping[str, int]) -> None:
        """Limits that an operator has set by now, in place of those before."""
        self._configured = dict(configured)
        self._learned_at, self._good_until = 0, -1

    async def at(self, now: int, reader: Reader, words_of: Callable[[Read], Awaitable[Words]]) -> Stalls:
        """All verdicts of the moment ``now``."""
        async with self._turn:
            still = self._still.holds()
            if self._vigil is not None and still and self._vigil.now <= now <= self._good_until:
                return replace(self._vigil.stalls(), at=now)
            self._good_until = -1

            async def look(read: Read) -> Vigil:
                vigil = await self._current(read, await words_of(read), now)
                vigil.hear(await self._silences.of(read, vigil.sources, now))
                return vigil

            vigil = await reader.together(look)
            self._good_until = min(vigil.next, self._silences.good_until, self._learned_at + LIMITS_AGE)
            return replace(vigil.stalls(), at=now)

    async def _current(self, read: Read, words: Words, now: int) -> Vigil:
        """The vigil after all that has happened until ``now``."""
        seen = (await read(SEEN))[0]
        known = self._vigil
        learned = not 0 <= now - self._learned_at <= LIMITS_AGE or words is not self._words
        configured = self._configured
        limits = await learned_limits(read, words, configured) if learned else self._limits
        changed = None
        if known is not None and known.now <= now and seen[1] == self._seen[1] and limits == self._limits:
            changed = await changed_since(read, self._seen[0], seen[0]) if words is self._words else None
        rows = [] if changed == set() else await read(*_select(changed))
        # Nothing is awaited from here on: whoever gives up waiting leaves what was known, or what is known now.
        if learned and configured is self._configured:
            self._learned_at = now
        if known is None or changed is None:
            known = Vigil(rows, words, limits, now)
        else:
            known.take(changed, rows, now)
            known.wait(now)
        self._vigil, self._words, self._limits, self._seen = known, words, limits, seen
        return known


def _select(changed: set[int] | None) -> tuple[str, Sequence[str]]:
    """The unfinished ones among some jobs, None for all."""
    if changed is None:
        return _WAITING, []
    return f"{_WAITING} AND j.seq IN (SELECT value FROM json_each(?))", [json.dumps(list(changed))]
