"""The first look into a store sees what the reading side would show first."""

from pathlib import Path

import pytest

from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Event
from joblog_tui.model.moment import HOUR
from joblog_tui.model.vocabulary import Role, Vocabulary
from joblog_tui.query.listing import Listing
from joblog_tui.store.factory import first_rows, open_store
from joblog_tui.store.sqlite import loading
from tests.cli.conftest import event
from tests.support.stores import append_by_sql, new_store, raw


def some_log() -> list[Event]:
    """Twenty jobs with nested ones, the newest of them held: its actor is not known yet."""
    log = [event(f"job-{number}", (30 - number) * HOUR) for number in range(20)]
    log += [event(f"in-{number}", 30 * HOUR, "completed", parent="job-15") for number in range(3)]
    return [*log, event("held", HOUR, actor=None)]


async def test_it_sees_the_first_rows_of_the_log(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    append_by_sql(store, some_log())
    seen = first_rows(str(store), "ana", 12)
    opened = await open_store(str(store))
    try:
        block = await opened.block(Listing(), 0, 12)
        workspace = await opened.workspace()
    finally:
        await opened.close()
    assert seen.jobs == block.rows
    assert (seen.workspace, seen.store, seen.created_at) == (workspace.name, workspace.store, workspace.created_at)
    assert seen.vocabulary == Vocabulary()


def test_it_tells_the_role_of_whoever_looks(tmp_path: Path) -> None:
    store = str(new_store(tmp_path))
    assert first_rows(store, "ana", 1).role is Role.OWNER
    assert first_rows(store, "eve", 1).role is None


def test_it_waits_for_nobody(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with raw(store) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError):
            first_rows(str(store), "ana", 1)


def test_a_store_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with raw(store) as connection:
        connection.execute("CREATE VIEW surprise AS SELECT 1")
    with pytest.raises(StoreError, match="surprise"):
        first_rows(str(store), "ana", 1)


def test_nothing_is_seen_of_a_store_that_is_being_loaded(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with raw(store) as connection:
        connection.execute(loading.TABLE)
    with pytest.raises(StoreError, match="loaded"):
        first_rows(str(store), "ana", 1)
