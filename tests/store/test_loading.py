"""A history comes in without the indexes of the readers: whatever happens meanwhile, nothing is lost or wrong."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Event, Target
from joblog_tui.query.listing import Listing
from joblog_tui.store.factory import open_appender, open_loader, open_store
from joblog_tui.store.sqlite import loading, schema
from joblog_tui.store.sqlite.folding import prepare
from tests.store.test_plans import FOLD, WHOLE_TABLE
from tests.support.logs import START
from tests.support.stores import append_by_sql, new_store, raw, schema_of


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return new_store(tmp_path)


def an_event(number: int, status: str = "running") -> Event:
    return Event(
        f"job-{number}",
        id=f"evt-{number}-{status}",
        at=START + number,
        status=status,
        task="logging_in",
        trigger="scim",
        target=Target("Marketing", "team"),
        actor="ana",
    )


def whole_schema(tmp_path: Path) -> set[tuple[str, ...]]:
    with raw(new_store(tmp_path, "another.db")) as connection:
        return schema_of(connection)


@pytest.fixture
def cut_off(store: Path) -> Path:
    """A store whose loader gave it back before the indexes were built."""
    with closing(open_loader(str(store))) as loader:
        loader.append([an_event(number) for number in range(5)])
    return store


async def listed(store: Path) -> list[str]:
    opened = await open_store(str(store))
    try:
        return [job.id for job in (await opened.block(Listing(), 0, 100)).rows]
    finally:
        await opened.close()


def test_readers_are_told_how_far_a_load_is(store: Path) -> None:
    with closing(open_loader(str(store))) as loader:
        loader.append([an_event(number) for number in range(1_500)])
        with pytest.raises(StoreError, match=r"log\.db is being loaded: 1,500 events so far; it can be read when"):
            asyncio.run(listed(store))
        assert loader.finish()
        assert len(asyncio.run(listed(store))) == 100


def test_a_dashboard_that_is_open_is_told_too_and_reads_on_afterwards(store: Path) -> None:
    async def look() -> None:
        opened = await open_store(str(store))
        try:
            assert (await opened.block(Listing(), 0, 10)).total == 0
            with closing(open_loader(str(store))) as loader:
                loader.append([an_event(1)])
                with pytest.raises(StoreError, match="is being loaded: 1 event so far"):
                    await opened.last_event()
                with pytest.raises(StoreError, match="is being loaded"):
                    await opened.block(Listing(), 0, 10)
                assert loader.finish()
            assert [job.id for job in (await opened.block(Listing(), 0, 10)).rows] == ["job-1"]
            assert await opened.last_event() == 1
        finally:
            await opened.close()

    asyncio.run(look())


def test_what_was_left_out_is_built_by_the_next_reader(cut_off: Path, tmp_path: Path) -> None:
    with raw(cut_off) as connection:
        assert whole_schema(tmp_path) - schema_of(connection)
    assert asyncio.run(listed(cut_off)) == [f"job-{number}" for number in (4, 3, 2, 1, 0)]
    with raw(cut_off) as connection:
        assert schema_of(connection) == whole_schema(tmp_path)


def test_a_writer_leaves_a_load_that_was_cut_off_as_it_is(cut_off: Path) -> None:
    with raw(cut_off) as connection:
        before = schema_of(connection)
        with closing(open_appender(str(cut_off))) as appender:
            appender.append([an_event(5)])
        assert append_by_sql(cut_off, [an_event(6), an_event(6, "completed")]) == []
        assert schema_of(connection) == before
    assert asyncio.run(listed(cut_off)) == [f"job-{number}" for number in (6, 5, 4, 3, 2, 1, 0)]


def test_a_load_that_was_cut_off_goes_on(cut_off: Path, tmp_path: Path) -> None:
    with closing(open_loader(str(cut_off))) as loader:
        with pytest.raises(StoreError, match="5 events so far"):
            asyncio.run(listed(cut_off))
        loader.append([an_event(5)])
        assert loader.finish()
    assert len(asyncio.run(listed(cut_off))) == 6
    with raw(cut_off) as connection:
        assert schema_of(connection) == whole_schema(tmp_path)


def test_the_last_index_takes_the_mark_away_whatever_was_built_before(cut_off: Path, tmp_path: Path) -> None:
    with raw(cut_off) as connection:  # a build that was cut off in its midst
        for name in list(loading.readers_indexes())[:7]:
            connection.execute(loading.readers_indexes()[name])
    assert len(asyncio.run(listed(cut_off))) == 5
    with raw(cut_off) as connection:
        assert schema_of(connection) == whole_schema(tmp_path)


def test_building_can_be_stopped_and_is_made_up_for(store: Path, tmp_path: Path) -> None:
    stop, told = threading.Event(), []

    def progress(what: str, done: int, total: int) -> None:
        told.append((what, done, total))
        if len(told) == 4:
            stop.set()

    with closing(open_loader(str(store))) as loader:
        loader.append([an_event(1)])
        assert not loader.finish(progress, stop)
    assert told == [("building indexes", done, 18) for done in range(4)]  # of one job and one event each
    assert asyncio.run(listed(store)) == ["job-1"]
    with raw(store) as connection:
        assert schema_of(connection) == whole_schema(tmp_path)


class AfterLooks(threading.Event):
    """A stop that is set when it was looked at so often."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self.left = looks

    def is_set(self) -> bool:
        self.left -= 1
        if self.left < 0:
            self.set()
        return super().is_set()


