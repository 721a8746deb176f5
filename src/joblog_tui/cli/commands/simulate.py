"""``joblog simulate``: a made-up log, written live through the writers' door."""

import os
import threading
from datetime import datetime
from functools import partial

import click

from joblog_tui.cli import settings
from joblog_tui.cli.options import duration_value, simulation_options, store_option
from joblog_tui.cli.output import tell
from joblog_tui.cli.progress import ProgressLine
from joblog_tui.cli.rare_collections import rare_collections
from joblog_tui.cli.stopping import Stop, stop_on_signal


@click.command(name="simulate")
@store_option
@simulation_options
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Exactly N jobs (nested ones aside), then end.")
@click.option("--for", "for_ms", callback=duration_value, metavar="TIME", help="End after TIME, such as 10m.")
@click.option("--but", "but_ms", callback=duration_value, hidden=True, help="No job begins in the last TIME.")
@click.option("--until-eof", is_flag=True, hidden=True, help="End when standard input ends.")
@click.pass_context
def command(
    context: click.Context,
    rate: float,
    backfill: int,
    seed: int,
    jobs: int | None,
    for_ms: int | None,
    but_ms: int | None,
    until_eof: bool,
) -> int:
    """Append a believable made-up log: first the past, then the present as it happens, until interrupted.

    It writes like any other program; the same seed at the same moment gives the same log.
    """
    from joblog_tui.simulator.run import run

    url = settings.store_url(context)
    with stop_on_signal() as stop, ProgressLine() as progress, rare_collections():
        if until_eof:
            threading.Thread(target=_stop_at_eof, args=(stop,), daemon=True).start()
        tell_past = _tell_parent if until_eof else partial(progress, "writing the past")
        counts = run(
            url,
            rate=rate,
            backfill_ms=backfill,
            jobs=jobs,
            seed=seed,
            for_ms=for_ms,
            but_ms=but_ms,
            progress=tell_past,
            finishing=progress,
            stop=stop,
            utc_offset=_utc_offset(),
        )
    tell(f"wrote {counts.events:,} events of {counts.jobs:,} jobs and {counts.nested:,} nested ones")
    return stop.exit_code


def _tell_parent(done: int, total: int) -> None:
    """Whoever started us reads how far the past is; equal numbers mean that the present has begun."""
    print(done, total, flush=True)


def _stop_at_eof(stop: Stop) -> None:
    """Whoever holds the other end of our standard input lives as long as it is open, however they end."""
    while os.read(0, 4096):
        pass
    stop.set()


def _utc_offset() -> int:
    """Milliseconds east of Greenwich."""
    offset = datetime.now().astimezone().utcoffset()
    return round(offset.total_seconds() * 1000) if offset else 0
