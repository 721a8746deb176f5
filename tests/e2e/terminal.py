"""A program in a terminal of its own: real pty, real keys, and the screen as a person would see it.

Nothing here sleeps: every wait is for something to be on the screen, with a deadline, and a failure shows the screen.
"""

import copy
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyte

DEADLINE = 30.0  # seconds; generous, because it is only ever reached by a failure
KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "space": " ", "backspace": "\x7f", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "pagedown": "\x1b[6~", "pageup": "\x1b[5~", "home": "\x1b[H",
    "end": "\x1b[F", "ctrl+c": "\x03", "ctrl+z": "\x1a", "ctrl+q": "\x11",
}  # fmt: skip

# What pyte would print instead of ignoring: keyboard protocols, mode queries, strings for the terminal.
_NOT_FOR_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*(?:\$p|u)|\x1b[P_^][^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[<=>?0-9;$]*|[P_^\]][^\x07\x1b]*\x1b?)?$")
# A new session takes the pty as its controlling terminal, so that Ctrl+C, Ctrl+Z and a hang-up arrive as signals.
_LAUNCHER = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"


class _Screen(pyte.Screen):
    """pyte's screen with the second one that full-screen programs work on, so that leaving it shows the first again."""

    _ALTERNATE = 1049
    _kept: tuple[dict[int, Any], pyte.screens.Cursor] | None = None

    def set_mode(self, *modes: int, **how: Any) -> None:
        """Switch a mode on; the alternate screen begins empty."""
        super().set_mode(*modes, **how)
        if how.get("private") and self._ALTERNATE in modes and self._kept is None:
            self._kept = copy.deepcopy(dict(self.buffer)), copy.copy(self.cursor)
            self.erase_in_display(2)

    def reset_mode(self, *modes: int, **how: Any) -> None:
        """Switch a mode off; leaving the alternate screen brings the first one back."""
        super().reset_mode(*modes, **how)
        if how.get("private") and self._ALTERNATE in modes and self._kept is not None:
            rows, before = self._kept
            self.erase_in_display(2)
            self.buffer.update(rows)
            self.cursor.x, self.cursor.y = before.x, before.y
            self._kept = None


class Terminal:
    """One program at work in a pty. Use it in a ``with``: on leaving, the program is gone."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        columns: int = 120,
        lines: int = 40,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start ``command`` in a terminal of the given size; ``environment`` is added to that of the tests."""
        self.raw = bytearray()
        self._screen = _Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._rest = b""
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.modes = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCHER, *map(str, command)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})},
        )
        self.slave = slave  # kept open, so that the state in which the program leaves it can still be read

    def __enter__(self) -> "Terminal":
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the program however it is, and give the pty back."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for descriptor in (self._master, self.slave):
            if descriptor >= 0:
                os.close(descriptor)

    @property
    def lines(self) -> list[str]:
        """The screen, line by line, without the spaces at the ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def cursor_shown(self) -> bool:
        """Whether the terminal's own cursor can be seen."""
        return not self._screen.cursor.hidden

    def mode_set(self, number: int) -> bool:
        """Whether a private mode of the terminal, such as 1049 (alternate screen), was left switched on."""
        switches = re.findall(rb"\x1b\[\?([0-9;]+)([hl])", self.raw)
        last = [switch for numbers, switch in switches if str(number).encode() in numbers.split(b";")]
        return bool(last) and last[-1] == b"h"

    def press(self, *keys: str) -> None:
        """Press keys by name (``enter``, ``down``, ``ctrl+c``) or as they are (``/``, ``G``)."""
        for key in keys:
            os.write(self._master, KEYS.get(key, key).encode())

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self._master, text.encode())

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as a window does."""
        self._screen.resize(lines, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def wait_for(self, wanted: str | Callable[["Terminal"], bool], deadline: float = DEADLINE) -> None:
        """Wait until a text is on the screen, or until something holds of it."""
        end = time.monotonic() + deadline
        while not self._holds(wanted):
            left = end - time.monotonic()
            running = self.process.poll() is None
            if left <= 0 or not (self._read(min(left, 0.2)) or running):
                what = wanted if isinstance(wanted, str) else getattr(wanted, "__doc__", None) or "what was awaited"
                state = "running" if running else f"ended with {self.process.returncode}"
                raise AssertionError(f"not on the screen: {what}; the program is {state}; the screen:\n{self.text}")

    def wait_gone(self, text: str, deadline: float = DEADLINE) -> None:
        """Wait until a text is not on the screen any more."""
        self.wait_for(lambda terminal: text not in terminal.text, deadline)

    def wait_end(self, deadline: float = DEADLINE) -> int:
        """Wait until the program has ended, and read what it left; the exit code."""
        self.wait_for(lambda terminal: terminal.process.poll() is not None, deadline)
        while self._read(0):
            pass
        return self.process.returncode

    def wait_stopped(self, deadline: float = DEADLINE) -> None:
        """Wait until the program has stopped, as after Ctrl+Z, and read what it left.

        A signal to go on that comes before it has stopped is lost, and it would stay stopped.
        """

        def stopped(terminal: "Terminal") -> bool:
            """the program has stopped"""
            return os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOHANG) is not None

        self.wait_for(stopped, deadline)
        while self._read(0):
            pass

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        os.close(self.slave)
        os.close(self._master)
        self.slave = self._master = -1

    def _holds(self, wanted: str | Callable[["Terminal"], bool]) -> bool:
        return wanted in self.text if isinstance(wanted, str) else wanted(self)

    def _read(self, timeout: float) -> bool:
        """Read what there is within ``timeout`` seconds; whether there was anything."""
        if not select.select([self._master], [], [], timeout)[0]:
            return False
        data = os.read(self._master, 65536)
        self.raw += data
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        self._rest = unfinished[0] if unfinished else b""
        self._stream.feed(_NOT_FOR_PYTE.sub(b"", data[: len(data) - len(self._rest)]))
        return bool(data)