@pytest.mark.parametrize("looks", [0, 1, 10, 100, 400])
def test_building_can_be_stopped_in_the_midst_of_an_index(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looks: int
) -> None:
    monkeypatch.setattr(loading, "_LOOK_EVERY", 10)
    with closing(open_loader(str(store))) as loader:
        loader.append([an_event(number) for number in range(500)])
        assert not loader.finish(stop=AfterLooks(looks))
        loader.append([an_event(501)])
    assert len(asyncio.run(listed(store))) == 100
    with raw(store) as connection:
        assert schema_of(connection) == whole_schema(tmp_path)


class Pressed(threading.Event):
    """Ctrl+C while SQLite is at work: the handler of the signal raises in whatever Python runs first."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    def is_set(self) -> bool:
        self.looks += 1
        if self.looks == 200:
            raise KeyboardInterrupt
        return False


def test_an_interrupt_in_the_midst_of_an_index_is_one(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_LOOK_EVERY", 10)
    with closing(open_loader(str(store))) as loader:
        loader.append([an_event(number) for number in range(500)])
        with pytest.raises(KeyboardInterrupt):
            loader.finish(stop=Pressed())
    assert len(asyncio.run(listed(store))) == 100
    with raw(store) as connection:
        assert schema_of(connection) == whole_schema(tmp_path)


def test_a_store_with_events_is_loaded_as_ever_unless_somebody_wishes(store: Path) -> None:
    append_by_sql(store, [an_event(1)])
    with closing(open_loader(str(store))) as loader:
        loader.append([an_event(2)])
        assert asyncio.run(listed(store)) == ["job-2", "job-1"]
        assert loader.finish()
    with closing(open_loader(str(store), even_with_events=True)) as loader:
        with pytest.raises(StoreError, match="is being loaded: 2 events so far"):
            asyncio.run(listed(store))
        loader.append([an_event(2), an_event(3)])
        assert loader.finish()
    assert asyncio.run(listed(store)) == ["job-3", "job-2", "job-1"]


def test_more_can_come_after_the_indexes_are_built(store: Path) -> None:
    with closing(open_loader(str(store))) as loader:
        loader.append([an_event(1)])
        assert loader.finish()
        loader.append([an_event(1, "completed"), an_event(2)])
        assert loader.finish()
    assert asyncio.run(listed(store)) == ["job-2", "job-1"]
    with raw(store) as connection:
        assert connection.execute("SELECT own_status FROM jobs ORDER BY seq").fetchall() == [(6,), (3,)]


def test_of_two_loads_the_second_goes_in_as_ever(store: Path) -> None:
    with closing(open_loader(str(store))) as first, closing(open_loader(str(store))) as second:
        first.append([an_event(1)])
        second.append([an_event(2)])
        assert second.finish()
        with pytest.raises(StoreError, match="is being loaded: 2 events so far"):
            asyncio.run(listed(store))
        assert first.finish()
        second.append([an_event(3)])
    assert asyncio.run(listed(store)) == ["job-3", "job-2", "job-1"]


def test_a_load_whose_indexes_somebody_else_has_built_goes_on(store: Path) -> None:
    with closing(open_loader(str(store))) as loader:
        loader.append([an_event(1)])
        with raw(store) as connection:
            connection.execute("UPDATE loading SET at = at - 61000")  # silent for so long that it is taken for dead
        assert asyncio.run(listed(store)) == ["job-1"]
        loader.append([an_event(2)])
        assert asyncio.run(listed(store)) == ["job-2", "job-1"]
        assert loader.finish()


def test_indexes_may_only_be_missing_while_a_load_is_marked(store: Path) -> None:
    with raw(store) as connection:
        connection.execute("DROP INDEX jobs_newest")
    with pytest.raises(StoreError, match="its index jobs_newest is not the one joblog made"):
        asyncio.run(listed(store))
    with raw(store) as connection:
        connection.execute(loading.TABLE)
        connection.execute("INSERT INTO loading VALUES ('', 0)")
        connection.execute("DROP INDEX events_identity")
    with pytest.raises(StoreError, match="its index events_identity is not the one joblog made"):
        asyncio.run(listed(store))


@pytest.mark.parametrize("statement", FOLD, ids=lambda statement: " ".join(statement.split()[:4]))
def test_folding_a_batch_needs_no_index_that_a_load_leaves_out(cut_off: Path, statement: str) -> None:
    with raw(cut_off) as connection:
        prepare(connection)
        values = {"after": 0, "upto": 1000} if ":" in statement else ()
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert plan
    assert [step for step in plan if WHOLE_TABLE.match(step)] == []


DOOR = [
    "INSERT INTO job_event (id, job, at, status) VALUES ('late', 'job-7', 1600000000000, 'queued')",
    "INSERT INTO job_event (id, job, parent, status) VALUES ('nested', 'job-8', 'job-9', 'running')",
    "INSERT INTO job_event (id, job, status, task) VALUES ('new', 'another', 'running', 'logging_in')",
    "INSERT INTO job_acknowledgement (job, actor) VALUES ('job-1', 'ana')",
    "INSERT INTO source_heartbeat (source) VALUES ('worker-1')",
]


@pytest.mark.parametrize("statement", DOOR, ids=lambda statement: statement[12:60])
def test_an_event_costs_a_writer_no_more_in_a_large_store_without_them(store: Path, statement: str) -> None:
    with closing(open_loader(str(store))) as loader:
        loader.append([an_event(number) for number in range(10)])
        few = steps_of(store, statement)
        loader.append([an_event(number) for number in range(3_000)])
        many = steps_of(store, statement)
    assert few > 0
    assert many < few + 200


def steps_of(store: Path, statement: str) -> int:
    """How many tens of steps SQLite's machine takes for a statement, which is taken back."""
    taken = 0

    def count() -> None:
        nonlocal taken
        taken += 1

    with raw(store) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.set_progress_handler(count, 10)
        connection.execute(statement)
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")
    return taken


def test_every_index_that_readers_name_is_one_that_a_load_leaves_out_or_keeps() -> None:
    every = {name for kind, name in _objects() if kind == "index"}
    assert every == {*loading.readers_indexes(), *loading.WRITERS_NEED}


def _objects() -> Iterator[tuple[str, str]]:
    for script in schema.MIGRATIONS:
        for statement in schema.statements(schema.sql(script)):
            words = statement.split()
            if words[0] == "CREATE":
                at = 2 if words[1] == "UNIQUE" else 1
                yield words[at].lower(), words[at + 1]
