"""``joblog ack``: a stalled or failed job is acknowledged, and everybody sees it."""

import json
from pathlib import Path

import pytest

from joblog_tui.cli.access import caller
from joblog_tui.model.moment import MINUTE
from tests.cli.conftest import Joblog, append, event
from tests.cli.test_ls import FIELDS


@pytest.mark.usefixtures("log")
def test_an_acknowledged_job_leaves_the_view_until_it_reports_again(joblog: Joblog, store: Path) -> None:
    done = joblog("ack", "stuck", "--note", "ticket 4711")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"joblog: stuck is acknowledged by {caller()}: ticket 4711\n"
    assert joblog("ls", "--view", "stalled", "--json").out == ""
    (listed,) = (json.loads(line) for line in joblog("ls", "is:stalled", "--json").lines)
    assert list(listed) == [*FIELDS, "acknowledged"]
    assert (listed["acknowledged"]["by"], listed["acknowledged"]["note"]) == (caller(), "ticket 4711")
    assert joblog("ls", "is:stalled").lines[1].startswith("● Running ▲2h ack  Finance / NetSuite")
    shown = json.loads(joblog("show", "stuck", "--json").out)
    assert shown["acknowledged"] == listed["acknowledged"]
    said = shown["events"][-1]
    assert (said["acknowledged"], said["actor"], said["message"]) == (True, caller(), "ticket 4711")
    told = joblog("show", "stuck").out
    assert f"by {caller()}: ticket 4711" in told
    assert f"acknowledged by {caller()}" in told
    append(store, [event("stuck", -1 * MINUTE, None, message="went on")])
    assert joblog("ls", "is:acknowledged", "--json").out == ""


@pytest.mark.usefixtures("log")
def test_what_wants_no_attention_is_not_acknowledged(joblog: Joblog) -> None:
    assert joblog("ack", "failed").code == 0
    healthy = joblog("ack", "stuck", "done")
    assert (healthy.code, healthy.err) == (
        1,
        "joblog: done is completed and not stalled; only a stalled or not completed job is acknowledged\n",
    )
    unknown = joblog("ack", "nothing")
    assert (unknown.code, unknown.err.startswith("joblog: no job nothing in ")) == (1, True)
    assert [json.loads(line)["id"] for line in joblog("ls", "is:acknowledged", "--json").lines] == ["failed"]
    long = joblog("ack", "stuck", "--note", "x" * 4_097)
    assert (long.code, long.err) == (2, "joblog: a note is text of at most 4,096 bytes\n")


@pytest.mark.usefixtures("log")
def test_a_job_that_cron_asks_for_fails_the_command(joblog: Joblog) -> None:
    found = joblog("ls", "is:stalled", "--fail-if-any", "--json")
    assert (found.code, [json.loads(line)["id"] for line in found.lines]) == (1, ["stuck"])
    assert joblog("ls", "is:stalled", "actor:nobody", "--fail-if-any").code == 0
    joblog("ack", "stuck")
    assert joblog("ls", "is:stalled", "-is:acknowledged", "--fail-if-any").code == 0
