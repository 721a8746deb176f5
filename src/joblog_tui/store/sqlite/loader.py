"""The write door for a history: batches as ever, into a store that is without the indexes of its readers meanwhile."""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from joblog_tui.model.event import Event
from joblog_tui.store.base import Progress, Refusal
from joblog_tui.store.sqlite import loading
from joblog_tui.store.sqlite.appender import SqliteAppender
from joblog_tui.store.sqlite.failures import explained
from joblog_tui.store.sqlite.folding import prepare


class SqliteLoader(SqliteAppender):
    """Loads a history; see ``store.base.Loader``."""

    def __init__(self, path: Path, *, durable: bool = True, busy_timeout: float = 30.0, even_with_events: bool) -> None:
        """Drop the indexes of the readers, when there are no events yet or ``even_with_events``."""
        super().__init__(path, durable=durable, busy_timeout=busy_timeout, bulk=True)
        try:
            with explained(path):
                connection = self._open_connection()
                self._from_nothing = connection.execute("SELECT 1 FROM events LIMIT 1").fetchone() is None
                self._loads = loading.begin(connection, even_with_events=even_with_events)
        except BaseException:
            super().close()
            raise

    def finish(self, progress: Progress | None = None, stop: threading.Event | None = None) -> bool:
        """Build the indexes; see ``store.base.Loader``."""
        if self._loads:
            connection, stop = self._open_connection(), stop or threading.Event()
            try:
                self._loads = not loading.build(connection, self._path, progress, stop, pack=self._from_nothing)
            finally:
                prepare(connection)  # its temporary tables went with the setting of where such things are kept
        return not self._loads

    def close(self) -> None:
        """Give the store back; what was not built is left to whoever reads it next. May be called twice."""
        if self._connection is not None and self._loads:
            loading.give_up(self._connection)
        super().close()

    def _append(self, connection: sqlite3.Connection, events: Sequence[Event]) -> list[Refusal]:
        refused = super()._append(connection, events)
        self._loads = self._loads and loading.sign(connection)
        return refused
