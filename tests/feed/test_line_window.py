"""Log lines as a screen holds them: pages at either end, searches, and what arrives meanwhile."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import pytest

from joblog_tui.feed import line_window, stretch
from joblog_tui.feed.line_window import LineWindow
from joblog_tui.feed.stretch import Stretch
from joblog_tui.model.errors import JoblogError, StoreError
from joblog_tui.query.log_lines import LineQuery
from tests.support.memory_store import MemoryStore, a_job, a_report

QUERY = LineQuery("job-1")


def said(store: MemoryStore, *numbers: int) -> None:
    """Lines ``line N`` of job-1, arrived in this order."""
    store.reports["job-1"] += tuple(a_report(n, "job-1", message=f"line {n}") for n in numbers)
    store.put(events=len(numbers))


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore([a_job(1), a_job(2, parent="job-1")])
    store.reports["job-1"] = ()
    said(store, *range(1, 31))
    return store


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_window, "PAGE", 10)
    monkeypatch.setattr(stretch, "MOST", 25)


@pytest.fixture
async def reading(store: MemoryStore) -> AsyncIterator["Reading"]:
    reading = Reading(store)
    yield reading
    await reading.told.aclose()


class Reading:
    """A window, and what it tells."""

    def __init__(self, store: MemoryStore) -> None:
        self.window = LineWindow(lambda: store, QUERY, gap=0)
        self.told: AsyncGenerator[Stretch | JoblogError, None] = self.window.stretches()

    async def next(self) -> Stretch:
        async with asyncio.timeout(5):
            told = await anext(self.told)
        assert isinstance(told, Stretch)
        return told

    async def until_last(self, text: str) -> Stretch:
        while True:
            told = await self.next()
            if told.lines and told.lines[-1].text == text:
                return told


def texts(shown: Stretch) -> list[int]:
    return [int(line.text.removeprefix("line ")) for line in shown.lines]


async def test_it_begins_at_the_newest_lines_and_grows_backwards(reading: Reading) -> None:
    newest = await reading.next()
    assert (texts(newest), newest.begins, newest.ends) == (list(range(21, 31)), False, True)
    reading.window.more(newer=False)
    more = await reading.next()
    assert (texts(more), more.begins, more.ends) == (list(range(11, 31)), False, True)


async def test_what_grows_at_one_end_is_let_go_at_the_other(reading: Reading) -> None:
    await reading.next()
    for _ in range(2):
        reading.window.more(newer=False)
        shown = await reading.next()
    assert (texts(shown), shown.begins, shown.ends) == (list(range(1, 26)), True, False)
    reading.window.more(newer=True)
    shown = await reading.next()
    assert (texts(shown), shown.begins, shown.ends) == (list(range(6, 31)), False, True)


async def test_to_the_oldest_and_back(reading: Reading) -> None:
    await reading.next()
    reading.window.to_end(newer=False)
    oldest = await reading.next()
    assert (texts(oldest), oldest.begins, oldest.ends) == (list(range(1, 11)), True, False)
    reading.window.to_end(newer=True)
    assert texts(await reading.next()) == list(range(21, 31))


async def test_what_arrives_is_taken_in_where_it_belongs(store: MemoryStore, reading: Reading) -> None:
    await reading.next()
    store.reports["job-1"] += (
        a_report(41, "job-1", message="line 41"),
        a_report(42, "job-1", message="line 25", at=store.reports["job-1"][24].at),
        a_report(43, "job-1", message="line 2", at=store.reports["job-1"][1].at),
    )
    reading.window.changed()
    shown = await reading.until_last("line 41")
    assert texts(shown) == [21, 22, 23, 24, 25, 25, 26, 27, 28, 29, 30, 41]


async def test_away_from_the_newest_end_new_lines_wait_there(store: MemoryStore, reading: Reading) -> None:
    await reading.next()
    reading.window.to_end(newer=False)
    await reading.next()
    said(store, 41)
    reading.window.changed()
    shown = await reading.next()
    assert (texts(shown), shown.ends) == (list(range(1, 11)), False)
    for _ in range(3):
        reading.window.more(newer=True)
        shown = await reading.next()
    assert texts(shown)[-1] == 41


async def test_a_search_leads_beyond_what_is_in_memory(reading: Reading) -> None:
    newest = await reading.next()
    reading.window.find("line 7", newest.lines[-1].place, newer=False)
    shown = await reading.next()
    assert shown.found is not None
    assert shown.found.text == "line 7"
    assert texts(shown) == list(range(2, 13))
    reading.window.find("nobody said this", shown.found.place, newer=True)
    assert (await reading.next()).found is None


async def test_another_query_begins_anew(store: MemoryStore, reading: Reading) -> None:
    await reading.next()
    store.reports["job-2"] = (a_report(50, "job-2", message="line 50"),)
    reading.window.ask(LineQuery("job-1", nested=True))
    shown = await reading.until_last("line 50")
    assert shown.query.nested


async def test_a_store_that_fails_is_told_and_asked_again(store: MemoryStore, reading: Reading) -> None:
    await reading.next()
    store.broken = StoreError("acme.db is not there any more")
    reading.window.changed()
    assert isinstance(await anext(reading.told), StoreError)
    store.broken = None
    said(store, 41)
    reading.window.changed()
    await reading.until_last("line 41")


async def test_what_is_not_wanted_any_more_is_given_up(store: MemoryStore, reading: Reading) -> None:
    newest = await reading.next()
    store.gates["lines_before"] = asyncio.Event()
    reading.window.find("line 7", newest.lines[-1].place, newer=False)
    await store.called("lines_before", 2)
    assert reading.window.give_up()
    store.gates.clear()
    said(store, 41)
    reading.window.changed()
    shown = await reading.until_last("line 41")
    assert shown.found is None
    assert not reading.window.give_up()
