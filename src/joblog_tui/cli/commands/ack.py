"""``joblog ack``: somebody has seen to a stalled or failed job."""

import asyncio

import click

from joblog_tui.cli.access import caller
from joblog_tui.cli.opened import Opened, reading
from joblog_tui.cli.options import store_option
from joblog_tui.cli.output import tell
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.triage import why_not_acknowledged


@click.command(name="ack")
@store_option
@click.argument("job_ids", metavar="ID...", nargs=-1, required=True)
@click.option("--note", metavar="TEXT", help="What is known, or done about it.")
@click.pass_context
def command(context: click.Context, job_ids: tuple[str, ...], note: str | None) -> None:
    """Acknowledge stalled or not completed jobs.

    An acknowledgement is kept in the log with your name; it holds until the job, or something nested in it, is
    reported on again. The views Stalled and Needs attention leave acknowledged jobs out.
    """
    asyncio.run(_acknowledge(context, job_ids, note))


async def _acknowledge(context: click.Context, job_ids: tuple[str, ...], note: str | None) -> None:
    async with reading(context) as opened:
        for job_id in dict.fromkeys(job_ids):
            await _check(opened, job_id)
        for job_id in dict.fromkeys(job_ids):
            said = await opened.store.acknowledge(job_id, caller(), note)
            tell(f"{job_id} is acknowledged by {said.by}" + (f": {said.note}" if said.note else ""))


async def _check(opened: Opened, job_id: str) -> None:
    job = await opened.store.job(job_id)
    if job is None:
        raise JoblogError(f"no job {job_id} in {opened.url}; joblog ls shows the ids")
    reason = why_not_acknowledged(job, stalled=job.seq in (await opened.store.stalls()).verdicts)
    if reason is not None:
        raise JoblogError(reason)
