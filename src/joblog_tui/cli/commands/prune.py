"""``joblog prune``: old finished jobs leave the store, whole, and their disk space is given back."""

import asyncio

import click

from joblog_tui.cli import settings
from joblog_tui.cli.access import caller, require_rank
from joblog_tui.cli.opened import reading
from joblog_tui.cli.options import duration_value, store_option
from joblog_tui.cli.output import tell
from joblog_tui.cli.progress import ProgressLine
from joblog_tui.cli.stopping import stop_on_signal
from joblog_tui.model.errors import UsageError
from joblog_tui.model.moment import now_ms, rfc3339
from joblog_tui.model.vocabulary import Role


@click.command(name="prune")
@store_option
@click.option(
    "--older-than",
    "age",
    required=True,
    callback=duration_value,
    metavar="TIME",
    help="What neither changed nor showed life for that long, such as 180d.",
)
@click.pass_context
def command(context: click.Context, age: int) -> int:
    """Remove finished top-level jobs with everything nested in them, their logs too. This cannot be undone.

    Owners only. The store keeps a record of what was removed, by whom and when. It may be interrupted: what is gone
    then is gone whole, the rest stays. Others can write and look meanwhile.
    """
    from joblog_tui.store.factory import prune

    if age <= 0:
        raise UsageError("--older-than must be longer than nothing, such as 180d")
    asyncio.run(_check(context))
    older_than = now_ms() - age
    with stop_on_signal() as stop, ProgressLine() as progress:
        done = prune(settings.store_url(context), older_than, caller(), progress, stop)
    ended = "interrupted: " if stop.asked_by else ""
    tell(
        f"{ended}removed {_counted(done.jobs, 'job')}, {done.nested:,} nested and {_counted(done.events, 'event')} "
        f"from before {rfc3339(older_than)}; gave back {done.freed / 2**20:,.1f} MiB"
    )
    return stop.exit_code


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


async def _check(context: click.Context) -> None:
    async with reading(context) as opened:
        require_rank(opened.role, Role.OWNER, "remove jobs")
