"""Reading over a connection of its own: one state of the store at a time, let go when it is not wanted."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Event
from joblog_tui.store.sqlite.reader import Read, Reader
from tests.support.stores import append_by_python, new_store, raw

COUNT = "SELECT count(*) FROM jobs"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = new_store(tmp_path)
    append_by_python(path, [Event("job-1", at=1_795_000_000_000)])
    return path


@pytest.fixture
async def reader(path: Path) -> AsyncIterator[Reader]:
    reader = await Reader.open(path)
    yield reader
    await reader.close()


async def test_what_is_read_together_is_of_one_state(reader: Reader, path: Path) -> None:
    async def count_twice(read: Read) -> tuple[int, int]:
        before = (await read(COUNT))[0][0]
        append_by_python(path, [Event("job-2", at=1_795_000_000_000)])
        return before, (await read(COUNT))[0][0]

    assert await reader.together(count_twice) == (1, 1)
    assert await reader.rows(COUNT) == [(2,)]


async def test_what_is_not_wanted_any_more_is_let_go(reader: Reader, path: Path) -> None:
    loop, begun = asyncio.get_running_loop(), asyncio.Event()
    ended: list[str] = []

    async def count(read: Read) -> None:
        await read(COUNT)
        loop.call_soon_threadsafe(begun.set)
        await read(ENDLESS)
        ended.append("never")

    async with asyncio.timeout(60):
        for _ in range(5):
            begun.clear()
            reading = asyncio.create_task(reader.together(count))
            await begun.wait()
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            assert await reader.rows(COUNT) == [(1,)]
    assert not ended
    append_by_python(path, [Event("job-2", at=1_795_000_000_000)])
    with raw(path) as connection:  # nobody holds the log
        assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    assert await reader.rows(COUNT) == [(2,)]


async def test_an_error_ends_the_reading_too(reader: Reader, path: Path) -> None:
    async def fail(read: Read) -> None:
        await read(COUNT)
        await read("SELECT unheard_of")

    with pytest.raises(StoreError, match="no such column"):
        await reader.together(fail)
    append_by_python(path, [Event("job-2", at=1_795_000_000_000)])
    assert await reader.rows(COUNT) == [(2,)]


async def test_nothing_else_may_be_awaited_meanwhile(reader: Reader) -> None:
    async def wait(read: Read) -> None:
        await read(COUNT)
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="awaited"):
        await reader.together(wait)
    assert await reader.rows(COUNT) == [(1,)]


async def test_text_that_is_no_text_is_read_all_the_same(reader: Reader, path: Path) -> None:
    with raw(path) as connection:
        connection.execute("INSERT INTO actors (name) VALUES (CAST(x'ff41' AS TEXT))")
    for _ in range(2):
        assert ("\\xffA",) in await reader.rows("SELECT name FROM actors")
