"""Ending work that writes: a signal asks it to stop at the next good place, a second one stops it at once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(threading.Event):
    """Set when the work shall stop; ``asked_by`` is the signal that asked for it, if one did."""

    asked_by: signal.Signals | None = None

    @property
    def exit_code(self) -> int:
        """As a shell has it: 128 + the number of the signal; 0 when nothing came in between."""
        return 128 + self.asked_by if self.asked_by else 0


@contextmanager
def stop_on_signal() -> Iterator[Stop]:
    """A ``Stop`` that Ctrl+C, SIGTERM and SIGHUP set; a second one raises ``KeyboardInterrupt``."""
    stop = Stop()

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.asked_by = signal.Signals(number)
        stop.set()

    before = {number: signal.signal(number, ask) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """SIGTERM and SIGHUP end the program the orderly way, so that what it set up is taken down."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
