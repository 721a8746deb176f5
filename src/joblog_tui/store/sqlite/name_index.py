"""The index that finds the names and ids which hold a word: three-letter pieces of them, kept by the package.

Writers know nothing of it, because their SQLite may lack FTS5: a dashboard that finds the index behind brings it up to
date, in slices, so that no writer waits for long. What it does not cover yet is looked through name by name, and
without FTS5 everything is (``names.py``). It only proposes: every name that it finds is looked at.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from joblog_tui.model.errors import StoreError
from joblog_tui.store.sqlite import admin, schema
from joblog_tui.store.sqlite.connection import decode

IDS_TOGETHER = 512  # ids of jobs are indexed by so many at a time: what matters is which words occur in none
SLICE = {"target": 4_000, "job": 20 * IDS_TOGETHER}  # names in one transaction, about 50 ms of it
MOST_BEHIND = 10_000  # names that may be looked through instead
KINDS = ("target", "job")

_SETUP = tuple(schema.statements(schema.sql("name_index.sql")))


def is_there(connection: sqlite3.Connection) -> bool:
    """Whether the store has the index."""
    return bool(connection.execute(IS_THERE_SQL, EXPECTED).fetchone()[0])


def catch_up(path: Path, wanted: Callable[[], bool] = lambda: True) -> None:
    """Bring the index up to date, as long as it is ``wanted``. Without FTS5 there is none; that is no error."""
    with suppress(StoreError):  # busy, read-only, full, no FTS5: reading does without
        if not admin.act(path, _worth_it, transaction=False):
            return
        admin.act(path, _set_up)
        for kind in KINDS:
            while wanted() and admin.act(path, partial(_slice, kind=kind)):
                pass


def _worth_it(connection: sqlite3.Connection) -> bool:
    """Whether there is much that the index does not cover: a small store is looked through as quickly."""
    upto = dict(connection.execute("SELECT kind, upto FROM name_index")) if is_there(connection) else {}
    targets = connection.execute("SELECT ifnull(max(id), 0) FROM targets").fetchone()[0]
    jobs = connection.execute("SELECT ifnull(max(seq), 0) FROM jobs").fetchone()[0]
    return bool(max(targets - upto.get("target", 0), jobs - upto.get("job", 0)) > MOST_BEHIND)


def _set_up(connection: sqlite3.Connection) -> None:
    if not is_there(connection):
        for statement in _SETUP:
            connection.execute(statement)


def _slice(connection: sqlite3.Connection, kind: str) -> bool:
    """Index the next slice; whether more is left."""
    connection.create_function("casefold", 1, lambda raw: decode(raw).casefold(), deterministic=True)
    (upto,) = connection.execute("SELECT upto FROM name_index WHERE kind = ?", (kind,)).fetchone()
    end = upto + SLICE[kind]
    table = "targets" if kind == "target" else "jobs"
    key = "id" if kind == "target" else "seq"
    (last,) = connection.execute(f"SELECT ifnull(max({key}), 0) FROM {table}").fetchone()
    if kind == "target":
        end = min(end, last)
        connection.execute(
            "INSERT INTO target_grams (rowid, name)"
            " SELECT id, casefold(CAST(name AS BLOB)) FROM targets WHERE id > ? AND id <= ? ORDER BY id",
            (upto, end),
        )
    else:
        # Only what is complete: a document cannot be added to. ``upto`` is the last seq of a document.
        end = min(end, last // IDS_TOGETHER * IDS_TOGETHER)
        connection.execute(
            "INSERT INTO job_grams (rowid, name)"
            " SELECT (seq - 1) / ?, group_concat(casefold(CAST(id AS BLOB)), char(10)) FROM jobs"
            " WHERE seq > ? AND seq <= ? GROUP BY 1 ORDER BY 1",
            (IDS_TOGETHER, upto, end),
        )
    if end <= upto:
        return False
    connection.execute("UPDATE name_index SET upto = ? WHERE kind = ?", (end, kind))
    return True


EXPECTED = [schema.fold_spaces(statement) for statement in _SETUP[:3]]
IS_THERE_SQL = (
    "SELECT count(*) = 3 FROM sqlite_schema WHERE name IN ('name_index', 'target_grams', 'job_grams')"
    " AND sql IN (?, ?, ?)"
)
