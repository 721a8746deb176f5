"""The terminal before Textual has it: taken over so that nothing typed is echoed or lost, and always given back.

Keys wait in the terminal until the dashboard reads them. Ctrl+C goes on to be a signal until then; no other key is
one, so that Ctrl+Z does not stop a program that nobody could bring back to a terminal in order. A signal gives the
terminal back and ends the process on the spot: an exception in the midst of an import might come out as anything, and
there is nothing else to be put in order yet.
"""

import os
import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

ENTER, LEAVE = "\x1b[?1049h", "\x1b[?1049l"  # the alternate screen
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
_BEGIN, _END = "\x1b[?2026h", "\x1b[?2026l"  # what lies between is shown at once, by terminals that know it
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_OFF = b"\x00"


class Stage:
    """A terminal with a picture on it. ``before`` are its attributes as they were."""

    def __init__(self, source: int, sink: int) -> None:
        """Keys come from the file descriptor ``source``, what is shown goes to ``sink``."""
        self._source, self._sink = source, sink
        self.before: list[Any] = termios.tcgetattr(source)
        self.standing = False
        """Whether the terminal is ours to give back; not so any more when the dashboard has taken it over."""

    def show(self, picture: str) -> None:
        """Take the terminal over and show the picture."""
        self.standing = True
        termios.tcsetattr(self._source, termios.TCSANOW, _quiet(termios.tcgetattr(self._source)))
        self._write(f"{ENTER}{_HIDE_CURSOR}{_BEGIN}{picture}{_END}")

    def give_back(self) -> None:
        """Leave the terminal as it was, unless somebody else has it now."""
        if self.standing:
            self.standing = False
            with suppress(OSError, termios.error):  # the terminal is gone
                termios.tcsetattr(self._source, termios.TCSANOW, self.before)
                self._write(f"{LEAVE}{_SHOW_CURSOR}")

    def end(self, number: int) -> NoReturn:
        """End the process because of a signal; Ctrl+C leaves as it does in the dashboard."""
        self.give_back()
        os._exit(0 if number == signal.SIGINT else 128 + number)

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")
        while data:
            data = data[os.write(self._sink, data) :]


def _quiet(attributes: list[Any]) -> list[Any]:
    """The attributes with which keys are neither echoed nor waited for line by line."""
    attributes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    attributes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    control = attributes[6]
    control[termios.VMIN], control[termios.VTIME] = 1, 0
    control[termios.VSUSP] = control[termios.VQUIT] = _OFF
    return attributes


@contextmanager
def shown(picture: str, source: int, sink: int) -> Iterator[Stage]:
    """The picture on the terminal, until the dashboard has it; given back on leaving, and when a signal ends us."""
    stage = Stage(source, sink)

    def end(number: int, frame: FrameType | None) -> None:
        stage.end(number)

    before = {number: signal.signal(number, end) for number in _SIGNALS}
    try:
        stage.show(picture)
        yield stage
    finally:
        stage.give_back()
        for number, handler in before.items():
            signal.signal(number, handler)
