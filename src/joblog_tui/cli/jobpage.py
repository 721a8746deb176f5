"""One job as a page for a person: its facts, what it waits for, the jobs nested in it, its history, its log."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from joblog_tui.cli.jobtable import STALLED_SGR, ascii_only, job_lines, stalled_mark, status_sgr, status_word
from joblog_tui.cli.jobtree import Nested, guide
from joblog_tui.cli.opened import Opened
from joblog_tui.cli.output import BOLD, out, paint, width
from joblog_tui.cli.table import cut
from joblog_tui.model.blocking import Wait
from joblog_tui.model.job import Job, Report
from joblog_tui.model.log_line import LogLine, loudness
from joblog_tui.model.moment import duration, long_duration
from joblog_tui.model.stall import Stalls, reason
from joblog_tui.model.usual import Estimate
from joblog_tui.text import safe, safe_lines

_LOUD = {"warn": "33", "error": "1;31"}


def print_facts(job: Job, stalls: Stalls, opened: Opened, now: int) -> None:
    words, zone = opened.vocabulary, opened.zone
    target = safe(job.target.name) if job.target else "-"
    out(f"{paint(status_word(job.status), status_sgr(job.status))}  {paint(target, BOLD)}")
    verdict = stalls.verdicts.get(job.seq)
    if verdict is not None:
        why = reason(verdict, now, words.task_label(verdict.task) if verdict.task else None)
        out(paint(f"{stalled_mark()} {safe(why)}", STALLED_SGR))
    run_time = job.run_time
    facts = (
        ("id", job.id),
        ("nested in", job.parent),
        ("kind", job.target.kind if job.target else None),
        ("actor", job.actor),
        ("task", words.task_label(job.task) if job.task else None),
        ("trigger", words.trigger_label(job.trigger) if job.trigger else None),
        ("source", job.source),
        ("source status", job.source_status),
        ("created at", _when(job.created_at, now, zone)),
        ("updated at", _when(job.updated_at, now, zone)),
        ("active at", _when(job.active_at, now, zone)),
        ("scheduled for", None if job.scheduled_for is None else clock(job.scheduled_for, zone)),
        ("acknowledged", _acknowledged(job, now, zone)),
        ("took", None if run_time is None else long_duration(run_time)),
        ("nested jobs", f"{job.nested_completed:,} of {job.nested:,} completed" if job.nested else None),
    )
    for name, value in facts:
        if value is not None:
            out(f"  {name:<14} {safe(value)}")


def print_waits(job: Job, path: Sequence[Wait], left: Estimate | None, now: int) -> None:
    """What the job waits for or waited for longest, and how much longer it will take if things go as usual."""
    if path:
        chain = " > ".join(safe(wait.job.target.name if wait.job.target else wait.job.id) for wait in path)
        word = "waited for" if job.finished else "waiting for"
        out(f"  {word:<14} {chain}  {long_duration(path[-1].length(now))}")
    if left is not None:
        overdue = f"; {left.overdue:,} take longer than usual" if left.overdue else ""
        out(f"  {'estimate':<14} {_span(left)} more, if things go as usual{overdue}")


def _span(left: Estimate) -> str:
    likely, most = long_duration(left.likely), long_duration(left.at_most)
    return f"about {likely}" if likely == most else f"{likely} to {most}"


def print_tree(nested: Sequence[Nested], more: int, stalls: Stalls, opened: Opened, now: int) -> None:
    """The jobs in the tree; ``more`` is how many others there are."""
    if not nested:
        return
    out("")
    out(paint("Nested jobs", BOLD))
    guides = [guide(branch, ascii_only=ascii_only()) for _, branch in nested]
    jobs = [job for job, _ in nested]
    for line in job_lines(jobs, stalls, opened.vocabulary, now=now, width=width(), indents=guides):
        out(line)
    if more:
        out(f"  and {more:,} more; a larger --most shows them")


def print_history(history: Sequence[Report], zone: tzinfo) -> None:
    """Every event of the job, in order."""
    out("")
    out(paint("History", BOLD))
    for report in history:
        print_report(report, zone)


def print_log_title(*, nested: bool) -> None:
    """What follows is the log."""
    out("")
    out(paint("Log, with everything nested" if nested else "Log", BOLD))


def print_log_line(line: LogLine, zone: tzinfo, *, nested: bool) -> None:
    """One line of the log, with the job that said it where there are several."""
    whose = f"{safe(line.name or line.job)}: " if nested else ""
    first, *more = safe_lines(line.text)
    level = safe(line.level or "info")
    out(f"  {clock(line.at, zone)}  {paint(f'{level:<5}', _LOUD.get(loudness(line.level), ''))}  {whose}{first}")
    for text in more:
        out(f"{'':<30}{text}")


def print_report(report: Report, zone: tzinfo) -> None:
    """One event: when, what it says, and its message below when that has several lines."""
    parts = []
    if report.status is not None:
        word = status_word(report.status)
        parts.append(paint(word, status_sgr(report.status)))
    if report.source_status:
        parts.append(f"({safe(report.source_status)})")
    if report.attempt is not None:
        parts.append(f"attempt {report.attempt}" + (f" of {report.max_attempts}" if report.max_attempts else ""))
    if report.progress_done is not None:
        parts.append(f"{report.progress_done:,}" + (f" of {report.progress_total:,}" if report.progress_total else ""))
    if report.acknowledged:
        parts.append(paint(f"acknowledged by {safe(report.actor or '-')}", BOLD))
    because = ": ".join(safe(part) for part in (report.reason_code, report.reason_message) if part)
    if because:
        parts.append(because)
    if report.level and report.level != "info":
        parts.append(safe(report.level))
    message = safe_lines(report.message) if report.message else []
    if len(message) == 1:
        parts.append(message[0])
    parts += [f"from {safe(report.source)}"] if report.source else []
    parts += ["(arrived late)"] if report.late else []
    parts += [f"(arrived {report.times:,} times)"] if report.times > 1 else []
    out(f"  {clock(report.at, zone)}  {'  '.join(parts)}")
    if len(message) > 1:
        for line in message:
            out(f"    {cut(line, (width() or len(line) * 2 + 8) - 4)}")


def _acknowledged(job: Job, now: int, zone: tzinfo) -> str | None:
    said = job.acknowledged
    if said is None:
        return None
    return f"{_when(said.at, now, zone)}, by {said.by}" + (f": {said.note}" if said.note else "")


def _when(moment: int | None, now: int, zone: tzinfo) -> str | None:
    return None if moment is None else f"{clock(moment, zone)}  {duration(now - moment)} ago"


def clock(moment: int, zone: tzinfo) -> str:
    """Day and time in the operator's zone."""
    return f"{datetime.fromtimestamp(moment / 1000, zone):%Y-%m-%d %H:%M:%S}"
