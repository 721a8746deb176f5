"""Of a list that is read again, only what events are about is read; but in time everything is."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import DAY
from joblog_tui.model.vocabulary import Vocabulary, Word
from joblog_tui.store.sqlite.known_jobs import FEW, GOOD_FOR, KnownJobs
from joblog_tui.store.sqlite.reader import Read, Reader, Row
from joblog_tui.store.sqlite.words import Words
from tests.support.stores import append_by_python, new_store, raw

AT = 1_795_000_000_000
SEQS = tuple(range(1, 51))


def report(number: int, status: str = "running", at: int = AT) -> Event:
    return Event(
        f"job-{number}",
        at=at,
        status=status,
        task="adding_users",
        trigger="scim",
        target=Target("Team 1"),
        actor="Okta",
    )


class Looking:
    """Looks at the jobs of a store, and notes how many rows were read for it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.now = 0.0
        self.known = KnownJobs(lambda: self.now)
        self.words = Words(Vocabulary((Word("adding_users", "Adding users"),), ()))

    async def look(self) -> int:
        read_rows = 0

        async def look(read: Read) -> None:
            nonlocal read_rows

            async def noting(sql: str, values: object = ()) -> list[Row]:
                nonlocal read_rows
                rows = await read(sql, values)
                read_rows += len(rows) if "FROM jobs AS j" in sql else 0
                return rows

            found = await self.known.of(noting, SEQS, self.words)
            assert found == await KnownJobs().of(read, SEQS, self.words)

        await self.reader.together(look)
        return read_rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = new_store(tmp_path)
    append_by_python(path, [report(number) for number in SEQS])
    return path


@pytest.fixture
async def looking(path: Path) -> AsyncIterator[Looking]:
    reader = await Reader.open(path)
    yield Looking(reader)
    await reader.close()


async def test_what_nothing_was_heard_of_is_not_read_again(looking: Looking, path: Path) -> None:
    assert await looking.look() == 50
    assert await looking.look() == 0
    append_by_python(path, [report(7, "completed", AT + 1), report(9, at=AT + 1)])
    assert await looking.look() == 2
    append_by_python(path, [Event(f"job-{number}", at=AT + 2) for number in range(1, 41) for _ in range(FEW // 40 + 1)])
    assert await looking.look() == 50


async def test_in_time_everything_is_read_again(looking: Looking) -> None:
    await looking.look()
    looking.now = GOOD_FOR
    assert await looking.look() == 0
    looking.now += 0.1
    assert await looking.look() == 50
    assert await looking.look() == 0


async def test_what_no_event_tells_is_read_again(looking: Looking, path: Path) -> None:
    await looking.look()
    with raw(path) as connection:
        connection.execute(
            "INSERT INTO prunes (at, by, older_than, jobs, nested, events) VALUES (?, 'ana', ?, 0, 0, 0)",
            (AT, AT - DAY),
        )
    assert await looking.look() == 50
    looking.words = Words(Vocabulary((Word("adding_users", "Adding people"),), ()))
    assert await looking.look() == 50
