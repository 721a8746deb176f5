"""``joblog rebuild``: every projection computed anew from the events."""

import asyncio

import click

from joblog_tui.cli.opened import reading
from joblog_tui.cli.options import store_option
from joblog_tui.cli.output import tell
from joblog_tui.cli.progress import ProgressLine


@click.command(name="rebuild")
@store_option
@click.pass_context
def command(context: click.Context) -> None:
    """Compute jobs, roll-ups and counts anew from the events. The result is the same; interrupting does no harm."""
    asyncio.run(_rebuild(context))


async def _rebuild(context: click.Context) -> None:
    async with reading(context) as opened:
        with ProgressLine() as progress:
            events = await opened.store.rebuild(progress)
        tell(f"computed everything anew from {events:,} events")
