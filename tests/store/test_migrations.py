"""A store is brought to the present version in one step, or not at all."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from joblog_tui.model.errors import StoreError
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status, Vocabulary
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.migrate import migrate
from joblog_tui.store.sqlite.words import read_words
from tests.support.stores import jobs_of, new_store, raw

STEP = "0002_of_a_test.sql"


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """A joblog that knows one migration more."""
    present = schema.sql

    def sql(name: str) -> str:
        if name == STEP:
            return "CREATE TABLE notes (text TEXT NOT NULL) STRICT;\nINSERT INTO notes VALUES ('kept; really');\n"
        return present(name)

    monkeypatch.setattr(schema, "sql", sql)
    return (*schema.MIGRATIONS, STEP)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with raw(new_store(tmp_path)) as connection:
        connection.execute("INSERT INTO job_event (job, status) VALUES ('job-1', 'running')")
        yield connection


def test_a_new_store_is_up_to_date_and_knows_the_words(store: sqlite3.Connection) -> None:
    assert schema.version_of(store) == schema.VERSION == len(schema.MIGRATIONS)
    assert read_words(store).vocabulary == Vocabulary(TASKS, TRIGGERS)
    assert store.execute("SELECT id, slug FROM statuses").fetchall() == [(int(s), s.slug) for s in Status]


def test_an_older_store_gets_what_it_lacks_and_goes_on_working(
    store: sqlite3.Connection, next_version: tuple[str, ...]
) -> None:
    migrate(store, Path("log.db"), next_version)
    assert schema.version_of(store) == 2
    assert store.execute("SELECT text FROM notes").fetchall() == [("kept; really",)]
    store.execute("INSERT INTO job_event (job, status) VALUES ('job-1', 'completed')")
    assert jobs_of(store)["job-1"].status is Status.COMPLETED
    migrate(store, Path("log.db"), next_version)
    assert store.execute("SELECT count(*) FROM notes").fetchone() == (1,)


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    store: sqlite3.Connection, next_version: tuple[str, ...]
) -> None:
    store.execute("CREATE TABLE notes (text)")
    before = store.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
    with pytest.raises(sqlite3.OperationalError, match="notes already exists"):
        migrate(store, Path("log.db"), next_version)
    assert schema.version_of(store) == 1
    assert store.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall() == before


def test_a_newer_store_is_left_alone(store: sqlite3.Connection) -> None:
    store.execute("PRAGMA user_version = 7")
    with pytest.raises(StoreError, match=r"made by a newer joblog \(store version 7, here 1\)"):
        migrate(store, Path("log.db"))
    assert schema.version_of(store) == 7
