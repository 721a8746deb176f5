"""``JobWriter``: how a Python program writes to the log, with ``AsyncJobWriter`` as its awaitable face.

    with JobWriter("log.db", source="worker-3") as log:
        log.write(job="job-7", status="running", message="signed in to the app")

Events are checked at once and written in batches by a thread; nothing is lost silently, and nothing counts twice.
"""

import os
import weakref
from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial
from types import TracebackType
from typing import Self, TypedDict, Unpack
from uuid import uuid4

from joblog_tui.model.errors import StoreBusy, StoreError, UsageError
from joblog_tui.model.event import Event
from joblog_tui.model.moment import now_ms
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.store.base import Progress
from joblog_tui.store.factory import open_appender, sqlite_path
from joblog_tui.writers import leaving
from joblog_tui.writers.door import fields_of, read_event
from joblog_tui.writers.history import BATCH, LINGER, History
from joblog_tui.writers.outbox import OnRefused, Outbox
from joblog_tui.writers.refused import RefusedEvents, counted
from joblog_tui.writers.words import Words, vocabulary_of

_BATCH = 500  # events
_SHARE = 64  # writes after which AsyncJobWriter lets other tasks run


class JobWriter:
    """Appends events to a store. May be shared by threads; not by processes.

    ``write`` checks an event and queues it; it waits only while the queue is full. ``flush`` returns when
    everything written so far is durable in the store, ``close`` flushes and gives the store back; leaving the
    ``with`` block, and the end of the program (by an unhandled exception too), do the same.
    ``async with JobWriter(...)`` gives an ``AsyncJobWriter``.
    """

    def __init__(
        self,
        store: str | None = None,
        *,
        source: str | None = None,
        batch: int | None = None,
        linger: float = 0.05,
        durable: bool = True,
        on_refused: OnRefused | None = None,
        busy_timeout: float = 30.0,
        bulk: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Open ``store`` (else the one that ``JOBLOG_STORE`` names); ``StoreError`` when it cannot be opened.

        ``source`` is that of events which name none. A batch goes out when it holds ``batch`` events (500), or its
        first one has waited for ``linger`` seconds. ``durable=False`` may lose the last batches in a loss of
        power. ``on_refused`` is called, in the writer's thread, with each event that the store refuses and the
        reason; without it ``flush`` and ``close`` raise ``RefusedEvents``. One attempt waits ``busy_timeout``
        seconds for other writers; attempts are repeated.

        With ``bulk`` what is written is a history for a store without events: batches of 20,000, nobody reads the store
        meanwhile, and closing builds its indexes, of which ``progress`` is told in the writer's thread.
        """
        if batch is None:
            batch = BATCH if bulk else _BATCH
        if batch < 1 or linger < 0 or busy_timeout < 0:
            raise ValueError("batch must be 1 or more, linger and busy_timeout 0 or more")
        store = store or os.environ.get("JOBLOG_STORE")
        if not store:
            raise UsageError("no store is named; give JobWriter one, or set JOBLOG_STORE")
        if source is not None:
            read_event({"heartbeat": True, "source": source}, Vocabulary())
        place = str(sqlite_path(store).resolve())
        leaving.check_not_inherited(place)
        self._source = source
        self._history = History(store, durable=durable, busy_timeout=busy_timeout, progress=progress) if bulk else None
        self._outbox = Outbox(
            place,
            partial(open_appender, store, durable=durable, busy_timeout=busy_timeout)
            if self._history is None
            else self._history.open,
            batch=batch,
            capacity=3 * batch if bulk else max(20 * batch, 10_000),
            linger=max(linger, LINGER) if bulk else linger,
            patience=busy_timeout + 1,
            on_refused=on_refused,
        )
        self._words = Words(self._outbox.vocabulary, partial(vocabulary_of, store))
        weakref.finalize(self, self._outbox.close).atexit = False  # at exit ``leaving`` waits for it

    def write(self, event: Mapping[str, object] | Event | None = None, /, **fields: object) -> None:
        """Write one event: an ``Event``, the object of the writers' contract, or its fields by name.

        ``id`` and ``at`` are filled in when missing. Raises ``EventRefused`` when the event is not acceptable,
        ``StoreError`` when the queue is full because the store fails: then the event was not taken.
        """
        checked = self._checked(event, fields)
        while not self._outbox.put(checked):
            _result_of(self._outbox.room())

    def flush(self, timeout: float | None = None) -> None:
        """Wait until everything written so far is durable in the store.

        Raises ``StoreError`` when the store cannot be written (what is unsent stays queued and is tried again),
        ``StoreBusy`` after ``timeout`` seconds (None: wait for as long as it takes), ``RefusedEvents`` for what
        the store refused since the last time.
        """
        self._check_caller()
        self._wait(self._outbox.settled(), timeout)
        self._tell_refused()

    def close(self, timeout: float | None = None) -> None:
        """Flush, then give the store back; may be called twice. Raises as ``flush`` does, and stays open then."""
        if self._ours:
            self._check_caller()
            self._wait(self._outbox.settled(), timeout)
            try:
                self._wait(self._outbox.close(), None)
            except KeyboardInterrupt:
                if self._history is not None:
                    self._history.leave()
                raise
            self._tell_refused()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    async def __aenter__(self) -> "AsyncJobWriter":
        """Begin, awaitably."""
        return AsyncJobWriter._over(self)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close without blocking the loop."""
        await AsyncJobWriter._over(self).close()

    def _checked(self, event: Mapping[str, object] | Event | None, fields: dict[str, object]) -> Event:
        self._check_process()
        data = {**fields_of(event), **fields} if event is not None else fields
        if data.get("id") is None:
            data["id"] = uuid4().hex
        if data.get("at") is None:
            data["at"] = now_ms()
        if data.get("source") is None:
            data["source"] = self._source
        return self._words.checking(partial(read_event, data))

    @property
    def _ours(self) -> bool:
        """Whether this process made the writer; a forked child did not, and must not touch the parent's locks."""
        return os.getpid() == self._outbox.pid

    def _check_process(self) -> None:
        if not self._ours:
            raise StoreError(
                f"this JobWriter belongs to process {self._outbox.pid}; a forked process must make its own, "
                "and the parent must not have the store open when it forks"
            )

    def _check_caller(self) -> None:
        self._check_process()
        if self._outbox.in_sender():
            raise RuntimeError("on_refused must not flush or close the JobWriter that calls it")

    def _wait(self, future: "Future[None]", timeout: float | None) -> None:
        try:
            _result_of(future, timeout)
        except TimeoutError:
            raise StoreBusy(
                f"still queued after {timeout:g} s: {counted(self._outbox.unsent)}; {self._outbox.trouble}"
            ) from None

    def _tell_refused(self) -> None:
        refused, count = self._outbox.take_refusals()
        if count:
            raise RefusedEvents(refused, count)


class _Options(TypedDict, total=False):
    source: str | None
    batch: int
    linger: float
    durable: bool
    on_refused: OnRefused | None
    busy_timeout: float
    bulk: bool
    progress: Progress | None


class AsyncJobWriter:
    """A ``JobWriter`` for programs that await: the same arguments, the same promises, and the loop never waits.

    A ``write`` that was cancelled has not taken its event; one that returned has, whatever happens then. A
    cancelled ``flush`` or ``close`` takes nothing back.
    """

    def __init__(self, store: str | None = None, **options: Unpack[_Options]) -> None:
        """As ``JobWriter``."""
        self._writer = JobWriter(store, **options)
        self._written = 0

    @classmethod
    def _over(cls, writer: JobWriter) -> "AsyncJobWriter":
        self = cls.__new__(cls)
        self._writer, self._written = writer, 0
        return self

    async def write(self, event: Mapping[str, object] | Event | None = None, /, **fields: object) -> None:
        """As ``JobWriter.write``; awaits while the queue is full."""
        checked = self._writer._checked(event, fields)
        self._written += 1
        if self._written % _SHARE == 0:
            await _let_others_run()
        # Nothing is awaited once the event is taken: a cancelled write has not taken it.
        while not self._writer._outbox.put(checked):
            await _awaited(self._writer._outbox.room())

    async def flush(self) -> None:
        """As ``JobWriter.flush``; limit it with ``asyncio.timeout``."""
        self._writer._check_caller()
        await _awaited(self._writer._outbox.settled())
        self._writer._tell_refused()

    async def close(self) -> None:
        """As ``JobWriter.close``."""
        if not self._writer._ours:
            return
        await _awaited(self._writer._outbox.settled())
        await _awaited(self._writer._outbox.close())
        self._writer._tell_refused()

    async def __aenter__(self) -> Self:
        """Begin."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        await self.close()


def _result_of(future: "Future[None]", timeout: float | None = None) -> None:
    try:
        future.result(timeout)
    except BaseException:
        future.cancel()  # nobody waits any more
        raise


async def _awaited(future: "Future[None]") -> None:
    import asyncio

    await asyncio.wrap_future(future)


async def _let_others_run() -> None:
    import asyncio

    await asyncio.sleep(0)
