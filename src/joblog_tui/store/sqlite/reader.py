"""A connection that only reads, through aiosqlite, so that no query ever holds up the screen.

One statement is under way at a time. Cancelling an await does not stop a statement, so a cancelled one is
interrupted and waited for; reads that belong together run in one short transaction that always ends.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import aiosqlite

from joblog_tui.store.sqlite.compile import holds
from joblog_tui.store.sqlite.connection import settle, uri
from joblog_tui.store.sqlite.failures import explained

Row: TypeAlias = tuple[Any, ...]
Read: TypeAlias = Callable[..., Awaitable[list[Row]]]
"""``await read(sql, values)``: all rows of one statement."""

_T = TypeVar("_T")


class Reader:
    """Reads from one store; ``StoreError`` for whatever is wrong with it."""

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._turn = asyncio.Lock()
        self._closed = False

    @classmethod
    async def open(cls, path: Path, busy_timeout: float = 10.0, *, scratch: bool = False) -> "Reader":
        """A reader of the store at ``path``, whose identity was checked before (``connection.check``).

        With ``scratch`` it may write to temporary tables, which lie in a file: they may become larger than memory.
        """

        def settled(*args: Any, **kwargs: Any) -> sqlite3.Connection:
            connection = sqlite3.Connection(*args, **kwargs)
            settle(connection)
            connection.create_function("holds", 2, holds, deterministic=True)
            if scratch:
                connection.execute("PRAGMA temp_store = FILE")
                connection.execute("PRAGMA temp.cache_size = -8000")
            else:
                connection.execute("PRAGMA query_only = ON")
            return connection

        with explained(path):
            connection = await aiosqlite.connect(
                uri(path), uri=True, isolation_level=None, timeout=busy_timeout, factory=settled
            )
        return cls(connection, path)

    async def close(self) -> None:
        """Give the store back; an unclosed connection would keep the interpreter from ending."""
        if not self._closed:
            self._closed = True
            await self._connection.interrupt()
            async with self._turn:
                await asyncio.shield(self._connection.close())

    async def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of one statement, in a read transaction of its own."""
        async with self._turn:
            return await self._statement(sql, values)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Read]:
        """Several statements that see the same state of the store. Await nothing else inside."""
        async with self._turn:
            try:
                await self._statement("BEGIN")
                yield self._statement
            finally:
                # Even a cancelled BEGIN may have begun.
                if self._connection.in_transaction:
                    await _to_the_end(self._statement("ROLLBACK"))

    async def _statement(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        running = asyncio.ensure_future(self._fetch(sql, values))
        try:
            with explained(self._path):
                return await asyncio.shield(running)
        except asyncio.CancelledError:
            await _to_the_end(self._stop(running))
            raise

    async def _stop(self, running: asyncio.Future[list[Row]]) -> None:
        # Interrupting has no effect on a statement that the thread has not begun yet, hence more than once.
        while not running.done():
            await self._connection.interrupt()
            await asyncio.wait([running], timeout=0.01)
        running.exception()

    async def _fetch(self, sql: str, values: Sequence[Any]) -> list[Row]:
        return list(await self._connection.execute_fetchall(sql, values))  # type: ignore[arg-type]


async def _to_the_end(work: Awaitable[_T]) -> _T:
    """Await ``work`` to its end even when this task is cancelled meanwhile; the cancellation follows then."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    return task.result()
