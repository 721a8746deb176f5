"""``joblog ls``: the jobs that match a query, newest first."""

import asyncio
from collections.abc import Sequence
from typing import Literal

import click

from joblog_tui.cli.jobtable import job_lines
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import (
    QueryCommand,
    json_option,
    query_argument,
    sort_options,
    store_option,
    view_option,
    watch_option,
)
from joblog_tui.cli.output import on_terminal, out, out_csv, out_json, tell, width
from joblog_tui.cli.redrawing import ending_quietly, repeated
from joblog_tui.cli.viewing import asked
from joblog_tui.export.forms import LISTED, job_cells
from joblog_tui.model.job import Job
from joblog_tui.model.jsonform import job_object_in
from joblog_tui.model.moment import now_ms
from joblog_tui.model.stall import Stalls
from joblog_tui.query.listing import Listing, Sort, SortField
from joblog_tui.store.base import JobStore

Form = Literal["table", "json", "csv"]

_AT_ONCE = 1_000  # rows that one read of the store fetches


@click.command(cls=QueryCommand, name="ls")
@store_option
@query_argument
@view_option
@sort_options
@click.option("--limit", type=click.IntRange(min=1), default=50, metavar="N", help="At most N jobs. Default: 50.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, safe for spreadsheets.")
@watch_option
@json_option
@click.option("--fail-if-any", is_flag=True, help="Exit code 1 when there is any such job, for cron.")
@click.pass_context
def command(
    context: click.Context,
    query: str,
    view: str | None,
    sort: Sort | None,
    limit: int,
    as_csv: bool,
    as_json: bool,
    fail_if_any: bool,
    watch: float | None,
) -> int:
    """List the jobs that match QUERY, newest first.

    \b
    joblog ls status:running,retrying task:rotating_passwords
    joblog ls -trigger:scim 'age:<2h' --json
    joblog ls is:stalled --fail-if-any
    """
    if as_csv and as_json:
        raise click.UsageError("--json and --csv exclude each other", context)
    form: Form = "csv" if as_csv else "json" if as_json else "table"
    total = 0
    with ending_quietly(watch):
        total = asyncio.run(_list(context, query, view, sort, limit, form, watch))
    return 1 if fail_if_any and total else 0


async def _list(
    context: click.Context,
    query: str,
    view: str | None,
    sort: Sort | None,
    limit: int,
    form: Form,
    watch: float | None,
) -> int:
    """Print the jobs, once or again and again; how many match."""

    async def once() -> int:
        now = now_ms()
        wanted = await asked(opened, query, view, now)
        order = sort or (wanted.view.sort if wanted.view else Sort())
        jobs, total = await _fetch(opened.store, Listing(wanted.filter, order), limit)
        stalls = await opened.store.stalls()
        _print(jobs, stalls, opened, now, form, wanted.view.columns if wanted.view else ())
        if form == "table" and not jobs:
            tell(f"no job matches {wanted.text}" if wanted.text else "the log is empty")
        elif total > len(jobs) and form == "table" and on_terminal():
            tell(f"{len(jobs):,} of {total:,} jobs; --limit N shows more")
        return total

    async with reading(context) as opened:
        return await repeated(watch, once)


async def _fetch(store: JobStore, listing: Listing, limit: int) -> tuple[list[Job], int]:
    """The first ``limit`` jobs; one that moved to a later rank while we read is not taken twice."""
    found: dict[int, Job] = {}
    rank = total = 0
    while len(found) < limit:
        block = await store.block(listing, rank, min(_AT_ONCE, limit - len(found)))
        total = block.total
        found.update((job.seq, job) for job in block.rows if job.seq not in found)
        rank = block.first + len(block.rows)
        if not block.rows or rank >= total:
            break
    return list(found.values()), total


def _print(
    jobs: Sequence[Job], stalls: Stalls, opened: Opened, now: int, form: Form, columns: Sequence[SortField]
) -> None:
    if form == "table":
        if jobs:
            for line in job_lines(jobs, stalls, opened.vocabulary, now=now, width=width(), shown=columns):
                out(line)
        return
    if form == "csv":
        out_csv(LISTED)
    for job in jobs:
        whole = job_object_in(stalls, job, opened.vocabulary, now)
        if form == "json":
            out_json(whole)
        else:
            out_csv(job_cells(whole, LISTED))
