"""Turns what SQLite says into one line that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from joblog_tui.model.errors import StoreBusy, StoreError


def store_error(path: Path, error: sqlite3.Error) -> StoreError:
    """The ``StoreError`` for an error of the driver, by its primary result code."""
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    match code:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(f"{path} is busy: another writer holds it; try again")
        case sqlite3.SQLITE_FULL:
            return StoreError(f"no space left for {path}: nothing was kept of this; free some space and try again")
        case sqlite3.SQLITE_READONLY:
            return StoreError(f"{path} cannot be written: it or its directory is read-only for you")
        case sqlite3.SQLITE_NOTADB:
            return StoreError(f"{path} is not a joblog store: it is no SQLite file")
        case sqlite3.SQLITE_CORRUPT:
            return StoreError(f"{path} is damaged ({error}); restore it from a backup")
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return StoreError(f"cannot open {path}: check that you may read and write it and its directory")
        case sqlite3.SQLITE_IOERR:
            return StoreError(f"cannot read or write {path}: {error}; check the disk and its free space")
        case sqlite3.SQLITE_ERROR if str(error).startswith("no such index: "):
            return StoreError(f"{path} is being loaded; it can be read when its indexes are built")
        case _:
            return StoreError(f"{path}: {error}")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Errors of the driver inside become ``StoreError``."""
    try:
        yield
    except sqlite3.Error as error:
        raise store_error(path, error) from None
