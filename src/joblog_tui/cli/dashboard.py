"""The way into the dashboard: is there a terminal, and may the caller open the log; then hand over."""

import sys
from collections.abc import Mapping

import click

from joblog_tui.cli import settings
from joblog_tui.cli.output import on_terminal
from joblog_tui.model.errors import JoblogError
from joblog_tui.store.base import JobStore


def require_terminal() -> None:
    """``JoblogError`` unless a person sits there."""
    if not (on_terminal(sys.stdin) and on_terminal(sys.stdout)):
        raise JoblogError(
            "the dashboard needs a terminal; for scripts there are joblog ls, joblog show and joblog stats"
        )


def watch(context: click.Context, query: str) -> int:
    """The dashboard on the store that the command line names; the exit code."""
    require_terminal()
    configured = settings.load()
    return show(settings.store_url(context, configured), query, configured.limits)


def show(url: str, query: str, limits: Mapping[str, int]) -> int:
    """The dashboard on a store, until it is left; the exit code. ``limits`` are stall limits by task, in ms."""
    from joblog_tui.cli.access import caller
    from joblog_tui.cli.opened import admitted
    from joblog_tui.cli.querying import pointing_at
    from joblog_tui.ui import run

    async def open_store() -> JobStore:
        return (await admitted(url, limits)).store

    with pointing_at(query):
        return run(url, query=query, me=caller(), limits=limits, open_store=open_store)
