"""The SQL door, as a writer without this package finds it: plain sqlite3, any pragma, any conflict clause."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from joblog_tui.model.event import FIRST_AT, LAST_AT
from joblog_tui.model.job import Acknowledgement
from joblog_tui.model.moment import parse_rfc3339, rfc3339
from tests.support.stores import jobs_of, new_store, projections_of, raw, truth_of

GOOD: dict[str, Any] = {
    "id": "evt-81",
    "job": "job-7",
    "parent": "job-3",
    "at": "2026-11-23T09:15:02.125Z",
    "status": "running",
    "task": "rotating_passwords",
    "trigger": "password_policy",
    "target_kind": "account",
    "target": "Marketing / Instagram",
    "actor": "Cerby",
    "correlation": "req-51",
    "level": "info",
    "message": "signed in to the app",
    "source": "worker-3",
    "attempt": 1,
    "max_attempts": 3,
    "progress_done": 2,
    "progress_total": 5,
    "scheduled_for": "2026-11-23T10:15:00+01:00",
    "source_status": "IN_PROGRESS",
    "reason_code": "invalid_credentials",
    "reason_message": "the app refused the password",
    "attributes": '{"app": "Instagram", "big": 12345678901234567890}',
}


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with raw(new_store(tmp_path)) as connection:
        yield connection


def insert(connection: sqlite3.Connection, clause: str = "INSERT", **fields: Any) -> None:
    names, marks = ", ".join(fields), ", ".join("?" * len(fields))
    connection.execute(f"{clause} INTO job_event ({names}) VALUES ({marks})", list(fields.values()))


def count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def test_what_was_written_is_what_the_view_shows(writer: sqlite3.Connection) -> None:
    insert(writer, **GOOD)
    cursor = writer.execute("SELECT * FROM job_event")
    names = [column[0] for column in cursor.description]
    assert names == list(GOOD)
    assert dict(zip(names, cursor.fetchone(), strict=True)) == {**GOOD, "scheduled_for": "2026-11-23T09:15:00.000Z"}


def test_a_row_of_values_without_names_is_accepted(writer: sqlite3.Connection) -> None:
    writer.execute(f"INSERT INTO job_event VALUES ({', '.join('?' * len(GOOD))})", list(GOOD.values()))
    assert count(writer) == 1


def test_only_the_job_is_required(writer: sqlite3.Connection) -> None:
    insert(writer, job="job-1")
    at, arrived_at = writer.execute("SELECT e.at, a.at FROM events AS e JOIN arrivals AS a USING (seq)").fetchone()
    assert at == arrived_at
    assert abs(at - writer.execute("SELECT (julianday('now') - 2440587.5) * 86400000").fetchone()[0]) < 60_000


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("job", None, "job must be text"),
        ("job", "", "job must be text"),
        ("job", "j" * 201, "job must be text of 1 to 200 characters"),
        ("job", 7, "job must be text"),
        ("id", "", "id must be text"),
        ("id", b"x", "id must be text"),
        ("parent", "", "parent must be text"),
        ("parent", "job-7", "a job cannot be nested in itself"),
        ("source", "s" * 201, "source must be text"),
        ("correlation", "", "correlation must be text"),
        ("at", "yesterday", "at must be a time like"),
        ("at", "2026-11-23 09:15:02Z", "at must be a time like"),
        ("at", -1, "at must be a time like"),
        ("at", 1.5, "at must be a time like"),
        ("scheduled_for", "2026-02-30T00:00:00Z", "scheduled_for must be a time like"),
        ("status", "runing", "unknown status; known are not_completed, retrying, running"),
        ("task", "rotating", "unknown task; known are adding_users"),
        ("trigger", "cron", "unknown trigger; known are web_app"),
        ("target", "t" * 1025, "target must be text of 1 to 1,024 bytes"),
        ("target", "é" * 513, "target must be text of 1 to 1,024 bytes"),
        ("target", "", "target must be text"),
        ("target", None, "target_kind needs a target"),
        ("target_kind", 3, "target_kind must be text"),
        ("actor", "", "actor must be text"),
        ("level", "fatal", "level must be debug, info, warn or error"),
        ("message", "m" * 65_537, "message must be text of 1 to 65,536 bytes"),
        ("attributes", "[]", "attributes must be the JSON text of an object"),
        ("attributes", "{" + " " * 65_536 + "}", "attributes must be the JSON text"),
        ("attempt", "1", "must be whole numbers"),
        ("attempt", -1, "must be whole numbers"),
        ("max_attempts", 1.5, "must be whole numbers"),
        ("progress_done", 2**53 + 1, "must be whole numbers"),
        ("progress_total", b"5", "must be whole numbers"),
        ("actor", "Cer\0by", "NUL"),
        ("message", "a\0", "NUL"),
        ("source_status", "s" * 1025, "source_status must be text"),
        ("reason_code", "", "reason_code must be text"),
        ("reason_message", "r" * 65_537, "reason_message must be text"),
    ],
)
@pytest.mark.parametrize("clause", ["INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE"])
def test_what_is_wrong_is_named_whatever_the_conflict_clause(
    writer: sqlite3.Connection, clause: str, field: str, value: Any, message: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=message):
        insert(writer, clause, **{**GOOD, field: value})
    assert count(writer) == 0
    assert jobs_of(writer) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("job", "é" * 200),
        ("at", FIRST_AT),
        ("at", LAST_AT - 1),
        ("at", 1_795_000_000_000.0),
        ("attempt", 3.0),
        ("progress_done", 2**53),
        ("target_kind", None),
        ("message", "m" * 65_536),
        ("attributes", ' \n{"a": 1}\t'),
    ],
)
def test_what_is_just_right_is_accepted(writer: sqlite3.Connection, field: str, value: Any) -> None:
    insert(writer, **{**GOOD, field: value})
    assert count(writer) == 1


MOMENTS = [
    "2026-11-23T09:15:02Z",
    "2026-11-23T09:15:02.1Z",
    "2026-11-23T09:15:02.1259999Z",
    "2026-11-23T09:15:02.125+01:00",
    "2026-11-23T09:15:02-23:59",
    "2024-02-29T23:59:59.999Z",
    "2000-01-01T00:00:00Z",
    "2199-12-31T23:59:59.999Z",
    "1999-12-31T23:59:59Z",
    "1999-12-31T23:59:59-01:00",
    "2200-01-01T00:00:00Z",
    "2199-12-31T23:59:59-00:01",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-11-31T00:00:00Z",
    "2026-11-23T24:00:00Z",
    "2026-11-23T09:60:00Z",
    "2026-11-23T09:15:60Z",
    "2026-11-23T09:15Z",
    "2026-11-23T09:15:02",
    "2026-11-23T09:15:02z",
    "2026-11-23t09:15:02Z",
    "2026-11-23 09:15:02Z",
    "2026-11-23T09:15:02.Z",
    "2026-11-23T09:15:02,5Z",
    "2026-11-23T09:15:02+24:00",
    "2026-11-23T09:15:02+01:60",
    "2026-11-23T09:15:02+0100",
    "2026-11-23T09:15:02+01",
    "2026-11-23T09:15:02.5+01:00Z",
    " 2026-11-23T09:15:02Z",
    "2026-11-23T09:15:02Z ",
    "2026-11-23T09:15:02Z\n",
    "2026-11-23T09:15:02.1²Z",
    "٢٠٢٦-11-23T09:15:02Z",
    "+2026-11-23T09:15:02Z",
    "1795425302125",
    "now",
    "",
]


@pytest.mark.parametrize("text", MOMENTS)
def test_sql_and_python_read_the_same_times(writer: sqlite3.Connection, text: str) -> None:
    try:
        expected: int | None = parse_rfc3339(text)
    except ValueError:
        expected = None
    if expected is None:
        with pytest.raises(sqlite3.IntegrityError):
            insert(writer, job="job-1", at=text)
    else:
        insert(writer, job="job-1", at=text)
        assert writer.execute("SELECT at FROM events").fetchone() == (expected,)
        assert writer.execute("SELECT at FROM job_event").fetchone() == (rfc3339(expected),)


@pytest.mark.parametrize("clause", ["INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE", "INSERT OR FAIL", "REPLACE"])
@pytest.mark.parametrize(
    "pragma", ["recursive_triggers = ON", "recursive_triggers = OFF", "foreign_keys = ON", "trusted_schema = OFF"]
)
def test_an_event_counts_once_under_any_pragma_and_clause(writer: sqlite3.Connection, clause: str, pragma: str) -> None:
    writer.execute(f"PRAGMA {pragma}")
    for status in ("queued", "running", "completed"):
        for _ in range(2):
            insert(writer, clause, **{**GOOD, "id": status, "status": status})
    insert(writer, clause, **{**GOOD, "id": "other", "job": "job-8", "status": "running"})
    jobs = jobs_of(writer)
    assert count(writer) == 4
    assert jobs["job-7"].status.slug == "completed"
    assert (jobs["job-3"].nested, jobs["job-3"].nested_completed) == (2, 1)
    assert jobs["job-3"].status.slug == "running"
    assert came_again(writer) == {"queued": 1, "running": 1, "completed": 1}


def test_of_events_in_one_statement_each_that_is_known_is_only_counted(writer: sqlite3.Connection) -> None:
    insert(writer, job="job-1", id="evt-2", status="running")
    writer.execute(
        "INSERT INTO job_event (job, id, status) VALUES ('job-1', 'evt-1', 'queued'), ('job-1', 'evt-2', 'completed'),"
        " ('job-1', 'evt-1', 'queued'), ('job-1', 'evt-2', 'retrying'), ('job-1', 'evt-3', 'completed')"
    )
    assert [row[0] for row in writer.execute("SELECT id FROM events ORDER BY seq")] == ["evt-2", "evt-1", "evt-3"]
    assert came_again(writer) == {"evt-1": 1, "evt-2": 2}


def test_a_word_of_somebody_and_a_heartbeat_that_come_again_are_counted_too(writer: sqlite3.Connection) -> None:
    for _ in range(3):
        writer.execute("INSERT INTO job_acknowledgement (id, job, actor) VALUES ('ack-1', 'job-1', 'ana')")
        writer.execute("INSERT INTO source_heartbeat (id, source) VALUES ('beat-1', 'worker-1')")
    assert count(writer) == 2
    assert came_again(writer) == {"ack-1": 2, "beat-1": 2}


def came_again(writer: sqlite3.Connection) -> dict[str, int]:
    """How often each event came besides the first time, by its id."""
    return dict(writer.execute("SELECT e.id, r.times FROM repeats AS r JOIN events AS e ON e.seq = r.event"))


def test_an_id_counts_once_for_each_source(writer: sqlite3.Connection) -> None:
    for source in ("worker-1", "worker-2", None, "worker-1", None):
        insert(writer, job="job-1", id="evt-1", source=source)
    assert count(writer) == 3


def test_a_known_id_from_a_source_never_seen_is_a_new_event(writer: sqlite3.Connection) -> None:
    insert(writer, job="job-1", id="evt-1")
    insert(writer, job="job-1", id="evt-1", source="worker-9")
    assert count(writer) == 2


def test_a_parent_never_changes_and_never_closes_a_cycle(writer: sqlite3.Connection) -> None:
    insert(writer, job="b", parent="a")
    insert(writer, job="c", parent="b")
    with pytest.raises(sqlite3.IntegrityError, match="the parent of a job cannot change"):
        insert(writer, job="b", parent="x")
    with pytest.raises(sqlite3.IntegrityError, match="cannot be nested in itself"):
        insert(writer, job="a", parent="c")
    insert(writer, job="b", parent="a")
    assert "x" not in jobs_of(writer)


@pytest.mark.parametrize("downwards", [True, False])
def test_nested_jobs_go_32_deep(writer: sqlite3.Connection, downwards: bool) -> None:
    pairs = [(f"job-{n}", f"job-{n - 1}") for n in range(1, 33)]
    for job, parent in pairs if downwards else reversed(pairs):
        insert(writer, job=job, parent=parent)
    assert jobs_of(writer)["job-32"].depth == 32
    with pytest.raises(sqlite3.IntegrityError, match="at most 32 deep"):
        insert(writer, job="job-33", parent="job-32")
    with pytest.raises(sqlite3.IntegrityError, match="at most 32 deep"):
        insert(writer, job="job-0", parent="above")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET at = at + 1",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events (seq, job, at) VALUES (1, 1, 0)",
        "INSERT OR REPLACE INTO events (job, at, source, id) SELECT job, 0, source, id FROM events",
        "UPDATE OR REPLACE events SET seq = 2",
        "UPDATE details SET reason_code = 'another'",
        "DELETE FROM details",
        "INSERT OR REPLACE INTO details (seq, job, reason_code) VALUES (2, 1, 'another')",
        "INSERT INTO details (seq, job, reason_code) VALUES (1, 1, 'late')",
        "UPDATE arrivals SET at = at + 1",
        "DELETE FROM arrivals",
        "INSERT OR REPLACE INTO arrivals (seq, at) VALUES (1, 0)",
        "INSERT OR REPLACE INTO arrivals (seq, at) VALUES (3, 0)",
    ],
)
def test_events_are_only_ever_appended(writer: sqlite3.Connection, statement: str) -> None:
    insert(writer, job="job-1")
    insert(writer, **GOOD)
    before = truth_of(writer), projections_of(writer)
    with pytest.raises(sqlite3.IntegrityError, match="only ever appended"):
        writer.execute(statement)
    assert (truth_of(writer), projections_of(writer)) == before


def test_a_refused_event_leaves_the_rest_of_its_transaction(writer: sqlite3.Connection) -> None:
    writer.execute("BEGIN")
    insert(writer, job="job-1", status="running")
    with pytest.raises(sqlite3.IntegrityError):
        insert(writer, job="job-2", status="nonsense")
    insert(writer, job="job-3", status="queued")
    writer.execute("COMMIT")
    assert set(jobs_of(writer)) == {"job-1", "job-3"}


def test_a_heartbeat_is_an_event_of_its_source_alone(writer: sqlite3.Connection) -> None:
    writer.execute("INSERT INTO source_heartbeat (source) VALUES ('worker-3')")
    for _ in range(2):
        writer.execute(
            "INSERT INTO source_heartbeat (id, source, at) VALUES ('hb-1', 'worker-3', '2026-11-23T09:15:02Z')"
        )
    assert count(writer) == 2
    assert jobs_of(writer) == {}
    assert writer.execute("SELECT count(*) FROM source_heartbeat").fetchone() == (2,)
    for wrong in (None, "", "s" * 201):
        with pytest.raises(sqlite3.IntegrityError, match="source must be text"):
            writer.execute("INSERT INTO source_heartbeat (source) VALUES (?)", (wrong,))


def test_an_acknowledgement_is_an_event_that_holds_until_the_job_is_reported_on(writer: sqlite3.Connection) -> None:
    insert(writer, **{**GOOD, "parent": None})
    at = parse_rfc3339(GOOD["at"])
    for _ in range(2):
        writer.execute(
            "INSERT OR REPLACE INTO job_acknowledgement (id, job, at, actor, note)"
            " VALUES ('a-1', 'job-7', ?, 'ana', 'x')",
            (at + 1_000,),
        )
    assert count(writer) == 2
    shown = jobs_of(writer)["job-7"]
    assert shown.acknowledged == Acknowledgement("ana", at + 1_000, "x")
    assert (shown.actor, shown.active_at, shown.updated_at, shown.source) == ("Cerby", at, at, "worker-3")
    assert writer.execute("SELECT job, actor, note, source FROM job_acknowledgement").fetchall() == [
        ("job-7", "ana", "x", None)
    ]
    assert len(writer.execute("SELECT * FROM job_event").fetchall()) == 1
    insert(writer, job="job-7.1", parent="job-7", at=at + 2_000)
    assert jobs_of(writer)["job-7"].acknowledged is None


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("job", None, "job must be text"),
        ("job", "j" * 201, "job must be text of 1 to 200 characters"),
        ("id", "", "id must be text"),
        ("source", 3, "source must be text"),
        ("at", "today", "at must be a time like"),
        ("actor", None, "actor must be text of 1 to 1,024 bytes: who acknowledges"),
        ("actor", "a" * 1_025, "actor must be text"),
        ("note", "", "note must be text of 1 to 4,096 bytes"),
        ("note", "n" * 4_097, "note must be text of 1 to 4,096 bytes"),
        ("note", "a\0", "NUL"),
    ],
)
def test_what_is_wrong_with_an_acknowledgement_is_named(
    writer: sqlite3.Connection, field: str, value: object, message: str
) -> None:
    said = {"id": "a-1", "job": "job-7", "at": None, "actor": "ana", "note": "n", "source": None, field: value}
    with pytest.raises(sqlite3.IntegrityError, match=message):
        writer.execute("INSERT INTO job_acknowledgement VALUES (:id, :job, :at, :actor, :note, :source)", said)
    assert count(writer) == 0


def test_a_job_that_is_only_known_by_an_acknowledgement_is_a_placeholder(writer: sqlite3.Connection) -> None:
    writer.execute("INSERT INTO job_acknowledgement (job, actor) VALUES ('job-7', 'ana')")
    shown = jobs_of(writer)["job-7"]
    assert (shown.held, shown.actor, shown.own_status, shown.source) == (True, None, None, None)
    assert shown.acknowledged is not None


def test_only_the_last_thirty_days_of_a_source_s_signs_are_kept(writer: sqlite3.Connection) -> None:
    day = 86_400_000
    at = parse_rfc3339(GOOD["at"])
    for moment in (at - 31 * day, at - 29 * day, at, at + 1, at - 30 * day):
        insert(writer, job="job-1", source="worker-3", at=moment)
    writer.execute("INSERT INTO source_heartbeat (source, at) VALUES ('worker-3', ?)", (at + 61_000,))
    writer.execute("INSERT INTO job_acknowledgement (job, actor, source) VALUES ('job-1', 'ana', 'worker-3')")
    insert(writer, job="job-1")
    signs = [last for (last,) in writer.execute("SELECT last_at FROM source_signs ORDER BY minute")]
    assert signs == [at - 29 * day, at + 1, at + 61_000]
