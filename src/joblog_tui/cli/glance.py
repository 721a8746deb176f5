"""Whether ``joblog`` can begin with a glance, and the glance: the plain dashboard on a terminal, and nothing else.

A glance shows what the dashboard would show first, or nothing. With a query or a view, asked for or left from the last
time, another command, an unusual terminal or a theme that only Textual knows there is none, and whatever is wrong is
left for the dashboard to tell. Before it there is no click, no asyncio and no Textual: each import is part of the wait.
"""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from joblog_tui.ui.glance.stage import Stage

_UNUSUAL = ("TEXTUAL_DRIVER", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DEVTOOLS", "_JOBLOG_COMPLETE")
"""Variables of the environment with which somebody other than a person may look on."""


@contextmanager
def glancing(arguments: Sequence[str]) -> "Iterator[Stage | None]":
    """A glance while the rest is got ready, where there can be one; the terminal is given back on leaving."""
    picture = _picture(arguments)
    if picture is None:
        yield None
        return
    from joblog_tui.ui.glance.stage import shown

    with shown(picture, sys.__stdin__.fileno(), sys.__stderr__.fileno()) as stage:  # type: ignore[union-attr]
        yield stage


def plain_store(arguments: Sequence[str]) -> tuple[str | None] | None:
    """What ``--store`` says on a command line for the plain dashboard; None when it asks for anything else."""
    given: str | None = None
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--store" and rest:
            given = rest.pop(0)
        elif word.startswith("--store="):
            given = word.removeprefix("--store=")
        elif word != "watch" or "watch" in rest:
            return None
    return (given,)


def _picture(arguments: Sequence[str]) -> str | None:
    asked = plain_store(arguments)
    terminals = (sys.__stdin__, sys.__stdout__, sys.__stderr__)  # what Textual reads from and writes to
    if asked is None or any(name in os.environ for name in _UNUSUAL):
        return None
    if not all(each is not None and each.isatty() for each in terminals):
        return None
    gc.disable()  # see ``ui.run``, which enables it again
    try:
        return _painted(asked[0])
    except Exception:  # a mistake of anybody's is told by the dashboard itself, with all that belongs to it
        if os.environ.get("JOBLOG_TRACEBACK"):
            raise
        return None


def _painted(given: str | None) -> str | None:
    import shutil

    from joblog_tui.cli import settings
    from joblog_tui.cli.access import caller
    from joblog_tui.cli.state_file import StateFile, state_path
    from joblog_tui.model.moment import now_ms
    from joblog_tui.store.factory import first_rows, known_as
    from joblog_tui.ui.beside_choice import BESIDE
    from joblog_tui.ui.choices import Choices
    from joblog_tui.ui.glance.frame import frame
    from joblog_tui.ui.glance.layout import layout_for
    from joblog_tui.ui.glance.look import look_for
    from joblog_tui.ui.last_visit import away_since
    from joblog_tui.ui.listed import LISTED
    from joblog_tui.ui.memory import Memory

    configured = settings.load()
    url = settings.store_named(given, configured)
    memory = Memory(StateFile(state_path()).read(), store=known_as(url))
    choices = Choices(configured.preferences, memory)
    look = look_for(choices, os.environ)
    layout = layout_for(*shutil.get_terminal_size(), sidebar=choices.sidebar, beside=memory.get(BESIDE))
    if look is None or layout is None or memory.get(LISTED) is not None:
        return None
    seen = first_rows(url, caller(), layout.table.height)
    if seen.role is None or not seen.role.may_open or not seen.jobs:
        return None
    now = now_ms()
    return frame(seen, layout, look, now, unseen_since=away_since(memory, seen.created_at, now))
