"""``prune``: whole finished jobs leave, a record of it stays, and the log is what it would be without them."""

import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.store.factory import file_report, prune
from joblog_tui.store.sqlite.folding import rebuild
from tests.support.stores import append_by_python, jobs_of, new_store, projections_of, raw, truth_of

AT = 1_795_000_000_000
OLD = AT - 1_000_000


def job(name: str, at: int, status: str, parent: str | None = None) -> list[Event]:
    facts = Event(
        name, id=f"{name}-1", parent=parent, at=at, status="queued", task="logging_in", trigger="scim", attempt=1,
        target=Target("Okta / Engineering"), actor="Cerby", source="worker-1",
    )  # fmt: skip
    return [facts, Event(name, id=f"{name}-2", at=at + 5, status=status, source="worker-1")]


GONE = [
    *job("old", OLD, "completed"),
    *job("old-tree", OLD + 1, "completed"),
    *job("old-tree.1", OLD + 2, "completed", "old-tree"),
    *job("old-tree.1.1", OLD + 3, "not_completed", "old-tree.1"),
]
STAYS = [
    *job("old-at-work", OLD, "running"),
    *job("old-tree-at-work", OLD, "completed"),
    *job("old-tree-at-work.1", OLD, "running", "old-tree-at-work"),
    *job("old-but-heard-of", OLD, "completed"),
    Event("old-but-heard-of", id="word", at=AT, message="looked again", source="worker-1"),
    *job("new", AT, "completed"),
    Event("old-held", id="held", at=OLD, status="completed", source="worker-1"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = new_store(tmp_path)
    assert append_by_python(path, [*GONE, *STAYS]) == []
    return path


def test_the_log_is_what_it_would_be_without_them(path: Path, tmp_path: Path) -> None:
    done = prune(str(path), AT - 1000, "ana", None, threading.Event())
    assert (done.jobs, done.nested, done.events) == (2, 2, len(GONE))
    other = new_store(tmp_path, "other.db")
    append_by_python(other, STAYS)
    with raw(path) as connection, raw(other) as expected:
        assert _without_seq(connection) == _without_seq(expected)
        before = projections_of(connection)
        assert before["tally"] == projections_of(expected)["tally"]
        assert len(truth_of(connection)["details"]) == len(truth_of(expected)["details"])
        rebuild(connection)
        assert projections_of(connection) == before


def test_what_came_again_is_kept_by_a_rebuild_and_goes_with_its_event(path: Path) -> None:
    append_by_python(path, [GONE[0], STAYS[1], STAYS[1]])
    with raw(path) as connection:
        rebuild(connection)
        assert _came_again(connection) == {"old-1": 1, "old-at-work-2": 2}
    prune(str(path), AT - 1000, "ana", None, threading.Event())
    with raw(path) as connection:
        assert _came_again(connection) == {"old-at-work-2": 2}
        assert connection.execute("SELECT count(*) FROM repeats").fetchone() == (1,)


def test_the_record_says_what_went_by_whom_and_when(path: Path) -> None:
    prune(str(path), AT - 1000, "ana", None, threading.Event())
    with raw(path) as connection:
        rows = connection.execute("SELECT by, older_than, jobs, nested, events FROM prunes").fetchall()
        assert rows == [("ana", AT - 1000, 2, 2, len(GONE))]
        for act in ("DELETE FROM prunes", "UPDATE prunes SET by = 'nobody'"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever appended to"):
                connection.execute(act)
    pruned = file_report(str(path)).pruned
    assert pruned is not None
    assert pruned.events == len(GONE)
    assert prune(str(path), AT - 1000, "ana", None, threading.Event()).events == 0


def test_events_of_other_jobs_cannot_be_deleted_even_then(path: Path) -> None:
    with raw(path) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
            connection.execute("DELETE FROM events")
        with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
            connection.execute("DELETE FROM details")
        with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
            connection.execute("DELETE FROM arrivals")
        for unfit in ("old-at-work", "old-tree-at-work", "old-tree.1"):
            with pytest.raises(sqlite3.IntegrityError, match="only finished jobs"):
                connection.execute("INSERT INTO pruning SELECT seq FROM jobs WHERE id = ?", (unfit,))


def test_a_stop_ends_it_between_two_commits(path: Path) -> None:
    stop = threading.Event()
    stop.set()
    assert prune(str(path), AT - 1000, "ana", None, stop).events == 0


def test_numbers_are_not_given_twice_and_space_is_given_back(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    log = [event for number in range(3000) for event in job(f"job-{number}", OLD + number, "completed")]
    append_by_python(path, log)
    with raw(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = path.stat().st_size
    done = prune(str(path), AT, "ana", None, threading.Event())
    assert done.jobs == 3000
    assert done.freed > size // 2
    append_by_python(path, [replace(log[0], job="another", id="another")])
    with raw(path) as connection:
        assert connection.execute("SELECT seq FROM jobs").fetchall() == [(3001,)]
        assert connection.execute("SELECT seq FROM events").fetchall() == [(6001,)]


def _without_seq(connection: sqlite3.Connection) -> dict[str, object]:
    return {job_id: replace(job, seq=0) for job_id, job in jobs_of(connection).items()}


def _came_again(connection: sqlite3.Connection) -> dict[str, int]:
    return dict(connection.execute("SELECT e.id, r.times FROM repeats AS r JOIN events AS e ON e.seq = r.event"))
