"""``joblog init``: a new, empty store whose owner is the caller."""

import click

from joblog_tui.cli import settings
from joblog_tui.cli.access import caller
from joblog_tui.cli.options import store_option
from joblog_tui.cli.output import tell
from joblog_tui.store.factory import create_store


@click.command(name="init")
@store_option
@click.argument("path", required=False)
@click.option("--workspace", metavar="NAME", default="My workspace", help="The workspace that the log is of.")
@click.pass_context
def command(context: click.Context, path: str | None, workspace: str) -> None:
    """Create a store at PATH (default: the store that the other commands use), readable by you alone.

    You become its owner.
    """
    url = path or settings.store_url(context)
    owner = caller()
    create_store(url, workspace, owner)
    tell(f"created {url} for {workspace}; its owner is {owner}")
    if path:
        tell(f"use it with --store {path}, or: export JOBLOG_STORE={path}")
