"""Somebody's word on a job, appended as an event of its own through the same door as every other one."""

from pathlib import Path
from uuid import uuid4

from joblog_tui.model.errors import UsageError
from joblog_tui.model.event import MAX_NAME, MAX_NOTE, Event
from joblog_tui.model.job import Acknowledgement
from joblog_tui.store.sqlite.appender import SqliteAppender


def acknowledge(path: Path, job_id: str, by: str, note: str | None, now: int) -> Acknowledgement:
    """Append the acknowledgement; durable when it returns. See ``store.base.JobStore.acknowledge``."""
    note = (note or "").strip() or None
    if "\0" in (note or "") or len((note or "").encode("utf-8", "replace")) > MAX_NOTE:
        raise UsageError(f"a note is text of at most {MAX_NOTE:,} bytes")
    if not 1 <= len(by.encode("utf-8", "replace")) <= MAX_NAME:
        raise UsageError("an acknowledgement needs a person")
    appender = SqliteAppender(path)
    try:
        event = Event(job_id, id=uuid4().hex, at=now, actor=by, message=note, acknowledged=True)
        refused = appender.append([event]).refused
    finally:
        appender.close()
    if refused:
        raise UsageError(refused[0].reason)
    return Acknowledgement(by, now, note)
