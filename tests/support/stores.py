"""Stores for tests, and a plain look into one, past the reading side that is itself under test."""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from joblog_tui.model.event import Event
from joblog_tui.model.job import Job
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.appender import SqliteAppender
from joblog_tui.store.sqlite.connection import settle
from joblog_tui.store.sqlite.create import create
from joblog_tui.store.sqlite.loader import SqliteLoader
from joblog_tui.store.sqlite.rows import job_of
from joblog_tui.store.sqlite.words import read_words


def new_store(directory: Path, name: str = "log.db", owner: str = "ana") -> Path:
    """An empty store of the workspace Acme Corp, owned by ``owner``: a copy of one that was made by ``create``."""
    path = directory / name
    path.touch(0o600)
    path.write_bytes(_empty_store(owner))
    return path


@cache
def _empty_store(owner: str) -> bytes:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "log.db"
        create(path, "Acme Corp", owner)
        return path.read_bytes()


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection, as a writer in another language has it (autocommit)."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def jobs_of(connection: sqlite3.Connection) -> dict[str, Job]:
    """Every job of a store by id, held ones and placeholders included."""
    settle(connection)
    words = read_words(connection)
    jobs = [job_of(row, words) for row in connection.execute(schema.sql("job.sql"))]
    return {job.id: job for job in jobs}


def projections_of(connection: sqlite3.Connection) -> dict[str, list[object]]:
    """Every row of every projection, in a form that compares."""
    tally = "SELECT level, bucket, status, task, trigger, n FROM tally WHERE n <> 0 ORDER BY 1, 2, 3, 4, 5"
    return {
        "jobs": connection.execute("SELECT * FROM jobs ORDER BY seq").fetchall(),
        "ancestry": connection.execute("SELECT * FROM ancestry ORDER BY 1, 2").fetchall(),
        "tally": connection.execute(tally).fetchall(),
        "source_signs": connection.execute("SELECT * FROM source_signs ORDER BY 1, 2").fetchall(),
    }


def truth_of(connection: sqlite3.Connection) -> dict[str, list[object]]:
    """Every row of the tables that are only ever appended to."""
    tables = ("events", "details", "arrivals")
    return {table: connection.execute(f"SELECT * FROM {table} ORDER BY seq").fetchall() for table in tables}


_INSERT = """
INSERT INTO job_event (
  id, job, parent, at, status, task, trigger, target_kind, target, actor, correlation, level, message, source,
  attempt, max_attempts, progress_done, progress_total, scheduled_for, source_status, reason_code, reason_message,
  attributes)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_HEARTBEAT = "INSERT INTO source_heartbeat (id, source, at) VALUES (?, ?, ?)"
_ACKNOWLEDGEMENT = "INSERT INTO job_acknowledgement (id, job, at, actor, note, source) VALUES (?, ?, ?, ?, ?, ?)"


def append_by_sql(path: Path, events: Sequence[Event]) -> list[int]:
    """Append through the SQL door, one event at a time in one transaction; the indexes of those refused."""
    refused = []
    with raw(path) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        for index, event in enumerate(events):
            target = event.target
            row = (
                event.id, event.job, event.parent, event.at, event.status, event.task, event.trigger,
                None if target is None else target.kind, None if target is None else target.name,
                event.actor, event.correlation, event.level, event.message, event.source,
                event.attempt, event.max_attempts, event.progress_done, event.progress_total, event.scheduled_for,
                event.source_status, event.reason_code, event.reason_message, event.attributes,
            )  # fmt: skip
            try:
                if event.heartbeat:
                    connection.execute(_HEARTBEAT, (event.id, event.source, event.at))
                elif event.acknowledged:
                    said = (event.id, event.job, event.at, event.actor, event.message, event.source)
                    connection.execute(_ACKNOWLEDGEMENT, said)
                else:
                    connection.execute(_INSERT, row)
            except sqlite3.IntegrityError:
                refused.append(index)
        connection.execute("COMMIT")
    return refused


def append_by_python(path: Path, events: Sequence[Event]) -> list[int]:
    """Append through the Python door as one batch; the indexes of those refused."""
    appender = SqliteAppender(path, durable=False)
    try:
        return [refusal.index for refusal in appender.append(events).refused]
    finally:
        appender.close()


def load(path: Path, events: Sequence[Event], batch: int) -> list[int]:
    """Load as a history, ``batch`` events at a time; the indexes of those refused."""
    with closing(SqliteLoader(path, durable=False, even_with_events=True)) as loader:
        refused = [
            first + refusal.index
            for first in range(0, len(events), batch)
            for refusal in loader.append(events[first : first + batch]).refused
        ]
        assert loader.finish()
    return refused


def schema_of(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    """Everything that a store is made of."""
    return set(connection.execute("SELECT type, name, sql FROM sqlite_schema"))
