"""From one job to others like it: the filters that a pivot turns a row into.

A pivot of a nested job lists nested jobs too, so that the job it began with is among what it finds.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from joblog_tui.model.job import Job
from joblog_tui.model.moment import MINUTE
from joblog_tui.query.filters import Between, Condition, Exactly, Filter, Group, OneOf, Text
from joblog_tui.query.times import NoTime, read_bounds

AROUND = 15 * MINUTE  # milliseconds; the job's own minute lies in the middle of it


def same_target(job: Job) -> Filter | None:
    """The jobs of the same target; None while it is not known."""
    return None if job.target is None else _like(job, Exactly("target", (job.target.name,)))


def same_actor(job: Job) -> Filter | None:
    """The jobs of the same actor; None while it is not known."""
    return None if job.actor is None else _like(job, Exactly("actor", (job.actor,)))


def same_work(job: Job) -> Filter | None:
    """The jobs of the same task that came about in the same way; None while neither is known."""
    facts: tuple[tuple[Group, str | None], ...] = (("task", job.task), ("trigger", job.trigger))
    parts = [OneOf(group, (slug,)) for group, slug in facts if slug]
    return _like(job, *parts) if parts else None


def same_correlation(correlations: Sequence[str]) -> Filter | None:
    """The jobs, nested ones too, some event of which carries one of these; None without any."""
    distinct = tuple(dict.fromkeys(correlations))
    return Filter((Text("correlation", distinct),), everywhere=True) if distinct else None


def around(job: Job, zone: tzinfo) -> Filter | None:
    """The jobs created in the fifteen minutes around this one, told in the operator's ``zone``."""
    if job.created_at is None:
        return None
    low = job.created_at // MINUTE * MINUTE - AROUND // MINUTE // 2 * MINUTE
    return _like(job, Between("created", low, low + AROUND, _told(low, low + AROUND, zone)))


def _like(job: Job, *parts: Condition) -> Filter:
    return Filter(parts, everywhere=job.parent is not None)


def _told(low: int, high: int, zone: tzinfo) -> str:
    """The range by the operator's clock; nothing where that clock shows it twice, so that it is told in UTC."""
    text = "..".join(f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(zone):%Y-%m-%dT%H:%M}" for at in (low, high))
    try:
        return text if read_bounds(text, now=low, zone=zone) == (low, high) else ""
    except NoTime:
        return ""
