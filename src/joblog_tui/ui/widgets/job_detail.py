"""Everything that is known of one job, section under section, as entries that scroll."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from joblog_tui.feed.detail import Detail
from joblog_tui.model.blocking import end_of
from joblog_tui.model.job import Job, Report
from joblog_tui.model.lane import Turn, attempts, lane
from joblog_tui.model.links import links
from joblog_tui.model.moment import duration, long_duration
from joblog_tui.model.stall import Verdict
from joblog_tui.model.usual import Usual
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.text import safe
from joblog_tui.ui import job_words as words
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.spread import Piece
from joblog_tui.ui.widgets.job_attributes import ATTRIBUTES, attribute_lines
from joblog_tui.ui.widgets.job_facts import last_attempt, last_progress, last_reason
from joblog_tui.ui.widgets.job_log import job_log
from joblog_tui.ui.widgets.scrolled_lines import Entry
from joblog_tui.ui.widgets.status_history import status_history

NAMES = 12  # cells of the names of facts
LONGEST = 4_000  # characters of a value
LAST_LINES = 8  # of the log, where it has no place of its own


@dataclass(frozen=True, slots=True)
class Detailed:
    """A job that was looked up, at ``now`` (epoch ms), and how to say it."""

    detail: Detail
    verdict: Verdict | None
    now: int
    vocabulary: Vocabulary
    zone: tzinfo | None
    glyphs: Glyphs


def job_detail(
    shown: Detailed, *, heading: bool = False, log: bool = False, attributes: int = ATTRIBUTES
) -> list[Entry]:
    """Facts, what is wrong, how long it took against the usual, its history, attributes, links.

    ``heading`` begins with what it is, ``log`` ends with what it said last, for places without a line for that.
    ``attributes`` is the number of their lines.
    """
    job, detail = shown.detail.job, shown.detail
    sections = (
        ("", _heading(shown, job) if heading else []),
        ("", _facts(shown, job, heading=heading)),
        ("Why", _trouble(shown, job)),
        (_nested_title(job), _nested(shown)),
        ("Run time", _run_time(job, detail.usual, shown)),
        ("Status history", status_history(detail.reports, now=shown.now, zone=shown.zone, glyphs=shown.glyphs)),
        ("Acknowledged", _acknowledged(shown)),
        ("Log", _log(shown) if log else []),
        ("Attributes", attribute_lines(detail.reports, attributes)),
        ("Links", [_line((link, "$jl-accent")) for link in links_of(detail.reports)]),
    )
    told: list[Entry] = []
    for title, entries in sections:
        if entries:
            told += [_line(("", "")), _line((title, "bold $jl-text"))] if title else []
            told += entries
    return told


def _heading(shown: Detailed, job: Job) -> list[Entry]:
    stalled = () if shown.verdict is None else ((f"   {shown.glyphs.stalled} stalled", "bold $jl-stalled"),)
    kind = words.kind(job)
    return [
        _line(words.glyph(job.status, shown.glyphs), words.word(job.status), *stalled),
        _line((words.target(job), "bold $jl-text"), (f"  {kind}" if kind else "", "$jl-muted")),
        _line(("", "")),
    ]


def _nested_title(job: Job) -> str:
    return f"Nested jobs  {job.nested_completed:,}/{job.nested:,}"


def _nested(shown: Detailed) -> list[Entry]:
    """The nested jobs that most want to be seen."""
    told = []
    for child in shown.detail.children:
        what, length = words.span(child, shown.now)
        name = (words.target(child), "$jl-soft")
        told.append(Entry((words.glyph(child.status, shown.glyphs),), (name, (f"  {what} {length}", "$jl-muted"))))
    if told and shown.detail.more > 0:
        told.append(Entry((("  ", ""),), ((f"{shown.detail.more:,} more", "$jl-muted"),)))
    return told


def _log(shown: Detailed) -> list[Entry]:
    """What it said last, and since when it says nothing."""
    told = job_log(shown.detail.reports[-LAST_LINES:], now=shown.now, zone=shown.zone)[-LAST_LINES:]
    if shown.verdict is not None:
        since = full_clock(shown.verdict.since, shown.now, shown.zone)
        silent = f"{shown.glyphs.stalled} silent since, {long_duration(shown.now - shown.verdict.since)}"
        told.append(Entry(((f"{since} ", "$jl-muted"),), ((silent, "bold $jl-stalled"),)))
    return told


def links_of(reports: Sequence[Report]) -> tuple[str, ...]:
    """The addresses that a job's reports name, safe to show."""
    texts = [text for report in reports for text in (report.attributes, report.message, report.reason_message) if text]
    return tuple(safe(link) for link in links(texts))


