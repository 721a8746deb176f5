"""Where lines come from: files and standard input, read to their end or followed while they grow.

A ``None`` among the lines says that nothing more is there at the moment: send on what you have.
"""

import os
import select
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from threading import Event
from typing import Final

from joblog_tui.model.errors import JoblogError, UsageError
from joblog_tui.writers.lines import Line, Splitter

STANDARD_INPUT: Final = "-"
_PIECE = 256 * 1024  # bytes
_POLL = 0.05  # seconds between two looks at an input that has nothing


class InputFailed(JoblogError):
    """An input could be opened, and then not be read."""


class Input:
    """One open file, pipe or standard input (``-``)."""

    def __init__(self, name: str) -> None:
        """Open it; ``UsageError`` when it cannot be opened, or is a directory."""
        self.name = name
        try:
            self._fd = _opened(name)
        except OSError as error:
            raise UsageError(_cannot_read(name, error)) from None
        self._position = 0
        self._splitter = Splitter(name)
        self._replaced = False
        self.finished = False

    def close(self) -> None:
        """Give the file back."""
        if self.name != STANDARD_INPUT and self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @property
    def size(self) -> int | None:
        """How many bytes it has, where that is known: it is a regular file."""
        found = os.fstat(self._fd)
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    def ready(self, timeout: float) -> bool:
        """Whether there is something to read, or the end, within ``timeout`` seconds."""
        return bool(select.select([self._fd], [], [], timeout)[0])

    def more(self) -> Iterator[Line]:
        """The lines in the next piece; at the end the last one, and ``finished``."""
        piece = self._read()
        if piece:
            yield from self._splitter.feed(piece)
        else:
            self.finished = True
            yield from self._splitter.end()

    def appended(self) -> Iterator[Line | None]:
        """The lines that were added since the last time; a ``None`` when there is nothing.

        The file may be replaced by a new one of its name (rotated) or cut to nothing and begun anew; its last
        line waits for its newline until then. A pipe that ends is ``finished``.
        """
        if not self.ready(0):
            yield None
        elif piece := self._read():
            yield from self._splitter.feed(piece)
        elif not stat.S_ISREG(os.fstat(self._fd).st_mode):
            self.finished = True
            yield from self._splitter.end()
        else:
            yield from self._begun_anew()
            yield None

    def _begun_anew(self) -> Iterator[Line]:
        """At the end of a regular file: what was left of it when another one has taken its place."""
        try:
            now, own = os.stat(self.name), os.fstat(self._fd)
        except FileNotFoundError:
            return  # renamed, and the new one is not there yet
        except OSError as error:
            raise InputFailed(_cannot_read(self.name, error)) from None
        if os.path.samestat(now, own):
            if own.st_size >= self._position:
                return
            os.lseek(self._fd, 0, os.SEEK_SET)
        elif not self._replaced:
            self._replaced = True  # its writer may hold the old file for a moment: look there once more
            return
        else:
            self._reopen()
        yield from self._splitter.end()
        self._splitter, self._position, self._replaced = Splitter(self.name), 0, False

    def _reopen(self) -> None:
        try:
            fresh = _opened(self.name)
        except OSError as error:
            raise InputFailed(_cannot_read(self.name, error)) from None
        os.close(self._fd)
        self._fd = fresh

    def _read(self) -> bytes:
        try:
            piece = os.read(self._fd, _PIECE)
        except OSError as error:
            raise InputFailed(_cannot_read(self.name, error)) from None
        self._position += len(piece)
        return piece


def read(inputs: Sequence[Input], stop: Event) -> Iterator[Line | None]:
    """The lines of the inputs, one input after the other, until the last one ends."""
    for source in inputs:
        while not source.finished and not stop.is_set():
            if source.ready(_POLL):
                yield from source.more()
            else:
                yield None


def follow(inputs: Sequence[Input], stop: Event) -> Iterator[Line | None]:
    """The lines of the inputs as they grow, all of them at once, until ``stop`` is set."""
    while not stop.is_set() and not all(source.finished for source in inputs):
        quiet = True
        for source in inputs:
            if not source.finished:
                for line in source.appended():
                    quiet = quiet and line is None
                    if line is not None:
                        yield line
        if quiet:
            yield None
            stop.wait(_POLL)


def _opened(name: str) -> int:
    if name == STANDARD_INPUT:
        os.fstat(0)
        return 0
    # Without O_NONBLOCK a named pipe that nobody writes to yet would hold us up here, deaf to signals.
    fd = os.open(name, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    if stat.S_ISDIR(os.fstat(fd).st_mode):
        os.close(fd)
        raise IsADirectoryError(None, "is a directory")
    return fd


def _cannot_read(name: str, error: OSError) -> str:
    what = "standard input" if name == STANDARD_INPUT else name
    return f"cannot read {what}: {(error.strerror or str(error)).lower()}"


def same_file(name: str, other: str | os.PathLike[str]) -> bool:
    """Whether both names lead to the same file."""
    with suppress(OSError):
        return name != STANDARD_INPUT and os.path.samefile(name, other)
    return False
