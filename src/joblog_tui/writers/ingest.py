"""``joblog ingest``: lines of NDJSON into a store. One bad line never stops the rest; every line is accounted for.

Lines go to the store in batches. When a batch is durable its rejects are written down, and only then it counts:
``accepted + rejected`` is the number of lines read, at any time. Blank lines are passed over and count as nothing.
"""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from threading import Event as Signal

from joblog_tui.model.errors import EventRefused, JoblogError, StoreBusy, StoreError, UsageError
from joblog_tui.model.event import Event
from joblog_tui.model.vocabulary import nearest
from joblog_tui.store.base import Appended, Appender, Loader, Progress
from joblog_tui.store.factory import open_appender, open_loader
from joblog_tui.writers import inputs
from joblog_tui.writers.door import Parse, read_cloudevent, read_line
from joblog_tui.writers.lines import KEPT, MAX_LINE, Line
from joblog_tui.writers.rejects import DEFAULT_PATH, Reject, RejectFile
from joblog_tui.writers.words import Words, vocabulary_of

FORMATS: Mapping[str, Parse] = {"joblog": read_line, "cloudevents": read_cloudevent}
"""How a line is read, by the name of its format."""

_LINGER = 0.2  # seconds that the first line of a batch waits for others
_LINGER_IN_BULK = 1.0
_BATCH = 1_000  # lines
_BATCH_IN_BULK = 20_000  # where all lines are there already; other writers wait for half a second at most
_HISTORY = 64 * 1024 * 1024  # bytes of files from which on they are a history: some 250,000 events, ten seconds
_MOST = 8 * 1024 * 1024  # bytes of lines in one batch
_BUSY_TIMEOUT = 2.0  # seconds; attempts are repeated, and between two of them a stop is heard
_LONGEST_PAUSE = 5.0  # seconds between two attempts


@dataclass(frozen=True, slots=True)
class Ingested:
    """The account: lines read (blank ones not among them), accepted (known ones among them), rejected.

    ``file`` and ``line`` say which line was the last one read. ``left`` is why something that readers need was left
    to whoever opens the store next.
    """

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    file: str = ""
    line: int = 0
    left: str = ""

    @property
    def go_on(self) -> str:
        """The place of the line after the last one read, in words; empty when none was read."""
        return _place(self.file, self.line + 1) if self.line else ""


class IngestStopped(JoblogError):
    """The store, the input or the reject file failed; ``ingested`` is what was done until then.

    The message says from which line to go on.
    """

    def __init__(self, cause: object, ingested: Ingested, go_on: str) -> None:
        """Say what happened, and where to go on."""
        done = f"so far {ingested.accepted:,} accepted and {ingested.rejected:,} rejected"
        super().__init__(f"{cause}; {done}; go on from {go_on}")
        self.ingested = ingested


def run_ingest(
    url: str,
    paths: Sequence[str | os.PathLike[str]] = (),
    *,
    format: str = "joblog",
    rejects_path: str | os.PathLike[str] | None = None,
    follow: bool = False,
    bulk: bool | None = None,
    progress: Progress | None = None,
    stop: Signal | None = None,
) -> Ingested:
    """Read files (``-`` or none: standard input) into the store ``url``, all that ``joblog ingest`` does.

    With ``follow`` the files are read as they grow, until ``stop`` is set. Setting ``stop`` at any time ends between
    two batches. With ``bulk`` the lines are a history: what readers need is built at their end, until ``stop`` is set.
    Without a word on that, large files are one when they come into a store without events. The reject file is
    ``rejects_path``, or ``joblog-rejects.ndjson`` in the current directory. ``UsageError`` for an unknown format or an
    input that cannot be opened (nothing was done then), ``StoreError`` when the store cannot be opened,
    ``IngestStopped`` when something fails later.
    """
    parse = _parse_of(format)
    if bulk and follow:
        raise UsageError("a history has an end: leave out --bulk or --follow")
    stop = stop or Signal()
    rejects_path = rejects_path or DEFAULT_PATH
    names = [os.fspath(path) for path in paths] or [inputs.STANDARD_INPUT]
    for name in names:
        if inputs.same_file(name, rejects_path):
            raise UsageError(f"{name} cannot be read and be the reject file too; name another one with --rejects")
    with ExitStack() as stack:
        sources = [stack.enter_context(closing(inputs.Input(name))) for name in names]
        sizes = [source.size for source in sources]
        size = None if follow or None in sizes else sum(size or 0 for size in sizes)
        many = size is not None or bool(bulk)
        if bulk or (bulk is None and size is not None and size >= _HISTORY):
            loader = open_loader(url, busy_timeout=_BUSY_TIMEOUT, even_with_events=bool(bulk))
            appender: Appender = stack.enter_context(closing(loader))
        else:
            loader = None
            appender = stack.enter_context(closing(open_appender(url, busy_timeout=_BUSY_TIMEOUT, bulk=many)))
        rejects = stack.enter_context(RejectFile(rejects_path))
        done = ingest(
            inputs.follow(sources, stop) if follow else inputs.read(sources, stop),
            appender,
            rejects,
            batch=_BATCH_IN_BULK if many else _BATCH,
            linger=_LINGER_IN_BULK if many else _LINGER,
            size=size,
            on_progress=progress,
            parse=parse,
            words=Words(appender.vocabulary, partial(vocabulary_of, url)),
            stop=stop,
        )
        return done if loader is None else replace(done, left=_finish(loader, progress, stop))


