"""Waiting for work that may be let go meanwhile, because something else is wanted."""

import asyncio
from typing import TypeVar

_T = TypeVar("_T")


async def unless_let_go(work: "asyncio.Task[_T]") -> _T | None:
    """The result of ``work``, or None when somebody cancelled it; whoever is cancelled while waiting takes it along."""
    try:
        return await work
    except asyncio.CancelledError:
        this = asyncio.current_task()
        if this is not None and this.cancelling():
            work.cancel()
            raise
        return None
