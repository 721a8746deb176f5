"""``joblog export``: into a file, checked by its evidence, and interrupted without a trace."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from joblog_tui.cli.access import caller
from joblog_tui.model.event import Target
from joblog_tui.model.moment import MINUTE
from tests.cli.conftest import Joblog, append, event


@pytest.mark.usefixtures("log")
def test_an_export_is_what_ls_lists(joblog: Joblog, tmp_path: Path) -> None:
    to = tmp_path / "jobs.ndjson"
    done = joblog("export", "-task:syncing_users", "is:incomplete", "--to", to)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"joblog: 2 jobs in {to}, {to.stat().st_size:,} bytes\n"
    exported = [json.loads(line) for line in to.read_text().splitlines()]
    listed = [json.loads(line) for line in joblog("ls", "-task:syncing_users", "is:incomplete", "--json").lines]
    assert [list(job) for job in exported] == [list(job) for job in listed]
    assert [job["id"] for job in exported] == [job["id"] for job in listed] == ["failed", "stuck"]


@pytest.mark.usefixtures("log")
def test_a_view_is_exported(joblog: Joblog, tmp_path: Path) -> None:
    to = tmp_path / "stalled.csv"
    assert joblog("export", "--view", "stalled", "--to", to).code == 0
    rows = list(csv.DictReader(io.StringIO(to.read_text(), newline="")))
    assert [(row["id"], row["stalled"]) for row in rows] == [("stuck", "true")]


@pytest.mark.usefixtures("log")
def test_evidence_is_checked_by_a_command(joblog: Joblog, store: Path, tmp_path: Path) -> None:
    to = tmp_path / "all.json"
    evidence = tmp_path / "all.json.evidence.json"
    assert joblog("export", "--to", to, "--evidence").err.endswith(f"; evidence in {evidence}\n")
    assert json.loads(evidence.read_text())["exported_by"] == caller()
    append(store, [event("later", 0)])
    good = joblog("export", "--check", evidence)
    assert good.code == 0
    assert good.lines[0].startswith("all.json is what was exported at 20")
    assert good.lines[1] == "the store holds the 8 events that it held then, unchanged"
    to.write_text("[]")
    bad = joblog("export", "--check", evidence)
    assert (bad.code, bad.lines[0]) == (1, "all.json is not what was exported: its bytes are others")


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], 2, "say where to with --to FILE, or what to check with --check EVIDENCE"),
        (["--to", "jobs.xls"], 2, "jobs.xls: the name of an export ends in .csv, .json or .ndjson"),
        (["--to", "no/such/jobs.csv"], 1, "cannot write no/such/jobs.csv: no such file or directory"),
        (["stats:x", "--to", "jobs.csv"], 2, "column 1: no qualifier is called stats; did you mean status:?"),
        (["--check", "nothing.json"], 1, "cannot read nothing.json: no such file or directory"),
        (["--check", "x.json", "is:stalled"], 2, "--check takes the evidence alone"),
    ],
)
def test_a_mistake_is_told_in_one_line(
    joblog: Joblog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = joblog("export", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.splitlines()[0].startswith(f"joblog: {told}")
    assert not list(tmp_path.glob("*jobs*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_without_a_trace(store: Path, tmp_path: Path, number: signal.Signals) -> None:
    append(store, [event(f"job-{n}", n * MINUTE, target=Target(f"Team {n}" * 20)) for n in range(30_000)])
    directory = tmp_path / "out"
    directory.mkdir()
    command = [sys.executable, "-m", "joblog_tui", "export", "--to", str(directory / "jobs.ndjson")]
    exporting = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "JOBLOG_STORE": str(store)}
    )
    while not list(directory.iterdir()) and exporting.poll() is None:
        time.sleep(0.005)
    exporting.send_signal(number)
    _, err = exporting.communicate(timeout=60)
    assert exporting.returncode in (130, 128 + number)
    assert "Traceback" not in err
    assert list(directory.iterdir()) == []


@pytest.mark.usefixtures("log")
def test_stdout_is_for_ls(joblog: Joblog) -> None:
    outcome = joblog("export", "--to", "-")
    assert outcome.code == 2
    assert "joblog ls --json" in outcome.err
