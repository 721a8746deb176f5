"""A connection that only reads, through aiosqlite, so that no query ever holds up the screen.

One statement is under way at a time. Cancelling an await does not stop a statement, so a cancelled one is
interrupted and waited for; reads that belong together run in one short transaction that always ends.
"""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import aiosqlite

from joblog_tui.store.sqlite.compile import holds
from joblog_tui.store.sqlite.connection import decode, settle, uri
from joblog_tui.store.sqlite.failures import explained

Row: TypeAlias = tuple[Any, ...]
Read: TypeAlias = Callable[..., Awaitable[list[Row]]]
"""``await read(sql, values)``: all rows of one statement."""

STATEMENTS = 24  # that are kept prepared; one written for a filter may take half a megabyte, and comes once
CACHE = 1_000  # KiB of pages; the system keeps them too, and a commit of anybody empties it

_T = TypeVar("_T")


class Reader:
    """Reads from one store; ``StoreError`` for whatever is wrong with it."""

    def __init__(self, connection: aiosqlite.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._turn = asyncio.Lock()
        self._let_go = threading.Event()
        self._closed = False

    @classmethod
    async def open(cls, path: Path, busy_timeout: float = 10.0, *, scratch: bool = False) -> "Reader":
        """A reader of the store at ``path``, whose identity was checked before (``connection.check``).

        With ``scratch`` it may write to temporary tables, which lie in a file: they may become larger than memory.
        """

        def settled(*args: Any, **kwargs: Any) -> sqlite3.Connection:
            connection = sqlite3.Connection(*args, **kwargs)
            settle(connection)
            connection.text_factory = str  # see _fetch
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
            connection.create_function("holds", 2, holds, deterministic=True)
            if scratch:
                connection.execute("PRAGMA temp_store = FILE")
                connection.execute("PRAGMA temp.cache_size = -8000")
            else:
                connection.execute("PRAGMA query_only = ON")
            return connection

        with explained(path):
            connection = await aiosqlite.connect(
                uri(path),
                uri=True,
                isolation_level=None,
                timeout=busy_timeout,
                factory=settled,
                cached_statements=STATEMENTS,
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

    async def together(self, work: Callable[[Read], Coroutine[Any, Any, _T]]) -> _T:
        """What ``work`` makes of several statements that see the same state of the store.

        It runs from its first statement to its last in the thread of the connection, which spares the way there and
        back for each of them. So it must await nothing but what it reads, and change nothing that others may look at
        meanwhile.
        """
        async with self._turn:
            return await self._awaited(lambda: self._at_once(work))

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
        return await self._awaited(lambda: self._fetch(sql, values))

    async def _awaited(self, work: Callable[[], _T]) -> _T:
        """What ``work`` gives in the thread of the connection; it is over in any case when this returns."""
        self._let_go.clear()
        # aiosqlite keeps to itself how it runs what is more than one statement.
        running = asyncio.ensure_future(self._connection._execute(work))  # type: ignore[no-untyped-call]
        try:
            with explained(self._path):
                return await asyncio.shield(running)
        except asyncio.CancelledError:
            await _to_the_end(self._stop(running))
            raise

    async def _stop(self, running: asyncio.Future[Any]) -> None:
        self._let_go.set()
        # Interrupting has no effect on a statement that the thread has not begun yet, hence more than once.
        while not running.done():
            await self._connection.interrupt()
            await asyncio.wait([running], timeout=0.01)
        running.exception()

    # In the thread of the connection

    def _fetch(self, sql: str, values: Sequence[Any]) -> list[Row]:
        connection = self._connection._conn
        try:
            return connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            if connection.text_factory is not str or "decode" not in str(error):
                raise
        connection.text_factory = decode  # a fifth slower, so only where there is text that needs it
        return connection.execute(sql, values).fetchall()

    def _at_once(self, work: Callable[[Read], Coroutine[Any, Any, _T]]) -> _T:
        async def read(sql: str, values: Sequence[Any] = ()) -> list[Row]:
            if self._let_go.is_set():
                raise sqlite3.OperationalError("interrupted")
            return self._fetch(sql, values)

        try:
            self._fetch("BEGIN", ())
            return _without_a_pause(work(read))
        finally:
            if self._connection.in_transaction:
                with suppress(sqlite3.OperationalError):  # interrupted just now
                    self._fetch("ROLLBACK", ())
            if self._connection.in_transaction:
                self._fetch("ROLLBACK", ())


def _without_a_pause(work: Coroutine[Any, Any, _T]) -> _T:
    """The result of a coroutine that never has to wait."""
    try:
        work.send(None)
    except StopIteration as end:
        result: _T = end.value
        return result
    work.close()
    raise RuntimeError("something was awaited that is not in the store")


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
