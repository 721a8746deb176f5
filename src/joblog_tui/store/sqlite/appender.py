"""The write door of one writer: batches of events that were checked at the Python door, one transaction a batch.

Plain ``sqlite3`` rather than aiosqlite: a writer owns a thread anyway, and a hop between threads for each
statement would cost more than the statement.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Event
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.store.base import Appended, Refusal
from joblog_tui.store.sqlite.batch import Batch
from joblog_tui.store.sqlite.connection import connect
from joblog_tui.store.sqlite.failures import store_error
from joblog_tui.store.sqlite.folding import prepare
from joblog_tui.store.sqlite.names import REMEMBERED, REMEMBERED_IN_BULK, Names
from joblog_tui.store.sqlite.pacing import WriteAhead
from joblog_tui.store.sqlite.words import read_words, words_state

_WARY = 50  # batches


class SqliteAppender:
    """Appends events; see ``store.base.Appender``."""

    def __init__(self, path: Path, *, durable: bool = True, busy_timeout: float = 30.0, bulk: bool = False) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = connect(path, busy_timeout=busy_timeout, whole=False)
        self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        self._write_ahead = WriteAhead(self._connection, path, bulk=bulk)
        prepare(self._connection)
        self._names = Names(at_most=REMEMBERED_IN_BULK if bulk else REMEMBERED)
        self._wary = 0  # batches that are still to be looked up for events which are known
        self._words, self._words_state = read_words(self._connection), words_state(self._connection)

    @property
    def vocabulary(self) -> Vocabulary:
        """The tasks and triggers known now, as far as this writer has seen."""
        return self._words.vocabulary

    def append(self, events: Sequence[Event]) -> Appended:
        """Append a batch in one transaction; see ``store.base.Appender.append``."""
        try:
            refused = self._transaction(events)
        except (UnicodeEncodeError, OverflowError):
            # An event that was never at the Python door; the others shall not suffer for it.
            unfit = [index for index, event in enumerate(events) if not _storable(event)]
            fit = [index for index in range(len(events)) if index not in set(unfit)]
            refused = [Refusal(index, "holds text or a number that cannot be stored") for index in unfit]
            again = self._transaction([events[index] for index in fit])
            refused += [Refusal(fit[refusal.index], refusal.reason) for refusal in again]
        return Appended(len(events) - len(refused), tuple(sorted(refused, key=lambda refusal: refusal.index)))

    def close(self) -> None:
        """Give the store back. May be called twice."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _transaction(self, events: Sequence[Event]) -> list[Refusal]:
        connection = self._open_connection()
        try:
            connection.execute("BEGIN IMMEDIATE")
            refused = self._append(connection, events)
            connection.execute("COMMIT")
            self._write_ahead.committed()
        except sqlite3.Error as error:
            self._roll_back()
            raise store_error(self._path, error) from None
        except BaseException:
            self._roll_back()
            raise
        return refused

    def _append(self, connection: sqlite3.Connection, events: Sequence[Event]) -> list[Refusal]:
        state = words_state(connection)
        if state != self._words_state:
            self._words, self._words_state = read_words(connection), state
        try:
            batch = Batch(connection, self._words, self._names, all_new=self._wary == 0)
            batch.append(events)
        except sqlite3.IntegrityError:
            if self._wary:
                raise
            self._wary = _WARY
            self._roll_back()
            connection.execute("BEGIN IMMEDIATE")
            return self._append(connection, events)
        self._wary = _WARY if batch.knew_some else max(0, self._wary - 1)
        return batch.refused

    def _open_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreError(f"{self._path}: this writer is closed")
        return self._connection

    def _roll_back(self) -> None:
        # Names that were registered in this transaction are gone with it.
        self._names.forget()
        connection = self._open_connection()
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")


def _storable(event: Event) -> bool:
    """Whether SQLite can hold every value of the event: text that is Unicode, numbers of 64 bits."""
    values = [getattr(event, name) for name in event.__slots__ if name != "target"]
    if event.target is not None:
        values += [event.target.name, event.target.kind]
    for value in values:
        if isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError:
                return False
        elif isinstance(value, int) and not -(2**63) <= value < 2**63:
            return False
    return True
