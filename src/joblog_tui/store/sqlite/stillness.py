"""Whether nobody can have committed, told by the write-ahead log's file: a look at it costs two microseconds.

Every commit writes to that file. Its time has the grain of the kernel's clock, a few milliseconds, and its size stays
when it is written anew from its beginning: so a file that was written to just now is never taken to be as it was.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

GRAIN = 100_000_000  # nanoseconds; well over that of any kernel's clock


class Stillness:
    """Remembers how the log of the store at ``path`` looked. ``clock`` gives epoch nanoseconds."""

    def __init__(self, path: Path, clock: Callable[[], int] = time.time_ns) -> None:
        self._log = f"{path}-wal"
        self._clock = clock
        self._known: tuple[int, int, int] | None = None

    def holds(self) -> bool:
        """Whether the file is as it was at the last call, and nothing can have come since that call was made.

        Whatever the answer, it is the file as it is now that the next call compares with.
        """
        try:
            found = os.stat(self._log)  # twenty times a second: a Path made for it costs more than the look
        except OSError:
            self._known = None
            return False
        seen = (found.st_ino, found.st_size, found.st_mtime_ns)
        still = seen == self._known
        self._known = seen if self._clock() - found.st_mtime_ns >= GRAIN else None
        return still


def identity(path: Path) -> tuple[int, int] | None:
    """Which file stands at a path, None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def size(path: str) -> int:
    """How many bytes a file has, 0 when there is none."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
