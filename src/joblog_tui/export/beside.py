"""A file that is written beside its place and moved there when it is whole: nobody ever sees half of it."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from joblog_tui.model.errors import JoblogError


class Beside:
    """Bytes on their way to ``path``; readable by the owner alone. One of ``keep`` and ``discard`` ends it."""

    def __init__(self, path: Path) -> None:
        """Begin; ``JoblogError`` when there cannot be such a file."""
        self._path = path
        if path.is_dir():
            raise JoblogError(f"cannot write {path}: it is a directory")
        self._beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            descriptor = os.open(self._beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        except OSError as error:
            raise self._failure(error) from None
        self._file = os.fdopen(descriptor, "wb")
        self._digest = hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """The digest of everything written so far, in hexadecimal."""
        return self._digest.hexdigest()

    def write(self, text: str) -> None:
        """Append text, as UTF-8."""
        content = text.encode("utf-8", "backslashreplace")
        try:
            self._file.write(content)
        except OSError as error:
            raise self._failure(error) from None
        self._digest.update(content)
        self.size += len(content)

    def keep(self) -> None:
        """Put the file in its place, in place of another one; it is on the disk when this returns."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._beside.replace(self._path)
        except OSError as error:
            raise self._failure(error) from None

    def discard(self) -> None:
        """Leave nothing behind; what was kept stays."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._beside.unlink(missing_ok=True)

    def _failure(self, error: OSError) -> JoblogError:
        return JoblogError(f"cannot write {self._path}: {(error.strerror or str(error)).lower()}")
