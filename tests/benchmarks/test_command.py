"""The command of the benchmarks."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.__main__ import PARTS, main
from benchmarks.peers import missing
from benchmarks.probe.usage import session_usage

ROOT = Path(__file__).parents[2]


def test_interrupted_it_leaves_no_process_and_no_half_data(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "--sizes", "50k", "--only", "store", "--keep", str(tmp_path)]
    running = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert running.stderr is not None
    with running.stderr as told:
        assert "making" in told.readline()
        assert [path.name.partition("-")[0] for path in tmp_path.iterdir()] == ["making"]
        os.killpg(running.pid, signal.SIGINT)
        rest = told.read()
    assert running.wait() == 130
    assert "interrupted" in rest
    assert "Traceback" not in rest
    assert list(tmp_path.iterdir()) == []
    assert session_usage(running.pid).memory == 0


def test_an_unknown_part_or_size_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--only", "kitchen"], ["--sizes", "many"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
    assert f"there are {', '.join(PARTS)}" in capsys.readouterr().err


def test_a_peer_that_is_not_installed_is_missing_not_an_error(tmp_path: Path) -> None:
    assert {"Textual DataTable", "textual-fastdatatable", "visidata"} <= set(missing(str(tmp_path / "no-python")))
