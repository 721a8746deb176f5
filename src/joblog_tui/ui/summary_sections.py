"""What the summary tells, section by section: rows of text and bars, each with the filter that it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from rich.cells import cell_len

from joblog_tui.model.moment import duration
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.query.activity import RunTimes
from joblog_tui.query.filters import Condition, Exactly, OneOf, Text
from joblog_tui.query.summary import UNKNOWN, Ranked, Summary
from joblog_tui.text import safe
from joblog_tui.ui.charts import span_words as words
from joblog_tui.ui.look.cut import cut_end, pad
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.look.status import role
from joblog_tui.ui.spread import Piece

BINS = 12  # of a distribution of run times, on a log scale
HALF_DONE = "╸"
SHORTEST_BAR = 3  # cells
LONGEST_STRETCH = 24  # cells, such as 28 Dec 2025 – 3 Jan 2026
ORDER = (
    Status.COMPLETED, Status.NOT_COMPLETED, Status.RETRYING, Status.RUNNING, Status.STARTED, Status.QUEUED,
)  # fmt: skip
LONGEST = 200  # characters of anything from outside


@dataclass(frozen=True, slots=True)
class Row:
    """``name`` and ``side`` are text, ``share`` (0 to 1) is how far its bar reaches, ``bins`` are heights (0 to 8).

    ``missing`` is the colour of what its bar lacks to a whole, where that is drawn too. ``condition`` is the filter
    that it stands for, None when there is none.
    """

    name: str
    side: str
    share: float | None = None
    colour: str = "$jl-muted"
    sign: str = ""
    bins: tuple[int, ...] = ()
    missing: str = ""
    condition: Condition | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a title; ``remark`` stands beside it, ``nothing`` in place of rows."""

    title: str
    remark: str = ""
    rows: tuple[Row, ...] = ()
    nothing: str = ""


def sections(
    summary: Summary, vocabulary: Vocabulary, glyphs: Glyphs, now: int, top: int = 8, most_sources: int = 8
) -> tuple[Section, ...]:
    """Outcome, run times, reasons of failure, actors, targets, sources; ``top`` rows of the last four at most."""
    found = (
        outcome(summary, glyphs),
        run_times(summary, vocabulary),
        reasons(summary, top),
        ranked("Busiest actors", "actor", summary.actors[:top]),
        ranked("Busiest targets", "target", summary.targets[:top]),
        sources(summary, now, most_sources),
    )
    return tuple(map(aligned, found))


def outcome(summary: Summary, glyphs: Glyphs) -> Section:
    """How many jobs have each status, and the success rate."""
    rate = summary.success
    remark = "" if rate is None else f"{words.percent(rate)} of {summary.finished:,} finished jobs completed"
    counts = [(status, summary.status.get(status.slug, 0)) for status in ORDER]
    most = max((count for _, count in counts), default=0) or 1
    rows = tuple(
        Row(
            status.label,
            f"{count:,}",
            scaled(count, most),
            f"$jl-{role(status).replace('_', '-')}",
            glyphs.status[status],
            condition=OneOf("status", (status.slug,)),
            quiet=not count,
        )
        for status, count in counts
    )
    return Section("Outcome", remark, rows)


def run_times(summary: Summary, vocabulary: Vocabulary) -> Section:
    """How long completed jobs of each task took: the distribution, the median and the 95th percentile."""
    known = [(task.slug, task.label) for task in vocabulary.tasks]
    known += [(slug, slug) for slug in summary.task if slug not in {slug for slug, _ in known}]
    found = [(slug, label, summary.task[slug]) for slug, label in known if slug in summary.task]
    every = [took for _, _, times in found for took in times.times]
    rows = tuple(
        Row(
            safe(label, LONGEST),
            f"{words.took(times.percentile(50)):>7} {words.took(times.percentile(95)):>7}",
            bins=distribution(times, min(every), max(every)),
            condition=OneOf("task", (slug,)),
        )
        for slug, label, times in found
    )
    remark = f"{'p50':>7} {'p95':>7}" if rows else ""
    return Section("Run time of completed jobs", remark, rows, "none completed yet")


def reasons(summary: Summary, top: int) -> Section:
    """Why jobs failed."""
    of = f"of {summary.failed:,} failed job{'' if summary.failed == 1 else 's'}" if summary.failed else ""
    most = max((reason.jobs for reason in summary.reasons), default=1)
    rows = tuple(
        Row(
            "no reason given" if reason.name == UNKNOWN else safe(reason.name.replace("_", " "), LONGEST),
            f"{reason.jobs:,}",
            scaled(reason.jobs, most),
            "$jl-not-completed",
            condition=None if reason.name == UNKNOWN else Text("reason", (reason.name,)),
            quiet=reason.name == UNKNOWN,
        )
        for reason in summary.reasons[:top]
    )
    return Section("Why jobs failed", of, rows, "nothing failed")


