"""The commands in a terminal: colour where it is wanted, and lines that fit."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from joblog_tui.cli.table import cell_width
from tests.cli.conftest import append, event
from tests.e2e.conftest import JOBLOG
from tests.e2e.terminal import Terminal

COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


@pytest.fixture
def log(store: Path) -> Path:
    """A store with jobs whose names are long."""
    append(store, [event(f"job-{n}", n * 1000, "not_completed", actor="A" * 60) for n in range(30)])
    return store


def shown(*command: str | Path, columns: int = 100, environment: dict[str, str] | None = None) -> Terminal:
    with Terminal([*JOBLOG, *command], columns=columns, lines=40, environment=environment) as terminal:
        assert terminal.wait_end() == 0
        return terminal


def test_a_terminal_gets_colour(log: Path) -> None:
    assert b"\x1b[1;31m" in shown("ls", "--store", log).raw


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
@pytest.mark.parametrize("command", ["ls", "stats", "doctor"])
def test_who_wants_no_colour_gets_none(log: Path, command: str, environment: dict[str, str]) -> None:
    assert not COLOUR.search(shown(command, "--store", log, environment=environment).raw)


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 100, 140, 200])
def test_rows_fit_the_terminal_and_keep_their_id(log: Path, columns: int) -> None:
    terminal = shown("ls", "--store", log, "--limit", "5", columns=columns, environment={"NO_COLOR": "1"})
    rows = terminal.raw.decode().replace("\r\n", "\n").splitlines()[1:6]
    assert all(cell_width(row) <= max(columns, 46) for row in rows)
    assert [row.split()[-1] for row in rows] == [f"job-{n}" for n in range(5)]
    assert all(row.startswith("✗ Not completed") for row in rows)


def test_ctrl_c_is_one_line_and_130(store: Path) -> None:
    with Terminal([*JOBLOG, "ingest", "--store", store], environment={"NO_COLOR": "1"}) as terminal:
        terminal.type('{"job": "a"}\n')
        terminal.wait_for("lines read  1")
        terminal.press("ctrl+c")
        assert terminal.wait_end() == 130
        assert terminal.raw.decode().endswith(
            "joblog: interrupted: 1 line read, 1 accepted, 0 rejected; go on from line 2 of standard input\r\n"
        )


def on_a_small_disk(directory: Path, kilobytes: int, script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script in an empty disk of a given size, which is gone afterwards."""
    if os.geteuid() or not shutil.which("unshare"):
        pytest.skip("mounting a small disk needs root")
    whole = f"mount -t tmpfs -o size={kilobytes}k none {directory} || exit 77; cd {directory} || exit 77; {script}"
    done = subprocess.run(["unshare", "-m", "sh", "-c", whole], capture_output=True, text=True)
    if done.returncode == 77:
        pytest.skip("mounting is not allowed here")
    return done


def test_a_full_disk_leaves_no_half_store_behind(tmp_path: Path) -> None:
    done = on_a_small_disk(tmp_path, 100, f"{' '.join(JOBLOG)} init acme.db; code=$?; ls -A; exit $code")
    assert done.returncode == 1
    assert done.stderr == "joblog: cannot create acme.db: database or disk is full\n"
    assert done.stdout == ""


def test_what_was_accepted_before_the_disk_was_full_is_kept(tmp_path: Path) -> None:
    disk, events = tmp_path / "disk", tmp_path / "events.ndjson"
    disk.mkdir()
    facts = {"status": "running", "task": "logging_in", "trigger": "scim", "target": {"name": "x"}, "actor": "y"}
    events.write_text("".join(json.dumps({"job": f"job-{n}", **facts}) + "\n" for n in range(60_000)))
    script = f"""
        {" ".join(JOBLOG)} init acme.db 2>&1
        {" ".join(JOBLOG)} ingest --store acme.db {events}
        echo $?
        {" ".join(JOBLOG)} stats --store acme.db --json
    """
    done = on_a_small_disk(disk, 14_000, script)
    *_, code, stats = done.stdout.splitlines()
    assert code == "1"
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("joblog: no space left for acme.db")
    told = re.search(r"([0-9,]+) (?:lines were )?accepted and 0 rejected; go on from line ([0-9,]+) of ", done.stderr)
    assert told, done.stderr
    accepted, next_line = (int(number.replace(",", "")) for number in told.groups())
    assert accepted > 0
    assert next_line == accepted + 1
    assert json.loads(stats)["total"] == accepted


def test_an_answer_that_is_repeated_is_drawn_in_place(log: Path) -> None:
    with Terminal([*JOBLOG, "stats", "--watch", "0.1", "--store", log], columns=100, lines=12) as terminal:
        terminal.wait_for("every 0.1 s")
        terminal.wait_for("30 jobs")
        append(log, [event("another", 0)])
        terminal.wait_for("31 jobs")
        assert terminal.lines[0].startswith("every 0.1 s")
        assert terminal.mode_set(1049)
        terminal.press("ctrl+c")
        assert terminal.wait_end() == 0
        assert not terminal.mode_set(1049)
        assert terminal.cursor_shown


def test_following_ends_with_ctrl_c(log: Path) -> None:
    with Terminal([*JOBLOG, "tail", "--store", log], columns=100, lines=12) as terminal:
        terminal.wait_for("following")
        append(log, [event("another", 0, "queued", message="x" * 300)])
        terminal.wait_for("another")
        terminal.press("ctrl+c")
        assert terminal.wait_end() == 0
        assert all(cell_width(line) <= 100 for line in terminal.lines)
