"""What kind of file a store is, and what of its SQLite an operator should know."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

from joblog_tui.store.base import FileReport, Pruned
from joblog_tui.store.sqlite.connection import connect
from joblog_tui.store.sqlite.failures import explained

# https://sqlite.org/wal.html#walresetbug: from 3.7.0 on; the release that mends each line.
_WAL_RESET_BUG_SINCE = (3, 7, 0)
_WAL_RESET_MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


def report(path: Path) -> FileReport:
    """Look the file over; ``StoreError`` when it is no store that can be opened."""
    with closing(connect(path, busy_timeout=5.0)) as connection, explained(path):
        (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
        pruned = connection.execute("SELECT sum(jobs), sum(nested), sum(events) FROM prunes").fetchone()
    found = os.stat(path)
    return FileReport(
        path=str(path.resolve()),
        mode=stat.S_IMODE(found.st_mode),
        owner_uid=found.st_uid,
        size=found.st_size,
        journal_mode=str(journal),
        engine=f"SQLite {sqlite3.sqlite_version}",
        advice=_advice(sqlite3.sqlite_version_info),
        pruned=None if pruned[0] is None else Pruned(*pruned),
    )


def has_wal_reset_bug(version: tuple[int, ...]) -> bool:
    """Whether this SQLite can damage a database in WAL mode when two connections write and checkpoint at once."""
    if not _WAL_RESET_BUG_SINCE <= version < _WAL_RESET_MENDED[-1]:
        return False
    return not any(version[:2] == mended[:2] and version >= mended for mended in _WAL_RESET_MENDED)


def _advice(version: tuple[int, ...]) -> tuple[str, ...]:
    if not has_wal_reset_bug(version):
        return ()
    return (
        "this SQLite has the WAL-reset bug: in a very rare race of two writers with a checkpoint the store can be "
        "damaged; it is mended in 3.51.3, 3.50.7 and 3.44.6",
    )
