"""Progress of something long: one line on stderr that renews itself, and only where stderr is a terminal."""

import sys
import time
from types import TracebackType

from joblog_tui.cli.output import on_terminal
from joblog_tui.model.moment import long_duration
from joblog_tui.text import safe

_EVERY = 0.1  # seconds between two drawings
_BAR = 24  # cells


class ProgressLine:
    """Call it with (what, done, total); ``total`` 0 means unknown. On leaving the ``with``, the line is gone.

    After a second it tells the pace since the beginning, and the time that is left at that pace.
    """

    def __init__(self) -> None:
        """Draw nothing yet."""
        self._wanted = on_terminal(sys.stderr)
        self._drawn_at = 0.0
        self._began: tuple[str, float, int] | None = None  # (what, when, how much was done by then)

    def __call__(self, what: str, done: int, total: int) -> None:
        """Say how far it is; cheap enough to be called for every batch."""
        now = time.monotonic()
        if not self._wanted or now - self._drawn_at < _EVERY:
            return
        self._drawn_at = now
        line = _line(safe(what), done, total) + self._pace(what, now, done, total)
        print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)

    def _pace(self, what: str, now: float, done: int, total: int) -> str:
        first = what.split(",")[0]
        if self._began is None or self._began[0] != first or done < self._began[2]:
            self._began = (first, now, done)
        _, began, before = self._began
        if now - began < 1.0 or done == before:
            return ""
        rate = (done - before) / (now - began)
        left = f", {long_duration(round((total - done) / rate * 1000))} left" if total > done else ""
        return f"  {rate:,.0f}/s{left}"

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
