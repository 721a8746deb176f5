"""A store that cannot be used: every command says so in one line, exit 1, and leaves the file as it is."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Joblog
from tests.support.stores import new_store
from tests.support.users import as_user, public_directory, run_as

COMMANDS = [("ls",), ("show", "x"), ("stats",), ("members", "list"), ("vocab", "list"), ("rebuild",), ("doctor",)]


def foreign_sqlite(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 4711")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Dear diary, " * 1000)


def truncated(path: Path) -> None:
    os.truncate(path, 20_000)


def scribbled(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(4096 * 20))


def directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def missing(path: Path) -> None:
    path.unlink()


def endless_view(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP VIEW job_event")
        connection.execute(
            "CREATE VIEW job_event AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        )


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (missing, "no store at {path}; create one with: joblog init {path}"),
        (foreign_sqlite, "is not a joblog store"),
        (newer, "newer joblog"),
        (empty, "is not a joblog store"),
        (text, "is not a joblog store"),
        (truncated, "damaged"),
        (scribbled, "damaged"),
        (directory, "is not a joblog store"),
        (endless_view, "altered"),
    ],
)
@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_one_clear_line(
    joblog: Joblog, store: Path, spoil: Callable[[Path], None], told: str, command: tuple[str, ...]
) -> None:
    spoil(store)
    before = store.read_bytes() if store.is_file() else None
    outcome = joblog(*command)
    assert (outcome.code, outcome.out) == (1, "")
    assert told.format(path=store) in outcome.err
    assert str(store) in outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert (store.read_bytes() if store.is_file() else None) == before


@pytest.mark.parametrize(
    ("url", "code"), [("ftp://x", 2), ("postgresql://x/y", 2), ("sqlite:///", 2), ("a\0b", 2), ("~nobody-here/x.db", 2)]
)
def test_a_url_that_names_no_store(joblog: Joblog, url: str, code: int) -> None:
    outcome = joblog("ls", "--store", url)
    assert outcome.code == code
    assert len(outcome.err.splitlines()) == 1
    assert "fault" not in outcome.err


@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_a_store_that_may_not_be_read_or_written(mode: int) -> None:
    nobody = 65534
    with public_directory() as directory:
        store = new_store(directory)
        as_user(nobody)
        os.chown(store, nobody, nobody)
        store.chmod(mode)
        done = run_as(nobody, "ls", "--store", str(store))
    assert done.returncode == 1, done.stderr
    assert done.stdout == b""
    assert done.stderr.decode().startswith(f"joblog: cannot open {store}: permission denied")
    assert len(done.stderr.splitlines()) == 1
