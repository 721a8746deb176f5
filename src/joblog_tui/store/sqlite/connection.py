"""Opens a connection to an existing store, and makes sure that it is one.

A file from somebody else may hold anything, a view named ``job_event`` that never ends among it: so every object
that we read through must be the one we wrote, and strange triggers and views are refused.
"""

import os
import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from joblog_tui.model.errors import StoreError
from joblog_tui.store.sqlite import loading, schema
from joblog_tui.store.sqlite.failures import store_error
from joblog_tui.store.sqlite.migrate import migrate

if TYPE_CHECKING:
    from joblog_tui.store.base import Progress


def connect(
    path: Path,
    *,
    busy_timeout: float,
    whole: bool = True,
    progress: "Progress | None" = None,
    stop: threading.Event | None = None,
) -> sqlite3.Connection:
    """A connection in autocommit mode; ``StoreError`` when there is no store at ``path`` that we can use.

    What a load that was cut off has left out is built first, unless the store need not be ``whole``: writers can do
    without. ``progress`` is told of that, and ``stop`` ends it.
    """
    check_file(path)
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(uri(path), uri=True, isolation_level=None, timeout=busy_timeout)
        check_made_by_joblog(connection, path)
        migrate(connection, path)
        marked = check_untouched(connection, path)
        settle(connection)
        if whole and marked:
            loading.complete(connection, path, progress, stop or threading.Event())
    except sqlite3.Error as error:
        if connection is not None:
            connection.close()
        raise store_error(path, error) from None
    except StoreError:
        if connection is not None:
            connection.close()
        raise
    return connection


def check(path: Path, progress: "Progress | None" = None, stop: threading.Event | None = None) -> None:
    """``StoreError`` when there is no store at ``path`` that we can use; see ``connect``."""
    connect(path, busy_timeout=10.0, progress=progress, stop=stop).close()


def uri(path: Path) -> str:
    """The URI that opens ``path`` for reading and writing, and never creates it."""
    return f"{path.resolve().as_uri()}?mode=rw"


def check_file(path: Path) -> None:
    """``StoreError`` when ``path`` is missing, no file, or not ours to read and write."""
    try:
        there = path.exists()
    except OSError as error:
        raise StoreError(f"cannot open {path}: {(error.strerror or str(error)).lower()}") from None
    if not there:
        raise StoreError(f"no store at {path}; create one with: joblog init {path}")
    if not path.is_file():
        raise StoreError(f"{path} is not a joblog store: it is not a file")
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreError(f"cannot open {path}: permission denied; its owner must let you read and write it")


def settle(connection: sqlite3.Connection) -> None:
    """What every connection of ours sets for itself."""
    connection.text_factory = decode
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")


def check_made_by_joblog(connection: sqlite3.Connection, path: Path) -> None:
    """``StoreError`` when some other program made the file, or a newer joblog."""
    connection.execute("PRAGMA trusted_schema = OFF")
    if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
        raise StoreError(f"{path} is not a joblog store: some other program made it")


def check_untouched(connection: sqlite3.Connection, path: Path) -> bool:
    """``StoreError`` when something that we read or write through is not what joblog made.

    Whether it is marked as being loaded (``loading``): then indexes that readers need may be missing.
    """
    found = {
        (kind, name): schema.fold_spaces(statement)
        for kind, name, statement in connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        )
    }
    if found.get(("table", "tasks")) is None or found.get(("table", "triggers")) is None:
        raise StoreError(f"{path} is damaged or was altered: the tables of tasks and triggers are missing")
    marked = found.get(("table", "loading")) == loading.TABLE
    may_be_missing = loading.readers_indexes() if marked else ()
    expected = schema.expected_objects(connection)
    for (kind, name), statement in expected.items():
        if (kind, name) not in found and kind == "index" and name in may_be_missing:
            continue
        if found.get((kind, name)) != statement:
            raise StoreError(f"{path} is damaged or was altered: its {kind} {name} is not the one joblog made")
    for kind, name in found.keys() - expected.keys():
        if kind in ("trigger", "view"):
            raise StoreError(f"{path} was altered: its {kind} {name} is not joblog's; drop it to go on")
    return marked


def decode(raw: bytes) -> str:
    """Text as it is shown when it is none: bytes that are not UTF-8 stand there by their numbers."""
    # A writer's SQLite accepts any bytes as text; reading must not fail on them.
    return raw.decode("utf-8", "backslashreplace")
