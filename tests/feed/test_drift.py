"""What has happened while a screen was frozen."""

from joblog_tui.feed.drift import Drift, drift
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import Filter, Flag
from joblog_tui.query.listing import Listing, Sort
from tests.support.memory_store import MemoryStore, a_job


async def test_nothing_has_happened() -> None:
    store = MemoryStore([a_job(1), a_job(2)])
    assert await drift(store, Listing(), await store.block(Listing(), 0, 10)) == Drift()


async def test_new_rows_and_changed_rows_are_told_apart() -> None:
    store = MemoryStore([a_job(1), a_job(2), a_job(3)])
    frozen = await store.block(Listing(), 0, 10)
    store.put(a_job(4), a_job(5))
    store.change(2, status=Status.RETRYING)
    assert await drift(store, Listing(), frozen) == Drift(2, frozenset({2}))


async def test_new_rows_are_counted_exactly_though_others_have_left() -> None:
    incomplete = Listing(Filter((Flag("incomplete"),)))
    store = MemoryStore([a_job(n, status=Status.RUNNING) for n in range(1, 6)])
    frozen = await store.block(incomplete, 0, 10)
    store.change(1, status=Status.COMPLETED)
    store.change(2, status=Status.COMPLETED)
    store.put(a_job(9, status=Status.QUEUED))
    assert await drift(store, incomplete, frozen) == Drift(1, frozenset({1, 2}))


async def test_rows_that_were_scrolled_past_are_not_new() -> None:
    store = MemoryStore([a_job(n) for n in range(1, 21)])
    frozen = await store.block(Listing(), 10, 5)
    store.put(a_job(30))
    assert (await drift(store, Listing(), frozen)).new == 1


async def test_in_another_order_the_difference_in_number_is_told() -> None:
    by_target = Listing(sort=Sort("target", descending=False))
    store = MemoryStore([a_job(1), a_job(2)])
    frozen = await store.block(by_target, 0, 10)
    store.put(a_job(3))
    assert (await drift(store, by_target, frozen)).new == 1


async def test_the_first_rows_of_an_empty_list_are_new() -> None:
    store = MemoryStore()
    frozen = await store.block(Listing(), 0, 10)
    store.put(a_job(1), a_job(2))
    assert (await drift(store, Listing(), frozen)).new == 2
