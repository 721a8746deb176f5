"""``joblog tail``: every matching event once, as it arrives, until it is told to end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from joblog_tui.model.event import Event
from joblog_tui.model.moment import HOUR
from tests.cli.conftest import append, event
from tests.cli.processes import PATIENCE, running
from tests.cli.test_ls import FIELDS


def test_each_matching_event_comes_once_and_late_ones_too(log: Path) -> None:
    with running(log, "tail", "actor:cerby", "--json") as tail:
        tail.told("from event 8 on")
        append(log, [event("new", 0, "queued", id="a"), event("other", 0, actor="Ana", id="b")])
        append(log, [event("new", HOUR, "running", id="late"), event("new", -1, "completed", id="c")])
        append(log, [Event(None, source="worker-1", heartbeat=True), event("sync-1", 0, id="nested")])
        append(log, [event(f"job-{n}", 0, id=f"many-{n}") for n in range(500)])
        lines = [json.loads(line) for line in tail.lines(503)]
        assert [line["event"]["id"] for line in lines] == ["a", "late", "c", *(f"many-{n}" for n in range(500))]
        assert list(lines[0]) == [*FIELDS, "event"]
        assert (lines[0]["id"], lines[0]["event"]["status"]) == ("new", "queued")
        assert tail.interrupt() == 0
        assert len(tail.out) == 503
        assert "Traceback" not in "".join(tail.err)


def test_a_person_reads_what_changed(log: Path) -> None:
    with running(log, "tail", "in:all") as tail:
        tail.told("following")
        append(log, [event("sync-2", 0, "not_completed", reason_code="no_access", message="\x1b[2Jgone\n")])
        (line,) = tail.lines(1)
        assert "✗ Not completed" in line
        assert line.endswith("li@acme.co  sync-2  (was Running)  no_access  \\x1b[2Jgone\\n")


@pytest.mark.parametrize(("status", "code"), [("completed", 0), ("not_completed", 1)])
def test_one_job_is_followed_to_its_outcome(log: Path, status: str, code: int) -> None:
    with running(log, "tail", "sync", "--json") as tail:
        tail.told("following sync")
        append(log, [event("sync-2", 0, status), event("done", 0, None)])
        assert tail.ended() == code
        assert [json.loads(line)["id"] for line in tail.out] == ["sync-2"]
    with running(log, "tail", "sync") as again:
        assert again.ended() == code
        assert again.out == []


def test_who_waits_for_a_job_that_there_is_not_is_told(log: Path) -> None:
    with running(log, "tail", "snyc") as tail:
        tail.told("no job has the id snyc; following all jobs that match it, from event ")
        assert tail.interrupt() == 0


def test_it_ends_when_nobody_reads_any_more(log: Path) -> None:
    script = f"{sys.executable} -m joblog_tui tail --store {log} | head -c 0"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, timeout=PATIENCE)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Traceback" not in done.stderr


def test_a_mistake_in_the_query_is_told_before_anything_is_followed(log: Path) -> None:
    with running(log, "tail", "stats:x") as tail:
        assert tail.ended() == 2
        assert tail.err[0] == "joblog: column 1: no qualifier is called stats; did you mean status:?"
