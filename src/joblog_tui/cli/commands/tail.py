"""``joblog tail``: what happens to the jobs that match, event by event, as it arrives."""

import asyncio
import select
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, tzinfo

import click

from joblog_tui.cli.ending import ReaderLeft
from joblog_tui.cli.jobtable import status_sgr, status_word
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import QueryCommand, json_option, query_argument, store_option, view_option
from joblog_tui.cli.output import BOLD, out, out_json, paint, tell, width
from joblog_tui.cli.stopping import ending_on_signals
from joblog_tui.cli.table import cut
from joblog_tui.cli.viewing import asked
from joblog_tui.feed.following import Change, about, follow
from joblog_tui.model.job import Job, Report
from joblog_tui.model.jsonform import job_object_in, report_object
from joblog_tui.model.moment import SECOND, now_ms
from joblog_tui.model.stall import Stalls
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.listing import Listing
from joblog_tui.text import safe

STALLS_GOOD_FOR = SECOND


@click.command(cls=QueryCommand, name="tail")
@store_option
@query_argument
@view_option
@json_option
@click.pass_context
def command(context: click.Context, query: str, view: str | None, as_json: bool) -> int:
    """Follow the jobs that match QUERY: one line for every event of theirs, as it arrives, until interrupted.

    With the id of a job alone, follow that job and everything nested in it, and end when it has finished: exit code 0
    when it completed, 1 when it did not. --json prints the job as joblog ls does, with the event behind.

    \b
    joblog tail status:not_completed
    joblog tail --view stalled --json | jq .event.message
    joblog tail job-7 && echo done
    """
    with ending_on_signals(), suppress(KeyboardInterrupt):
        return asyncio.run(_tail(context, query, view, as_json))
    return 0


async def _tail(context: click.Context, query: str, view: str | None, as_json: bool) -> int:
    async with reading(context) as opened:
        after = await opened.store.last_event()
        one = await opened.store.job(query) if query and view is None else None
        listings: Sequence[Listing] = about(query)
        if one is None:
            listings = [Listing((await asked(opened, query, view, now_ms())).filter)]
        elif (code := _outcome(one)) is not None:
            tell(f"{one.id} is over already: {one.status.label}")
            return code
        if one is None and query and view is None and not set(query) & set(' :"('):
            tell(f"no job has the id {query}; following all jobs that match it, from event {after:,} on")
        else:
            tell(f"following {query or 'the log'} from event {after:,} on")
        printer = _Printer(opened, as_json)
        async for changes in follow(opened.store, listings, after):
            await printer.print(changes)
            if one is not None and changes and (now := await opened.store.job(one.id)) is not None:
                code = _outcome(now)
                if code is not None:
                    return code
    return 0


def _outcome(job: Job) -> int | None:
    """The exit code that a finished job stands for, None while it is not finished."""
    return (0 if job.status is Status.COMPLETED else 1) if job.finished else None


class _Printer:
    """Prints changes, and sees when nobody reads them any more."""

    def __init__(self, opened: Opened, as_json: bool) -> None:
        self._opened = opened
        self._as_json = as_json
        self._stalls = Stalls(0)

    async def print(self, changes: Sequence[Change]) -> None:
        if not changes:
            _check_reader()
            return
        for change in changes:
            if self._as_json:
                now = now_ms()
                if now - self._stalls.at > STALLS_GOOD_FOR:
                    self._stalls = await self._opened.store.stalls()
                whole = job_object_in(self._stalls, change.job, self._opened.vocabulary, now)
                out_json({**whole, "event": report_object(change.report)})
            else:
                out(_line(change, self._opened.zone))
        sys.stdout.flush()


def _line(change: Change, zone: tzinfo) -> str:
    """When, what became of it, whose, and what was said."""
    report, job = change.report, change.job
    at = datetime.fromtimestamp(report.at / 1000, zone)
    target = safe(job.target.name) if job.target else "-"
    plain = f"{at:%m-%d %H:%M:%S}  {status_word(report.status or job.status):<15}  {target}  {safe(job.id)}"
    rest = "  ".join(part for part in _said(report) if part)
    room = width()
    line = cut(f"{plain}  {rest}".rstrip(), room) if room else f"{plain}  {rest}".rstrip()
    word = status_word(report.status or job.status)
    return line.replace(word, paint(word, status_sgr(report.status or job.status) if report.status else ""), 1)


def _said(report: Report) -> list[str]:
    because = ": ".join(part for part in (report.reason_code, report.reason_message) if part)
    return [
        paint(f"acknowledged by {safe(report.actor or '-')}", BOLD) if report.acknowledged else "",
        f"(was {report.before.label})" if report.before is not None else "",
        safe(because),
        safe(report.message or ""),
        "(late)" if report.late else "",
    ]


def _check_reader() -> None:
    """``ReaderLeft`` when stdout is a pipe that nobody reads: waiting for the next event could take for ever."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    poll = select.poll()
    poll.register(descriptor, 0)
    if any(events & select.POLLERR for _, events in poll.poll(0)):
        raise ReaderLeft
