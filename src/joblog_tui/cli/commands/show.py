"""``joblog show``: one job, its facts, the tree of jobs nested in it, its history, and its log."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import click

from joblog_tui.cli import jobpage
from joblog_tui.cli.jobtree import Nested, as_objects, tree
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import QueryCommand, json_option, store_option, view_option, watch_option
from joblog_tui.cli.output import out, out_json, tell
from joblog_tui.cli.redrawing import ending_quietly, repeated
from joblog_tui.cli.viewing import asked
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job, Report
from joblog_tui.model.jsonform import job_object_in, line_object, report_object
from joblog_tui.model.log_line import LogLine, Place
from joblog_tui.model.moment import now_ms
from joblog_tui.model.usual import Estimate, estimate, usual_of
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.query.log_lines import LineQuery
from joblog_tui.store.base import JobStore

_AT_ONCE = 1_000  # events, or log lines, that one read of the store fetches
MOST = 200  # nested jobs that are printed for a person unless more are asked for
DEEPEST = 32
MOST_JOBS = 20  # that one query shows


@click.command(cls=QueryCommand, name="show")
@store_option
@click.argument("words", metavar="ID|QUERY", nargs=-1)
@view_option
@click.option(
    "--depth",
    type=click.IntRange(0, DEEPEST),
    metavar="N",
    help="How many levels of nested jobs. Default: all of them; with --json those directly nested.",
)
@click.option(
    "--most", type=click.IntRange(1), default=MOST, metavar="N", help=f"Nested jobs to print at most. Default: {MOST}."
)
@click.option("--logs", is_flag=True, help="Print the log too, with that of everything nested.")
@watch_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    words: tuple[str, ...],
    view: str | None,
    depth: int | None,
    most: int,
    logs: bool,
    as_json: bool,
    watch: float | None,
) -> None:
    """Show the job ID: its facts, what it waits for, the tree of jobs nested in it, its history in order.

    With a query instead, show each job that matches, newest first, 20 at most.
    """
    if not words and view is None:
        raise click.UsageError("missing argument 'ID'", context)
    with ending_quietly(watch):
        asyncio.run(_show(context, words, view, depth, most, logs=logs, as_json=as_json, watch=watch))


async def _show(
    context: click.Context,
    words: tuple[str, ...],
    view: str | None,
    depth: int | None,
    most: int,
    *,
    logs: bool,
    as_json: bool,
    watch: float | None,
) -> None:
    async def once() -> int:
        for place, job in enumerate(await _wanted(opened, words, view)):
            if as_json:
                out_json(await _whole(opened, job, 1 if depth is None else depth, logs=logs))
                continue
            if place:
                out("")
            await _print(opened, job, DEEPEST if depth is None else depth, most, logs=logs)
        return 0

    async with reading(context) as opened:
        await repeated(watch, once)


async def _wanted(opened: Opened, words: tuple[str, ...], view: str | None) -> Sequence[Job]:
    """The job of this id, else those that match the query."""
    if len(words) == 1 and view is None:
        job = await opened.store.job(words[0])
        if job is not None:
            return (job,)
        if not set(words[0]) & set(' :"('):
            raise JoblogError(f"no job {words[0]} in {opened.url}; joblog ls shows the ids")
    wanted = await asked(opened, " ".join(word.strip() for word in words), view, now_ms())
    order = wanted.view.sort if wanted.view else Sort()
    block = await opened.store.block(Listing(wanted.filter, order), 0, MOST_JOBS)
    if not block.rows:
        raise JoblogError(f"no job matches {wanted.text}" if wanted.text else "the log is empty")
    if block.total > MOST_JOBS:
        tell(f"the first {MOST_JOBS} of {block.total:,} jobs; narrow the query to see others")
    return block.rows


async def _whole(opened: Opened, job: Job, depth: int, *, logs: bool) -> dict[str, Any]:
    """The job as an object; each nested one has what is nested in it, down to ``depth`` levels."""
    stalls, now, words = await opened.store.stalls(), now_ms(), opened.vocabulary
    whole = job_object_in(stalls, job, words, now)
    if depth > 1:
        nested = [(row, job_object_in(stalls, row[0], words, now)) async for row in tree(opened.store, job.id, depth)]
        whole["nested_jobs"] = as_objects(nested)
    else:
        children = await opened.store.nested(job.id, max(1, job.nested)) if depth else ()
        whole["nested_jobs"] = [job_object_in(stalls, child, words, now) for child in children]
    whole["events"] = [report_object(report) for report in await _history(opened.store, job.id)]
    if logs:
        lines = LineQuery(job.id, nested=True)
        whole["log"] = [line_object(line) async for line in _lines(opened.store, lines)]
    return whole


async def _print(opened: Opened, job: Job, depth: int, most: int, *, logs: bool) -> None:
    store = opened.store
    stalls, now = await store.stalls(), now_ms()
    jobpage.print_facts(job, stalls, opened, now)
    if job.nested:
        jobpage.print_waits(job, await store.blocking_path(job.id), await _estimate(store, job), now)
    shown: list[Nested] = []
    more = 0
    async for row in tree(store, job.id, depth):
        if len(shown) < most:
            shown.append(row)
        else:
            more += 1
    jobpage.print_tree(shown, more, stalls, opened, now)
    jobpage.print_history(await _history(store, job.id), opened.zone)
    if logs:
        nested = bool(job.nested)
        jobpage.print_log_title(nested=nested)
        async for line in _lines(opened.store, LineQuery(job.id, nested=True)):
            jobpage.print_log_line(line, opened.zone, nested=nested)


async def _lines(store: JobStore, query: LineQuery) -> AsyncIterator[LogLine]:
    """All lines of a log, in order, a page at a time."""
    place: Place | None = None
    while True:
        page = await store.lines_after(query, place, _AT_ONCE)
        for line in page.lines:
            yield line
        if page.end:
            return
        place = page.reached


async def _estimate(store: JobStore, job: Job) -> Estimate | None:
    remaining = None if job.finished else await store.remaining(job.id)
    if remaining is None:
        return None
    usual = {task: usual_of(await store.last_run_times(task)) for task in remaining.tasks}
    return estimate(remaining, {task: known for task, known in usual.items() if known is not None})


async def _history(store: JobStore, job_id: str) -> list[Report]:
    """All events of a job, in order."""
    events: list[Report] = []
    while True:
        earlier = await store.history(job_id, _AT_ONCE, events[0].seq if events else None)
        events[:0] = earlier
        if len(earlier) < _AT_ONCE:
            return events
