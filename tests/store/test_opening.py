"""Files that are no joblog store, or no longer the one that joblog made: one line each, and never opened."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from joblog_tui.model.errors import StoreError
from joblog_tui.query.listing import Listing
from joblog_tui.store.factory import open_appender, open_store
from tests.support.stores import new_store, raw


def missing(path: Path) -> None:
    pass


def directory(path: Path) -> None:
    path.mkdir()


def empty(path: Path) -> None:
    path.touch()


def text(path: Path) -> None:
    path.write_text("not a database, just some words that go on for long enough\n" * 100)


def foreign(path: Path) -> None:
    _change(path, "CREATE TABLE notes (text)")


def _store(path: Path) -> None:
    new_store(path.parent, path.name)


def newer(path: Path) -> None:
    _store(path)
    _change(path, "PRAGMA user_version = 99")


def damaged(path: Path) -> None:
    _store(path)
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 600)


def torn(path: Path) -> None:
    _store(path)
    path.write_bytes(path.read_bytes()[:5000])


def other_door(path: Path) -> None:
    _store(path)
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
    _change(path, "DROP VIEW job_event", f"CREATE VIEW job_event AS {endless}")


def strange_trigger(path: Path) -> None:
    _store(path)
    _change(path, "CREATE TRIGGER quiet AFTER INSERT ON events BEGIN UPDATE store SET workspace = 'X'; END")


def missing_guard(path: Path) -> None:
    _store(path)
    _change(path, "DROP TRIGGER events_never_deleted")


def files_in(directory: Path) -> list[Path]:
    return list(directory.iterdir())


def _change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


CASES: list[tuple[Callable[[Path], None], str]] = [
    (missing, "no store at .*; create one with: joblog init"),
    (directory, "is not a joblog store: it is not a file"),
    (empty, "is not a joblog store: some other program made it"),
    (text, "is not a joblog store: it is no SQLite file"),
    (foreign, "is not a joblog store: some other program made it"),
    (newer, "was made by a newer joblog"),
    (damaged, "is damaged"),
    (torn, "is damaged"),
    (other_door, "its view job_event is not the one joblog made"),
    (strange_trigger, "its trigger quiet is not joblog's"),
    (missing_guard, "its trigger events_never_deleted is not the one joblog made"),
]


@pytest.mark.parametrize(("make", "message"), CASES, ids=lambda case: getattr(case, "__name__", ""))
async def test_what_is_no_store_is_refused_in_one_line(
    tmp_path: Path, make: Callable[[Path], None], message: str
) -> None:
    path = tmp_path / "log.db"
    make(path)
    with pytest.raises(StoreError, match=message) as read:
        await open_store(str(path))
    with pytest.raises(StoreError, match=message) as write:
        open_appender(str(path))
    assert "\n" not in str(read.value) + str(write.value)


async def test_damage_among_the_rows_is_told_when_they_are_read(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    with raw(path) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'tally'").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    store = await open_store(str(path))
    with pytest.raises(StoreError, match=r"is damaged .*; restore it from a backup"):
        await store.block(Listing(), 0, 10)
    await store.close()


async def test_an_index_that_somebody_added_is_their_business(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    _change(path, "CREATE INDEX mine ON events (level)", "CREATE TABLE notes (text)")
    store = await open_store(str(path))
    await store.close()


async def test_opening_never_makes_a_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        await open_store(str(tmp_path / "log.db"))
    assert files_in(tmp_path) == []
