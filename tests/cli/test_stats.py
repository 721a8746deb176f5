"""``joblog stats``: counts."""

import json

import pytest

from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status
from tests.cli.conftest import Joblog

pytestmark = pytest.mark.usefixtures("log")


def test_json_counts_every_word_even_those_without_a_job(joblog: Joblog) -> None:
    stats = json.loads(joblog("stats", "--json").out)
    assert list(stats) == ["total", "stalled", "incomplete", "held", "status", "task", "trigger"]
    assert (stats["total"], stats["stalled"], stats["incomplete"], stats["held"]) == (4, 1, 3, 1)
    assert list(stats["status"]) == [status.slug for status in Status]
    assert list(stats["task"]) == [word.slug for word in TASKS]
    assert list(stats["trigger"]) == [word.slug for word in TRIGGERS]
    assert stats["status"]["running"] == 2
    assert stats["task"]["logging_in"] == 0


def test_each_group_is_counted_under_the_other_filters(joblog: Joblog) -> None:
    stats = json.loads(joblog("stats", "--json", "status:running", "trigger:password_policy").out)
    assert stats["total"] == 1
    assert stats["status"] == {
        "running": 1,
        "not_completed": 1,
        "completed": 1,
        "retrying": 0,
        "started": 0,
        "queued": 0,
    }
    assert {word: count for word, count in stats["trigger"].items() if count} == {"password_policy": 1, "scim": 1}


def test_a_person_reads_totals_and_bars(joblog: Joblog) -> None:
    outcome = joblog("stats", "status:running")
    assert outcome.lines[0].split() == ["2", "of", "4", "jobs", "1", "stalled", "2", "incomplete", "1", "held"]
    running = next(line for line in outcome.lines if "Running" in line)
    assert running.split()[:3] == ["●", "Running", "2"]
    assert running.endswith("━")
    retrying = next(line for line in outcome.lines if "Retrying" in line)
    assert retrying.split() == ["↻", "Retrying", "0"]


def test_a_mistake_in_the_query_is_usage(joblog: Joblog) -> None:
    outcome = joblog("stats", "tsk:x")
    assert outcome.code == 2
    assert outcome.err.splitlines()[1] == "  tsk:x"


def test_over_time_adds_up_to_the_total(joblog: Joblog) -> None:
    stats = json.loads(joblog("stats", "--per", "month", "--json").out)
    assert len(stats["over_time"]) == 12
    assert list(stats["over_time"][0]) == ["from", "to", "total", "status", "finished", "success"]
    assert sum(month["total"] for month in stats["over_time"]) == stats["total"]
    ended = sum(month["finished"] for month in stats["over_time"])
    assert ended == stats["status"]["completed"] + stats["status"]["not_completed"]
    assert "over_time" not in json.loads(joblog("stats", "--json").out)


def test_over_time_a_person_reads_a_line_a_stretch_of_what_was_asked_for(joblog: Joblog) -> None:
    told = joblog("stats", "created:2026-11-01..2026-11-03", "--per", "day").lines
    assert told[-4].split() == ["Over", "time", "jobs", "finished", "success"]
    assert [line.split() for line in told[-3:]] == [[str(day), "Nov", "0", "0", "-"] for day in (1, 2, 3)]


def test_too_many_stretches_are_usage(joblog: Joblog) -> None:
    outcome = joblog("stats", "created:2020-01-01..2026-01-01", "--per", "hour")
    assert outcome.code == 2
    assert "narrow created:" in outcome.err
