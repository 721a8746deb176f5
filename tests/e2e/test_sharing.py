"""docs/access.md, played through by users of the machine: a store in a setgid directory serves a group."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import JOBLOG
from tests.support.users import as_user, environment, public_directory, run_as

ANA, BO, STRANGER = 61001, 61002, 61003  # users that no machine knows
GROUP = 61100
FACTS = {"status": "running", "task": "logging_in", "trigger": "scim", "target": {"name": "x"}, "actor": "y"}


def event(job: str) -> bytes:
    return json.dumps({"job": job, **FACTS}).encode() + b"\n"


def run(uid: int, *arguments: str, data: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return run_as(uid, *arguments, groups=str(GROUP), data=data)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A directory for the group, as the document says."""
    with public_directory() as directory:
        as_user(ANA)
        shared = directory / "shared"
        shared.mkdir()
        os.chown(shared, 0, GROUP)
        shared.chmod(0o2770)
        yield shared


def test_two_users_read_and_write_at_the_same_time(shared: Path) -> None:
    store = str(shared / "acme.db")
    assert run(ANA, "init", store).returncode == 0
    refused = run(BO, "ls", "--store", store)
    assert refused.returncode == 1
    assert b"permission denied" in refused.stderr
    os.chmod(store, 0o660)
    assert run(BO, "ls", "--store", store).returncode == 3
    assert run(ANA, "members", "add", f"#{BO}", "admin", "--store", store).returncode == 0

    # A program of bo's keeps the store open, and so made -wal and -shm; ana can still write and read.
    holding = [*as_user(BO, str(GROUP)), *JOBLOG, "ingest", "--store", store, "--rejects", f"{shared}/rejects.ndjson"]
    with subprocess.Popen(holding, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as held:
        assert held.stdin is not None
        held.stdin.write(event("a"))
        held.stdin.flush()
        while b'"a"' not in run(ANA, "ls", "--json", "--store", store).stdout:
            assert held.poll() is None
        made = os.stat(f"{store}-wal")
        assert (made.st_gid, oct(made.st_mode & 0o777)) == (GROUP, "0o660")
        written = run(ANA, "ingest", "--store", store, data=event("b"))
        assert written.returncode == 0, written.stderr
        held.stdin.close()
        assert held.wait() == 0
    assert run(BO, "ls", "--json", "--store", store).stdout.count(b"\n") == 2

    outside = run_as(STRANGER, "ls", "--store", store)
    assert outside.returncode == 1
    assert len(outside.stderr.splitlines()) == 1
