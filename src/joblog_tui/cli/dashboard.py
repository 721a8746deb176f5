"""The way into the dashboard: is there a terminal, and may the caller open the log; then hand over."""

import sys
from typing import TYPE_CHECKING

import click

from joblog_tui.cli import settings
from joblog_tui.cli.output import on_terminal
from joblog_tui.cli.settings import Settings
from joblog_tui.model.errors import JoblogError
from joblog_tui.store.base import JobStore

if TYPE_CHECKING:
    from joblog_tui.ui.glance.stage import Stage


def require_terminal() -> None:
    """``JoblogError`` unless a person sits there."""
    if not (on_terminal(sys.stdin) and on_terminal(sys.stdout)):
        raise JoblogError(
            "the dashboard needs a terminal; for scripts there are joblog ls, joblog show and joblog stats"
        )


def watch(context: click.Context, query: str, view: str | None = None) -> int:
    """The dashboard on the store that the command line names; the exit code. It opens with the query and the view."""
    require_terminal()
    configured = settings.load()
    url = settings.store_url(context, configured)
    return show(url, query, configured, view=view, stage=context.obj)


def show(
    url: str,
    query: str,
    configured: Settings,
    *,
    view: str | None = None,
    known_as: str = "",
    stage: "Stage | None" = None,
) -> int:
    """The dashboard on a store, until it is left; the exit code. What is set there is remembered of ``known_as``.

    It takes over the terminal of a ``stage``, if a glance is on one.
    """
    from joblog_tui.cli.access import caller
    from joblog_tui.cli.config_watch import ConfigWatch
    from joblog_tui.cli.opened import admitted
    from joblog_tui.cli.progress import ProgressLine
    from joblog_tui.cli.querying import pointing_at
    from joblog_tui.cli.state_file import remembering
    from joblog_tui.store.factory import known_as as name_of
    from joblog_tui.ui import run
    from joblog_tui.ui.memory import Memory

    limits = dict(configured.limits)  # the dashboard changes them when the configuration does
    plain_screen = True  # until the store was opened once

    async def open_store(url: str) -> JobStore:
        nonlocal plain_screen
        if not plain_screen:
            return (await admitted(url, limits)).store
        plain_screen = False
        with ProgressLine() as progress:
            return (await admitted(url, limits, progress)).store

    with pointing_at(query), remembering() as (state, notice, save):
        return run(
            url,
            query=query,
            view=view,
            me=caller(),
            limits=limits,
            open_store=open_store,
            preferences=configured.preferences,
            memory=Memory(state, store=known_as or name_of(url), save=save, notice=notice),
            reload=ConfigWatch(),
            stage=stage,
        )