def ranked(title: str, key: str, names: Sequence[Ranked]) -> Section:
    """Who or what appears in most jobs, and how often these failed."""
    most = max((each.jobs for each in names), default=1)
    rows = tuple(
        Row(
            safe(each.name, LONGEST),
            f"{words.percent(each.failed / each.jobs) + ' failed' if each.failed else '':>12}{each.jobs:>8,}",
            scaled(each.jobs, most),
            "$jl-accent",
            condition=Exactly("actor" if key == "actor" else "target", (each.name,)),
        )
        for each in names
    )
    return Section(title, "jobs" if rows else "", rows, "none")


def sources(summary: Summary, now: int, top: int) -> Section:
    """Who reported these jobs, and who has fallen silent."""
    silent = sum(sign.silence is not None for sign in summary.sources)
    rows = []
    told = summary.sources if len(summary.sources) <= top else summary.sources[: top - 1]
    for sign in told:
        ago = duration(now - sign.last_at)
        if sign.silence is None:
            side = f"heard {ago} ago"
        else:
            gap = sign.silence.usual.gap
            usual = f", usually every {duration(gap)}" if gap else ""
            side = f"silent for {ago}{usual}"
        rows.append(
            Row(
                safe(sign.name, LONGEST),
                side,
                colour="$jl-stalled" if sign.silence else "$jl-muted",
                sign="silent" if sign.silence else "",
                condition=Text("source", (sign.name,)),
            )
        )
    if len(told) < len(summary.sources):
        rows.append(Row(f"{len(summary.sources) - len(told)} more", "", quiet=True))
    remark = f"{silent} of {len(summary.sources)} silent" if silent else "all are heard" if rows else ""
    return Section("Sources", remark, tuple(rows), "no source has named itself")


def distribution(times: RunTimes, least: int, most: int) -> tuple[int, ...]:
    """Heights, 0 to 8, of the run times between the least and the most of all (ms), on a log scale."""
    low, high = log(max(1, least)), log(max(2, most + 1))
    counts = [0] * BINS
    for took in times.times:
        counts[min(BINS - 1, int((log(max(1, took)) - low) / max(1e-9, high - low) * BINS))] += 1
    top = max(counts, default=0) or 1
    return tuple(0 if not count else max(1, round(count * 8 / top)) for count in counts)


def scaled(count: int, most: int) -> float:
    """The length of a bar."""
    return count / most if most else 0.0


def aligned(section: Section) -> Section:
    """With what stands at the right end of its rows equally wide, so that bars begin one under the other."""
    widest = max((cell_len(row.side) for row in section.rows), default=0)
    return replace(section, rows=tuple(replace(row, side=pad(row.side, widest, right=True)) for row in section.rows))


def drawn(row: Row, width: int, glyphs: Glyphs, *, here: bool) -> list[Piece]:
    """A row in ``width`` cells."""
    sign = f"{glyphs.stalled} " if row.sign == "silent" else f"{row.sign} " if row.sign else ""
    mark = glyphs.cursor if here else " "
    room = width - 2 - cell_len(sign) - 1 - cell_len(row.side)
    graph = min(BINS, max(0, room - 14)) if row.bins else 0
    if row.share is not None:
        graph = max(0, min(room // 2, room - LONGEST_STRETCH) if row.missing else min(room // 3, room - 16))
        graph = graph if graph >= SHORTEST_BAR else 0
    name = max(0, room - graph - (1 if graph else 0))
    weight = "bold " if here else ""
    tone = "$jl-muted" if row.quiet else "$jl-text" if here else "$jl-soft"
    pieces: list[Piece] = [
        (f"{mark} ", "$jl-accent"),
        (sign, row.colour if not row.quiet else "$jl-muted"),
        (pad(cut_end(row.name, name, glyphs.cut), name), weight + tone),
    ]
    if graph:
        pieces.append((" ", ""))
        if row.bins:
            pieces.append((_histogram(row.bins[:graph], glyphs), "$jl-running"))
        else:
            bar = _bar(row.share or 0, graph, glyphs, whole=not row.missing or row.share == 1)
            pieces.append((bar, row.colour))
            pieces.append(((glyphs.rest if row.missing else " ") * (graph - len(bar)), row.missing))
    pieces.append((f" {row.side}", weight + ("$jl-muted" if row.quiet else "$jl-text" if here else "$jl-soft")))
    return pieces


def _histogram(bins: Sequence[int], glyphs: Glyphs) -> str:
    levels = ".:-=#" if glyphs.ascii_only else glyphs.levels
    return "".join(" " if not height else levels[-(-height * len(levels) // 8) - 1] for height in bins)


def _bar(share: float, width: int, glyphs: Glyphs, *, whole: bool) -> str:
    """Something is never nothing, and what is not the whole never reaches its end."""
    if share <= 0:
        return ""
    halves = max(1, min(round(2 * width * share), 2 * width - (0 if whole else 2)))
    if glyphs.ascii_only:
        return glyphs.done * max(1, halves // 2)
    return glyphs.done * (halves // 2) + HALF_DONE * (halves % 2)
