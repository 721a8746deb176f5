"""When to look again: at once when the operator waits, soon when the store changed, never more often than needed."""

import asyncio
import time
from collections.abc import Callable


class Cadence:
    """Turns any number of wishes to look again into a measured series of looks.

    However many wishes come while a look is under way, one look follows. Looks because of changes start at
    least ``gap`` seconds apart, and ``leisure`` times as long as the last look took, so that neither heavy writing
    nor a slow store can take all the time; the first change after a quiet time is looked at without delay. A look
    that the operator waits for never waits itself.
    """

    def __init__(self, gap: float, leisure: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap = gap
        self._leisure = leisure
        self._clock = clock
        self._wanted = asyncio.Event()
        self._urgent = asyncio.Event()
        self._settled = asyncio.Event()
        self._settled.set()
        self._begun = asyncio.Event()
        self._began: float | None = None
        self._not_before = float("-inf")

    def soon(self) -> None:
        """Something changed: look again as soon as the pace allows."""
        self._wanted.set()
        self._begun.clear()
        if self._imminent():
            self._settled.clear()

    def now(self) -> None:
        """Somebody waits: look again at once."""
        self._urgent.set()
        self.soon()

    async def due(self) -> None:
        """Return when it is time for the next look, which begins then and ends with the next call of this."""
        if self._began is not None:
            took = self._clock() - self._began
            self._not_before = self._began + max(self._gap, (1 + self._leisure) * took)
        if not self._imminent():
            self._settled.set()
        await self._wanted.wait()
        delay = self._not_before - self._clock()
        if delay > 0:
            await happens(self._urgent, delay)
        self._settled.clear()
        self._wanted.clear()
        self._urgent.clear()
        self._begun.set()
        self._began = self._clock()

    async def settled(self, patience: float) -> bool:
        """Whether no look is under way or just about to begin, or none is any more within ``patience`` seconds."""
        return self._settled.is_set() or await happens(self._settled, patience)

    async def begun(self, patience: float) -> None:
        """Return when the look that is wanted has begun, or none is; after ``patience`` seconds in any case."""
        if self._wanted.is_set():
            await happens(self._begun, patience)

    def _imminent(self) -> bool:
        return self._wanted.is_set() and (self._urgent.is_set() or self._clock() >= self._not_before)


async def happens(event: asyncio.Event, seconds: float) -> bool:
    """Whether ``event`` is set within that time."""
    try:
        async with asyncio.timeout(seconds):  # wait_for may swallow a cancellation on 3.11
            await event.wait()
    except TimeoutError:
        return False
    return True
