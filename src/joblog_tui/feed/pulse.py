"""Watches the store: whether it changed, how many events a second arrive, whether it is there at all.

Once opened, a store is polled (microseconds a time). When it cannot be read any more, it is opened anew until that
works: a dashboard outlives its store being moved away and put back.
"""

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from joblog_tui.model.errors import JoblogError, StoreBusy, StoreLoading
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.store.base import JobStore

POLL = 0.045  # seconds between two looks at the revision; twice that behind a change
COUNT = 1.0  # seconds between two looks at the number of events
RATE_OVER = 5.0  # seconds that the rate of events is an average of
RETRY = 1.0  # seconds between two attempts at a store that was lost


@dataclass(frozen=True, slots=True)
class Beat:
    """What one look told. ``rate`` is in events per second, None until it is known.

    ``log`` is the size of the write-ahead log in bytes.

    ``changed``: another connection has committed, or the store was opened anew. ``vocabulary``: the tasks and
    triggers, when they are not those of the beat before. ``lost``: why the store cannot be read.
    """

    changed: bool = False
    rate: float | None = None
    vocabulary: Vocabulary | None = None
    lost: JoblogError | None = None
    log: int = 0


class Pulse:
    """A store as a dashboard lives with it: opened, polled, and opened anew when it was lost."""

    def __init__(
        self,
        open_store: Callable[[], Awaitable[JobStore]],
        *,
        poll: float = POLL,
        retry: float = RETRY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open = open_store
        self._poll = poll
        self._retry = retry
        self._clock = clock
        self._store: JobStore | None = None
        self._revision: int | None = None
        self._vocabulary: Vocabulary | None = None
        self._counts: deque[tuple[float, int]] = deque()
        self._log = 0
        self._told: Beat | None = None

    @property
    def store(self) -> JobStore:
        """The store that is open now. Ask anew before each use: it is another one after it was lost."""
        if self._store is None:
            raise RuntimeError("the pulse was not opened")
        return self._store

    async def open(self) -> None:
        """Open the store; a ``JoblogError`` when that cannot be done."""
        self._store = await self._open()

    async def close(self) -> None:
        """Give the store back. May be called twice, and before ``open``."""
        if self._store is not None:
            await self._store.close()

    async def beats(self) -> AsyncGenerator[Beat, None]:
        """A beat for everything that there is to tell; never ends, and never raises because of the store."""
        while True:
            try:
                beat = await self._look()
            except StoreBusy:
                beat = None  # somebody holds it for long; it is there, and the next look tells more
            except JoblogError as error:
                yield Beat(lost=error)
                async for still in self._open_anew(error):
                    yield Beat(lost=still)
                continue
            if beat is not None:
                yield beat
            # A screen that has just been told looks again no sooner than that, and finds all that came until then.
            await asyncio.sleep(2 * self._poll if beat is not None and beat.changed else self._poll)

    async def _look(self) -> Beat | None:
        """The beat of one look, None when there is nothing to tell."""
        revision = await self.store.revision()
        changed = revision != self._revision
        now = self._clock()
        vocabulary = None
        if not self._counts or now - self._counts[-1][0] >= COUNT:
            self._counts.append((now, await self.store.last_event()))
            self._log = await self.store.wal_size()
            while len(self._counts) > 2 and now - self._counts[0][0] > RATE_OVER:
                self._counts.popleft()
            vocabulary = await self.store.vocabulary()
        elif not changed:
            return None
        known, self._vocabulary = self._vocabulary, vocabulary or self._vocabulary
        self._revision = revision
        beat = Beat(changed, self._rate(), vocabulary if vocabulary != known else None, log=self._log)
        told, self._told = self._told, replace(beat, changed=False, vocabulary=None)
        return None if beat == told else beat

    def _rate(self) -> float | None:
        if len(self._counts) < 2:
            return None
        (began, first), (ended, last) = self._counts[0], self._counts[-1]
        return max(0.0, (last - first) / (ended - began))

    async def _open_anew(self, error: JoblogError) -> AsyncGenerator[JoblogError, None]:
        """End when the store could be opened again; until then how far it is, while a history is loaded into it.

        Whatever the store was before may have changed.
        """
        self._counts.clear()
        self._revision = self._told = None
        while True:
            await asyncio.sleep(self._retry)
            try:
                opened = await self._open()
            except StoreLoading as loading:
                if str(loading) != str(error):
                    error = loading
                    yield loading
                continue
            except JoblogError:
                continue
            lost, self._store = self._store, opened
            if lost is not None:
                await _give_up(lost)
            return


async def _give_up(store: JobStore) -> None:
    # Whatever is wrong with a store that was lost, closing it is all that can be done about it.
    with suppress(JoblogError):
        await store.close()
