"""``joblog ls``: which jobs, in which order, in which form."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from joblog_tui.model.moment import MINUTE, parse_rfc3339
from tests.cli.conftest import Joblog, append, event

pytestmark = pytest.mark.usefixtures("log")

FIELDS = [
    "id", "parent", "status", "source_status", "task", "trigger", "target", "actor", "created_at", "updated_at",
    "active_at", "nested", "nested_completed", "stalled", "stalled_reason",
]  # fmt: skip


def ids(joblog: Joblog, *arguments: str) -> list[str]:
    outcome = joblog("ls", "--json", *arguments)
    assert outcome.code == 0, outcome.err
    return [json.loads(line)["id"] for line in outcome.lines]


def test_top_level_jobs_newest_first_and_none_that_is_held(joblog: Joblog) -> None:
    assert ids(joblog) == ["failed", "sync", "done", "stuck"]


def test_json_has_the_documented_fields_in_order(joblog: Joblog) -> None:
    jobs = [json.loads(line) for line in joblog("ls", "--json").lines]
    assert all(list(job) == FIELDS for job in jobs)
    sync = jobs[1]
    assert sync["target"] == {"kind": "business hub", "name": "Sales EMEA"}
    assert (sync["status"], sync["nested"], sync["nested_completed"]) == ("running", 2, 1)
    assert sync["stalled"] is False
    assert sync["stalled_reason"] is None
    assert parse_rfc3339(sync["updated_at"]) - parse_rfc3339(sync["created_at"]) == pytest.approx(2 * MINUTE, abs=1000)
    assert len(sync["created_at"]) == len("2026-11-23T09:15:02.125Z")
    stuck = jobs[3]
    assert stuck["stalled"] is True
    assert stuck["stalled_reason"] == "source silent 2h; nothing came from worker-3"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (["status:running"], ["sync", "stuck"]),
        (["-status:running"], ["failed", "done"]),
        (["-has:nested", "status:running"], ["stuck"]),
        (["status:running", "task:rotating_passwords"], ["stuck"]),
        (["status:running task:rotating_passwords"], ["stuck"]),
        (["is:stalled"], ["stuck"]),
        (["in:all", "actor:okta"], ["sync-2", "sync-1", "sync"]),
        (["Instagram"], ["failed", "done"]),
        (["-(status:completed or is:incomplete)"], []),
        (['-"instagram" status:running'], ["sync", "stuck"]),
        (["-instagram is:stalled"], ["stuck"]),
        (["-0", "is:stalled"], ["stuck"]),
        (["--", "-instagram", "is:stalled"], ["stuck"]),
    ],
)
def test_a_query_may_be_one_argument_or_several_and_negated_terms_are_no_options(
    joblog: Joblog, query: list[str], found: list[str]
) -> None:
    assert ids(joblog, *query) == found


def test_what_may_be_a_mistyped_option_is_no_query(joblog: Joblog) -> None:
    assert joblog("ls", "-instagram").code == 2
    assert joblog("ls", "--view", "-no such view").err == joblog("ls", "--view=-no such view").err


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (["--sort", "created"], ["failed", "sync", "done", "stuck"]),
        (["--sort", "created", "--reverse"], ["stuck", "done", "sync", "failed"]),
        (["--sort", "status"], ["failed", "sync", "stuck", "done"]),
        (["--sort", "nested"], ["sync", "failed", "done", "stuck"]),
    ],
)
def test_sort(joblog: Joblog, order: list[str], found: list[str]) -> None:
    assert ids(joblog, *order) == found


def test_limit_defaults_to_50_and_may_be_larger_than_one_read(joblog: Joblog, store: Path) -> None:
    append(store, [event(f"many-{n}", 60 * MINUTE + n) for n in range(1100)])
    assert len(ids(joblog)) == 50
    assert ids(joblog, "--limit", "2") == ["failed", "sync"]
    assert len(set(ids(joblog, "--limit", "9999"))) == 1104
    assert joblog("ls", "--limit", "0").code == 2


def test_csv_is_rfc_4180_and_holds_no_formula(joblog: Joblog, store: Path) -> None:
    for number, start in enumerate("=+-@\t\r"):
        append(store, [event(f"{start}formula{number}", 0, actor=f'{start}cmd,"x"')])
    outcome = joblog("ls", "--csv", "--limit", "6")
    assert outcome.out.count("\r\n") == 7
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert {row["actor"] for row in rows} >= {'\'=cmd,"x"', '\'@cmd,"x"'}
    assert list(rows[0]) == [
        "id", "parent", "status", "source_status", "task", "trigger", "target_kind", "target", "actor",
        "created_at", "updated_at", "active_at", "nested", "nested_completed", "stalled", "stalled_reason",
    ]  # fmt: skip


def test_a_person_reads_glyph_word_labels_and_ages(joblog: Joblog) -> None:
    outcome = joblog("ls")
    heading, failed, sync, _, stuck = outcome.lines
    assert heading.split() == [
        "Status",
        "Target",
        "Actor",
        "Task",
        "Trigger",
        "Created",
        "Updated",
        "All",
        "jobs",
        "ID",
    ]
    assert failed.startswith("✗ Not completed")
    assert sync.split("  ")[-1] == "sync"
    assert "1/2" in sync
    assert "10m" in sync
    assert "▲2h" in stuck
    assert "Rotating passwords" in stuck
    assert "\x1b" not in outcome.out
    assert outcome.err == ""


def test_nothing_to_show_is_said_on_stderr(joblog: Joblog) -> None:
    outcome = joblog("ls", "actor:nobody")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "joblog: no job matches actor:nobody\n"
    assert joblog("ls", "--json", "actor:nobody").err == ""


def test_a_mistake_in_the_query_is_pointed_at(joblog: Joblog) -> None:
    outcome = joblog("ls", "actor:ana", "status:runing")
    assert (outcome.code, outcome.out) == (2, "")
    message, query, caret = outcome.err.splitlines()
    assert message.endswith("did you mean running?")
    assert query == "  actor:ana status:runing"
    assert caret == " " * query.index("runing") + "^^^^^^"


def test_a_reader_that_leaves_early_is_no_error(store: Path) -> None:
    append(store, [event(f"many-{n}", n, message=None) for n in range(3000)])
    command = [sys.executable, "-m", "joblog_tui", "ls", "--limit", "3000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_one_line_and_exit_1() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "joblog_tui", "ls"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr == "joblog: cannot write the output: no space left on device\n"
