"""Completion: what a shell is told, and what bash makes of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Joblog


def told(shell: str, line: str, store: Path | None = None) -> list[str]:
    """What is proposed at the end of a line."""
    environment = {
        **os.environ,
        "_JOBLOG_COMPLETE": f"{shell}_complete",
        "COMP_LINE": line,
        "COMP_POINT": str(len(line)),
        "COMP_WORDS": line,
        "COMP_CWORD": line.split(" ")[-1] if shell == "fish" else str(line.count(" ")),
    }
    if store is not None:
        environment["JOBLOG_STORE"] = str(store)
    done = subprocess.run(
        [sys.executable, "-c", "from joblog_tui.cli import main; main()"],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("line", "proposed"),
    [
        ("joblog exp", ["plain,export"]),
        ("joblog ls --vi", ["plain,--view"]),
        ("joblog ls stat", ["plain,status:"]),
        ("joblog ls status:ru", ["plain,running"]),
        ("joblog ls trigger:scim status:not", ["plain,not_completed"]),
        ("joblog ls status:running,ret", ["plain,running,retrying"]),
        ("joblog ls -trigger:sci", ["plain,scim"]),
        ("joblog ls -trig", ["plain,-trigger:"]),
        ("joblog ls 'has:", ["plain,nested"]),
        ("joblog ls is:ack", ["plain,acknowledged"]),
        ("joblog --query is:inc", ["plain,incomplete"]),
        ("joblog export is:inc", ["plain,incomplete"]),
        ("joblog tail is:inc", ["plain,incomplete"]),
        ("joblog views sa", ["plain,save"]),
    ],
)
def test_bash_is_told_what_goes_on_behind_its_word(line: str, proposed: list[str]) -> None:
    assert told("bash", line) == proposed


def test_zsh_and_fish_are_told_the_meaning_too() -> None:
    assert told("zsh", "joblog ls status:ru") == ["plain", "status\\:running", "Running"]
    assert told("fish", "joblog ls status:ru") == ["plain,status:running\tRunning"]


def test_the_words_are_those_of_the_store(joblog: Joblog, store: Path) -> None:
    joblog("vocab", "add", "task", "suspending_users", "Suspending users")
    assert told("bash", "joblog ls task:susp", store) == ["plain,suspending_users"]
    store.write_bytes(b"no store at all")
    assert told("bash", "joblog ls task:rot", store) == ["plain,rotating_passwords"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_behind_a_colon() -> None:
    script = """
        joblog() { "$PYTHON" -c 'from joblog_tui.cli import main; main()' "$@"; }
        eval "$(_JOBLOG_COMPLETE=bash_source joblog)"
        COMP_LINE="joblog ls status:ru"; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(joblog ls status : ru); COMP_CWORD=4
        env() { (export "${@:1:3}"; "${@:4}"); }
        _joblog_completion joblog ru :
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHON": sys.executable},
        check=True,
    )
    assert done.stdout == "running\n"
