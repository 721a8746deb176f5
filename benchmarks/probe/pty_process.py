"""A program in a pty of its own: every piece of its output with the moment at which it arrived.

A thread does nothing but read, so that a moment is right to a fraction of a millisecond whatever else this process
does. It also answers what programs ask a terminal, as a present-day one would.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

clock = time.perf_counter

_PATIENCE = 1.0  # seconds that a program has to end after each signal
_SWITCH = 0.0005  # seconds after which the reading thread gets its turn at the latest

_ASKED = re.compile(
    rb"\x1b\[(?P<device>[>=]?)0?c|\x1b\[(?P<status>5|\??6)n|\x1b\[\??(?P<mode>\d+)\$p|\x1b\[(?P<kitty>\?u)"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)|\x1b\[>0?(?P<name>q)|\x1bP\+q(?P<capability>[^\x1b]*)\x1b\\"
)
_UNFINISHED = re.compile(rb"\x1b[^\x1b]{0,40}\Z")
_CURSOR_KEYS = re.compile(rb"\x1b\[\?(?:\d+;)*1(?:;\d+)*([hl])")


class PtyProcess:
    """A program with a terminal of ``columns`` x ``lines``; ``chunks`` are (moment, bytes) in order."""

    def __init__(self, command: Sequence[str], *, columns: int, lines: int, environment: Mapping[str, str]) -> None:
        self.chunks: list[tuple[float, bytes]] = []
        self.application_keys = False
        self.ended = threading.Event()
        self._arrived = threading.Condition()
        self._tail = b""
        whole = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **environment}
        for misleading in ("COLUMNS", "LINES", "NO_COLOR", "PYTHONDONTWRITEBYTECODE"):
            whole.pop(misleading, None)
        sys.setswitchinterval(_SWITCH)
        self.began = clock()
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            _become(command, columns, lines, whole)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def send(self, data: bytes) -> float:
        """Type; the moment at which the bytes were given to the terminal."""
        now = clock()
        while data:
            data = data[os.write(self._master, data) :]
        return now

    def wait(self, known: int, seconds: float) -> bool:
        """Wait until there are more than ``known`` chunks, at most so long; whether there are."""
        with self._arrived:
            self._arrived.wait_for(lambda: len(self.chunks) > known or self.ended.is_set(), seconds)
        return len(self.chunks) > known

    def close(self) -> None:
        """End the program, however it is, and give the terminal back. May be called twice."""
        if self._master < 0:
            return
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(self.pid, number)
            if self._gone(_PATIENCE):
                break
        self.ended.wait(_PATIENCE)
        self.ended.set()
        self._reader.join()
        os.close(self._master)
        self._master = -1

    def _gone(self, seconds: float) -> bool:
        end = clock() + seconds
        while clock() < end:
            with suppress(ChildProcessError):
                if os.waitpid(self.pid, os.WNOHANG)[0] == 0:
                    time.sleep(0.005)
                    continue
            return True
        return False

    def _read(self) -> None:
        while not self.ended.is_set():
            if not select.select([self._master], [], [], 0.1)[0]:
                continue
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:
                data = b""
            now = clock()
            if data:
                self.chunks.append((now, data))
                self._answer(data)
            else:
                self.ended.set()
            with self._arrived:
                self._arrived.notify_all()

    def _answer(self, data: bytes) -> None:
        if b"\x1b" not in data and not self._tail:
            return
        data = self._tail + data
        for asked in _ASKED.finditer(data):
            with suppress(OSError):
                os.write(self._master, _reply(asked))
        for switched in _CURSOR_KEYS.finditer(data):
            self.application_keys = switched[1] == b"h"
        unfinished = _UNFINISHED.search(data)
        finished = unfinished is None or _ASKED.match(unfinished[0]) or _CURSOR_KEYS.match(unfinished[0])
        self._tail = b"" if finished or unfinished is None else unfinished[0]


def _reply(asked: re.Match[bytes]) -> bytes:
    if asked["mode"]:
        # 2 is "known, switched off": synchronised updates and pasting in brackets.
        return b"\x1b[?%s;%d$y" % (asked["mode"], 2 if asked["mode"] in (b"2026", b"2004") else 0)
    if asked["status"]:
        return b"\x1b[0n" if asked["status"] == b"5" else b"\x1b[1;1R"
    if asked["colour"]:
        colour = b"0000/0000/0000" if asked["colour"] == b"11" else b"ffff/ffff/ffff"
        return b"\x1b]%s;rgb:%s\x1b\\" % (asked["colour"], colour)
    if asked["kitty"]:
        return b"\x1b[?0u"
    if asked["name"]:
        return b"\x1bP>|probe 1\x1b\\"
    if asked["capability"] is not None:
        return b"\x1bP0+r\x1b\\"
    return {b">": b"\x1b[>1;10;0c", b"=": b"\x1bP!|00000000\x1b\\"}.get(asked["device"], b"\x1b[?62;22c")


def _become(command: Sequence[str], columns: int, lines: int, environment: dict[str, str]) -> None:
    """In the forked process: the program. Never returns."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        for number in (signal.SIGINT, signal.SIGPIPE, signal.SIGTSTP):
            signal.signal(number, signal.SIG_DFL)
        os.execvpe(command[0], list(command), environment)
    except BaseException as error:
        os.write(2, f"{command[0]}: {error}\n".encode())
    os._exit(127)
