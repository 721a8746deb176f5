"""Python's look for garbage in cycles, made rare while something makes very many objects that are in none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for garbage in cycles once in 100,000 objects instead of 700.

    Tens of thousands of events wait in a batch, and they are in no cycles: looking through them all, over and over,
    took a tenth of the time.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
