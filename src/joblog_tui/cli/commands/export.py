"""``joblog export``: exactly what a query lists, into a file; and the check of what was exported."""

import asyncio
from datetime import datetime, tzinfo
from pathlib import Path

import click

from joblog_tui import __version__
from joblog_tui.cli.access import caller
from joblog_tui.cli.opened import reading
from joblog_tui.cli.options import QueryCommand, query_argument, store_option, view_option
from joblog_tui.cli.output import out, tell
from joblog_tui.cli.progress import ProgressLine
from joblog_tui.cli.stopping import ending_on_signals
from joblog_tui.cli.viewing import asked
from joblog_tui.model.moment import now_ms
from joblog_tui.text import safe


@click.command(cls=QueryCommand, name="export")
@store_option
@query_argument
@view_option
@click.option("--to", metavar="FILE", help="Where to: FILE.csv, FILE.json or FILE.ndjson.")
@click.option("--evidence", is_flag=True, help="Write FILE.evidence.json too: by it both can be checked later.")
@click.option("--check", metavar="EVIDENCE", help="Check an earlier export, and the store, by its evidence.")
@click.pass_context
def command(
    context: click.Context, query: str, view: str | None, to: str | None, evidence: bool, check: str | None
) -> int:
    """Export the jobs that match QUERY, all of them, newest first.

    The file is written beside its place and moved there when it is whole: interrupted or failed, an export leaves
    nothing behind. CSV is RFC 4180 and safe for spreadsheets, NDJSON one object a line as joblog ls --json prints it.

    \b
    joblog export status:not_completed updated:today --to failed.csv
    joblog export 'created:2026-11-01..2026-11-30' --to november.ndjson --evidence
    joblog export --check november.ndjson.evidence.json
    """
    if (to is None) is (check is None):
        raise click.UsageError("say where to with --to FILE, or what to check with --check EVIDENCE", context)
    with ending_on_signals():
        if check is not None:
            if query or view or evidence:
                raise click.UsageError("--check takes the evidence alone", context)
            return asyncio.run(_check(context, Path(check)))
        assert to is not None
        asyncio.run(_export(context, query, view, Path(to), evidence))
        return 0


async def _export(context: click.Context, query: str, view: str | None, to: Path, evidence: bool) -> None:
    from joblog_tui.export.engine import Order, export
    from joblog_tui.export.forms import form_of
    from joblog_tui.query.listing import Listing

    form_of(to)
    async with reading(context) as opened:
        wanted = await asked(opened, query, view, now_ms())
        zone = _zone(opened.zone)
        order = Order(Listing(wanted.filter), to, evidence, caller(), wanted.text, zone, f"joblog {__version__}")
        with ProgressLine() as progress:
            done = await export(opened.store, order, progress)
        witnessed = f"; evidence in {done.evidence}" if done.evidence else ""
        tell(f"{done.jobs:,} jobs in {to}, {done.size:,} bytes{witnessed}")


async def _check(context: click.Context, path: Path) -> int:
    from joblog_tui.export.evidence import check_file, check_store

    async with reading(context) as opened:
        whole, of_file = await asyncio.to_thread(check_file, path)
        with ProgressLine() as progress:
            of_store = await check_store(opened.store, whole, progress)
    for finding in (of_file, of_store):
        out(safe(finding.line))
    return 0 if of_file.holds and of_store.holds else 1


def _zone(zone: tzinfo) -> str:
    return f"{datetime.now(zone):%Z (UTC%z)}"
