"""Folds jobs that begin in a batch: nobody knew them before, and nothing is nested, so their events are all there is.

Most jobs of a history are of this kind. Their rows are computed here, as ``model.fold`` does, and inserted whole;
inserting an empty row for ``fold.sql`` to fill touches every index of ``jobs`` twice.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from joblog_tui.model.rollup import LEAF_WITHOUT_REPORT

EventRow = tuple[Any, ...]
"""The values of one event, in the order of ``EVENT_COLUMNS`` and then ``DETAIL_COLUMNS``."""

EVENT_COLUMNS = (
    "seq", "job", "at", "kind", "source", "id", "parent", "status", "task", "trigger", "target", "actor",
    "correlation", "level", "message",
)  # fmt: skip
DETAIL_COLUMNS = (
    "attempt", "max_attempts", "progress_done", "progress_total", "scheduled_for", "source_status", "reason_code",
    "reason_message", "attributes",
)  # fmt: skip
_AT, _SOURCE, _STATUS, _TASK, _TRIGGER, _TARGET, _ACTOR, _SCHEDULED_FOR, _SOURCE_STATUS = map(
    (EVENT_COLUMNS + DETAIL_COLUMNS).index,
    ("at", "source", "status", "task", "trigger", "target", "actor", "scheduled_for", "source_status"),
)
_STARTS = (3, 4)  # statuses with which a run begins
_LEVELS = ((0, 3_600_000), (1, 86_400_000), (2, 2_592_000_000), (3, 2**63 - 1))  # of the tally, with their widths

_INSERT_JOB = """
INSERT INTO jobs (
  seq, id, task, task_at, trigger, trigger_at, target, target_at, actor, actor_at, created_at, started_at, latest_at,
  source, own_status, own_status_at, own_changed_at, source_status, source_status_at, scheduled_for, scheduled_at,
  leaves_not_completed, leaves_retrying, leaves_running, leaves_started, leaves_queued, leaves_completed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_COUNT = """
INSERT INTO tally (level, bucket, status, task, trigger, n) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (level, bucket, status, task, trigger) DO UPDATE SET n = n + excluded.n
"""
_Cells = dict[tuple[int, int, int, int], int]
_LEAVES = {status: tuple(int(status == leaf) for leaf in range(1, 7)) for status in range(1, 7)}


def insert_fresh(connection: sqlite3.Connection, jobs: Iterable[tuple[int, str, list[EventRow]]]) -> None:
    """Insert jobs whole, each (seq, id, its events in order of arrival), and count them in the tally."""
    cells: _Cells = {}  # (hour, status, task, trigger) -> jobs
    connection.executemany(_INSERT_JOB, [_row(seq, job_id, events, cells) for seq, job_id, events in jobs])
    connection.executemany(_COUNT, _on_every_level(cells))


def _row(seq: int, job_id: str, events: list[EventRow], cells: _Cells) -> Sequence[object]:
    if len(events) > 1:
        events.sort(key=_moment)  # stable: of one moment, in order of arrival
    created_at = events[0][_AT]
    task = trigger = target = actor = task_at = trigger_at = target_at = actor_at = None
    started_at = status = status_at = changed_at = word = word_at = scheduled_for = scheduled_at = None
    at = created_at
    for event in events:
        at = event[_AT]
        if task is None and (task := event[_TASK]) is not None and at != created_at:
            task_at = at
        if trigger is None and (trigger := event[_TRIGGER]) is not None and at != created_at:
            trigger_at = at
        if target is None and (target := event[_TARGET]) is not None and at != created_at:
            target_at = at
        if actor is None and (actor := event[_ACTOR]) is not None and at != created_at:
            actor_at = at
        if (reported := event[_STATUS]) is not None:
            if reported != status:
                changed_at = at
            status, status_at, word = reported, at, event[_SOURCE_STATUS]
            if started_at is None and reported in _STARTS:
                started_at = at
        if event[_SOURCE_STATUS] is not None:
            word, word_at = event[_SOURCE_STATUS], at
        if event[_SCHEDULED_FOR] is not None:
            scheduled_for, scheduled_at = event[_SCHEDULED_FOR], at
    shown = status or int(LEAF_WITHOUT_REPORT)
    if task is not None and trigger is not None and target is not None and actor is not None:
        cell = created_at // _LEVELS[0][1], shown, task, trigger
        cells[cell] = cells.get(cell, 0) + 1
    return (
        seq, job_id, task, task_at, trigger, trigger_at, target, target_at, actor, actor_at, created_at, started_at,
        None if at == status_at else at, events[-1][_SOURCE],
        status, None if status_at == changed_at else status_at, changed_at,
        word, word_at, scheduled_for, scheduled_at, *_LEAVES[shown],
    )  # fmt: skip


def _on_every_level(cells: _Cells) -> list[tuple[int, ...]]:
    counts: dict[tuple[int, ...], int] = {}
    for (hour, status, task, trigger), n in cells.items():
        at = hour * _LEVELS[0][1]
        for level, width in _LEVELS:
            cell = level, at // width, status, task, trigger
            counts[cell] = counts.get(cell, 0) + n
    return [(*cell, counts[cell]) for cell in sorted(counts)]


def _moment(event: EventRow) -> int:
    at: int = event[_AT]
    return at
