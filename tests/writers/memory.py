"""A store in memory that can be made busy, full or slow: the appender's promises, without a disk."""

import threading
from collections.abc import Sequence

from joblog_tui.model.errors import EventRefused, StoreBusy, StoreError
from joblog_tui.model.event import Event
from joblog_tui.model.fold import Fold
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.store.base import Appended, Refusal

FULL = "no space left for log.db"
LONG = 30.0  # seconds that a test waits for what must happen


class MemoryStore:
    """What all appenders of one store share."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.batches: list[int] = []
        self.busy = 0  # the next attempts that find another writer at work
        self.full = False
        self.attempts = 0
        self.open = 0
        self.gate = threading.Event()  # closed: appends wait here
        self.gate.set()
        self.vocabulary = Vocabulary()
        self._fold = Fold()
        self._seen: set[tuple[str | None, str]] = set()
        self._change = threading.Condition()

    def door(self, url: str = "", *, durable: bool = True, busy_timeout: float = 30.0) -> "MemoryAppender":
        """What stands in for ``open_appender``."""
        return MemoryAppender(self)

    def wait_until(self, attempts: int = 0, events: int = 0) -> None:
        """Until so many batches were tried, and so many events are there."""
        with self._change:
            assert self._change.wait_for(lambda: self.attempts >= attempts and len(self.events) >= events, LONG)

    @property
    def messages(self) -> list[str | None]:
        return [event.message for event in self.events]

    def append(self, events: Sequence[Event]) -> Appended:
        with self._change:
            self.attempts += 1
            self._change.notify_all()
        assert self.gate.wait(LONG)
        with self._change:
            try:
                return self._append(events)
            finally:
                self._change.notify_all()

    def _append(self, events: Sequence[Event]) -> Appended:
        if self.full:
            raise StoreError(FULL)
        if self.busy:
            self.busy -= 1
            raise StoreBusy("log.db is busy")
        refused = []
        for index, event in enumerate(events):
            try:
                self._fold.add(event, 0)
            except EventRefused as error:
                refused.append(Refusal(index, str(error)))
                continue
            if event.id is None or (event.source, event.id) not in self._seen:
                self.events.append(event)
                self._seen.add((event.source, event.id or ""))
        self.batches.append(len(events))
        return Appended(len(events) - len(refused), tuple(refused))


class MemoryAppender:
    """One door into a ``MemoryStore``; used by one thread only."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._thread = threading.get_ident()
        self._closed = False
        store.open += 1

    @property
    def vocabulary(self) -> Vocabulary:
        return self._store.vocabulary

    def append(self, events: Sequence[Event]) -> Appended:
        assert threading.get_ident() == self._thread, "an appender is not shared between threads"
        assert not self._closed
        return self._store.append(events)

    def close(self) -> None:
        self._store.open -= not self._closed
        self._closed = True
