"""Stalled: a flag, never a status. An unfinished job that was silent for longer than its limit.

The limit of a task is, in order: set in the configuration; learned from how long the task usually runs;
15 minutes. ``model.fold`` says the rule; here stand the values it works with and the words that explain a verdict.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from joblog_tui.model.moment import MINUTE, long_duration
from joblog_tui.model.quantile import p95
from joblog_tui.model.silence import LEAST_LIMIT, Silence
from joblog_tui.model.vocabulary import Vocabulary, nearest

DEFAULT_LIMIT = 15 * MINUTE  # milliseconds
LEAST_LEARNED_LIMIT = 2 * MINUTE  # milliseconds
LEARN_FROM = 1_000  # the last completed jobs of a task
LEARN_AT_LEAST = 20  # completed jobs, fewer teach nothing
LEARNED_FACTOR = 3  # x p95 of the run time


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a task may be silent, in milliseconds, and where that comes from.

    ``usual`` is the p95 of the run time (ms) of ``samples`` jobs for a learned limit; ``configured`` says that
    an operator set it.
    """

    milliseconds: int = DEFAULT_LIMIT
    usual: int | None = None
    samples: int = 0
    configured: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why one job counts as stalled. ``since`` is the moment of its last sign of life, epoch ms.

    ``task`` is the task whose limit was exceeded; ``blamed`` the id of the nested job that stalls its parent,
    None when the job itself (or all of it) is silent. ``silence`` is that of the source which reports on the job, or
    on the blamed one: then nobody can say whether the job is stuck.
    """

    since: int
    limit: Limit
    task: str | None
    blamed: str | None = None
    silence: Silence | None = None


class StallCell(NamedTuple):
    """Where a stalled job stands: the slugs of its status, task and trigger."""

    status: str
    task: str
    trigger: str


@dataclass(frozen=True, slots=True)
class Stalls:
    """All verdicts of one moment, by ``Job.seq``; ``listed`` counts those among top-level jobs of the log.

    ``acknowledged`` counts those of the listed ones that somebody has seen to; ``cells`` says how many of the listed
    ones stand where. ``seen_to`` are all stalled ones that somebody has seen to, nested ones too.
    """

    at: int
    verdicts: Mapping[int, Verdict] = field(default_factory=dict)
    listed: int = 0
    acknowledged: int = 0
    cells: Mapping[StallCell, int] = field(default_factory=dict)
    seen_to: frozenset[int] = frozenset()

    @property
    def unseen(self) -> int:
        """How many of the listed ones nobody has seen to: those of the view Stalled."""
        return self.listed - self.acknowledged


def learned_limit(run_times: Iterable[int]) -> Limit:
    """The limit that the run times (ms) of a task's last completed jobs teach."""
    times = list(run_times)[:LEARN_FROM]
    if len(times) < LEARN_AT_LEAST:
        return Limit()
    usual = p95(times)
    return Limit(max(LEAST_LEARNED_LIMIT, LEARNED_FACTOR * usual), usual, len(times))


def mistake_in(limits: Mapping[str, int], vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The first slug of limits set by task that is no task, and what is wrong with it; None when all are tasks."""
    known = [word.slug for word in vocabulary.tasks]
    for slug in limits:
        if slug not in known:
            near = nearest(slug, known)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
            return slug, f"is not a task of this store; {hint}"
    return None


def reason(verdict: Verdict, now: int, task_label: str | None) -> str:
    """The verdict in one line, such as ``silent 14m; Rotating passwords finishes within 2m (p95 of 812 jobs)``.

    When the source is silent, it says that instead: ``source silent 14m; nothing came from worker-3``.
    """
    if verdict.silence is not None:
        return _silent_source(verdict.silence, verdict.blamed, now)
    limit = verdict.limit
    silent = f"silent {long_duration(now - verdict.since)}"
    if verdict.blamed is not None:
        silent = f"nested job {verdict.blamed} silent {long_duration(now - verdict.since)}"
    if task_label is None:
        return f"{silent}; its task is not known, and without one the limit is {long_duration(limit.milliseconds)}"
    if limit.configured:
        return f"{silent}; the limit set for {task_label} is {long_duration(limit.milliseconds)}"
    if limit.usual is not None:
        usual = long_duration(max(limit.usual, 1000))
        return f"{silent}; {task_label} finishes within {usual} (p95 of {limit.samples} jobs)"
    return f"{silent}; too few {task_label} jobs have completed to know better than {long_duration(limit.milliseconds)}"


def _silent_source(silence: Silence, blamed: str | None, now: int) -> str:
    silent = f"source silent {long_duration(now - silence.since)}"
    nested = "" if blamed is None else f" (nested job {blamed})"
    usual = silence.usual
    if usual.gap is None or usual.limit <= LEAST_LIMIT:
        return f"{silent}; nothing came from {silence.source}{nested}"
    within = f"usually reports within {long_duration(usual.gap)} (p95 of {usual.samples} gaps)"
    return f"{silent}; {silence.source} {within}{nested}"
