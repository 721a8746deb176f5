"""Events on their way to a store: a bounded queue, and the thread that empties it, a batch at a time.

The thread owns the connection. An event leaves the queue when the store has it or has refused it, never before, and
every event has an id by then: sending a batch once more after a failure cannot count anything twice.
"""

import math
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from itertools import islice

from joblog_tui.model.errors import StoreBusy, StoreError
from joblog_tui.model.event import Event
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.store.base import Appender
from joblog_tui.text import safe
from joblog_tui.writers import leaving
from joblog_tui.writers.refused import Refused, RefusedEvents, counted

OnRefused = Callable[[Event, str], None]

_KEPT_REFUSALS = 1_000  # the rest is only counted
_LONGEST_PAUSE = 5.0  # seconds between two attempts


class Outbox:
    """A queue of checked events with ids. ``put`` never waits; everything that takes time is a ``Future``."""

    def __init__(
        self,
        place: str,
        open_door: Callable[[], Appender],
        *,
        batch: int,
        capacity: int,
        linger: float,
        patience: float,
        on_refused: OnRefused | None,
    ) -> None:
        """Open the door in a thread of its own; ``StoreError`` when that fails.

        A batch goes out when it holds ``batch`` events or its first one has waited for ``linger`` seconds; ``capacity``
        events are held at most.
        ``patience`` is how many seconds the end of the process may be held up.
        """
        self.place = place
        self.pid = os.getpid()
        self._open_door = open_door
        self._batch = batch
        self._capacity = capacity
        self._linger = linger
        self._patience = patience
        self._on_refused = on_refused

        self._change = threading.Condition()
        self._queue: deque[Event] = deque()
        self._taken = 0  # events ever put
        self._settled = 0  # of them in the store, or refused by it
        self._since = 0.0  # when the wait of the first one in the queue began
        self._waiting: list[tuple[int, Future[None]]] = []  # (settled by then, whoever waits)
        self._closers: list[Future[None]] = []
        self._ended = False
        self._refused: list[Refused] = []
        self._refused_count = 0
        self._trouble: Exception | None = None
        self._failures = 0  # in a row
        self._rest_until = 0.0

        opened: Future[Vocabulary] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="joblog-writer", daemon=True)
        self._thread.start()
        self.vocabulary = opened.result()
        leaving.enter(self)

    @property
    def ended(self) -> bool:
        """Whether everything was sent and the connection is closed."""
        return self._ended

    @property
    def unsent(self) -> int:
        """How many events are still on their way."""
        return self._taken - self._settled

    @property
    def trouble(self) -> str:
        """Why the store does not take them."""
        return str(self._trouble or "the store is busy")

    def in_sender(self) -> bool:
        """Whether the caller is the thread that sends, in ``on_refused``."""
        return threading.current_thread() is self._thread

    def put(self, event: Event) -> bool:
        """Take an event; False when there is no room for it (see ``room``)."""
        with self._change:
            if self._ended or self._closers:
                raise StoreError("this JobWriter is closed")
            if len(self._queue) >= self._capacity and not self.in_sender():
                return False
            self._queue.append(event)
            self._taken += 1
            if len(self._queue) == 1:
                self._since = time.monotonic()
            if len(self._queue) in (1, self._batch):
                self._change.notify_all()
            return True

    def room(self) -> "Future[None]":
        """Done when there may be room again; ``StoreError`` when the store fails meanwhile."""
        return self._when_settled(self._taken - self._capacity + 1)

    def settled(self) -> "Future[None]":
        """Done when everything put so far is in the store or refused; ``StoreError`` when the store fails."""
        return self._when_settled(self._taken)

    def close(self) -> "Future[None]":
        """Send what is left and give the store back; after a ``StoreError`` the outbox is open as before."""
        done: Future[None] = Future()
        if os.getpid() != self.pid:
            done.set_result(None)  # a forked child: not its queue, and its lock may be held for ever
            return done
        with self._change:
            if self._ended:
                done.set_result(None)
            else:
                self._closers.append(done)
                self._change.notify_all()
        return done

    def take_refusals(self) -> tuple[list[Refused], int]:
        """What the store refused since it was last asked (the first of it), and how many that were."""
        with self._change:
            refused, count = self._refused, self._refused_count
            self._refused, self._refused_count = [], 0
            if self._ended:
                leaving.leave(self)
        return refused, count

    def finish(self) -> None:
        """Close within ``patience`` seconds, and tell on stderr what could not be sent or was refused."""
        try:
            self.close().result(self._patience)
        except (TimeoutError, StoreError, KeyboardInterrupt):
            _tell(f"not written: {counted(self.unsent)}; {self.trouble}")
        refused, count = self.take_refusals()
        if count:
            error = RefusedEvents(refused, count)
            for line in (str(error), *error.__notes__):
                _tell(line)

    def _when_settled(self, mark: int) -> "Future[None]":
        future: Future[None] = Future()
        with self._change:
            if self._settled >= mark:
                future.set_result(None)
            else:
                self._waiting.append((mark, future))
                self._change.notify_all()
        return future

    # What follows runs in the thread.

    def _run(self, opened: "Future[Vocabulary]") -> None:
        try:
            appender = self._open_door()
        except BaseException as error:
            opened.set_exception(error)
            return
        opened.set_result(appender.vocabulary)
        try:
            with closing(appender):
                while events := self._due():
                    self._send(appender, events)
        finally:
            self._end()

    def _due(self) -> list[Event]:
        """Wait for the next batch; an empty one ends the thread."""
        with self._change:
            while (wait := self._until_due()) > 0:
                self._change.wait(None if wait == math.inf else wait)
            return list(islice(self._queue, self._batch))

    def _until_due(self) -> float:
        """Seconds until the next batch goes out; infinite when nothing is there to be sent."""
        if self._closers or self._waiting:
            return 0.0
        if not self._queue:
            return math.inf
        due = self._since + self._linger if len(self._queue) < self._batch else 0.0
        return max(due, self._rest_until) - time.monotonic()

    def _send(self, appender: Appender, events: list[Event]) -> None:
        try:
            appended = appender.append(events)
        except StoreBusy as error:
            self._trouble = error
            time.sleep(self._pause())
        except Exception as error:
            self._fail(error)
        else:
            self._failures = 0
            for refusal in appended.refused:
                self._refuse(events[refusal.index], refusal.reason)
            self._settle(len(events))

    def _pause(self) -> float:
        """Seconds until the next attempt; they grow."""
        self._failures += 1
        return min(_LONGEST_PAUSE, 0.01 * 2.0 ** min(self._failures, 20))

    def _refuse(self, event: Event, reason: str) -> None:
        if self._on_refused is not None:
            try:
                self._on_refused(event, reason)
                return
            except BaseException as error:  # the thread must live on
                reason = f"{reason} (and on_refused failed: {error!r})"
        with self._change:
            self._refused_count += 1
            if len(self._refused) < _KEPT_REFUSALS:
                self._refused.append((event, reason))

    def _settle(self, count: int) -> None:
        with self._change:
            for _ in range(count):
                self._queue.popleft()
            self._settled += count
            self._since = time.monotonic()
            done = [future for mark, future in self._waiting if mark <= self._settled]
            self._waiting = [entry for entry in self._waiting if entry[0] > self._settled]
        for future in done:
            if future.set_running_or_notify_cancel():
                future.set_result(None)

    def _fail(self, error: Exception) -> None:
        """Nothing of the batch was kept: it stays queued, and everybody who waits is told."""
        with self._change:
            self._trouble = error
            self._rest_until = time.monotonic() + self._pause()
            failed = [*(future for _, future in self._waiting), *self._closers]
            self._waiting, self._closers = [], []
        for future in failed:
            if future.set_running_or_notify_cancel():
                future.set_exception(StoreError(f"{error} (queued and not written: {counted(self.unsent)})"))

    def _end(self) -> None:
        with self._change:
            self._ended = True
            closers, self._closers = self._closers, []
            if not self._refused_count:
                leaving.leave(self)
        for future in closers:
            if future.set_running_or_notify_cancel():
                future.set_result(None)


def _tell(line: str) -> None:
    if sys.stderr is not None:
        print(f"joblog: {safe(line)}", file=sys.stderr)
