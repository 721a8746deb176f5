"""Helper processes that never outlive what they help with."""

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

_ENDING = {signal.SIGINT, signal.SIGTERM}


@contextmanager
def child(command: Sequence[str], stdout: int | None = None) -> Iterator["subprocess.Popen[str]"]:
    """A process that is gone when the block is left, whatever ended it.

    An interrupt has to wait while the process is being made, else it could be made and known to nobody. The process
    itself hears of no interrupt: it is ended from here.
    """
    process: subprocess.Popen[str] | None = None
    try:
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        try:
            process = subprocess.Popen(command, stdout=stdout, text=True)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        yield process
    finally:
        if process is not None:
            process.kill()
            process.wait()
