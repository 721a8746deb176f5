"""The inside of a job: how long a job with 50,000 nested ones takes to open, in the store and in a terminal."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.data import Data
from benchmarks.figures import Figures
from benchmarks.newcomer import dashboard
from benchmarks.progress import tell
from benchmarks.store import REPEATED, ROWS, Call, filter_of
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.query.outline import Outline
from joblog_tui.store.factory import open_store

NAME = "joblog"
PARENT = "nested-parent"
OPENINGS = 15
KEYS = 40
TREE = Listing(sort=Sort("created", descending=False), parent=PARENT, outline=Outline(lanes=True))


def measure(data: Data, found: Figures) -> None:
    """Pages of the tree, and the screen around it."""
    asyncio.run(_pages(data, found))
    _screen(data, found)


async def _pages(data: Data, found: Figures) -> None:
    tell("  store: the inside of a job with 50,000 nested ones")
    store = await open_store(str(data.store))
    try:
        last = (await store.block(TREE, 1 << 40, ROWS)).rows[-1].seq
        failed = replace(TREE, filter=filter_of(("status", "not_completed")))
        cases: dict[str, Call] = {
            "first page with its lanes": lambda: store.block(TREE, 0, ROWS),
            "page around its last job": lambda: store.block_around(TREE, last, ROWS // 2, ROWS),
            "first page of what failed": lambda: store.block(failed, 0, ROWS),
            "facets": lambda: store.facets(Listing(Filter(everywhere=True), parent=PARENT)),
            "blocking path": lambda: store.blocking_path(PARENT),
        }
        for name, call in cases.items():
            took = []
            for _ in range(REPEATED):
                began = time.perf_counter()
                await call()
                took.append((time.perf_counter() - began) * 1000)
            found.spread(NAME, f"50,000 nested jobs, {name}:", took)
    finally:
        await store.close()


def _screen(data: Data, found: Figures) -> None:
    tell("  dashboard: opening a job with 50,000 nested ones")
    with dashboard(data.store, "--query", f"id:{PARENT}") as probe:
        probe.until(lambda lines: any("/50000" in line for line in lines))
        probe.settle(0.5)
        before = probe.usage.memory
        took = []
        for _ in range(OPENINGS):
            took.append(probe.until(_opened, since=probe.send("enter")))
            probe.settle(0.3)
            probe.send("escape")
            probe.until(lambda lines: not _opened(lines))
            probe.settle(0.2)
        found.spread(NAME, "50,000 nested jobs, opened: key to rows", took)
        found.note(NAME, "50,000 nested jobs, opened: more memory, MB", (probe.usage.memory - before) / 2**20)
        probe.until(_opened, since=probe.send("enter"))
        probe.settle(0.5)
        for name, key in (("key down", "down"), ("page down", "pagedown")):
            shown = [probe.press(key).first for _ in range(KEYS)]
            found.spread(NAME, f"50,000 nested jobs, {name}", [each for each in shown if each is not None])


def _opened(lines: Sequence[str]) -> bool:
    """Whether the tree has rows."""
    return sum("├──" in line for line in lines) > 3
