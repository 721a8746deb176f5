"""What the activity strip shows, as a value, and what it says beside its chart."""

from dataclasses import dataclass
from datetime import UTC, tzinfo

from joblog_tui.model.vocabulary import Status
from joblog_tui.query.activity import Activity, RunTimes
from joblog_tui.ui.charts import span_words as words
from joblog_tui.ui.charts.brush import Brush
from joblog_tui.ui.look.glyphs import Glyphs

Piece = tuple[str, str, bool]
"""A text, the role of its colour, and whether it is bold."""


@dataclass(frozen=True, slots=True)
class StripShown:
    """Jobs over time at ``now`` (epoch ms), in columns that begin where ``activity`` says.

    ``chosen`` is the time that the query asks for, if it does; ``zoom`` the name of a column's width. ``statuses``
    counts all jobs of the listing, for where there is one row. ``run_times`` are those of what is marked, chosen or
    shown, None while they are looked up; ``counting`` says that the activity is that of another query still.
    """

    activity: Activity | None = None
    run_times: RunTimes | None = None
    now: int = 0
    zone: tzinfo = UTC
    follows: bool = True
    chosen: tuple[int, int] | None = None
    brush: Brush | None = None
    zoom: str = ""
    statuses: tuple[tuple[Status, int], ...] = ()
    counting: bool = False

    @property
    def edges(self) -> tuple[int, ...]:
        """Where columns begin, and where the last one ends."""
        return () if self.activity is None else self.activity.edges

    @property
    def marked(self) -> tuple[int, int] | None:
        """The stretch that stands out: the brush, else what the query asks for, where that is in view."""
        if self.brush is not None:
            return self.brush.first, self.brush.last
        if self.chosen is None or not self.edges:
            return None
        first, last = max(self.chosen[0], self.edges[0]), min(self.chosen[1], self.edges[-1])
        return (first, last) if first < last else None

    @property
    def marked_columns(self) -> tuple[int, int] | None:
        """Its first and its last column."""
        marked = self.marked
        return None if marked is None or not self.edges else Brush(*marked).columns(self.edges)


def beside(shown: StripShown, glyphs: Glyphs, rows: int, width: int) -> list[tuple[Piece, ...]]:
    """What stands beside a chart of so many rows, line by line."""
    activity = shown.activity
    if activity is None:
        return [((("looking"), "muted", False),)]
    first, last = shown.marked or (activity.edges[0], activity.edges[-1])
    columns = shown.marked_columns
    told = activity if columns is None else activity.between(activity.edges[columns[0]], activity.edges[columns[1] + 1])
    lines: list[tuple[Piece, ...]] = [_when(shown, told, first, last, glyphs, width)]
    if not told.total:
        nothing = "counting" if shown.counting else "no job matches" if not activity.total else "no jobs in this time"
        lines.append(((nothing, "muted", False),))
    else:
        lines.append(_how_many(shown, told, first, last))
        lines.append(_how_long(shown, width))
        lines += [()] * (rows - (rows + 1) // 4 - 1 - len(lines))
        lines.append(_failures(told, glyphs))
    return lines[:rows]


def in_one_line(shown: StripShown, glyphs: Glyphs) -> tuple[Piece, ...]:
    """What stands beside a chart of one row: how many jobs want a look, or what is marked."""
    if shown.brush is not None and shown.activity is not None:
        dash = "-" if glyphs.ascii_only else "–"
        when = words.stretch(shown.brush.first, shown.brush.last, shown.now, shown.zone, dash)
        columns = shown.brush.columns(shown.edges)
        told = shown.activity.between(shown.edges[columns[0]], shown.edges[columns[1] + 1])
        return ((when, "text", True), (f"  {told.total:,}", "text", True), (" jobs", "muted", False))
    pieces: list[Piece] = []
    for status, count in shown.statuses:
        if status is not Status.COMPLETED:
            sign = f"{'  ' if pieces else ''}{glyphs.status[status]} "
            pieces.append((sign, status.slug if count else "muted", False))
            pieces.append((f"{count:,}", "soft" if count else "muted", bool(count) and status <= Status.RETRYING))
    return tuple(pieces)


def _when(shown: StripShown, told: Activity, first: int, last: int, glyphs: Glyphs, width: int) -> tuple[Piece, ...]:
    dash = "-" if glyphs.ascii_only else "–"
    if shown.marked is not None:
        when = words.stretch(first, last, shown.now, shown.zone, dash)
        span = words.length(last - first)
        side = f"  {span}" if len(when) + 2 + len(span) <= width else ""
        return ((when, "text", True), (side, "muted", False))
    if not shown.follows:
        return ((words.stretch(first, last, shown.now, shown.zone, dash), "soft", False),)
    title = f"Last {words.length(last - first)}"
    if shown.counting:
        return ((title, "muted", False), ("   counting", "accent", False))
    columns = max(1, len(told.counts))
    most = max(told.totals, default=0)
    peak = f"   peak {words.peak(most, (last - first) // columns)}" if most else ""
    return ((title, "muted", False), (peak if len(title) + len(peak) <= width else "", "muted", False))


def _how_many(shown: StripShown, told: Activity, first: int, last: int) -> tuple[Piece, ...]:
    total = told.total
    rate = words.rate(total, max(1, min(last, shown.now) - first))
    jobs = " job  " if total == 1 else " jobs  "
    return ((f"{total:,}", "text", True), (jobs, "muted", False), (rate, "soft", False))


def _how_long(shown: StripShown, width: int) -> tuple[Piece, ...]:
    times = shown.run_times
    if times is None:
        return (("p50 ", "muted", False), ("-", "muted", False), ("  p95 ", "muted", False), ("-", "muted", False))
    if not times.times:
        return (("none completed yet", "muted", False),)
    p50, p95 = (words.took(times.percentile(percent)) for percent in (50, 95))
    sample = "" if times.whole else f"  of {len(times.times):,}"
    sample = sample if len(p50) + len(p95) + 10 + len(sample) <= width else ""
    return (
        ("p50 ", "muted", False),
        (p50, "soft", False),
        ("  p95 ", "muted", False),
        (p95, "soft", False),
        (sample, "muted", False),
    )


def _failures(told: Activity, glyphs: Glyphs) -> tuple[Piece, ...]:
    failed, retrying = told.of(Status.NOT_COMPLETED), told.of(Status.RETRYING)
    if not failed and not retrying:
        return (("nothing failed in this time", "muted", False),)
    return (
        (f"{glyphs.status[Status.NOT_COMPLETED]} ", "not_completed" if failed else "muted", False),
        (f"{failed:,}", "text" if failed else "muted", bool(failed)),
        (f"  {glyphs.status[Status.RETRYING]} ", "retrying" if retrying else "muted", False),
        (f"{retrying:,}", "text" if retrying else "muted", bool(retrying)),
        ("  in this time", "muted", False),
    )
