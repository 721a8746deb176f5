"""Tells a running dashboard that the configuration was changed."""

import os

from joblog_tui.cli import settings
from joblog_tui.model.errors import JoblogError, UsageError
from joblog_tui.ui.preferences import Preferences


class ConfigWatch:
    """Called now and then: the preferences when the file was changed, created or deleted since the last call."""

    def __init__(self) -> None:
        self._path = settings.config_path()
        self._seen = self._stamp()

    def __call__(self) -> Preferences | None:
        """None while nothing was changed; ``JoblogError`` when it cannot be read any more, once for each change."""
        stamp = self._stamp()
        if stamp == self._seen:
            return None
        self._seen = stamp
        try:
            return settings.load().preferences
        except JoblogError:
            raise
        except OSError as error:
            raise UsageError(f"{self._path}: {(error.strerror or str(error)).lower()}") from None

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            status = os.stat(self._path)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino
