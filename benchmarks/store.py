"""The store without a terminal: what the dashboard asks of it, timed one call at a time."""

import asyncio
import itertools
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from benchmarks.data import Data
from benchmarks.figures import Figures
from benchmarks.progress import tell
from benchmarks.recipe import COMMON_WORD, PARENT, target_name
from joblog_tui.model.moment import DAY, MINUTE
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status
from joblog_tui.query.filters import Between, Filter, Group, OneOf, Word
from joblog_tui.query.listing import SORT_FIELDS, Listing, Sort
from joblog_tui.store.base import JobStore
from joblog_tui.store.factory import open_store
from joblog_tui.store.sqlite import name_index

ROWS = 400  # as many as the dashboard fetches at a time
REPEATED = 15
PAIRS = 60
LONGEST = 20.0  # seconds that one figure may take; what is slow is repeated less often

VALUES: tuple[tuple[Group, str], ...] = (
    *(("status", status.slug) for status in Status),
    *(("task", word.slug) for word in TASKS),
    *(("trigger", word.slug) for word in TRIGGERS),
)
"""The 23 values of the sidebar."""

Call = Callable[[], Awaitable[Any]]


def measure(data: Data, found: Figures) -> None:
    """Pages, ranks, facets, searches and stalls of one store."""
    asyncio.run(_measure(data, found))


def filter_of(*values: tuple[Group, str]) -> Filter:
    """The filter that switching these values on makes."""
    groups: dict[Group, list[str]] = {}
    for group, slug in values:
        groups.setdefault(group, []).append(slug)
    return Filter(tuple(OneOf(group, tuple(slugs)) for group, slugs in groups.items()))


def pairs(seed: int, count: int) -> list[Filter]:
    """Random pairs of values."""
    dice = random.Random(seed)
    return [filter_of(*sorted(dice.sample(VALUES, 2))) for _ in range(count)]


def searches(data: Data) -> dict[str, Word]:
    """Free words that match nothing, about ten jobs, and every job."""
    little = f"{COMMON_WORD}-{data.recipe.targets // 2:07d}"
    assert little in target_name(data.recipe.targets // 2)
    return {"nothing": Word(f"{COMMON_WORD}q"), "little": Word(little), "everything": Word(COMMON_WORD)}


async def _measure(data: Data, found: Figures) -> None:
    store = await open_store(str(data.store))
    try:
        await _rows(store, data, found)
        await _counts(store, found)
        await _ranges_and_orders(store, data, found)
        await _nested(store, found)
        began = time.perf_counter()
        await asyncio.to_thread(name_index.catch_up, data.store)
        found.note("joblog", "indexing names, s", time.perf_counter() - began)
        await _searches(store, data, found)
    finally:
        await store.close()


async def _rows(store: JobStore, data: Data, found: Figures) -> None:
    whole = Listing()
    last = data.recipe.jobs
    for name, rank in (("first page", 0), ("page in the middle", last // 2), ("last page", last)):
        await _repeat(found, name, [lambda rank=rank: store.block(whole, rank, ROWS)])  # type: ignore[misc]
    block = await store.block(whole, last // 3, ROWS)
    seqs = [job.seq for job in block.rows]
    await _repeat(
        found,
        "page around a job (its rank)",
        [lambda seq=seq: store.block_around(whole, seq, 20, ROWS) for seq in seqs[:REPEATED]],  # type: ignore[misc]
    )
    for name, filters in (("1 of 23 values", [filter_of(value) for value in VALUES]), ("pairs", pairs(1, PAIRS))):
        calls: list[Call] = [lambda f=f: store.block(Listing(f), 0, ROWS) for f in filters]  # type: ignore[misc]
        await _repeat(found, f"first page, {name}", calls, times=3 if len(calls) < PAIRS else 1)
        calls = [lambda f=f: store.block(Listing(f), 1 << 40, ROWS) for f in filters]  # type: ignore[misc]
        await _repeat(found, f"last page, {name}", calls, times=1)


async def _counts(store: JobStore, found: Figures) -> None:
    await _repeat(found, "stalled jobs", [store.stalls])
    cases = (
        ("no filter", [Filter()], REPEATED),
        ("1 of 23 values", [filter_of(value) for value in VALUES], 3),
        ("pairs", pairs(1, PAIRS), 1),
    )
    for name, filters, times in cases:
        calls: list[Call] = [lambda f=f: store.facets(Listing(f)) for f in filters]  # type: ignore[misc]
        await _repeat(found, f"facets, {name}", calls, times=times, before=store.stalls)


async def _ranges_and_orders(store: JobStore, data: Data, found: Figures) -> None:
    days = (2, 9, 40, 200, 800)
    spans = [Between("created", data.recipe.end - day * DAY - MINUTE, data.recipe.end - day // 2 * DAY) for day in days]
    filters = [Filter((span,)) for span in spans]
    calls: list[Call] = [lambda f=f: store.block(Listing(f), 0, ROWS) for f in filters]  # type: ignore[misc]
    await _repeat(found, "first page, 5 ranges of creation", calls, times=3)
    calls = [lambda f=f: store.facets(Listing(f)) for f in filters]  # type: ignore[misc]
    await _repeat(found, "facets, 5 ranges of creation", calls, times=3)
    middle = data.recipe.jobs // 2
    for field in SORT_FIELDS[1:]:
        listing = Listing(sort=Sort(field))
        first: list[Call] = [lambda listing=listing: store.block(listing, 0, ROWS)]  # type: ignore[misc]
        await _repeat(found, f"sorted by {field}: first page, first time", first, times=1)
        calls = [lambda listing=listing: store.block(listing, middle, ROWS)]  # type: ignore[misc]
        await _repeat(found, f"sorted by {field}: page in the middle", calls)


async def _nested(store: JobStore, found: Figures) -> None:
    for name, filter in (("nested", Filter()), ("nested at any depth", Filter(everywhere=True))):
        listing = Listing(filter, parent=PARENT)
        rows: list[Call] = [lambda listing=listing: store.block(listing, 0, ROWS)]  # type: ignore[misc]
        counts: list[Call] = [lambda listing=listing: store.facets(listing)]  # type: ignore[misc]
        await _repeat(found, f"50,000 {name}: first page", rows)
        await _repeat(found, f"50,000 {name}: facets", counts)


async def _searches(store: JobStore, data: Data, found: Figures) -> None:
    for name, word in searches(data).items():
        listing = Listing(Filter((word,)))
        rows: list[Call] = [lambda listing=listing: store.block(listing, 0, ROWS, soon=True)]  # type: ignore[misc]
        counts: list[Call] = [lambda listing=listing: store.facets(listing)]  # type: ignore[misc]
        await _repeat(found, f"search, {name} matches: first page", rows)
        await _repeat(found, f"search, {name} matches: facets", counts, before=store.stalls)


async def _repeat(
    found: Figures, name: str, calls: list[Call], times: int = REPEATED, before: Call | None = None
) -> None:
    """Time each call some times; ``before`` is done first each time, and not timed."""
    tell(f"  store: {name}")
    took = []
    end = time.perf_counter() + LONGEST
    for call in _rounds(calls, times):
        if before is not None:
            await before()
        began = time.perf_counter()
        await call()
        took.append((time.perf_counter() - began) * 1000)
        if time.perf_counter() > end:
            break
    found.spread("joblog", f"{name}:", took)


def _rounds(calls: list[Call], times: int) -> Iterator[Call]:
    return itertools.chain.from_iterable(itertools.repeat(calls, times))
