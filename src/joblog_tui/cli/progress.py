"""Progress of something long: one line on stderr that renews itself, and only where stderr is a terminal."""

import sys
import time
from types import TracebackType

from joblog_tui.cli.output import on_terminal
from joblog_tui.text import safe

_EVERY = 0.1  # seconds between two drawings
_BAR = 24  # cells


class ProgressLine:
    """Call it with (what, done, total); ``total`` 0 means unknown. On leaving the ``with``, the line is gone."""

    def __init__(self) -> None:
        """Draw nothing yet."""
        self._wanted = on_terminal(sys.stderr)
        self._drawn_at = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say how far it is; cheap enough to be called for every batch."""
        now = time.monotonic()
        if not self._wanted or now - self._drawn_at < _EVERY:
            return
        self._drawn_at = now
        print(f"\r{_line(safe(what), done, total)}\x1b[K", end="", file=sys.stderr, flush=True)

    def __enter__(self) -> "ProgressLine":
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the line, so that what follows stands alone."""
        if self._drawn_at:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _line(what: str, done: int, total: int) -> str:
    if total <= 0:
        return f"{what}  {done:,}"
    filled = min(_BAR, _BAR * done // total)
    return f"{what}  {'━' * filled}{'─' * (_BAR - filled)}  {done:,} of {total:,}"
