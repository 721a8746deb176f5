"""A quiet store is not asked whether it changed; a commit is never overlooked, however fast they come."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from joblog_tui.model.event import Event
from joblog_tui.store.factory import create_store, open_appender, open_store
from joblog_tui.store.sqlite.reader import Reader
from joblog_tui.store.sqlite.stillness import GRAIN, Stillness

NOW = 1_795_424_400_000_000_000  # epoch ns


def test_a_file_written_to_just_now_is_never_still(tmp_path: Path) -> None:
    log, now = tmp_path / "log.db-wal", [NOW]
    log.write_bytes(b"x")
    os.utime(log, ns=(NOW, NOW))
    still = Stillness(tmp_path / "log.db", lambda: now[0])
    assert not still.holds()
    now[0] += GRAIN - 1
    assert not still.holds()  # a commit in the same grain would leave time and size as they are
    now[0] += 1
    assert not still.holds()  # the first look at a settled file
    assert still.holds()
    os.utime(log, ns=(now[0], now[0]))
    assert not still.holds()
    log.unlink()
    assert not still.holds()


async def test_no_commit_is_overlooked(tmp_path: Path) -> None:
    url = str(tmp_path / "log.db")
    create_store(url, "Acme", "ana")
    store, appender = await open_store(url), open_appender(url, durable=False)
    try:
        revision = await store.revision()
        for number in range(300):
            appender.append([Event(f"job-{number}", at=NOW // 1_000_000)])
            before, revision = revision, await store.revision()
            assert revision != before
            if number % 50 == 0:  # the log begins again, at the size it has
                with closing(sqlite3.connect(url)) as connection:
                    connection.execute("PRAGMA wal_checkpoint(RESTART)")
                revision = await store.revision()
        assert await store.revision() == revision
    finally:
        appender.close()
        await store.close()


async def test_a_quiet_store_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = str(tmp_path / "log.db")
    create_store(url, "Acme", "ana")
    store, appender = await open_store(url), open_appender(url)
    try:
        appender.append([Event("job-1", at=NOW // 1_000_000)])
        long_ago = NOW - 10 * GRAIN
        os.utime(f"{url}-wal", ns=(long_ago, long_ago))
        revision = await store.revision()
        asked: list[str] = []

        async def noted(self: Reader, sql: str, values: object = ()) -> list[tuple[int]]:
            asked.append(sql)
            return [(revision + 1,)]

        monkeypatch.setattr(Reader, "rows", noted)
        assert await store.revision() == revision
        assert not asked
        os.utime(f"{url}-wal")
        assert await store.revision() == revision + 1
    finally:
        monkeypatch.undo()
        appender.close()
        await store.close()
