"""``joblog demo``: it fills itself, and whatever way it ends, nothing of it is left."""

import json
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import JOBLOG
from tests.e2e.start_and_quit import some_completed
from tests.e2e.terminal import DEADLINE, Terminal


def demo(directory: Path, *arguments: str) -> Terminal:
    """The demo with a short past, whose temporary files are in ``directory``."""
    return Terminal([*JOBLOG, "demo", "--backfill", "1h", *arguments], environment={"TMPDIR": str(directory)})


def simulators(directory: Path) -> list[str]:
    """The processes whose command line names a store in ``directory``."""
    listed = subprocess.run(["ps", "-ewwo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if f"--store {directory}" in line and "until-eof" in line]


def wait_until_gone(directory: Path) -> None:
    end = time.monotonic() + DEADLINE
    while simulators(directory):
        assert time.monotonic() < end, "the simulator outlives the dashboard"
        time.sleep(0.05)


def test_it_fills_itself_and_leaves_nothing(tmp_path: Path) -> None:
    with demo(tmp_path) as terminal:
        terminal.wait_for(some_completed)
        (directory,) = tmp_path.iterdir()
        assert stat.S_IMODE(directory.stat().st_mode) == 0o700
        assert len(simulators(tmp_path)) == 1
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert "joblog:" not in terminal.text
    assert simulators(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_the_past_is_written_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    with demo(tmp_path, "--backfill", "400d") as terminal:
        terminal.wait_for(some_completed)
        assert len(simulators(tmp_path)) == 2  # one for the present, one for what lies further back
        terminal.signal(number)
        assert terminal.wait_end() == 128 + number
        assert "Traceback" not in terminal.text
    assert simulators(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_nothing_either(tmp_path: Path, number: signal.Signals) -> None:
    with demo(tmp_path) as terminal:
        terminal.wait_for(some_completed)
        terminal.signal(number)
        assert terminal.wait_end() == 128 + number
    assert simulators(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_the_simulator_does_not_outlive_a_kill(tmp_path: Path) -> None:
    with demo(tmp_path) as terminal:
        terminal.wait_for(some_completed)
        assert len(simulators(tmp_path)) == 1
        terminal.process.kill()
        terminal.process.wait()
        wait_until_gone(tmp_path)


def test_a_simulator_that_fails_is_told(tmp_path: Path) -> None:
    with demo(tmp_path, "--rate", "-1") as terminal:
        terminal.wait_for("Acme Corp")
        wait_until_gone(tmp_path)
        terminal.press("q")
        assert terminal.wait_end() == 1
        assert "joblog: the simulator had stopped: the rate must be more than 0" in terminal.text.replace("\n", " ")


def test_with_a_store_of_its_own_it_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    with demo(tmp_path, "--store", str(kept)) as terminal:
        terminal.wait_for(some_completed)
        terminal.press("q")
        assert terminal.wait_end() == 0
    stats = subprocess.run([*JOBLOG, "stats", "--json", "--store", str(kept)], capture_output=True, check=True)
    assert json.loads(stats.stdout)["total"] > 0


def test_without_a_terminal_it_says_so(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "joblog_tui", "demo"], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("joblog: the dashboard needs a terminal")
