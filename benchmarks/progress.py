"""Tells on stderr what is going on; stdout stays free."""

import sys
import time

_BEGAN = time.monotonic()


def tell(what: str) -> None:
    """One line, with the time since the beginning."""
    print(f"[{time.monotonic() - _BEGAN:6.0f} s] {what}", file=sys.stderr, flush=True)
