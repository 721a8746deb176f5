"""Commands that go on until they are stopped, as processes whose lines a test waits for."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60  # seconds


class Running:
    """A command under way: its lines so far, and a wait for the next ones."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.out: list[str] = []
        self.err: list[str] = []
        self._news = threading.Condition()
        assert process.stdout is not None
        assert process.stderr is not None
        self._threads = [
            threading.Thread(target=self._read, args=(process.stdout, self.out), daemon=True),
            threading.Thread(target=self._read, args=(process.stderr, self.err), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _read(self, stream: Iterator[str], lines: list[str]) -> None:
        for line in stream:
            with self._news:
                lines.append(line.rstrip("\n"))
                self._news.notify_all()
        with self._news:
            self._news.notify_all()

    def lines(self, count: int) -> list[str]:
        """The first ``count`` lines of stdout, waited for."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.out) >= count, PATIENCE), (self.out, self.err)
        return self.out[:count]

    def told(self, text: str) -> None:
        """Wait until a line of stderr holds ``text``."""
        with self._news:
            assert self._news.wait_for(lambda: any(text in line for line in self.err), PATIENCE), self.err

    def ended(self) -> int:
        """The exit code, waited for."""
        code = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        return code

    def interrupt(self) -> int:
        """Press Ctrl+C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.ended()


@contextmanager
def running(store: Path, *arguments: str) -> Iterator[Running]:
    """``joblog`` with these arguments on a store; killed if it still runs when the test is over."""
    process = subprocess.Popen(
        [sys.executable, "-m", "joblog_tui", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "JOBLOG_STORE": str(store)},
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.communicate()
