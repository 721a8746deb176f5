"""The reject file: every line that was not accepted, with its number and the reason, as NDJSON.

{"file": "events.ndjson", "line": 12, "reason": "job is missing", "text": "{\\"status\\": \\"running\\"}"}
"""

import codecs
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from joblog_tui.model.errors import JoblogError
from joblog_tui.text import safe_json
from joblog_tui.writers.lines import KEPT

DEFAULT_PATH = "joblog-rejects.ndjson"  # in the current directory


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that was not accepted; ``text`` is the line, or the beginning of it, ``cut`` says which."""

    file: str
    line: int
    reason: str
    text: bytes
    cut: bool = False

    def as_json(self) -> str:
        """One line of the reject file, with nothing in it that can act on a terminal; a cut text ends in ``…``."""
        decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")
        text = decoder.decode(self.text[:KEPT], final=not self.cut) + ("…" if self.cut else "")
        fields = {"file": self.file, "line": self.line, "reason": self.reason, "text": text}
        return safe_json(json.dumps(fields, ensure_ascii=False))


class RejectFile:
    """Where rejects go. The file is made (mode 0600) when the first one comes; one that is there is added to."""

    def __init__(self, path: str | os.PathLike[str] = DEFAULT_PATH) -> None:
        """Nothing is opened yet."""
        self.path = os.fspath(path)
        self._fd = -1

    def write(self, rejects: Iterable[Reject]) -> None:
        """Add rejects; ``JoblogError`` when that is not possible: then none of them was added."""
        lines = "".join(f"{reject.as_json()}\n" for reject in rejects).encode()
        if not lines:
            return
        try:
            if self._fd < 0:
                self._fd = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            _write_whole(self._fd, lines)
        except OSError as error:
            raise JoblogError(
                f"cannot write the reject file {self.path}: {(error.strerror or str(error)).lower()}"
            ) from None

    def close(self) -> None:
        """Make it durable and close it. May be called twice."""
        if self._fd >= 0:
            with suppress(OSError):
                os.fsync(self._fd)  # a terminal or a pipe has no disk
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()


def _write_whole(fd: int, data: bytes) -> None:
    before = os.fstat(fd).st_size
    try:
        while data:
            data = data[os.write(fd, data) :]
    except OSError:
        with suppress(OSError):
            os.ftruncate(fd, before)  # a full disk must not leave half a line
        raise
