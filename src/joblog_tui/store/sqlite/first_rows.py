"""The first look into a store, on a plain connection of its own: one short transaction, and no asyncio."""

import sqlite3
from contextlib import closing
from pathlib import Path

from joblog_tui.model.errors import StoreLoading
from joblog_tui.model.vocabulary import Role
from joblog_tui.store.first_rows import FirstRows
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.connection import connect
from joblog_tui.store.sqlite.failures import store_error
from joblog_tui.store.sqlite.rows import job_of
from joblog_tui.store.sqlite.words import read_words

PATIENCE = 0.05  # seconds that a look waits for a store that is being written to

_LOADING = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'loading'"
_NEWEST = "SELECT seq FROM jobs INDEXED BY jobs_newest WHERE listed ORDER BY created_at DESC, seq DESC LIMIT ?"
_JOBS = f"{schema.sql('job.sql')} WHERE j.seq IN ({_NEWEST}) ORDER BY j.created_at DESC, j.seq DESC"


def first_rows(path: Path, me: str, limit: int) -> FirstRows:
    """See ``store.factory.first_rows``."""
    with closing(connect(path, busy_timeout=PATIENCE, whole=False)) as connection:
        try:
            if connection.execute(_LOADING).fetchone() is not None:
                raise StoreLoading(f"{path}: a history is being loaded into it")
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            name, created_at = connection.execute("SELECT workspace, created_at FROM store").fetchone()
            member = connection.execute("SELECT role FROM members WHERE name = ?", [me]).fetchone()
            words = read_words(connection)
            jobs = tuple(job_of(row, words) for row in connection.execute(_JOBS, [limit]).fetchall())
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise store_error(path, error) from None
    role = None if member is None else Role(member[0])
    return FirstRows(name, path.name, created_at, role, words.vocabulary, jobs)
