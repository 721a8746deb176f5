"""What the language accepts, the store can answer: the longest and the deepest queries."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from joblog_tui.query.language import MAX_NESTING, MAX_TERMS
from joblog_tui.query.listing import Listing
from joblog_tui.store.base import JobStore
from joblog_tui.store.factory import open_store
from tests.query.reading import read
from tests.support.stores import new_store

DEEPER = [("-(y or w ", " u)"), ("(y or w -", " or u)"), ("-(y or -w ", " or z)"), ("-(y or z ", " -t)")]
INNERMOST = ["took:>5m", "created:2026-11-01..2026-11-02", "actor:a,b", "source:a,b", "is:stalled", "x"]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[JobStore]:
    opened = await open_store(str(new_store(tmp_path)))
    try:
        yield opened
    finally:
        await opened.close()


async def is_answered(store: JobStore, text: str) -> None:
    listing = Listing(read(text))
    assert (await store.block(listing, 0, 10)).total == 0
    assert (await store.facets(listing)).total == 0


@pytest.mark.parametrize("innermost", INNERMOST)
@pytest.mark.parametrize(("before", "after"), DEEPER)
async def test_the_deepest_queries_are_answered(store: JobStore, before: str, after: str, innermost: str) -> None:
    deep = before * MAX_NESTING + innermost + after * MAX_NESTING
    await is_answered(store, f"-is:stalled status:running {deep} task:logging_in")
    await is_answered(store, f"status:running or t {deep} v or status:queued")


@pytest.mark.parametrize("term", ["x{}", "-x{}", "actor:x{}", "-correlation:{}", "took:>{}m", "status:running"])
@pytest.mark.parametrize("between", [" ", " or "])
async def test_the_longest_queries_are_answered(store: JobStore, term: str, between: str) -> None:
    await is_answered(store, between.join(term.format(number) for number in range(MAX_TERMS)))


@pytest.mark.parametrize("key", ["actor", "target", "id", "source", "correlation", "reason"])
async def test_the_most_values_are_answered(store: JobStore, key: str) -> None:
    await is_answered(store, f"{key}:" + ",".join(f"x{number}" for number in range(MAX_TERMS)))
