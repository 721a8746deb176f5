"""``joblog show``: one job, its facts, the jobs directly nested in it, and its history."""

import asyncio
from datetime import datetime

import click

from joblog_tui.cli.jobtable import STALLED_SGR, job_lines, stalled_mark, status_sgr, status_word
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import json_option, store_option
from joblog_tui.cli.output import BOLD, out, out_json, paint, width
from joblog_tui.cli.table import cut
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job, Report
from joblog_tui.model.jsonform import job_object_in, report_object
from joblog_tui.model.moment import duration, long_duration, now_ms
from joblog_tui.model.stall import Stalls, reason
from joblog_tui.store.base import JobStore
from joblog_tui.text import safe, safe_lines

_AT_ONCE = 1_000  # events that one read of the store fetches


@click.command(name="show")
@store_option
@click.argument("job_id", metavar="ID")
@json_option
@click.pass_context
def command(context: click.Context, job_id: str, as_json: bool) -> None:
    """Show the job ID: its facts, the jobs directly nested in it, its history in order."""
    asyncio.run(_show(context, job_id, as_json))


async def _show(context: click.Context, job_id: str, as_json: bool) -> None:
    async with reading(context) as opened:
        job = await opened.store.job(job_id)
        if job is None:
            raise JoblogError(f"no job {job_id} in {opened.url}; joblog ls shows the ids")
        nested = await opened.store.nested(job.id, max(1, job.nested))
        history = await _history(opened.store, job.id)
        stalls = await opened.store.stalls()
        now = now_ms()
        if as_json:
            whole = job_object_in(stalls, job, opened.vocabulary, now)
            whole["nested_jobs"] = [job_object_in(stalls, child, opened.vocabulary, now) for child in nested]
            whole["events"] = [report_object(report) for report in history]
            out_json(whole)
            return
        _print_facts(job, stalls, opened, now)
        if nested:
            out("")
            out(paint("Nested jobs", BOLD))
            for line in job_lines(nested, stalls, opened.vocabulary, now=now, width=width()):
                out(line)
        out("")
        out(paint("History", BOLD))
        for report in history:
            _print_report(report)


async def _history(store: JobStore, job_id: str) -> list[Report]:
    """All events of a job, in order."""
    events: list[Report] = []
    while True:
        earlier = await store.history(job_id, _AT_ONCE, events[0].seq if events else None)
        events[:0] = earlier
        if len(earlier) < _AT_ONCE:
            return events


def _print_facts(job: Job, stalls: Stalls, opened: Opened, now: int) -> None:
    words = opened.vocabulary
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
        ("created at", _when(job.created_at, now)),
        ("updated at", _when(job.updated_at, now)),
        ("active at", _when(job.active_at, now)),
        ("scheduled for", None if job.scheduled_for is None else _clock(job.scheduled_for)),
        ("acknowledged", _acknowledged(job, now)),
        ("took", None if run_time is None else long_duration(run_time)),
        ("nested jobs", f"{job.nested_completed:,} of {job.nested:,} completed" if job.nested else None),
    )
    for name, value in facts:
        if value is not None:
            out(f"  {name:<14} {safe(value)}")


def _print_report(report: Report) -> None:
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
    out(f"  {_clock(report.at)}  {'  '.join(parts)}")
    if len(message) > 1:
        for line in message:
            out(f"    {cut(line, (width() or len(line) * 2 + 8) - 4)}")


def _acknowledged(job: Job, now: int) -> str | None:
    said = job.acknowledged
    return None if said is None else f"{_when(said.at, now)}, by {said.by}" + (f": {said.note}" if said.note else "")


def _when(moment: int | None, now: int) -> str | None:
    return None if moment is None else f"{_clock(moment)}  {duration(now - moment)} ago"


def _clock(moment: int) -> str:
    return f"{datetime.fromtimestamp(moment / 1000).astimezone():%Y-%m-%d %H:%M:%S}"
