"""Loads a recipe into a new store through the product's own door for histories, in a process of its own.

``python -m benchmarks.loading STORE JOBS END SEED`` prints what it took as one line of JSON.
"""

import json
import sys
import time
from contextlib import closing
from itertools import islice
from typing import Any

from benchmarks.probe.usage import peak_memory
from benchmarks.progress import tell
from benchmarks.recipe import Recipe, events
from joblog_tui.cli.access import caller
from joblog_tui.cli.rare_collections import rare_collections
from joblog_tui.model.event import Event
from joblog_tui.store.factory import create_store, open_loader

BATCH = 20_000  # events
TELL_EVERY = 30.0  # seconds


class Made:
    """Hands out the events and keeps the time that making them took, which is not the store's."""

    def __init__(self, recipe: Recipe) -> None:
        self._events = events(recipe)
        self._told = time.monotonic()
        self.seconds = 0.0
        self.cpu = 0.0
        self.count = 0

    def batch(self, size: int) -> list[Event]:
        """The next events, at most ``size``."""
        began, cpu = time.perf_counter(), time.process_time()
        batch = list(islice(self._events, size))
        self.seconds += time.perf_counter() - began
        self.cpu += time.process_time() - cpu
        self.count += len(batch)
        if time.monotonic() - self._told > TELL_EVERY:
            self._told = time.monotonic()
            tell(f"  {self.count:,} events")
        return batch


def main(store: str, recipe: Recipe) -> dict[str, Any]:
    """Create the store and load it; how it went."""
    create_store(store, "Acme Corp", caller())
    made = Made(recipe)
    began = time.perf_counter()
    loader = open_loader(store, durable=False)
    with closing(loader), rare_collections():
        while batch := made.batch(BATCH):
            appended = loader.append(batch)
            if appended.refused:
                raise SystemExit(f"an event was refused: {appended.refused[0].reason}")
        loader.finish(lambda what, done, of: tell(f"  {what} ({done:,} of {of:,} rows)"))
    seconds = time.perf_counter() - began - made.seconds
    cpu = time.process_time() - made.cpu
    return {"events": made.count, "seconds": seconds, "cpu": cpu, "memory": peak_memory()}


if __name__ == "__main__":
    _, where, jobs, end, seed = sys.argv
    print(json.dumps(main(where, Recipe(int(jobs), int(end), int(seed)))))
