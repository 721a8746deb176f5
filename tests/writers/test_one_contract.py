"""The doors agree: what Python and NDJSON let in, SQL lets in, and what they refuse, it refuses."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import FIRST_AT, LAST_AT, Event
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.writers.door import read_event
from tests.support.stores import raw

# SQL's columns, and where their values stand in the object.
OBJECTS = {
    "target_kind": ("target", "kind"), "target": ("target", "name"), "progress_done": ("progress", "done"),
    "progress_total": ("progress", "total"), "reason_code": ("reason", "code"), "reason_message": ("reason", "message"),
}  # fmt: skip

AROUND: dict[str, list[Any]] = {
    "id": ["", "x", "é" * 200, "é" * 201, 5],
    "job": ["", None, "é" * 200, "é" * 201, 5],
    "parent": ["", "é" * 200, "é" * 201, 5],
    "source": ["", "é" * 200, "é" * 201, 5],
    "correlation": ["", "é" * 200, "é" * 201, 5],
    "status": ["", "running", "Running", "runing", 3],
    "task": ["", "adding_users", "adding", 1],
    "trigger": ["", "scim", "SCIM", 1],
    "target": ["", "é" * 512, "é" * 512 + "x", 5],
    "actor": ["", "é" * 512, "é" * 512 + "x", 5],
    "level": ["", "warn", "warning", "WARN", 1],
    "message": ["", "é" * 32_768, "é" * 32_768 + "x", 5],
    "source_status": ["", "x" * 1024, "x" * 1025, 5],
    "reason_code": ["", "x" * 1024, "x" * 1025, 5],
    "reason_message": ["", "x" * 65_536, "x" * 65_537, 5],
    "attempt": [-1, 0, 2**53, 2**53 + 1, 1.5, "one"],
    "max_attempts": [-1, 0, 2**53, 2**53 + 1, 1.5],
    "progress_done": [-1, 0, 2**53, 2**53 + 1, 1.5],
    "progress_total": [-1, 0, 2**53, 2**53 + 1, 1.5],
    "at": [FIRST_AT - 1, FIRST_AT, LAST_AT - 1, LAST_AT, "", "2026-11-23T09:15:02+25:00", "2026-11-23 09:15:02Z"],
    "scheduled_for": [FIRST_AT - 1, FIRST_AT, LAST_AT - 1, LAST_AT, "2026-02-30T00:00:00Z", "2026-11-23T09:15:02.1Z"],
}
BY_BOTH = [(column, value) for column, values in AROUND.items() for value in (*values, "a\0b")]


@pytest.mark.parametrize(("column", "value"), BY_BOTH, ids=lambda value: str(value)[:20])
def test_both_doors_say_the_same(store: Path, column: str, value: Any) -> None:
    row = {"job": "job-1", column: value}
    assert by_sql(store, row) == by_python(row), row


def test_the_writer_reads_back_what_each_door_kept(store: Path) -> None:
    """The moment in particular: truncated, in UTC, whatever way it was written."""
    for number, at in enumerate(("2026-11-23T10:15:02.1259+01:00", "2026-11-23T09:15:02.125Z", 1_795_425_302_125)):
        assert by_sql(store, {"job": f"job-{number}", "at": at})
    with raw(store) as connection:
        kept = {row[0] for row in connection.execute("SELECT at FROM job_event")}
    assert kept == {"2026-11-23T09:15:02.125Z"}
    assert read_event({"job": "j", "at": kept.pop()}, Vocabulary()) == Event(job="j", at=1_795_425_302_125)


def by_sql(store: Path, row: dict[str, Any]) -> bool:
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    with raw(store) as connection:
        try:
            connection.execute(f"INSERT INTO job_event ({names}) VALUES ({marks})", tuple(row.values()))
        except sqlite3.IntegrityError:
            return False
    return True


def by_python(row: dict[str, Any]) -> bool:
    data: dict[str, Any] = {}
    for column, value in row.items():
        outer, inner = OBJECTS.get(column, (column, None))
        data[outer] = value if inner is None else {inner: value}
    try:
        read_event(data, Vocabulary())
    except EventRefused:
        return False
    return True
