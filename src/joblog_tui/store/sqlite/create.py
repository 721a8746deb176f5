"""Creates an empty store, readable and writable by its owner alone."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from joblog_tui.model.errors import StoreError
from joblog_tui.model.moment import now_ms
from joblog_tui.model.vocabulary import Role
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.migrate import migrate


def create(path: Path, workspace: str, owner: str) -> None:
    """Create the store at ``path`` with mode 0600; ``StoreError`` when something is there or cannot be made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise StoreError(f"{path} is there already; choose another path or use the store as it is") from None
    except OSError as error:
        raise StoreError(f"cannot create {path}: {(error.strerror or str(error)).lower()}") from None
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # so that prune can give space back
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            migrate(connection, path)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO store (one, workspace, created_at) VALUES (1, ?, ?)", (workspace, now_ms()))
            connection.execute("INSERT INTO members (name, role) VALUES (?, ?)", (owner, int(Role.OWNER)))
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{path}{suffix}").unlink()
        raise StoreError(f"cannot create {path}: {error}") from None
