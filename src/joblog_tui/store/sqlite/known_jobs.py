"""The jobs of the page that was read last, for the next one: of a live list, few rows change from one look to the next.

A look at 400 rows costs 2 ms of CPU time, ten times a second; one that reads the few jobs which events since the last
look are about, a fifth of that.
"""

import json
import time
from collections.abc import Callable, Sequence

from joblog_tui.model.job import Job
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.changes import SEEN, changed_since
from joblog_tui.store.sqlite.reader import Read, Row
from joblog_tui.store.sqlite.rows import job_of
from joblog_tui.store.sqlite.words import Words

GOOD_FOR = 2.0  # seconds; then all rows are read again, come what may
FEW = 200  # events that are looked through rather than reading all rows

_JOB = schema.sql("job.sql")


async def jobs_of(read: Read, seqs: Sequence[int], words: Words) -> tuple[Job, ...]:
    """The jobs with these numbers, in this order."""
    found = await _read(read, seqs, words)
    return tuple(found[seq] for seq in seqs)


class KnownJobs:
    """Reads jobs by number, and keeps those of the last time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._jobs: dict[int, Job] = {}
        self._words: Words | None = None
        self._seen: Row = ()  # the last event and the last pruning before the jobs were read
        self._read_at = 0.0

    async def of(self, read: Read, seqs: Sequence[int], words: Words) -> tuple[Job, ...]:
        """The jobs with these numbers, in this order."""
        seen = (await read(SEEN))[0]
        kept = await self._unchanged(read, seen, words)
        if not kept:
            self._read_at = self._clock()
        found = kept | await _read(read, [seq for seq in seqs if seq not in kept], words)
        self._jobs = {seq: found[seq] for seq in seqs}
        self._words, self._seen = words, seen
        return tuple(self._jobs.values())

    async def _unchanged(self, read: Read, seen: Row, words: Words) -> dict[int, Job]:
        if words is not self._words or seen[1] != self._seen[1] or self._clock() - self._read_at > GOOD_FOR:
            return {}
        if seen[0] == self._seen[0]:
            return self._jobs
        if not 0 < seen[0] - self._seen[0] <= FEW:
            return {}
        changed = await changed_since(read, self._seen[0], seen[0])
        return {} if changed is None else {seq: job for seq, job in self._jobs.items() if seq not in changed}


async def _read(read: Read, seqs: Sequence[int], words: Words) -> dict[int, Job]:
    if not seqs:
        return {}
    rows = await read(f"{_JOB} WHERE j.seq IN (SELECT value FROM json_each(?))", [json.dumps(seqs)])
    return {row[0]: job_of(row, words) for row in rows}
