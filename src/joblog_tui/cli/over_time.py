"""Counts over time, for ``joblog stats --per``: which stretches, and each as an object and as a line."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from itertools import pairwise
from types import MappingProxyType

import click

from joblog_tui.cli.jobtable import ascii_only, bar
from joblog_tui.cli.table import cell_width
from joblog_tui.model.moment import DAY, HOUR, rfc3339
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.activity import Activity, Window
from joblog_tui.query.success import success
from joblog_tui.ui.charts import span_words as words
from joblog_tui.ui.charts.zooms import Zoom, edges

PER: Mapping[str, tuple[Zoom, int]] = MappingProxyType(
    {
        "hour": (Zoom("1 hour", "fixed", 1, HOUR), 24),
        "day": (Zoom("1 day", "day", 1, DAY), 14),
        "week": (Zoom("1 week", "week", 1, 7 * DAY), 12),
        "month": (Zoom("1 month", "month", 1, 28 * DAY), 12),
    }
)
"""By name: how long a stretch is, and how many are told where the query names no time."""
MOST = 1_000  # stretches
_BAR = 30  # cells


def stretches(per: str, asked: Window, now: int, zone: tzinfo) -> tuple[int, ...]:
    """Edges (epoch ms): the last 24 hours, 14 days, 12 weeks or 12 months, or all that ``created:`` asks for."""
    zoom, usual = PER[per]
    end = now if asked.high is None else asked.high - 1
    if asked.low is None:
        return edges(zoom, end, usual, zone)
    count = max(0, end - asked.low) // zoom.width + 2
    if count > MOST:
        raise click.UsageError(
            f"{count:,} stretches of one {per} are too many; narrow created:, or take a longer --per"
        )
    found = edges(zoom, end, count, zone)
    return found[next(at for at, last in enumerate(found[1:]) if last > asked.low or at == count - 1) :]


def objects(activity: Activity) -> list[dict[str, object]]:
    """One a stretch, oldest first: ``from``, ``to``, ``total``, ``status{}``, ``finished``, ``success`` (0 to 1)."""
    found: list[dict[str, object]] = []
    for (first, last), counts in zip(pairwise(activity.edges), activity.counts, strict=True):
        finished = success(counts)
        found.append(
            {
                "from": rfc3339(first),
                "to": rfc3339(last),
                "total": sum(counts),
                "status": {status.slug: counts[status - 1] for status in Status},
                "finished": finished.jobs,
                "success": None if finished.rate is None else round(finished.rate, 4),
            }
        )
    return found


def rows(activity: Activity, now: int, zone: tzinfo) -> Iterator[str]:
    """A heading, then a line a stretch: when, how many jobs, how many of those that ended completed, and a bar."""
    dash = "-" if ascii_only() else "–"
    names = [words.stretch(first, last, now, zone, dash) for first, last in pairwise(activity.edges)]
    widest = max(map(cell_width, names))
    most = max(activity.totals)
    yield f"{'':{widest}}  {'jobs':>9}  {'finished':>9}  {'success':>8}"
    for name, counts in zip(names, activity.counts, strict=True):
        finished = success(counts)
        rate = "-" if finished.rate is None else words.percent(finished.rate)
        told = f"{name:{widest}}  {sum(counts):>9,}  {finished.jobs:>9,}  {rate:>8}  {bar(sum(counts), most, _BAR)}"
        yield told.rstrip()
