"""Keeps watch over the unfinished jobs in memory: which of them are stalled now, and which will be when.

The definition is that of ``model.fold``: a leaf at work, or one nested in nothing, stalls when it has been silent for
longer than its limit; a job with nested jobs stalls when a leaf at work in it does, or when all of it is silent. A job
that changed is taken in again, for all others time alone matters: each one that is not stalled has a moment at which it
will be. So news costs in proportion to the news, and the passing of time costs nothing until the next such moment.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from joblog_tui.model.silence import Silence
from joblog_tui.model.stall import Limit, StallCell, Stalls, Verdict
from joblog_tui.model.vocabulary import Status
from joblog_tui.store.sqlite.reader import Row
from joblog_tui.store.sqlite.words import Words

NEVER = 1 << 62  # epoch milliseconds
_OTHERWISE = Limit()


class Waiting(NamedTuple):
    """An unfinished job: a row of ``sql/waiting.sql``. Times are epoch milliseconds."""

    seq: int
    id: str
    parent: int | None
    leaf: int
    own_status: int
    since: int | None
    scheduled_for: int | None
    source: int | None
    status: int
    task: int | None
    trigger: int | None
    listed: int
    acknowledged: int


class Vigil:
    """The unfinished jobs of a store under ``limits`` (by the number of the task), as they were at ``now``.

    Time only goes on; when a clock was set back, somebody has to begin anew.
    """

    def __init__(self, rows: Iterable[Row], words: Words, limits: Mapping[int, Limit], now: int) -> None:
        self.now = now
        self.next = NEVER  # the moment after which another job is stalled, should nothing be heard until then
        self._words = words
        self._limits = limits
        self._waiting: dict[int, Waiting] = {}
        self._pending: dict[int, int] = {}  # the moment after which a job that is not stalled is
        self._scheduled = _Below()
        self._silent = _Below()  # stalled leaves
        self._verdicts: dict[int, Verdict] = {}
        self._source: dict[int, int] = {}  # of each stalled job, or of the leaf that stalls it; 0 without a name
        self._reporting: dict[int, set[int]] = {}  # the same by source
        self._silences: Mapping[int, Silence] = {}
        self._cells: Counter[tuple[int, int, int]] = Counter()  # the listed ones among the stalled
        self._acknowledged = 0
        self._seen_to: set[int] = set()  # the stalled ones that somebody has seen to
        self._told: Stalls | None = None
        self.take((), rows, now)

    @property
    def sources(self) -> Iterable[int]:
        """The sources (by number) that report on stalled jobs."""
        return self._reporting.keys()

    def take(self, changed: Iterable[int], rows: Iterable[Row], now: int) -> None:
        """Some jobs have changed, with all that they are nested in; those that are unfinished now stand in ``rows``."""
        left = [self._waiting[seq] for seq in changed if seq in self._waiting]
        for job in left:
            self._forget(job)
        for job in left:  # only now: until then each had to be found from those below
            del self._waiting[job.seq]
        taken = [Waiting._make(row) for row in rows]
        self._waiting.update((job.seq, job) for job in taken)
        for job in taken:
            if job.leaf and job.since is not None and job.scheduled_for is not None:
                self._scheduled.add(job.seq, self._above(job))
        self._judge(taken, now)

    def wait(self, now: int) -> None:
        """Time goes on to ``now``."""
        if now > self.next:
            self._judge([self._waiting[seq] for seq, due in self._pending.items() if due < now], now)
            self.next = min(self._pending.values(), default=NEVER)
        self.now = now

    def hear(self, silences: Mapping[int, Silence]) -> None:
        """These are the silent ones among ``sources``."""
        for source, seqs in self._reporting.items():
            silence = silences.get(source)
            if silence != self._silences.get(source):
                for seq in seqs:
                    was = self._verdicts[seq]
                    self._verdicts[seq] = Verdict(was.since, was.limit, was.task, was.blamed, silence)
                self._told = None
        self._silences = silences

    def stalls(self) -> Stalls:
        """All verdicts of this moment."""
        if self._told is None:
            tasks, triggers = self._words.tasks, self._words.triggers
            cells = {
                StallCell(Status(status).slug, tasks.get(task, ""), triggers.get(trigger, "")): n
                for (status, task, trigger), n in self._cells.items()
                if n
            }
            listed, seen_to = self._cells.total(), frozenset(self._seen_to)
            self._told = Stalls(self.now, dict(self._verdicts), listed, self._acknowledged, cells, seen_to)
        return self._told

    def _judge(self, jobs: Iterable[Waiting], now: int) -> None:
        """Judge jobs that were just taken in or whose moment has come, and those that they are nested in."""
        with_nested: dict[int, Waiting] = {}
        for job in jobs:
            if not job.leaf:
                with_nested[job.seq] = job
            elif job.since is not None and (job.own_status != Status.QUEUED or job.parent is None):
                if not self._decide(job, job.since, now):
                    continue
                above = list(self._above(job))
                self._silent.add(job.seq, above)
                with_nested.update((seq, self._waiting[seq]) for seq in above)
        for job in with_nested.values():
            silent = [self._waiting[seq] for seq in self._silent.of(job.seq)]
            if silent:
                longest = min(silent, key=lambda leaf: (leaf.since or 0, leaf.seq))
                self._stall(job, longest, longest.since or 0)
            elif job.since is not None:
                schedules = (self._waiting[seq].scheduled_for or 0 for seq in self._scheduled.of(job.seq))
                self._decide(job, max(job.since, *schedules, 0), now)

    def _decide(self, job: Waiting, since: int, now: int) -> bool:
        """Whether a job that is silent since ``since`` is stalled for that."""
        due = since + self._limit(job).milliseconds
        if due < now:
            self._stall(job, job, since)
            return True
        self._pending[job.seq] = due
        self.next = min(self.next, due)
        return False

    def _stall(self, job: Waiting, silent: Waiting, since: int) -> None:
        """A job is stalled because a leaf in it, or the job itself, is silent since ``since``."""
        self._release(job)
        self._told = None
        task, source = self._words.tasks.get(silent.task or 0), silent.source or 0
        blamed = None if silent is job else silent.id
        self._verdicts[job.seq] = Verdict(since, self._limit(silent), task, blamed, self._silences.get(source))
        self._source[job.seq] = source
        self._reporting.setdefault(source, set()).add(job.seq)
        if job.acknowledged:
            self._seen_to.add(job.seq)
        self._count(job, 1)

    def _release(self, job: Waiting) -> None:
        """A job is not stalled any more, as far as is known, and will not be by itself."""
        self._pending.pop(job.seq, None)
        if self._verdicts.pop(job.seq, None) is None:
            return
        self._told = None
        source = self._source.pop(job.seq)
        self._reporting[source].remove(job.seq)
        if not self._reporting[source]:
            del self._reporting[source]
        self._seen_to.discard(job.seq)
        self._count(job, -1)

    def _forget(self, job: Waiting) -> None:
        self._release(job)
        if job.leaf:
            above = list(self._above(job))
            self._scheduled.remove(job.seq, above)
            self._silent.remove(job.seq, above)

    def _count(self, job: Waiting, n: int) -> None:
        if job.listed:
            self._cells[job.status, job.task or 0, job.trigger or 0] += n
            self._acknowledged += n * job.acknowledged

    def _above(self, job: Waiting) -> Iterator[int]:
        """The jobs that a job is nested in: while it is unfinished, so are they."""
        above = self._waiting.get(job.parent or 0)
        while above is not None:
            yield above.seq
            above = self._waiting.get(above.parent or 0)

    def _limit(self, job: Waiting) -> Limit:
        return self._limits.get(job.task or 0, _OTHERWISE)


class _Below:
    """Leaves of some kind, by each of the jobs that they are nested in."""

    def __init__(self) -> None:
        self._leaves: dict[int, set[int]] = {}

    def of(self, seq: int) -> Iterable[int]:
        return self._leaves.get(seq, ())

    def add(self, leaf: int, above: Iterable[int]) -> None:
        for seq in above:
            self._leaves.setdefault(seq, set()).add(leaf)

    def remove(self, leaf: int, above: Iterable[int]) -> None:
        for seq in above:
            leaves = self._leaves.get(seq, set())
            leaves.discard(leaf)
            if not leaves:
                self._leaves.pop(seq, None)
