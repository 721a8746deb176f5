"""Loading a history without the indexes that readers alone need: they are built when it is there, one after the other.

An index that is built from sorted entries costs a fraction of one that takes them one at a time, and is packed.
What writers need stays: the identity of events and their order within a job, so every door refuses, counts once and
rolls up as ever, at its usual speed, whatever becomes of the load.

The mark of a load is the table ``loading``. It comes with the transaction that drops the indexes, tells who loads and
when they committed last, and goes with the last index that was built. A load that was cut off leaves the mark: whoever
opens the store to read it then builds what is missing. Nothing depends on telling the living from the dead: indexes
that are built while the load still goes on only slow it down.
"""

import os
import sqlite3
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from joblog_tui.model.errors import StoreBusy, StoreLoading
from joblog_tui.model.moment import SECOND, now_ms
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.failures import explained, store_error

if TYPE_CHECKING:
    from joblog_tui.store.base import Progress

TABLE = "CREATE TABLE loading (by TEXT NOT NULL, at INTEGER NOT NULL)"  # one row: a host and a process, epoch ms
WRITERS_NEED = ("events_identity", "events_history", "ancestry_below")

_PACKED = ("sqlite_autoindex_jobs_1", "events_identity", "events_history")
_UNDER_WAY = "SELECT by, at, (SELECT ifnull(max(seq), 0) FROM events) FROM loading"
_ROWS = "SELECT name, seq FROM sqlite_sequence"
_SILENT = 60 * SECOND  # a loader that committed nothing for so long is taken for dead, wherever it runs
_NOBODY = ""
_SORT_IN = 64 * 1024  # KiB that an index is sorted in; what does not fit goes to temporary files
_SORTERS = 1  # threads that sort beside the one that reads
_LOOK_EVERY = 100_000  # steps of SQLite's machine between two looks at whether to go on
_TURN = 0.1  # seconds in which other writers get their turn after an index that took longer


@cache
def readers_indexes() -> dict[str, str]:
    """The indexes that a load does without: name -> the statement that creates it."""
    found = {}
    for script in schema.MIGRATIONS:
        for statement in schema.statements(schema.sql(script)):
            if statement.startswith("CREATE INDEX "):
                name = statement.split()[2]
                if name not in WRITERS_NEED:
                    found[name] = statement.removesuffix(";")
    return found


def begin(connection: sqlite3.Connection, *, even_with_events: bool) -> bool:
    """Drop the indexes of the readers, unless there are events or somebody else loads; whether this is a load now."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        begun = _begin(connection, even_with_events)
        connection.execute("COMMIT")
    except BaseException:
        _roll_back(connection)
        raise
    return begun


def _begin(connection: sqlite3.Connection, even_with_events: bool) -> bool:
    found = _under_way(connection)
    if found is not None:
        by, at, _ = found
        return not _alive(by, at) and sign(connection)  # a load that was cut off goes on
    if not even_with_events and connection.execute("SELECT 1 FROM events LIMIT 1").fetchone():
        return False
    connection.execute(TABLE)
    connection.execute("INSERT INTO loading (by, at) VALUES (?, ?)", (_me(), now_ms()))
    for name in readers_indexes():
        connection.execute(f"DROP INDEX IF EXISTS {name}")
    return True


def sign(connection: sqlite3.Connection) -> bool:
    """Say, in a transaction that appends, that the load goes on; False when somebody else has ended it."""
    if not is_marked(connection):
        return False
    connection.execute("UPDATE loading SET by = ?, at = ?", (_me(), now_ms()))
    return True


def give_up(connection: sqlite3.Connection) -> None:
    """Leave what is missing to whoever opens the store next; they need not wait to see whether we live."""
    with suppress(sqlite3.Error):
        connection.execute("UPDATE loading SET by = ?", (_NOBODY,))


def is_marked(connection: sqlite3.Connection) -> bool:
    """Whether a load is under way, or was cut off."""
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'loading'").fetchone() is not None


def complete(connection: sqlite3.Connection, path: Path, progress: "Progress | None", stop: threading.Event) -> None:
    """Build what a load that was cut off has left out; ``StoreLoading`` while one is under way."""
    with explained(path):
        found = _under_way(connection)
    if found is None:
        return
    by, at, events = found
    if _alive(by, at):
        counted = "1 event" if events == 1 else f"{events:,} events"
        raise StoreLoading(f"{path} is being loaded: {counted} so far; it can be read when its indexes are built")
    build(connection, path, progress, stop)


def build(
    connection: sqlite3.Connection,
    path: Path,
    progress: "Progress | None",
    stop: threading.Event,
    *,
    pack: bool = False,
) -> bool:
    """Build what is missing, each index in a transaction of its own; False when ``stop`` was set before the end.

    With ``pack`` the indexes that were there all the time are written anew first, without the gaps that they have grown
    with; what that frees takes the others up. Other writers are waited for, and get their turn in between. ``progress``
    counts the rows that indexes are made from.
    """
    (cache_size,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_SORT_IN}")
    connection.execute(f"PRAGMA threads = {_SORTERS}")
    connection.execute("PRAGMA temp_store = FILE")
    try:
        steps = [*(_PACKED if pack else ()), *readers_indexes()]
        rows = dict(connection.execute(_ROWS).fetchall())
        rows_of = [rows.get("events" if name.startswith(("events_", "details_")) else "jobs", 0) for name in steps]
        for number, name in enumerate(steps):
            if stop.is_set():
                return False
            if progress is not None:
                progress("building indexes", sum(rows_of[:number]), sum(rows_of))
            began = time.monotonic()
            while not _built(connection, path, name, stop):
                if stop.wait(_TURN):
                    return False
            if time.monotonic() - began > _TURN:
                stop.wait(_TURN)
        return True
    finally:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA threads = 0")
        connection.execute(f"PRAGMA cache_size = {cache_size}")


def _built(connection: sqlite3.Connection, path: Path, name: str, stop: threading.Event) -> bool:
    """Build an index; False when ``stop`` was set in the midst, or somebody else writes for too long."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.set_progress_handler(stop.is_set, _LOOK_EVERY)
        try:
            _build(connection, name)
        finally:
            connection.set_progress_handler(None, 0)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        _roll_back(connection)
        failure = store_error(path, error)
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            if not stop.is_set():
                raise KeyboardInterrupt from None  # it came in the midst of SQLite
        elif not isinstance(failure, StoreBusy):
            raise failure from None
        return False
    except BaseException:
        _roll_back(connection)
        raise
    return True


def _build(connection: sqlite3.Connection, name: str) -> None:
    """Build an index, or pack one that is there; the last one of all takes the mark away."""
    every = readers_indexes()
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")}
    if name not in every:
        connection.execute(f"REINDEX {name}")
    elif name not in there:
        connection.execute(every[name])
    if every.keys() <= there | {name}:
        connection.execute("DROP TABLE IF EXISTS loading")
    else:
        sign(connection)


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _under_way(connection: sqlite3.Connection) -> tuple[str, int, int] | None:
    """Who loads, when they committed last, and how many events there are; None when nobody does any more."""
    try:
        found: tuple[str, int, int] = connection.execute(_UNDER_WAY).fetchone()
    except sqlite3.OperationalError:
        if is_marked(connection):
            raise
        return None
    return found


def _alive(by: str, at: int) -> bool:
    host, _, process = by.rpartition(" ")
    if by == _NOBODY or now_ms() - at > _SILENT:
        return False
    if host != os.uname().nodename:
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def _me() -> str:
    return f"{os.uname().nodename} {os.getpid()}"
