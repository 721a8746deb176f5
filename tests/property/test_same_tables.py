"""Whatever door a log comes in by, and however many events at a time, every table of the store is the same."""

import sqlite3
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joblog_tui.model.event import Event
from tests.property.test_projection import EXAMPLES
from tests.support.logs import logs
from tests.support.stores import append_by_python, append_by_sql, load, new_store, projections_of, raw, schema_of

# Names are numbered in order of use, and a batch may number one that only a refused event has: compared by name.
_NAMED = """
SELECT e.*, so.name, tg.name, tg.kind, ac.name FROM events AS e
JOIN sources AS so ON so.id = e.source LEFT JOIN targets AS tg ON tg.id = e.target
LEFT JOIN actors AS ac ON ac.id = e.actor
ORDER BY e.seq
"""
_JOBS_NAMED = """
SELECT j.*, so.name, tg.name, tg.kind, ac.name FROM jobs AS j
LEFT JOIN sources AS so ON so.id = j.source LEFT JOIN targets AS tg ON tg.id = j.target
LEFT JOIN actors AS ac ON ac.id = j.actor
ORDER BY j.seq
"""
_SIGNS_NAMED = """
SELECT so.name, s.minute, s.last_at FROM source_signs AS s JOIN sources AS so ON so.id = s.source ORDER BY 1, 2
"""
_BY_NAME = ("source", "target", "actor", "arrived_at")


def tables_of(connection: sqlite3.Connection) -> dict[str, list[object]]:
    """The rows of every table that events fill, in a form that compares: names for their numbers, no arrival times."""
    found = projections_of(connection)
    for table, query in (("events", _NAMED), ("jobs", _JOBS_NAMED)):
        cursor = connection.execute(query)
        kept = [number for number, column in enumerate(cursor.description) if column[0] not in _BY_NAME]
        found[table] = [tuple(row[number] for number in kept) for row in cursor]
    found["source_signs"] = connection.execute(_SIGNS_NAMED).fetchall()
    found["repeats"] = connection.execute("SELECT event, times FROM repeats ORDER BY event").fetchall()
    return found


@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(log=logs(), batch=st.integers(2, 20))
def test_one_at_a_time_in_batches_or_all_at_once(log: list[Event], batch: int) -> None:
    found, made = [], []
    with tempfile.TemporaryDirectory() as directory:
        for way in ("sql", "batches", "whole", "loaded"):
            path = new_store(Path(directory), f"{way}.db")
            if way == "sql":
                refused = append_by_sql(path, log)
            elif way == "loaded":
                refused = load(path, log, batch)
            else:
                size = batch if way == "batches" else len(log)
                refused = [
                    first + index
                    for first in range(0, len(log), size)
                    for index in append_by_python(path, log[first : first + size])
                ]
            with raw(path) as connection:
                found.append((refused, tables_of(connection)))
                made.append(schema_of(connection))
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert found == found[:1] * 4
    assert made == made[:1] * 4
