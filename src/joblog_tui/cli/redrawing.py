"""``--watch N``: the same answer again every N seconds, drawn in place on a terminal, one after another elsewhere."""

import asyncio
import io
import shutil
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime
from typing import TextIO

from joblog_tui.cli.output import on_terminal

_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"  # the alternate screen, without a cursor
_HOME, _REST_OF_LINE, _REST_OF_SCREEN = "\x1b[H", "\x1b[K", "\x1b[J"


async def repeated(every: float | None, once: Callable[[], Awaitable[int]]) -> int:
    """Answer ``once``, or every so many seconds until it is interrupted; the exit code."""
    if every is None:
        return await once()
    with _screen():
        while True:
            frame = _Frame(sys.stdout)
            with redirect_stdout(frame), redirect_stderr(frame) if on_terminal() else redirect_stderr(sys.stderr):
                await once()
            _draw(frame.getvalue(), every)
            await asyncio.sleep(every)


@contextmanager
def ending_quietly(every: float | None) -> Iterator[None]:
    """Ctrl+C is how an answer that is repeated ends, and nothing that failed."""
    try:
        yield
    except KeyboardInterrupt:
        if every is None:
            raise


class _Frame(io.StringIO):
    """Keeps one answer, and is a terminal when the stream that it is for is one."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def isatty(self) -> bool:
        return self._stream.isatty()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding


@contextmanager
def _screen() -> Iterator[None]:
    if not on_terminal():
        yield
        return
    sys.stdout.write(_ENTER)
    try:
        yield
    finally:
        sys.stdout.write(_LEAVE)
        sys.stdout.flush()


def _draw(text: str, every: float) -> None:
    if on_terminal():
        size = shutil.get_terminal_size()
        lines = [f"every {every:g} s, {datetime.now():%H:%M:%S}, Ctrl+C ends it", "", *text.splitlines()]  # noqa: DTZ005
        shown = lines[: size.lines]
        text = _HOME + "\n".join(f"{line}{_REST_OF_LINE}" for line in shown) + _REST_OF_SCREEN
    sys.stdout.write(text)
    sys.stdout.flush()
