"""How a writer uses memory and the write-ahead log: few checkpoints, and a log that stays bounded all the same.

SQLite's own defaults are for small files. With 2 MB of cache a batch into a store of a million jobs is written out
and read back while it is made, and a checkpoint every 4 MB copies the same pages over and over.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

MB = 1024 * 1024
CACHE = 64 * MB  # of pages that a writer keeps at most; a small store fills less
CACHE_IN_BULK = 256 * MB
CHECKPOINT_AT = 16 * MB  # of write-ahead log: then it goes into the file, as far as readers let it
CHECKPOINT_AT_IN_BULK = 256 * MB
KEPT = 32 * MB  # of write-ahead log that stay on the disk when it begins anew
_PATIENCE = 200  # milliseconds that readers are waited for; other writers wait as long
_EVERY = 50  # commits between two looks at the log


class WriteAhead:
    """The write-ahead log of one writer's connection."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, bulk: bool) -> None:
        """Settle the connection; ``bulk`` when much comes at a time, and nobody waits for a single event."""
        self._connection = connection
        self._log = Path(f"{path.resolve()}-wal")
        self._commits = 0
        (page,) = connection.execute("PRAGMA page_size").fetchone()
        checkpoint_at = CHECKPOINT_AT_IN_BULK if bulk else CHECKPOINT_AT
        self._too_long = 2 * checkpoint_at
        connection.execute(f"PRAGMA cache_size = -{(CACHE_IN_BULK if bulk else CACHE) // 1024}")
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute(f"PRAGMA wal_autocheckpoint = {checkpoint_at // page}")
        connection.execute(f"PRAGMA journal_size_limit = {KEPT}")

    def committed(self) -> None:
        """Look after the log now and then. It never fails: the commit stands, and the next one looks again.

        SQLite copies the log into the file by itself, but begins it anew only when a commit finds nobody reading in
        it; a dashboard that looks ten times a second can keep that from happening for long.
        """
        self._commits += 1
        if self._commits % _EVERY == 0 and self._size() > self._too_long:
            (patience,) = self._connection.execute("PRAGMA busy_timeout").fetchone()
            with suppress(sqlite3.Error):
                self._connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
                self._connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
            self._connection.execute(f"PRAGMA busy_timeout = {patience}")

    def _size(self) -> int:
        try:
            return self._log.stat().st_size
        except OSError:
            return 0
