"""``joblog show``: everything about one job."""

import json
from pathlib import Path

import pytest

from joblog_tui.model.moment import MINUTE, now_ms, parse_rfc3339
from tests.cli.conftest import Joblog, append, event
from tests.cli.test_ls import FIELDS


@pytest.mark.usefixtures("log")
def test_json_is_the_listed_object_with_nested_jobs_and_events(joblog: Joblog) -> None:
    shown = json.loads(joblog("show", "sync", "--json").out)
    assert list(shown) == [*FIELDS, "nested_jobs", "events"]
    listed = [json.loads(line) for line in joblog("ls", "--json", "in:all").lines]
    assert {key: shown[key] for key in FIELDS} == next(job for job in listed if job["id"] == "sync")
    assert shown["nested_jobs"] == [job for job in reversed(listed) if job["parent"] == "sync"]
    assert [(event["job"], event["status"]) for event in shown["events"]] == [("sync", "running")]


@pytest.mark.usefixtures("log")
def test_an_event_has_the_shape_of_the_contract_plus_arrival_and_number(joblog: Joblog) -> None:
    (told,) = json.loads(joblog("show", "failed", "--json").out)["events"]
    arrived = parse_rfc3339(told.pop("arrived_at"))
    assert abs(arrived - now_ms()) < MINUTE
    assert isinstance(told.pop("seq"), int)
    at = told.pop("at")
    assert at.endswith("Z")
    assert told == {
        "id": "evt-1",
        "job": "failed",
        "status": "not_completed",
        "task": "rotating_passwords",
        "trigger": "password_policy",
        "target": {"kind": "account", "name": "Marketing / Instagram"},
        "actor": "Cerby",
        "message": "no",
        "reason": {"code": "invalid_credentials"},
    }


def test_history_is_whole_and_in_order_however_it_arrived(joblog: Joblog, store: Path) -> None:
    append(store, [event("long", 0, at=now_ms() - n * MINUTE, message=f"line {n}") for n in range(1500)])
    events = json.loads(joblog("show", "long", "--json").out)["events"]
    assert [told["message"] for told in events] == [f"line {n}" for n in reversed(range(1500))]


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ('{"app": "Instagram", "big": 12345678901234567890}', {"app": "Instagram", "big": 12345678901234567890}),
        ('{"huge": 1e999}', '{"huge": 1e999}'),
    ],
)
def test_attributes_come_back_as_they_were(joblog: Joblog, store: Path, attributes: str, told: object) -> None:
    append(store, [event("a", 0, attributes=attributes)])
    assert json.loads(joblog("show", "a", "--json").out)["events"][0]["attributes"] == told


@pytest.mark.usefixtures("log")
def test_a_person_reads_why_it_is_stalled_and_the_history(joblog: Joblog, store: Path) -> None:
    append(store, [event("stuck", 2 * 60 * MINUTE - 1, None, message="first\nsecond", attempt=1, max_attempts=3)])
    lines = joblog("show", "stuck").lines
    assert lines[0] == "● Running  Finance / NetSuite"
    assert lines[1].startswith("▲ silent 2h; too few Rotating passwords jobs")
    assert any(line.split() == ["task", "Rotating", "passwords"] for line in lines)
    assert lines[-2:] == ["    first", "    second"]
    assert "attempt 1 of 3" in lines[-3]


@pytest.mark.usefixtures("log")
def test_a_held_job_can_be_shown(joblog: Joblog) -> None:
    shown = json.loads(joblog("show", "held", "--json").out)
    assert (shown["task"], shown["target"], shown["status"]) == (None, None, "queued")
    assert joblog("show", "held").lines[0] == "○ Queued  -"


@pytest.mark.usefixtures("log")
def test_an_unknown_id_is_one_line(joblog: Joblog, store: Path) -> None:
    outcome = joblog("show", "nope")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == f"joblog: no job nope in {store}; joblog ls shows the ids\n"
