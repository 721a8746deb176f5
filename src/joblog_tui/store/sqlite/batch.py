"""Appends a batch of events that were checked at the Python door: names resolved here, projections folded set-wise.

The SQL door does the same for one event at a time. What it checks of a single event, ``writers.door`` has checked
already; what depends on the store - known words, parents, ids seen before - is decided here, event by event, in
order of arrival, with the same words of refusal.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from joblog_tui.model.event import MAX_DEPTH, Event
from joblog_tui.model.moment import now_ms
from joblog_tui.store.base import Refusal
from joblog_tui.store.sqlite.folding import fold, hush
from joblog_tui.store.sqlite.fresh import DETAIL_COLUMNS, EVENT_COLUMNS, EventRow, insert_fresh
from joblog_tui.store.sqlite.names import NO_SOURCE, Names
from joblog_tui.store.sqlite.signs import note_signs
from joblog_tui.store.sqlite.words import Words

_CAME_AGAIN = """
INSERT INTO repeats (event, times, last_at) SELECT seq, ?, ? FROM events WHERE source = ? AND id = ?
ON CONFLICT (event) DO UPDATE SET times = times + excluded.times, last_at = excluded.last_at
"""
_INSERT = f"INSERT INTO events ({', '.join(EVENT_COLUMNS)}) VALUES ({', '.join('?' * len(EVENT_COLUMNS))})"
_INSERT_DETAILS = (
    f"INSERT INTO details (seq, job, {', '.join(DETAIL_COLUMNS)}) VALUES (?, ?, {', '.join('?' * len(DETAIL_COLUMNS))})"
)
_INSERT_ARRIVAL = """
INSERT INTO arrivals (seq, at) SELECT :seq, :at WHERE :at IS NOT (SELECT at FROM arrivals ORDER BY seq DESC LIMIT 1)
"""
_WIDTH = len(EVENT_COLUMNS)
_NO_DETAILS = (None,) * len(DETAIL_COLUMNS)


@dataclass(slots=True)
class _Known:
    """A job of the batch: its number, and what deciding about parents takes.

    ``events`` are its rows in the batch while nobody knows the job otherwise: see ``fresh``.
    """

    seq: int
    parent: int | None = None
    depth: int = 0
    leaf: bool = True
    events: list[EventRow] | None = None


class Batch:
    """One batch on its way into the store, inside a transaction that the caller began and will end."""

    def __init__(self, connection: sqlite3.Connection, words: Words, names: Names, *, all_new: bool = False) -> None:
        """With ``all_new`` the store is not asked which ids it knows: one that it does is an ``IntegrityError``."""
        self._connection = connection
        self._words = words
        self._statuses = words.status_ids
        self._names = names
        self._all_new = all_new
        self._jobs: dict[str, _Known] = {}
        self._next_job = 0
        self._new: dict[str, _Known] = {}  # without a row yet, in order of arrival
        self.refused: list[Refusal] = []
        self._again: Counter[tuple[int, str]] = Counter()  # events that were there already: (source, id)

    @property
    def knew_some(self) -> bool:
        """Whether an event was there already."""
        return bool(self._again)

    def append(self, events: Sequence[Event]) -> None:
        """Append what can be accepted, fold it, note what was refused."""
        connection = self._connection
        self._names.learn(connection, events)
        self._read_jobs({job for event in events for job in (event.job, event.parent) if job is not None})
        after = _ever(connection, "events")
        self._next_job = _ever(connection, "jobs") + 1
        arrived_at = now_ms()
        rows = self._rows(events, after, arrived_at)
        if rows:
            fresh = [(job.seq, job_id, job.events) for job_id, job in self._new.items() if job.events]
            self._write_empty([(job_id, job) for job_id, job in self._new.items() if not job.events])
            hush(connection, True)
            connection.executemany(_INSERT, [row[:_WIDTH] for row in rows])
            detailed = [(*row[:2], *row[_WIDTH:]) for row in rows if row[_WIDTH:] != _NO_DETAILS]
            connection.executemany(_INSERT_DETAILS, detailed)
            connection.execute(_INSERT_ARRIVAL, {"seq": after + 1, "at": arrived_at})
            insert_fresh(connection, fresh)
            if sum(len(of_job) for _, _, of_job in fresh) < len(rows):
                fold(connection, after, after + len(rows), [seq for seq, _, _ in fresh])
            note_signs(connection, rows)
            hush(connection, False)
        if self._again:
            came_at = now_ms()
            connection.executemany(_CAME_AGAIN, [(times, came_at, *key) for key, times in self._again.items()])

    def _rows(self, events: Sequence[Event], after: int, arrived_at: int) -> list[EventRow]:
        seen = set() if self._all_new else self._seen(events)
        jobs, sources = self._jobs, self._names.sources
        rows: list[EventRow] = []
        for index, event in enumerate(events):
            source = NO_SOURCE if event.source is None else sources[event.source]
            if event.id is not None and (source, event.id) in seen:
                self._again[source, event.id] += 1
                continue
            reason = self._why_not(event)
            if reason is not None and self._all_new and event.id is not None and self._knows(source, event.id):
                self._again[source, event.id] += 1
                continue
            if reason is not None:
                self.refused.append(Refusal(index, reason))
                continue
            if event.id is not None:
                seen.add((source, event.id))
            row = self._row(event, after + len(rows) + 1, arrived_at, source)
            rows.append(row)
            if event.job is not None and (of_job := jobs[event.job].events) is not None:
                of_job.append(row)
                if event.acknowledged:
                    jobs[event.job].events = None  # rare: fold.sql knows what to make of it
        return rows

    def _row(self, event: Event, seq: int, arrived_at: int, source: int) -> EventRow:
        job = None if event.job is None else self._jobs[event.job].seq
        return (
            seq, job, arrived_at if event.at is None else event.at, _kind(event), source, event.id,
            None if event.parent is None else self._jobs[event.parent].seq,
            None if event.status is None else self._statuses[event.status],
            None if event.task is None else self._words.task_ids[event.task],
            None if event.trigger is None else self._words.trigger_ids[event.trigger],
            None if event.target is None else self._names.targets[event.target.name, event.target.kind],
            None if event.actor is None else self._names.actors[event.actor],
            event.correlation, event.level, event.message, event.attempt, event.max_attempts,
            event.progress_done, event.progress_total, event.scheduled_for, event.source_status,
            event.reason_code, event.reason_message, event.attributes,
        )  # fmt: skip

    def _why_not(self, event: Event) -> str | None:
        """Why the store cannot accept the event; None when it can, and then its jobs are there and nested."""
        words = self._words
        if event.status is not None and event.status not in self._statuses:
            return _unknown("status", self._statuses)
        if event.task is not None and event.task not in words.task_ids:
            return _unknown("task", words.task_ids)
        if event.trigger is not None and event.trigger not in words.trigger_ids:
            return _unknown("trigger", words.trigger_ids)
        if event.job is None:
            return None
        if event.parent is not None and (reason := self._why_no_parent(event.job, event.parent)) is not None:
            return reason
        job = self._job(event.job)
        if event.parent is not None:
            parent = self._job(event.parent)
            if job.parent is None:
                self._nest(event.job, job, event.parent, parent)
        return None

    def _why_no_parent(self, job_id: str, parent_id: str) -> str | None:
        if job_id == parent_id:
            return "a job cannot be nested in itself"
        job, parent = self._jobs.get(job_id), self._jobs.get(parent_id)
        if job is not None and job.parent is not None:
            same = parent is not None and job.parent == parent.seq
            return None if same else "the parent of a job cannot change"
        height = 0
        if job is not None and not job.leaf:
            # Rare: a job that others are nested in already gets a parent of its own.
            if parent is not None and self._one(
                "SELECT 1 FROM ancestry WHERE job = ? AND ancestor = ?", parent.seq, job.seq
            ):
                return "a job cannot be nested in itself: its parent is nested in it already"
            height = self._one(
                "SELECT max(d.depth) - ? FROM ancestry AS a JOIN jobs AS d ON d.seq = a.job WHERE a.ancestor = ?",
                job.depth,
                job.seq,
            )
        if (parent.depth if parent is not None else 0) + 1 + height > MAX_DEPTH:
            return f"nested jobs go at most {MAX_DEPTH} deep"
        return None

    def _job(self, job_id: str) -> _Known:
        known = self._jobs.get(job_id)
        if known is None:
            known = self._jobs[job_id] = self._new[job_id] = _Known(self._next_job, events=[])
            self._next_job += 1
        return known

    def _write_empty(self, jobs: list[tuple[str, _Known]]) -> None:
        """Give jobs a row for the roll-up to fill: they are not fresh."""
        self._connection.executemany("INSERT INTO jobs (seq, id) VALUES (?, ?)", [(job.seq, id_) for id_, job in jobs])
        for job_id, job in jobs:
            job.events = None
            self._new.pop(job_id, None)

    def _nest(self, job_id: str, job: _Known, parent_id: str, parent: _Known) -> None:
        # The triggers, not hushed yet, bring everything nested in the job along.
        self._write_empty([(id_, self._new[id_]) for id_ in (job_id, parent_id) if id_ in self._new])
        self._connection.execute("UPDATE jobs SET parent = ? WHERE seq = ?", (parent.seq, job.seq))
        parent.leaf = False
        if job.leaf:
            job.parent, job.depth = parent.seq, parent.depth + 1
        else:
            self._read_jobs(self._jobs)

    def _read_jobs(self, ids: Iterable[str]) -> None:
        rows = self._connection.execute(
            "SELECT id, seq, parent, depth, leaf FROM jobs WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        for job_id, seq, parent, depth, leaf in rows:
            self._jobs[job_id] = _Known(seq, parent, depth, bool(leaf))

    def _seen(self, events: Sequence[Event]) -> set[tuple[int, str]]:
        """The identities of the batch that the store has already."""
        wanted = json.dumps([[self._names.source(event), event.id] for event in events if event.id is not None])
        rows = self._connection.execute(
            "SELECT e.source, e.id FROM json_each(?) AS w"
            " JOIN events AS e ON e.source = json_extract(w.value, '$[0]') AND e.id = json_extract(w.value, '$[1]')",
            (wanted,),
        )
        return {(source, id_) for source, id_ in rows}

    def _knows(self, source: int, id_: str) -> bool:
        return bool(self._one("SELECT 1 FROM events WHERE source = ? AND id = ?", source, id_))

    def _one(self, sql: str, *values: Any) -> int:
        row = self._connection.execute(sql, values).fetchone()
        return 0 if row is None or row[0] is None else int(row[0])


def _unknown(kind: str, known: Iterable[str]) -> str:
    return f"unknown {kind}; known are {', '.join(known)}"


def _kind(event: Event) -> int:
    """The number of a kind of event in ``events.kind``."""
    return 1 if event.heartbeat else 2 if event.acknowledged else 0


def _ever(connection: sqlite3.Connection, table: str) -> int:
    """The largest seq that a table ever had: what was pruned leaves its number to nobody."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return 0 if row is None else int(row[0])
