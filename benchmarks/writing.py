"""How many events a second come in by each door, on a copy of the store; the database shares the disk with others."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.data import Data, scratch
from benchmarks.figures import Figures
from benchmarks.progress import tell
from benchmarks.recipe import Recipe, events_of, made_jobs
from joblog_tui.model.event import Event
from joblog_tui.model.moment import now_ms
from joblog_tui.store.factory import open_appender
from joblog_tui.writers import JobWriter

BATCH = 1_000  # events a transaction
MANY = 30_000  # events for a rate in batches
SINGLE = 400  # events for a rate one at a time, in turns
TURNS = 100

_INTO_VIEW = (
    "INSERT INTO job_event (id, job, at, status, task, trigger, target_kind, target, actor, source, message)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INTO_TABLE = "INSERT INTO bare (id, job, at, status, message) VALUES (?, ?, ?, ?, ?)"


def measure(data: Data, found: Figures) -> None:
    """The rate of every door."""
    with scratch(data) as store:
        new = _new_events()
        for name, write in (
            (f"SQL door, batches of {BATCH:,}", _through_sql),
            (f"appender, batches of {BATCH:,}", _through_appender),
            ("JobWriter", _through_job_writer),
            ("joblog ingest", _through_ingest),
        ):
            tell(f"  writing: {name}")
            before = _cpu_seconds()
            seconds = write(store, list(islice(new, MANY)))
            found.note("joblog", f"{name}, events/s", MANY / seconds)
            found.note("joblog", f"{name}, events per CPU s", MANY / (_cpu_seconds() - before))
        tell("  writing: single events at FULL")
        _singles(store, new, found)


def _new_events() -> Iterator[Event]:
    """Events of jobs that no store has yet, as they happen now."""
    end = now_ms()
    for job in made_jobs(Recipe(10_000_000, end, seed=end)):
        for event in events_of(job):
            yield Event(
                f"new-{end}-{event.job}", id=f"{end}-{event.id}", at=end, status=event.status, task=event.task,
                trigger=event.trigger, target=event.target, actor=event.actor, source=event.source,
                message=event.message,
            )  # fmt: skip


def _cpu_seconds() -> float:
    """Of this process and of its children that have ended; steadier than the clock on a machine with others."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _values(event: Event) -> tuple[Any, ...]:
    kind, target = (None, None) if event.target is None else (event.target.kind, event.target.name)
    return (
        event.id, event.job, event.at, event.status, event.task, event.trigger, kind, target, event.actor,
        event.source, event.message,
    )  # fmt: skip


def _through_sql(store: Path, events: list[Event]) -> float:
    rows = [_values(event) for event in events]
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:

        def write() -> None:
            for first in range(0, len(rows), BATCH):
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(_INTO_VIEW, rows[first : first + BATCH])
                connection.execute("COMMIT")

        return _timed(write)


def _through_appender(store: Path, events: list[Event]) -> float:
    appender = open_appender(str(store))
    try:
        return _timed(lambda: [appender.append(events[i : i + BATCH]) for i in range(0, len(events), BATCH)])
    finally:
        appender.close()


def _through_job_writer(store: Path, events: list[Event]) -> float:
    with JobWriter(str(store)) as writer:

        def write() -> None:
            for event in events:
                writer.write(event)
            writer.flush()

        return _timed(write)


def _through_ingest(store: Path, events: list[Event]) -> float:
    lines = "".join(json.dumps(event.as_json()) + "\n" for event in events)
    source = store.with_name("new.ndjson")
    source.write_text(lines, "utf-8")
    command = [sys.executable, "-m", "joblog_tui", "ingest", "--store", str(store), str(source)]
    return _timed(lambda: subprocess.run(command, check=True, capture_output=True))


def _singles(store: Path, new: Iterator[Event], found: Figures) -> None:
    """One transaction an event, in turns with a plain table in a file of its own, so that both see the same disk."""
    doors = ("SQL door", "appender", "a plain table")
    took = dict.fromkeys(doors, 0.0)
    appender = open_appender(str(store))
    with (
        closing(sqlite3.connect(store, isolation_level=None)) as view,
        closing(sqlite3.connect(store.with_name("bare.db"), isolation_level=None)) as table,
    ):
        table.execute("PRAGMA journal_mode = WAL")
        table.execute("CREATE TABLE bare (id TEXT, job TEXT, at INTEGER, status TEXT, message TEXT)")
        for connection in (view, table):
            connection.execute("PRAGMA synchronous = FULL")
        for _ in range(TURNS):
            for door, write in (
                ("SQL door", lambda event: view.execute(_INTO_VIEW, _values(event))),
                ("appender", lambda event: appender.append([event])),
                ("a plain table", lambda event: table.execute(_INTO_TABLE, (*_values(event)[:4], event.message))),
            ):
                events = list(islice(new, SINGLE // TURNS))
                took[door] += _timed(lambda write=write, events=events: [write(event) for event in events])  # type: ignore[misc]
    appender.close()
    for door, seconds in took.items():
        subject = "sqlite3" if door == "a plain table" else "joblog"
        found.note(subject, f"single events at FULL, {door}, events/s", SINGLE / seconds)
    found.note("joblog", "single events at FULL, SQL door against a plain table, x", took[doors[2]] / took[doors[0]])
