"""The success rate over time: one row a stretch of it, newest first, each with the range of time that it stands for."""

from datetime import tzinfo
from itertools import dropwhile, pairwise

from joblog_tui.model.moment import DAY
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.activity import Activity
from joblog_tui.query.filters import Between
from joblog_tui.query.ranges import write_range
from joblog_tui.query.success import Finished, success
from joblog_tui.ui.charts import span_words as words
from joblog_tui.ui.charts.zooms import ZOOMS, Zoom, edges
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.summary_sections import Row, Section

TITLE = "Success over time"
_ZOOMS = (*ZOOMS, Zoom("1 year", "month", 12, 365 * DAY))
_WIDE_RATE, _WIDE_COUNT = 7, 10  # cells


def periods(since: int, now: int, most: int, zone: tzinfo) -> tuple[int, ...]:
    """The edges (epoch ms) of ``most`` stretches of time at most that hold all from ``since`` to ``now``.

    They are as short as that allows, and begin on the clock of the zone.
    """
    # The last one has just begun, or nearly ended: those before it must hold everything.
    zoom = next((zoom for zoom in _ZOOMS if zoom.width * (most - 1) >= now - since), _ZOOMS[-1])
    found = edges(zoom, now, most, zone)
    return tuple(dropwhile(lambda edge: edge != found[-2] and found[found.index(edge) + 1] <= since, found))


def success_over_time(activity: Activity | None, now: int, zone: tzinfo, glyphs: Glyphs) -> Section:
    """Of the jobs created in each stretch, how many of those that have finished completed."""
    rows = [] if activity is None else [_row(*each, now, zone, glyphs) for each in _stretches(activity)]
    heading = f"{'success':>{_WIDE_RATE}}{'finished':>{_WIDE_COUNT}}" if rows else ""
    return Section(TITLE, heading, tuple(reversed(rows)), "none finished yet")


def _stretches(activity: Activity) -> list[tuple[int, int, Finished]]:
    found = [
        (first, last, success(counts))
        for (first, last), counts in zip(pairwise(activity.edges), activity.counts, strict=True)
    ]
    return found if any(finished.jobs for *_, finished in found) else []


def _row(first: int, last: int, finished: Finished, now: int, zone: tzinfo, glyphs: Glyphs) -> Row:
    when = words.stretch(first, last, now, zone, "-" if glyphs.ascii_only else "–")
    rate = finished.rate
    told = "-" if rate is None else words.percent(rate)
    return Row(
        f"{when}, so far" if first <= now < last else when,
        f"{told:>{_WIDE_RATE}}{finished.jobs:>{_WIDE_COUNT},}",
        0.0 if rate is None else rate,
        f"$jl-{Status.COMPLETED.slug}",
        missing="" if rate is None else f"$jl-{Status.NOT_COMPLETED.slug.replace('_', '-')}",
        condition=Between("created", first, last, write_range(first, last, zone)),
        quiet=rate is None,
    )
