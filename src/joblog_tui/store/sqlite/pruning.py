"""Removes finished jobs that nobody has heard of for long, whole, a few at a time; ``sql/prune.sql`` says which.

Every commit leaves a store that is complete without the jobs it removed, and a row in ``prunes`` that says what went,
by whose hand and when. Interrupted, the rest stays for the next time.
"""

import sqlite3
import threading
from pathlib import Path

from joblog_tui.model.moment import now_ms
from joblog_tui.store.base import Progress, Pruned
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.connection import connect
from joblog_tui.store.sqlite.failures import explained
from joblog_tui.store.sqlite.folding import hush

AT_ONCE = 500  # top-level jobs a commit: other writers wait for a fraction of a second
_FREED_AT_ONCE = 2_000  # pages

_NEXT = """
SELECT created_at, seq FROM jobs INDEXED BY jobs_newest
WHERE listed AND created_at < :older_than AND (created_at, seq) > (:created_at, :seq)
  AND NOT unfinished AND updated_at < :older_than AND active_at < :older_than
ORDER BY created_at, seq LIMIT :most
"""


def prune(path: Path, older_than: int, by: str, progress: Progress | None, stop: threading.Event) -> Pruned:
    """Remove what is older than ``older_than`` (epoch ms) in the name of ``by``, until ``stop`` is set."""
    connection = connect(path, busy_timeout=30.0)
    try:
        with explained(path):
            connection.execute("PRAGMA cache_size = -65536")
            done = _remove(connection, older_than, by, progress, stop)
            freed = _give_back(connection, progress, stop) if done.events else 0
    finally:
        connection.close()
    return Pruned(done.jobs, done.nested, done.events, freed)


def _remove(
    connection: sqlite3.Connection, older_than: int, by: str, progress: Progress | None, stop: threading.Event
) -> Pruned:
    (last,) = connection.execute("SELECT ifnull(max(seq), 0) FROM prunes").fetchone()
    place = {"created_at": -1, "seq": 0}
    done = Pruned()
    while not stop.is_set():
        values = {**place, "older_than": older_than, "most": AT_ONCE, "by": by, "now": now_ms()}
        connection.execute("BEGIN IMMEDIATE")
        try:
            chosen = connection.execute(_NEXT, values).fetchall()
            if chosen:
                hush(connection, True)
                for statement in schema.statements(schema.sql("prune.sql")):
                    connection.execute(statement, values if ":" in statement else ())
                hush(connection, False)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        if not chosen:
            break
        place = dict(zip(("created_at", "seq"), chosen[-1], strict=True))
        sums = "SELECT sum(jobs), sum(nested), sum(events) FROM prunes WHERE seq > ? AND by = ?"
        done = Pruned(*connection.execute(sums, (last, by)).fetchone())
        if progress is not None:
            progress("pruning jobs", done.jobs, 0)
    return done


def _give_back(connection: sqlite3.Connection, progress: Progress | None, stop: threading.Event) -> int:
    """Cut what is free off the end of the file, a little at a time; the bytes."""
    (page,) = connection.execute("PRAGMA page_size").fetchone()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (incremental,) = connection.execute("PRAGMA auto_vacuum").fetchone()
    left = free
    while incremental and left and not stop.is_set():
        connection.execute(f"PRAGMA incremental_vacuum({_FREED_AT_ONCE})").fetchall()
        (now,) = connection.execute("PRAGMA freelist_count").fetchone()
        if now >= left:
            break
        left = now
        if progress is not None:
            progress("giving space back", free - left, free)
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return int((free - left) * page)
