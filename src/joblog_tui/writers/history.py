"""A history on its way into a store: when its last event is there, what readers need is made, and told of."""

import threading
from collections.abc import Sequence
from contextlib import closing, suppress

from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Event
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.store.base import Appended, Loader, Progress
from joblog_tui.store.factory import open_loader

BATCH = 20_000  # events
LINGER = 1.0  # seconds


class History:
    """Loads a history through the door that it opens. The door is closed when all is made, or ``leave`` was called."""

    def __init__(self, url: str, *, durable: bool, busy_timeout: float, progress: Progress | None) -> None:
        """See ``store.factory.open_loader``; ``progress`` is told in the writer's thread what is made at the end."""
        self._url = url
        self._durable = durable
        self._busy_timeout = busy_timeout
        self._progress = progress
        self._stop = threading.Event()

    def open(self) -> "Finishing":
        """Open the door; ``StoreError`` when that cannot be done."""
        loader = open_loader(self._url, durable=self._durable, busy_timeout=self._busy_timeout)
        return Finishing(loader, self._progress, self._stop)

    def leave(self) -> None:
        """Leave what is not made yet to whoever reads the store next."""
        self._stop.set()


class Finishing:
    """An ``Appender`` that closes when everything is made."""

    def __init__(self, loader: Loader, progress: Progress | None, stop: threading.Event) -> None:
        self._loader = loader
        self._progress = progress
        self._stop = stop

    @property
    def vocabulary(self) -> Vocabulary:
        """See ``store.base.Appender``."""
        return self._loader.vocabulary

    def append(self, events: Sequence[Event]) -> Appended:
        """See ``store.base.Appender``."""
        return self._loader.append(events)

    def close(self) -> None:
        """Make what readers need, then give the store back; what cannot be made now is left to the next reader."""
        with closing(self._loader), suppress(StoreError):
            self._loader.finish(self._progress, self._stop)
