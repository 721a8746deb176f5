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


def test_an_event_that_came_again_counts_once_and_says_how_often_it_came(joblog: Joblog, store: Path) -> None:
    once, again = event("a", 5, "queued", id="evt-1"), event("a", 0, "running", id="evt-2")
    append(store, [once, again])
    append(store, [again])
    append(store, [again])
    first, second = json.loads(joblog("show", "a", "--json").out)["events"]
    assert "arrivals" not in first
    assert second["arrivals"] == 3
    assert second["last_arrived_at"] >= second["arrived_at"]
    lines = joblog("show", "a").lines
    assert lines[-1].endswith("(arrived 3 times)")
    assert "arrived" not in lines[-2]


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


def nest(store: Path) -> None:
    """hub > app > two accounts, and hub > other; the second account is stuck."""
    append(
        store,
        [
            event("hub", 30 * MINUTE, None),
            event("app", 29 * MINUTE, None, parent="hub"),
            event("app.1", 28 * MINUTE, "completed", parent="app", message="signed in", level="debug"),
            event("app.2", 27 * MINUTE, "running", parent="app", message="no answer\nyet", level="warn"),
            event("other", 26 * MINUTE, "completed", parent="hub", message="done"),
        ],
    )


def test_the_tree_of_nested_jobs_is_drawn_to_a_depth(joblog: Joblog, store: Path) -> None:
    nest(store)
    lines = joblog("show", "hub").lines
    first = lines.index("Nested jobs") + 2
    told = [(line.split("  ")[-1], "├─" in line, "└─" in line) for line in lines[first : first + 4]]
    assert told == [("app", False, False), ("app.1", True, False), ("app.2", False, True), ("other", False, False)]
    assert [line.split()[-1] for line in joblog("show", "hub", "--depth", "1").lines[first : first + 2]] == [
        "app",
        "other",
    ]
    assert "Nested jobs" not in joblog("show", "hub", "--depth", "0").lines


def test_what_a_job_waits_for_is_told(joblog: Joblog, store: Path) -> None:
    nest(store)
    waiting = next(line for line in joblog("show", "hub").lines if "waiting for" in line)
    assert waiting.split()[-1] == "27m"


def test_more_nested_jobs_than_asked_for_are_counted(joblog: Joblog, store: Path) -> None:
    nest(store)
    lines = joblog("show", "hub", "--most", "3").lines
    assert "  and 1 more; a larger --most shows them" in lines


def test_json_to_a_depth_holds_each_job_in_the_one_it_is_nested_in(joblog: Joblog, store: Path) -> None:
    nest(store)
    hub = json.loads(joblog("show", "hub", "--json", "--depth", "9").out)
    assert [job["id"] for job in hub["nested_jobs"]] == ["app", "other"]
    assert [job["id"] for job in hub["nested_jobs"][0]["nested_jobs"]] == ["app.1", "app.2"]
    assert hub["nested_jobs"][1]["nested_jobs"] == []
    assert "nested_jobs" not in json.loads(joblog("show", "hub", "--json").out)["nested_jobs"][0]


def test_logs_of_everything_nested_come_in_order(joblog: Joblog, store: Path) -> None:
    nest(store)
    lines = joblog("show", "hub", "--logs").lines
    log = lines[lines.index("Log, with everything nested") + 1 :]
    assert [line.split()[2] for line in log if line.startswith("  20")] == ["debug", "warn", "info"]
    assert log[2].strip() == "yet"
    told = json.loads(joblog("show", "hub", "--logs", "--json").out)["log"]
    assert [(line["job"], line["level"], line["message"]) for line in told] == [
        ("app.1", "debug", "signed in"),
        ("app.2", "warn", "no answer\nyet"),
        ("other", None, "done"),
    ]


def test_deeper_than_a_job_can_be_is_a_usage_error(joblog: Joblog) -> None:
    assert joblog("show", "hub", "--depth", "33").code == 2


@pytest.mark.usefixtures("log")
def test_a_query_shows_each_job_that_matches(joblog: Joblog) -> None:
    shown = [
        json.loads(line) for line in joblog("show", "task:rotating_passwords", "-status:completed", "--json").lines
    ]
    assert [job["id"] for job in shown] == ["failed", "stuck"]
    assert all(job["events"] for job in shown)
    pages = joblog("show", "--view", "stalled")
    assert pages.lines[0] == "● Running  Finance / NetSuite"
    nothing = joblog("show", "actor:nobody")
    assert (nothing.code, nothing.err) == (1, "joblog: no job matches actor:nobody\n")
    assert joblog("show", "actor:nobody x:y").code == 2
