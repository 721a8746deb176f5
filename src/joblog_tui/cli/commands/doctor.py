"""``joblog doctor``: what an operator wants to know about a store before trusting it."""

import asyncio
import platform

import click

from joblog_tui import __version__
from joblog_tui.cli.access import login_name
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import store_option
from joblog_tui.cli.output import out, paint
from joblog_tui.query.listing import Listing
from joblog_tui.store.base import FileReport, Pruned
from joblog_tui.store.factory import file_report
from joblog_tui.text import safe

_WORTH_A_WORD = 64 * 1024 * 1024  # bytes of write-ahead log
_WARNING_SGR = "33"


@click.command(name="doctor")
@store_option
@click.pass_context
def command(context: click.Context) -> None:
    """Look the store over: versions, file mode, write-ahead log, held jobs, and what deserves attention."""
    asyncio.run(_examine(context))


async def _examine(context: click.Context) -> None:
    async with reading(context) as opened:
        report = file_report(opened.url)
        facets = await opened.store.facets(Listing())
        wal = await opened.store.wal_size()
        facts = (
            ("joblog", f"{__version__}, Python {platform.python_version()}, {report.engine}"),
            ("store", report.path),
            ("workspace", (await opened.store.workspace()).name),
            ("file", f"mode {report.mode:04o}, owner {login_name(report.owner_uid)}, {_size(report.size)}"),
            ("journal", f"{report.journal_mode}, write-ahead log {_size(wal)}"),
            ("events", _events(await opened.store.last_event(), report.pruned)),
            ("jobs", f"{facets.everything:,} listed, {facets.held:,} held"),
            ("stalled", f"{facets.stalled:,}"),
        )
        for name, value in facts:
            out(f"{name:<10} {safe(value)}")
        for line in [*_warnings(report, wal), *(await _of_held(opened, facets.held)), *report.advice]:
            out(paint(f"note       {safe(line)}", _WARNING_SGR))


def _events(arrived: int, pruned: Pruned | None) -> str:
    if pruned is None:
        return f"{arrived:,}"
    return f"{arrived - pruned.events:,}; {pruned.events:,} more were pruned, of {pruned.jobs + pruned.nested:,} jobs"


def _warnings(report: FileReport, wal: int) -> list[str]:
    notes = []
    if report.mode & 0o077:
        notes.append(
            f"mode {report.mode:04o}: other users of this machine may read or write the file; see docs/access.md"
        )
    if report.journal_mode != "wal":
        notes.append(f"the journal mode is {report.journal_mode}, not wal: writers and the dashboard block each other")
    if wal > _WORTH_A_WORD:
        notes.append(f"the write-ahead log is {_size(wal)}: some reader keeps a read open; it shrinks when that ends")
    return notes


async def _of_held(opened: Opened, held: int) -> list[str]:
    if not held:
        return []
    first = next(iter(await opened.store.held(1)), None)
    jobs = "1 job waits" if held == 1 else f"{held:,} jobs wait"
    name = f"; the oldest is {first.id}, see joblog show" if first else ""
    return [f"{jobs} for a task, trigger, target or actor and will be listed then{name}"]


def _size(count: int) -> str:
    size = float(count)
    for unit in ("B", "KiB", "MiB"):
        if size < 1024:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    return f"{size:.1f} GiB"
