"""The index of names: fed by the package, in slices, and done without where it is missing or behind."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.query.filters import Filter, Word
from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite import name_index
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.stores import append_by_python, new_store, raw

AT = 1_795_000_000_000


def log(names: Sequence[str], first: int = 0) -> list[Event]:
    facts = {"status": "running", "task": "adding_users", "trigger": "scim", "actor": "Okta"}
    return [Event(f"job-{n}", at=AT + n, target=Target(name), **facts) for n, name in enumerate(names, first)]  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(name_index, "MOST_BEHIND", 0)
    monkeypatch.setattr(name_index, "IDS_TOGETHER", 2)
    monkeypatch.setattr(name_index, "SLICE", {"target": 2, "job": 2})
    monkeypatch.setattr("joblog_tui.store.sqlite.texts.LOOKED_THROUGH", 2)
    path = new_store(tmp_path)
    append_by_python(path, log(["Groß / ÉTÉ", "Marketing", "Sales", "Support", "Market Square", "Brand"]))
    return path


async def found(path: Path, word: str) -> list[str]:
    store = await SqliteStore.open(path, {}, clock=lambda: AT + 1_000)
    try:
        block = await store.block(Listing(Filter((Word(word),))), 0, 10, soon=True)
        assert block.exact
        return [job.target.name for job in block.rows if job.target is not None]
    finally:
        await store.close()


async def test_words_are_found_through_it_letter_case_aside(path: Path) -> None:
    name_index.catch_up(path)
    assert await found(path, "MARKET") == ["Market Square", "Marketing"]
    assert await found(path, "été") == ["Groß / ÉTÉ"]
    assert await found(path, "gross") == ["Groß / ÉTÉ"]
    assert await found(path, "OB-3") == ["Support"]
    assert await found(path, "warehouse") == []


async def test_names_that_came_since_are_looked_at_one_by_one(path: Path) -> None:
    name_index.catch_up(path)
    append_by_python(path, log(["Market Hall"], 6))
    assert await found(path, "market") == ["Market Hall", "Market Square", "Marketing"]


async def test_without_it_the_log_is_walked(path: Path) -> None:
    assert await found(path, "market") == ["Market Square", "Marketing"]


async def test_an_index_that_somebody_else_made_is_not_trusted(path: Path) -> None:
    name_index.catch_up(path)
    with raw(path) as connection:
        connection.execute("DROP TABLE target_grams")
        connection.execute("CREATE TABLE target_grams (name)")
    assert await found(path, "market") == ["Market Square", "Marketing"]


async def test_names_that_are_no_text_hold_nothing_up(path: Path) -> None:
    with raw(path) as connection:
        connection.execute(
            "INSERT INTO job_event (job, at, status, task, trigger, target, actor) VALUES"
            " ('raw', ?, 'running', 'adding_users', 'scim', CAST(x'4d61726b6574ff' AS TEXT), CAST(x'fe' AS TEXT))",
            [AT + 6],
        )
    assert await found(path, "market") == ["Market\\xff", "Market Square", "Marketing"]
    name_index.catch_up(path)
    assert await found(path, "market") == ["Market\\xff", "Market Square", "Marketing"]
    with raw(path) as connection:
        assert connection.execute("SELECT upto FROM name_index WHERE kind = 'target'").fetchone() == (7,)


def test_it_goes_on_where_it_was(path: Path) -> None:
    asked = iter([True, False, False])
    name_index.catch_up(path, lambda: next(asked))
    with raw(path) as connection:
        assert connection.execute("SELECT upto FROM name_index WHERE kind = 'target'").fetchone() == (2,)
    name_index.catch_up(path)
    with raw(path) as connection:
        assert dict(connection.execute("SELECT kind, upto FROM name_index")) == {"target": 6, "job": 6}
