"""What a filter means: whether one job passes it, decided in memory.

Stores answer the same question with SQL; this plain form is what their answers are compared with.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import ge, gt, le, lt

from joblog_tui.model.job import Job
from joblog_tui.query.filters import (
    And,
    Between,
    Comparison,
    Condition,
    Exactly,
    Filter,
    Flag,
    Group,
    Not,
    OneOf,
    Or,
    Span,
    Text,
    Word,
)

_COMPARE: dict[Comparison, Callable[[int, int], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True, slots=True)
class _Seen:
    """One job at one moment, with what cannot be read off the job itself."""

    job: Job
    now: int
    stalled: bool
    correlations: frozenset[str]
    reasons: frozenset[str]


def matches(
    filter: Filter,
    job: Job,
    *,
    now: int,
    stalled: bool,
    correlations: frozenset[str] = frozenset(),
    reasons: frozenset[str] = frozenset(),
) -> bool:
    """Whether the job passes all conditions of the filter at the moment ``now`` (epoch milliseconds).

    ``stalled`` is the verdict on the job, ``correlations`` are those of all its events, ``reasons`` the
    reason codes of all its events and of those of everything nested in it. Whether nested jobs are
    listed at all (``filter.everywhere``) is a matter of the listing, not of the job. A fact that has not arrived
    matches nothing; ``Not`` is plain negation, so what excludes a value lets a job without the fact through.
    """
    seen = _Seen(job, now, stalled, correlations, reasons)
    return all(_holds(part, seen) for part in filter.parts)


def _holds(condition: Condition, seen: _Seen) -> bool:
    match condition:
        case OneOf(group, slugs):
            return _slug(seen.job, group) in slugs
        case Text(key, texts):
            return any(_has_text(seen, key, text) for text in texts)
        case Exactly(key, exact):
            return (_target(seen.job) if key == "target" else seen.job.actor) in exact
        case Word(text):
            names = (_target(seen.job), seen.job.actor, seen.job.id)
            return any(_within(text, name) for name in names)
        case Flag(name):
            return {
                "stalled": seen.stalled,
                "incomplete": seen.job.incomplete,
                "acknowledged": seen.job.acknowledged is not None,
                "nested": seen.job.nested > 0,
            }[name]
        case Span(key, comparison, milliseconds):
            length = _length(seen, key)
            return length is not None and _COMPARE[comparison](length, milliseconds)
        case Between(key, low, high):
            moment = seen.job.created_at if key == "created" else seen.job.updated_at
            return moment is not None and (low is None or low <= moment) and (high is None or moment < high)
        case Not(part):
            return not _holds(part, seen)
        case And(parts):
            return all(_holds(part, seen) for part in parts)
        case Or(parts):
            return any(_holds(part, seen) for part in parts)


def _slug(job: Job, group: Group) -> str | None:
    if group == "status":
        return job.status.slug
    return job.task if group == "task" else job.trigger


def _has_text(seen: _Seen, key: str, text: str) -> bool:
    if key == "actor":
        return _within(text, seen.job.actor)
    if key == "target":
        return _within(text, _target(seen.job))
    if key == "id":
        return text == seen.job.id
    if key == "source":
        return text == seen.job.source
    return text in (seen.reasons if key == "reason" else seen.correlations)


def _target(job: Job) -> str | None:
    return None if job.target is None else job.target.name


def _within(text: str, name: str | None) -> bool:
    return name is not None and text.casefold() in name.casefold()


def _length(seen: _Seen, key: str) -> int | None:
    if key == "took":
        return seen.job.run_time
    since = seen.job.created_at if key == "age" else seen.job.active_at
    return None if since is None else seen.now - since
