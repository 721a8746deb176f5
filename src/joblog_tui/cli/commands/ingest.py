"""``joblog ingest``: lines of NDJSON into the store."""

import click

from joblog_tui.cli import settings
from joblog_tui.cli.options import store_option
from joblog_tui.cli.output import tell
from joblog_tui.cli.progress import ProgressLine
from joblog_tui.cli.rare_collections import rare_collections
from joblog_tui.cli.stopping import stop_on_signal

PARTLY_DONE = 4


@click.command(name="ingest")
@store_option
@click.option("--format", metavar="FORMAT", default="joblog", help="joblog (the default) or cloudevents.")
@click.option("--rejects", metavar="FILE", help="Where bad lines go. Default: joblog-rejects.ndjson.")
@click.option("--follow", is_flag=True, help="Wait for more lines at the end of each file, until interrupted.")
@click.option(
    "--bulk/--no-bulk",
    default=None,
    help="A history: indexes are built at the end, nobody reads meanwhile. Default: large files into an empty store.",
)
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@click.pass_context
def command(
    context: click.Context,
    format: str,
    rejects: str | None,
    follow: bool,
    bulk: bool | None,
    files: tuple[str, ...],
) -> int:
    """Append the events in FILES, one JSON object a line; without a file, or with -, those on standard input.

    A bad line never stops the rest: it goes to the file of rejects with its number and the reason, and the exit
    code is 4. Events with an id that is known count as accepted and change nothing, so a file can be sent again.
    """
    from joblog_tui.writers.ingest import run_ingest
    from joblog_tui.writers.rejects import DEFAULT_PATH

    url = settings.store_url(context)
    with stop_on_signal() as stop, ProgressLine() as progress, rare_collections():
        done = run_ingest(
            url, files, format=format, rejects_path=rejects, follow=follow, bulk=bulk, progress=progress, stop=stop
        )
    where = f" (see {rejects or DEFAULT_PATH})" if done.rejected else ""
    lines = "1 line" if done.read == 1 else f"{done.read:,} lines"
    ended = "interrupted: " if stop.asked_by else ""
    further = f"; go on from {done.go_on}" if stop.asked_by and done.go_on else ""
    tell(f"{ended}{lines} read, {done.accepted:,} accepted, {done.rejected:,} rejected{where}{further}")
    if done.left:
        tell(f"all of it is in the store; its indexes are built when the log is opened next ({done.left})")
    return stop.exit_code or (PARTLY_DONE if done.rejected else 0)