def _facts(shown: Detailed, job: Job, *, heading: bool) -> list[Entry]:
    vocabulary, reports = shown.vocabulary, shown.detail.reports
    target = words.target(job) + (f" ({words.kind(job)})" if words.kind(job) else "")
    queue = None if job.started_at is None or job.created_at is None else job.started_at - job.created_at
    end = end_of(job)
    tried = attempts(lane([Turn(r.at, r.status, r.attempt) for r in reports if r.status is not None], job.created_at))
    what, length = words.span(job, shown.now)
    own = job.own_status
    correlation = next((report.correlation for report in reversed(reports) if report.correlation), "")
    facts = (
        ("Target", "" if heading else target),
        ("Task", words.UNKNOWN if job.task is None else vocabulary.task_label(job.task)),
        ("Trigger", words.UNKNOWN if job.trigger is None else vocabulary.trigger_label(job.trigger)),
        ("Actor", job.actor or words.UNKNOWN),
        ("Own status", own.label if job.nested and own is not None else ""),
        ("Own word", job.source_status or ""),
        ("Scheduled", _when(job.scheduled_for, shown)),
        ("Created", _when(job.created_at, shown)),
        ("Started", _when(job.started_at, shown)),
        ("Ended", _when(end, shown)),
        ("Updated", "" if job.updated_at == end else _when(job.updated_at, shown)),
        ("Queue time", "" if queue is None or queue < 0 else _long(queue)),
        (what.capitalize() or "Run time", length),
        ("Attempts", last_attempt(reports) or (f"{tried:,}" if tried > 1 else "")),
        ("Progress", last_progress(reports)),
        ("Source", job.source or ""),
        ("Correlation", correlation),
        ("Nested in", job.parent or ""),
        ("Id", job.id),
    )
    told = [_named(name, value) for name, value in facts if value]
    if job.created_at is None:
        told.append(_line(("nothing was reported of this job itself yet, only of what is nested in it", "$jl-muted")))
    return told


def _trouble(shown: Detailed, job: Job) -> list[Entry]:
    told = []
    if shown.verdict is not None:
        told.append(_line(*words.stalled(shown.verdict, shown.now, shown.vocabulary, shown.glyphs)))
    reason = last_reason(shown.detail.reports)
    if reason and job.status in (Status.NOT_COMPLETED, Status.RETRYING):
        told.append(_line((safe(reason, LONGEST), words.style(job.status.slug))))
    return told


def _run_time(job: Job, usual: Usual | None, shown: Detailed) -> list[Entry]:
    if usual is None or job.task is None:
        return []
    task = safe(shown.vocabulary.task_label(job.task), words.NAME)
    told = [
        _line(
            (f"{task} usually takes ", "$jl-muted"),
            (_long(usual.p50), "$jl-soft"),
            (", 95 % within ", "$jl-muted"),
            (_long(usual.p95), "$jl-soft"),
            (f" ({usual.samples:,} jobs)", "$jl-muted"),
        )
    ]
    length = job.run_time
    if length is None and job.started_at is not None and not job.nested:
        length = max(0, shown.now - job.started_at)
    counts, width = usual.distribution()
    most = max(counts)
    levels = shown.glyphs.levels
    here = None if length is None else min(len(counts) - 1, length // width)
    bars: list[Piece] = []
    for index, count in enumerate(counts):
        sign = levels[min(len(levels) - 1, count * len(levels) // (most + 1))] if count else " "
        bars.append((sign * 2, "$jl-running" if index == here else "$jl-muted"))
    told.append(Entry((("0s ", "$jl-muted"), *bars, (f" {_long(width * (len(counts) - 1))}+", "$jl-muted"))))
    if here is not None and length is not None:
        share = usual.quicker(length)
        said = f"{'it took' if job.run_time is not None else 'so far'} {_long(length)}"
        compared = "as quick as any of them" if not share else f"longer than {min(share, 0.99):.0%} of them"
        compared = "longer than all of them" if share >= 1 else compared
        told.append(Entry(((" " * (3 + 2 * here), ""), (shown.glyphs.up, "bold $jl-running"))))
        told.append(_line((f"{said}, {compared}", "bold $jl-stalled" if length > usual.p95 else "$jl-soft")))
    return told


def _acknowledged(shown: Detailed) -> list[Entry]:
    """Who took note of the job, when, and what they said."""
    told = []
    for report in shown.detail.reports:
        if report.acknowledged:
            who = safe(report.actor or words.UNKNOWN, words.NAME)
            note = safe(report.message or "", LONGEST)
            head = ((f"{full_clock(report.at, shown.now, shown.zone)} ", "$jl-muted"), (f"{who}  ", "$jl-text"))
            told.append(Entry(head, ((note, "$jl-soft"),)))
    return told


def _when(at: int | None, shown: Detailed) -> str:
    if at is None:
        return ""
    ago = f"in {duration(at - shown.now)}" if at > shown.now else f"{duration(shown.now - at)} ago"
    return f"{full_clock(at, shown.now, shown.zone)}   {ago}"


def _long(milliseconds: int) -> str:
    return long_duration(milliseconds) if milliseconds >= 1000 else f"{milliseconds} ms"


def _named(name: str, value: str) -> Entry:
    return Entry(((f"{name:<{NAMES}}", "$jl-muted"),), ((safe(value, LONGEST), "$jl-soft"),))


def _line(*pieces: Piece) -> Entry:
    return Entry((), pieces) if any(text for text, _ in pieces) else Entry(((" ", ""),))
