"""What becomes of unsent events when the process ends, and of open stores when it forks.

At the end of the process every open outbox is emptied. A forked child has neither the parent's threads nor a right
to its connections: it forgets the parent's outboxes, and knows which stores it must not open again (SQLite's locks
are the process's own, and a copy of its memory believes to hold what only the parent holds).
"""

import atexit
import os
import sys
from concurrent.futures import Future
from typing import Protocol

from joblog_tui.model.errors import StoreError


class Unfinished(Protocol):
    """An outbox that may hold events; ``place`` identifies its store."""

    place: str

    @property
    def ended(self) -> bool:
        """Whether its connection is closed."""
        ...

    def close(self) -> "Future[None]":
        """Send what is left, then end."""
        ...

    def finish(self) -> None:
        """Close, and tell on stderr what could not be sent or was refused: nobody else is left to be told."""
        ...


_unfinished: set[Unfinished] = set()
_inherited: set[str] = set()
_hooked_in = 0  # the process in which ``finish_all`` is known to run at the end


def enter(outbox: Unfinished) -> None:
    """Have the outbox emptied at the end of this process."""
    global _hooked_in
    _unfinished.add(outbox)
    if _hooked_in != os.getpid():
        _hooked_in = os.getpid()
        atexit.register(finish_all)
        if util := sys.modules.get("multiprocessing.util"):
            util.Finalize(None, finish_all, exitpriority=10)  # a child of multiprocessing ends without atexit


def leave(outbox: Unfinished) -> None:
    """Nothing is left in this outbox, and everything was told."""
    _unfinished.discard(outbox)


def check_not_inherited(place: str) -> None:
    """``StoreError`` when this process was forked from one that had the store open."""
    if place in _inherited:
        raise StoreError(
            f"{place} was open in the parent when this process was forked; open it after the fork only, "
            "or start the process by spawn"
        )


def finish_all() -> None:
    """Empty every outbox of this process."""
    waiting = list(_unfinished)
    for outbox in waiting:
        outbox.close()
    for outbox in waiting:
        outbox.finish()


def _in_forked_child() -> None:
    _inherited.update(outbox.place for outbox in _unfinished if not outbox.ended)
    _unfinished.clear()


os.register_at_fork(after_in_child=_in_forked_child)
