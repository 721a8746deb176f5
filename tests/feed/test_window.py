"""The live window: whole snapshots, rows before slow counts, nothing for a listing that is not wanted any more."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from joblog_tui.feed.window import LiveWindow, Look, Snapshot
from joblog_tui.model.errors import JoblogError, StoreError
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import Condition, Filter, Flag, Not, OneOf, Or, Span, Word
from joblog_tui.query.listing import Block, Facets, Listing, Ordering, Sort
from tests.support.memory_store import NOW, MemoryStore, a_job

COMPLETED = Listing(Filter((OneOf("status", ("completed",)),)))
FAILED = Listing(Filter((OneOf("status", ("not_completed",)),)))


class Watching:
    """A window over a store, and where it looks."""

    def __init__(self, store: MemoryStore, look: Look) -> None:
        self.store = store
        self.look = look
        self.now = NOW
        self.window = LiveWindow(lambda: self.store, lambda: self.look, clock=lambda: self.now, gap=0, pace=lambda: 0.0)
        self.snapshots = self.window.snapshots()

    async def next(self) -> Snapshot:
        snapshot = await anext(self.snapshots)
        assert isinstance(snapshot, Snapshot)
        return snapshot

    async def error(self) -> JoblogError:
        error = await anext(self.snapshots)
        assert isinstance(error, JoblogError)
        return error


@asynccontextmanager
async def watching(store: MemoryStore, look: Look | None = None) -> AsyncIterator[Watching]:
    watching = Watching(store, look or Look(Listing()))
    async with asyncio.timeout(10):
        yield watching
    await watching.snapshots.aclose()


def ids(snapshot: Snapshot) -> list[str]:
    return [job.id for job in snapshot.block.rows]


async def test_the_first_snapshot_has_rows_and_counts() -> None:
    store = MemoryStore([a_job(1), a_job(2, status=Status.RUNNING)])
    store.verdicts[2] = Verdict(NOW - 60_000, Limit(), "syncing_users")
    async with watching(store) as watch:
        snapshot = await watch.next()
    assert ids(snapshot) == ["job-2", "job-1"]
    assert snapshot.counted
    assert snapshot.facets.status == {"completed": 1, "running": 1}
    assert set(snapshot.stalls.verdicts) == {2}
    assert snapshot.now == NOW


async def test_a_change_gives_one_more_snapshot_with_rows_and_counts_together() -> None:
    store = MemoryStore([a_job(1)])
    async with watching(store) as watch:
        await watch.next()
        store.put(a_job(2))
        watch.window.changed()
        snapshot = await watch.next()
        assert ids(snapshot) == ["job-2", "job-1"]
        assert snapshot.facets.total == 2


async def test_rows_do_not_wait_for_slow_counts() -> None:
    store = MemoryStore([a_job(1)])
    async with watching(store) as watch:
        await watch.next()
        store.gates["facets"] = asyncio.Event()
        watch.look = Look(FAILED)
        store.put(a_job(2, status=Status.NOT_COMPLETED))
        watch.window.moved()
        rows = await watch.next()
        assert ids(rows) == ["job-2"]
        assert not rows.counted
        assert rows.facets.total == 1  # the last ones known
        store.gates["facets"].set()
        counts = await watch.next()
        assert counts.counted
        assert counts.facets.total == 1
        assert counts.block is rows.block
        assert counts.facets.status == {"completed": 1, "not_completed": 1}


async def test_counts_for_a_listing_that_is_not_wanted_any_more_are_let_go() -> None:
    store = MemoryStore([a_job(1), a_job(2, status=Status.NOT_COMPLETED)])
    async with watching(store) as watch:
        await watch.next()
        gate = store.gates["facets"] = asyncio.Event()
        watch.look = Look(FAILED)
        watch.window.moved()
        assert not (await watch.next()).counted
        del store.gates["facets"]
        watch.look = Look(Listing())
        watch.window.moved()
        snapshot = await watch.next()
        assert snapshot.look.listing == Listing()
        assert snapshot.counted
        assert not gate.is_set()


async def test_rows_of_a_listing_that_is_not_wanted_any_more_are_never_shown() -> None:
    store = MemoryStore([a_job(1), a_job(2, status=Status.NOT_COMPLETED)])
    async with watching(store) as watch:
        await watch.next()
        store.gates["block"] = asyncio.Event()  # never opened
        store.calls.clear()
        watch.look = Look(FAILED)
        watch.window.moved()
        following = asyncio.ensure_future(watch.next())
        await store.called("block")
        del store.gates["block"]
        watch.look = Look(COMPLETED)
        watch.window.moved()
        shown = [await following]
        while shown[-1].look.listing != COMPLETED:
            shown.append(await watch.next())
        assert ids(shown[-1]) == ["job-1"]
        assert FAILED not in [snapshot.look.listing for snapshot in shown]


async def test_rows_are_looked_up_around_the_anchored_job() -> None:
    store = MemoryStore([a_job(n) for n in range(1, 101)])
    async with watching(store, Look(Listing(), anchor=40, above=5, limit=10)) as watch:
        snapshot = await watch.next()
        assert snapshot.place == 60
        assert (snapshot.block.first, snapshot.block.rows[5].id) == (55, "job-40")
        store.put(a_job(101), a_job(102))
        watch.window.changed()
        snapshot = await watch.next()
        assert snapshot.place == 62
        assert snapshot.block.rows[5].id == "job-40"


async def test_the_place_is_told_once_and_not_again_with_late_counts() -> None:
    store = MemoryStore([a_job(n) for n in range(1, 11)])
    store.gates["facets"] = asyncio.Event()
    async with watching(store, Look(Listing(), anchor=4)) as watch:
        assert (await watch.next()).place == 6
        store.gates["facets"].set()
        assert (await watch.next()).place is None


async def test_an_error_is_handed_out_and_the_next_look_may_succeed() -> None:
    store = MemoryStore([a_job(1)])
    async with watching(store) as watch:
        await watch.next()
        store.broken = StoreError("the store went away")
        watch.window.changed()
        assert str(await watch.error()) == "the store went away"
        store.broken = None
        watch.window.changed()
        snapshot = await anext(watch.snapshots)
        while isinstance(snapshot, JoblogError):
            snapshot = await anext(watch.snapshots)
        assert ids(snapshot) == ["job-1"]


async def test_stalls_are_looked_up_when_a_second_has_passed() -> None:
    store = MemoryStore([a_job(1, status=Status.RUNNING)])
    async with watching(store) as watch:
        await watch.next()
        store.verdicts[1] = Verdict(NOW, Limit(), "syncing_users")
        watch.window.changed()
        assert not (await watch.next()).stalls.verdicts
        watch.now += 1_000
        watch.window.changed()
        assert (await watch.next()).stalls.verdicts


async def test_time_alone_lets_jobs_stall_and_rows_are_not_read_for_that() -> None:
    store = MemoryStore([a_job(1, status=Status.RUNNING)])
    async with watching(store) as watch:
        await watch.next()
        store.calls.clear()
        store.verdicts[1] = Verdict(NOW, Limit(), "syncing_users")
        watch.now += 1_000
        watch.window.passed()
        snapshot = await watch.next()
    assert snapshot.stalls.listed == 1
    assert snapshot.facets.stalled == 1
    assert "block" not in store.calls


async def test_time_without_news_gives_no_snapshot() -> None:
    store = MemoryStore([a_job(1)])
    async with watching(store) as watch:
        await watch.next()
        store.calls.clear()
        watch.now += 1_000
        watch.window.passed()
        following = asyncio.ensure_future(watch.next())
        await store.called("stalls")
        store.put(a_job(2))
        watch.window.changed()
        assert (await following).block.total == 2


@pytest.mark.parametrize(
    "condition",
    [
        Flag("stalled"),
        Span("age", "<", 5_000),
        Not(Span("idle", ">", 5_000)),
        Or((Word("okta"), Span("age", ">", 1_000))),
    ],
)
async def test_a_filter_about_time_is_looked_at_again_as_time_passes(condition: Condition) -> None:
    store = MemoryStore([a_job(1)])
    async with watching(store, Look(Listing(Filter((condition,))))) as watch:
        await watch.next()
        store.calls.clear()
        watch.window.passed()
        await watch.next()
    assert "block" in store.calls


async def test_a_slow_fetch_does_not_queue_up() -> None:
    store = MemoryStore([a_job(1)])
    async with watching(store) as watch:
        await watch.next()
        gate = store.gates["block"] = asyncio.Event()
        store.calls.clear()
        for _ in range(20):
            watch.window.changed()
            await asyncio.sleep(0)
        store.put(a_job(2))
        gate.set()
        while (await watch.next()).block.total < 2:
            pass
        assert store.calls.count("block") <= 2  # the one under way, and one for all that came meanwhile


async def test_leaving_ends_all_work() -> None:
    before = asyncio.all_tasks()
    store = MemoryStore([a_job(1)])
    async with watching(store) as watch:
        await watch.next()
        store.gates["block"] = store.gates["facets"] = asyncio.Event()
        watch.look = replace(watch.look, rank=1)
        watch.window.moved()
        await asyncio.sleep(0)
    assert asyncio.all_tasks() == before


async def test_counts_grow_until_they_are_exact() -> None:
    store = MemoryStore([a_job(1), a_job(2, status=Status.NOT_COMPLETED)])
    async with watching(store) as watch:
        await watch.next()
        store.so_far = [Facets(total=1, everything=2, exact=False, looked_at=1)]
        gate = store.gates["so_far"] = asyncio.Event()
        watch.look = Look(FAILED)
        watch.window.moved()
        snapshot = await watch.next()
        while not snapshot.so_far:
            snapshot = await watch.next()
        assert (snapshot.counted, snapshot.facets.total, snapshot.facets.looked_at) == (False, 1, 1)
        gate.set()
        while not snapshot.counted:
            snapshot = await watch.next()
        assert (snapshot.so_far, snapshot.facets.exact, snapshot.facets.total) == (False, True, 1)


async def test_it_is_told_how_far_an_order_is_while_the_old_rows_stay() -> None:
    store = MemoryStore([a_job(1), a_job(2)])
    async with watching(store) as watch:
        await watch.next()
        store.steps = [Ordering("sorting", 2)]
        gate = store.gates["ordering"] = asyncio.Event()
        watch.look = Look(Listing(sort=Sort("updated", descending=False)))
        watch.window.moved()
        snapshot = await watch.next()
        while snapshot.ordering is None:
            snapshot = await watch.next()
        assert snapshot.ordering == Ordering("sorting", 2)
        assert ids(snapshot) == ["job-2", "job-1"]
        gate.set()
        while ids(snapshot) != ["job-1", "job-2"]:
            snapshot = await watch.next()
        assert snapshot.ordering is None


async def test_counts_are_asked_for_when_the_rows_are_there() -> None:
    asked: list[str] = []

    class Noting(MemoryStore):
        async def block(self, listing: Listing, rank: int, limit: int, *, soon: bool = False) -> Block:
            asked.append("rows")
            await asyncio.sleep(0)
            found = await super().block(listing, rank, limit, soon=soon)
            asked.append("rows are there")
            return found

        async def counting(self, listing: Listing) -> AsyncGenerator[Facets, None]:
            asked.append("counts")
            async for counts in super().counting(listing):
                yield counts

    async with watching(Noting([a_job(1), a_job(2, status=Status.NOT_COMPLETED)])) as watch:
        await watch.next()
        asked.clear()
        watch.look = Look(FAILED)
        watch.window.moved()
        assert (await watch.next()).counted
    assert asked == ["rows", "rows are there", "counts"]
