"""A history through ``joblog ingest``, in a process that is interrupted or killed: the log is whole afterwards."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Joblog
from tests.cli.processes import PATIENCE, Running
from tests.support.stores import new_store, raw, schema_of

EVENT = {"status": "running", "task": "logging_in", "trigger": "scim", "target": {"name": "x"}, "actor": "y"}


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@contextmanager
def loading(store: Path, jobs: int) -> Iterator[Running]:
    """``joblog ingest --bulk`` that has loaded so many jobs from a pipe, and waits for more."""
    process = subprocess.Popen(
        [sys.executable, "-m", "joblog_tui", "ingest", "--bulk", "--store", str(store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    try:
        running = Running(process)
        for number in range(jobs):
            process.stdin.write(json.dumps({**EVENT, "id": f"evt-{number}", "job": f"job-{number}"}) + "\n")
        process.stdin.flush()
        until_there(store, jobs, process)
        yield running
    finally:
        process.kill()
        process.stdin.close()
        process.wait(PATIENCE)


def until_there(store: Path, events: int, process: "subprocess.Popen[str]") -> None:
    """Wait until so many events are in the store."""
    with raw(store) as connection:
        connection.execute("PRAGMA busy_timeout = 30000")
        while connection.execute("SELECT count(*) FROM events").fetchone()[0] < events:
            assert process.poll() is None
            time.sleep(0.01)


def is_whole(store: Path, tmp_path: Path) -> bool:
    with raw(store) as connection, raw(new_store(tmp_path, "another.db")) as another:
        return schema_of(connection) == schema_of(another)


def test_a_load_that_was_killed_is_made_up_for_by_the_next_command(store: Path, tmp_path: Path, joblog: Joblog) -> None:
    with loading(store, 300) as loader:
        told = joblog("stats")
        assert (told.code, told.out) == (1, "")
        assert (
            told.err
            == f"joblog: {store} is being loaded: 300 events so far; it can be read when its indexes are built\n"
        )
        loader.process.kill()
        loader.ended()
    assert not is_whole(store, tmp_path)
    assert json.loads(joblog("stats", "--json").out)["total"] == 300
    assert is_whole(store, tmp_path)


def test_an_interrupted_load_builds_what_readers_need(store: Path, tmp_path: Path, joblog: Joblog) -> None:
    with loading(store, 30) as loader:
        assert loader.interrupt() == 128 + signal.SIGINT
        assert loader.err == [
            "joblog: interrupted: 30 lines read, 30 accepted, 0 rejected; go on from line 31 of standard input"
        ]
    assert is_whole(store, tmp_path)
    assert json.loads(joblog("stats", "--json").out)["total"] == 30


def test_a_load_from_a_pipe_ends_with_it(store: Path, tmp_path: Path) -> None:
    with loading(store, 30) as loader:
        assert loader.process.stdin is not None
        loader.process.stdin.close()
        assert loader.ended() == 0
        assert loader.err == ["joblog: 30 lines read, 30 accepted, 0 rejected"]
    assert is_whole(store, tmp_path)


def test_bad_lines_are_rejected_as_ever(store: Path, tmp_path: Path, joblog: Joblog) -> None:
    good = {**EVENT, "id": "evt-1", "job": "job-1"}
    lines = [json.dumps(good), "not json", json.dumps(good), json.dumps({**good, "id": "evt-2", "parent": "job-1"})]
    (tmp_path / "events.ndjson").write_text("\n".join(lines) + "\n")
    outcome = joblog("ingest", "--bulk", "events.ndjson")
    assert outcome.code == 4
    assert outcome.err == "joblog: 4 lines read, 2 accepted, 2 rejected (see joblog-rejects.ndjson)\n"
    rejects = [json.loads(line) for line in (tmp_path / "joblog-rejects.ndjson").read_text().splitlines()]
    assert [reject["line"] for reject in rejects] == [2, 4]
    assert json.loads(joblog("stats", "--json").out)["total"] == 1
    assert is_whole(store, tmp_path)


def test_a_large_simulated_past_is_a_history(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from joblog_tui.simulator import run

    monkeypatch.setattr(run, "HISTORY", 20)
    told = []
    counts = run.run(str(store), jobs=20, finishing=lambda what, done, total: told.append((what, done)))
    assert counts.jobs == 20
    assert told[0] == ("building indexes", 0)
    assert is_whole(store, tmp_path)
