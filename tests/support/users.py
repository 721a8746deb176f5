"""Other users of the machine: a directory that they can reach, and command lines that they run. Needs root."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def public_directory() -> Iterator[Path]:
    """A directory that everybody can enter; pytest's own are for the user who runs the tests."""
    with tempfile.TemporaryDirectory(prefix="joblog-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def run_as(
    uid: int, *arguments: str, groups: str | None = None, data: bytes = b""
) -> "subprocess.CompletedProcess[bytes]":
    """Run joblog as another user, with that user's group and ``groups`` (numbers with commas between them)."""
    command = [*as_user(uid, groups), sys.executable, "-m", "joblog_tui", *arguments]
    return subprocess.run(command, input=data, capture_output=True, env=environment())


def as_user(uid: int, groups: str | None = None) -> list[str]:
    """What to put before a command line that another user shall run; skips the test where that is impossible."""
    if os.geteuid() or not shutil.which("setpriv"):
        pytest.skip("becoming another user needs root and setpriv")
    who = ["setpriv", f"--reuid={uid}", f"--regid={uid}", f"--groups={groups}" if groups else "--clear-groups"]
    if subprocess.run([*who, sys.executable, "-c", "import joblog_tui, click"], capture_output=True).returncode:
        pytest.skip("another user cannot run this Python")
    return who


def environment() -> dict[str, str]:
    """The environment for another user: without the configuration of the one who runs the tests."""
    return {**os.environ, "XDG_CONFIG_HOME": "/nowhere", "PYTHONDONTWRITEBYTECODE": "1"}