def _finish(loader: Loader, progress: Progress | None, stop: Signal) -> str:
    """Make what readers need; why not all of it was made. Whoever has stopped the lines may stop this too."""
    try:
        return "" if loader.finish(progress, Signal() if stop.is_set() else stop) else "interrupted"
    except KeyboardInterrupt:
        return "interrupted"
    except StoreError as error:
        return str(error)


def ingest(
    lines: Iterable[Line | None],
    appender: Appender,
    rejects: RejectFile,
    *,
    batch: int = _BATCH,
    linger: float = _LINGER,
    size: int | None = None,
    on_progress: Progress | None = None,
    parse: Parse = read_line,
    words: Words | None = None,
    stop: Signal | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Ingested:
    """Append the events in ``lines`` and write down the rejects; a ``None`` sends what is there.

    A batch goes out when it holds ``batch`` lines or its first one has waited for ``linger`` seconds. ``size`` is how
    many bytes all lines have, where that is known; ``words`` the vocabulary to check against (that of ``appender`` when
    None), ``clock`` gives seconds.
    """
    stop = stop or Signal()
    words = words or Words(appender.vocabulary, lambda: appender.vocabulary)
    intake = _Intake(appender, rejects, batch, linger, size, on_progress, parse, words, stop, clock)
    try:
        for line in lines:
            if stop.is_set():
                break
            if line is None:
                intake.send()
            else:
                intake.take(line)
    except IngestStopped:
        raise
    except JoblogError as error:
        intake.send()
        last = intake.account
        raise IngestStopped(error, last, _place(last.file, last.line + 1) if last.read else "the beginning") from None
    intake.send()
    return intake.account


class _Intake:
    """One batch in the making, and the account of all that were sent."""

    def __init__(
        self,
        appender: Appender,
        rejects: RejectFile,
        batch: int,
        linger: float,
        size: int | None,
        on_progress: Progress | None,
        parse: Parse,
        words: Words,
        stop: Signal,
        clock: Callable[[], float],
    ) -> None:
        self.account = Ingested()
        self._appender = appender
        self._rejects = rejects
        self._batch = batch
        self._linger = linger
        self._size = size
        self._done = 0  # bytes
        self._on_progress = on_progress
        self._parse = parse
        self._words = words
        self._stop = stop
        self._clock = clock
        self._begin()

    def take(self, line: Line) -> None:
        """Read a line; send the batch when it is full or has waited long enough."""
        text, size = line.text, line.size
        self._done += size + 1
        if size <= MAX_LINE and not text.strip():
            return
        position = len(self._lines)
        if not position:
            self._since = self._clock()
        self._bytes += len(text)
        self._lines.append(line)
        try:
            if size > MAX_LINE:
                raise EventRefused(f"the line is {size:,} bytes, the limit is {MAX_LINE:,}")
            event = self._words.checking(partial(self._parse, text))
        except EventRefused as error:
            self._reject(position, str(error))
        else:
            self._events.append(event)
            self._positions.append(position)
        full = position + 1 >= self._batch or self._bytes >= _MOST
        if full or self._clock() - self._since >= self._linger:
            self.send()

    def send(self) -> None:
        """Append the batch, write its rejects down, and bring the account up to date."""
        if not self._lines:
            return
        accepted = 0
        if self._events:
            appended = self._append(self._events)
            accepted = appended.accepted
            for refusal in appended.refused:
                self._reject(self._positions[refusal.index], refusal.reason)
        rejected = [self._rejected[position] for position in sorted(self._rejected)]
        before = self.account
        file, number = self._lines[-1].file, self._lines[-1].number
        try:
            self._rejects.write(rejected)
        except JoblogError as error:
            done = Ingested(before.read + accepted, before.accepted + accepted, before.rejected, file, number)
            raise IngestStopped(error, done, _place(rejected[0].file, rejected[0].line)) from None
        self.account = Ingested(
            before.read + len(self._lines), before.accepted + accepted, before.rejected + len(rejected), file, number
        )
        self._begin()
        self._tell("lines read")

    def _begin(self) -> None:
        self._lines: list[Line] = []
        self._events: list[Event] = []
        self._positions: list[int] = []  # of the events among the lines
        self._rejected: dict[int, Reject] = {}
        self._bytes = 0
        self._since = 0.0

    def _reject(self, position: int, reason: str) -> None:
        line = self._lines[position]
        self._rejected[position] = Reject(line.file, line.number, reason, line.text[:KEPT], cut=line.size > KEPT)

    def _append(self, events: list[Event]) -> Appended:
        pause = 0.05
        while True:
            try:
                return self._appender.append(events)
            except StoreBusy as error:
                if self._stop.is_set():
                    self._give_up(error)
                self._tell("lines read; the store is busy")
                self._stop.wait(pause)
                pause = min(_LONGEST_PAUSE, pause * 2)
            except StoreError as error:
                self._give_up(error)

    def _give_up(self, error: StoreError) -> None:
        raise IngestStopped(error, self.account, _place(self._lines[0].file, self._lines[0].number)) from None

    def _tell(self, what: str) -> None:
        if self._on_progress is not None:
            rejected = f", {self.account.rejected:,} rejected" if self.account.rejected else ""
            read = self.account.read
            expected = read * self._size // max(1, self._done) if self._size is not None else 0
            self._on_progress(what + rejected, read, max(read, expected) if expected else 0)


def _parse_of(format: str) -> Parse:
    if format not in FORMATS:
        near = nearest(format, FORMATS)
        meant = f"; did you mean {near}?" if near is not None else ";"
        raise UsageError(f"unknown format {format!r}{meant} known are {', '.join(FORMATS)}")
    return FORMATS[format]


def _place(file: str, line: int) -> str:
    return f"line {line} of {'standard input' if file == inputs.STANDARD_INPUT else file}"
