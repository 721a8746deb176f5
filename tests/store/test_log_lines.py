"""Log lines as the store reads them, beyond what the property compares: what has been missed, and the plans."""

from pathlib import Path

import pytest

from joblog_tui.model.event import Event
from joblog_tui.query.log_lines import LineQuery
from joblog_tui.store.sqlite import log_lines
from joblog_tui.store.sqlite.appender import SqliteAppender
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.stores import new_store, raw

AT = 1_795_000_000_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = new_store(tmp_path)
    appender = SqliteAppender(path, durable=False)
    appender.append([Event(f"job-{n % 3}", parent="hub", at=AT + n, message=f"line {n}") for n in range(300)])
    appender.close()
    return path


async def test_too_many_events_are_missed_rather_than_walked_through(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_lines, "AT_ONCE", 50)
    store = await SqliteStore.open(path, {})
    try:
        missed = await store.lines_arrived(LineQuery("hub", nested=True), 200)
        heard = await store.lines_arrived(LineQuery("hub", nested=True), 260)
    finally:
        await store.close()
    assert (missed.lines, missed.upto, missed.missed) == ((), 300, True)
    assert [line.text for line in heard.lines] == [f"line {n}" for n in range(260, 300)]


async def test_lines_of_nested_jobs_come_interleaved_and_name_their_job(path: Path) -> None:
    store = await SqliteStore.open(path, {})
    try:
        page = await store.lines_before(LineQuery("hub", nested=True), None, 4)
    finally:
        await store.close()
    assert [(line.job, line.text) for line in page.lines] == [
        ("job-2", "line 296"), ("job-0", "line 297"), ("job-1", "line 298"), ("job-2", "line 299"),
    ]  # fmt: skip


async def test_a_line_that_is_no_text_can_be_searched_all_the_same(path: Path) -> None:
    with raw(path) as connection:
        connection.execute(
            "INSERT INTO job_event (job, at, message) VALUES ('job-0', ?, CAST(x'4c6f7374ff' AS TEXT))", [AT + 500]
        )
    store = await SqliteStore.open(path, {})
    try:
        page = await store.lines_before(LineQuery("hub", nested=True, text="lost"), None, 4)
    finally:
        await store.close()
    assert [line.text for line in page.lines] == ["Lost\\xff"]
