"""``joblog ls``: the jobs that match a query, newest first."""

import asyncio
from collections.abc import Sequence
from typing import Literal

import click

from joblog_tui.cli.jobtable import job_lines
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import QueryCommand, json_option, query_argument, store_option
from joblog_tui.cli.output import on_terminal, out, out_csv, out_json, tell, width
from joblog_tui.cli.querying import read_query
from joblog_tui.model.job import Job
from joblog_tui.model.jsonform import job_object_in
from joblog_tui.model.moment import now_ms
from joblog_tui.model.stall import Stalls
from joblog_tui.query.listing import SORT_FIELDS, Listing, Sort, SortField
from joblog_tui.store.base import JobStore

Form = Literal["table", "json", "csv"]

CSV_COLUMNS = (
    "id", "parent", "status", "source_status", "task", "trigger", "target_kind", "target", "actor",
    "created_at", "updated_at", "active_at", "nested", "nested_completed", "stalled", "stalled_reason",
)  # fmt: skip
_LARGEST_FIRST = ("created", "updated", "nested")
_AT_ONCE = 1_000  # rows that one read of the store fetches


@click.command(cls=QueryCommand, name="ls")
@store_option
@query_argument
@click.option(
    "--sort",
    type=click.Choice(SORT_FIELDS),
    default="created",
    metavar="FIELD",
    help=f"Order by {', '.join(SORT_FIELDS)}; times and nested jobs largest first. Default: created.",
)
@click.option("--reverse", "-r", is_flag=True, help="The other way round.")
@click.option("--limit", type=click.IntRange(min=1), default=50, metavar="N", help="At most N jobs. Default: 50.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, safe for spreadsheets.")
@json_option
@click.pass_context
def command(
    context: click.Context, query: str, sort: SortField, reverse: bool, limit: int, as_csv: bool, as_json: bool
) -> None:
    """List the jobs that match QUERY, newest first.

    \b
    joblog ls status:running,retrying task:rotating_passwords
    joblog ls -trigger:scim 'age:<2h' --json
    """
    if as_csv and as_json:
        raise click.UsageError("--json and --csv exclude each other", context)
    form: Form = "csv" if as_csv else "json" if as_json else "table"
    order = Sort(sort, (sort in _LARGEST_FIRST) is not reverse)
    asyncio.run(_list(context, query, order, limit, form))


async def _list(context: click.Context, query: str, sort: Sort, limit: int, form: Form) -> None:
    async with reading(context) as opened:
        now = now_ms()
        listing = Listing(read_query(query, opened.vocabulary, now), sort)
        jobs, total = await _fetch(opened.store, listing, limit)
        stalls = await opened.store.stalls()
        _print(jobs, stalls, opened, now, form)
        if form == "table" and not jobs:
            tell(f"no job matches {query}" if query else "the log is empty")
        elif total > len(jobs) and form == "table" and on_terminal():
            tell(f"{len(jobs):,} of {total:,} jobs; --limit N shows more")


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


def _print(jobs: Sequence[Job], stalls: Stalls, opened: Opened, now: int, form: Form) -> None:
    if form == "table":
        if jobs:
            for line in job_lines(jobs, stalls, opened.vocabulary, now=now, width=width()):
                out(line)
        return
    if form == "csv":
        out_csv(CSV_COLUMNS)
    for job in jobs:
        whole = job_object_in(stalls, job, opened.vocabulary, now)
        if form == "json":
            out_json(whole)
        else:
            target = whole.pop("target") or {"kind": None, "name": None}
            whole |= {"target_kind": target["kind"], "target": target["name"]}
            whole["stalled"] = "true" if whole["stalled"] else "false"
            out_csv(whole[column] for column in CSV_COLUMNS)
