"""Work that is let go when what it was for is not wanted any more."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from joblog_tui.feed.letting_go import unless_let_go
from joblog_tui.query.listing import Listing

_T = TypeVar("_T")


class Superseding:
    """Fetches under way, each for a listing; ``supersede`` cancels those for other listings."""

    def __init__(self) -> None:
        self._under_way: dict[asyncio.Task[Any], Listing] = {}

    def supersede(self, *listings: Listing) -> None:
        """Only these are wanted from now on."""
        for task, wanted in self._under_way.items():
            if wanted not in listings:
                task.cancel()

    async def unless_superseded(self, listing: Listing, work: Coroutine[Any, Any, _T]) -> _T | None:
        """The result of ``work``, or None when it was let go meanwhile."""
        task = asyncio.ensure_future(work)
        self._under_way[task] = listing
        try:
            return await unless_let_go(task)
        finally:
            del self._under_way[task]
