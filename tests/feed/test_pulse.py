"""The pulse tells what changed, how fast events arrive, and when the store is lost and found."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from joblog_tui.feed.pulse import Beat, Pulse
from joblog_tui.model.errors import StoreBusy, StoreError, StoreLoading
from joblog_tui.model.vocabulary import TASKS, Vocabulary, Word
from joblog_tui.store.base import JobStore
from tests.support.memory_store import MemoryStore, a_job


@asynccontextmanager
async def beating(*stores: MemoryStore | StoreError, clock: list[float] | None = None) -> AsyncIterator["Beats"]:
    """A pulse that opens ``stores`` one after another; an error in their place is what opening raises."""
    left = list(stores)

    async def open_next() -> JobStore:
        following = left.pop(0)
        if isinstance(following, StoreError):
            raise following
        return following

    pulse = Pulse(open_next, poll=0.001, retry=0.001, clock=(lambda: clock[0]) if clock else (lambda: 0.0))
    await pulse.open()
    beats = Beats(pulse)
    async with asyncio.timeout(10):
        yield beats
    await beats.beats.aclose()
    await pulse.close()


class Beats:
    """Beats as they come."""

    def __init__(self, pulse: Pulse) -> None:
        self.pulse = pulse
        self.beats = pulse.beats()

    async def next(self) -> Beat:
        return await anext(self.beats)


async def test_the_first_beat_says_look_and_which_words_there_are() -> None:
    async with beating(MemoryStore()) as beats:
        beat = await beats.next()
    assert beat.changed
    assert beat.vocabulary == Vocabulary()
    assert beat.rate is None


async def test_a_commit_is_a_beat_and_silence_is_none() -> None:
    store = MemoryStore()
    async with beating(store) as beats:
        await beats.next()
        following = asyncio.ensure_future(beats.next())
        await store.called("revision", 5)
        assert not following.done()
        store.put(a_job(1))
        beat = await following
    assert beat.changed
    assert beat.vocabulary is None


async def test_the_rate_is_events_per_second() -> None:
    clock = [100.0]
    store = MemoryStore()
    async with beating(store, clock=clock) as beats:
        await beats.next()
        store.put(a_job(1), events=12)
        clock[0] += 2
        beat = await beats.next()
    assert beat.rate == 6.0


async def test_the_rate_falls_to_nothing_when_nothing_comes() -> None:
    clock = [100.0]
    store = MemoryStore()
    async with beating(store, clock=clock) as beats:
        await beats.next()
        store.put(events=50)
        clock[0] += 1
        beat = await beats.next()
        assert beat.rate == 50.0
        while beat.rate:
            clock[0] += 1
            beat = await beats.next()
            assert not beat.changed
    assert clock[0] <= 110.0


async def test_what_is_as_it_was_is_not_told_again() -> None:
    clock = [100.0]
    store = MemoryStore()
    async with beating(store, clock=clock) as beats:
        await beats.next()
        clock[0] += 1
        assert (await beats.next()).rate == 0.0
        following = asyncio.ensure_future(beats.next())
        for seconds in range(3, 6):
            clock[0] += 1
            await store.called("last_event", seconds)
        await store.called("revision", store.calls.count("revision") + 2)
        assert not following.done()
        store.put(a_job(1))
        assert (await following).changed


async def test_a_word_that_was_registered_meanwhile_is_told() -> None:
    clock = [100.0]
    store = MemoryStore()
    async with beating(store, clock=clock) as beats:
        await beats.next()
        store.words = Vocabulary(tasks=(*TASKS, Word("suspending_users", "Suspending users")))
        clock[0] += 1
        beat = await beats.next()
    assert beat.vocabulary == store.words


async def test_a_lost_store_is_told_once_and_opened_anew() -> None:
    lost, found = MemoryStore(), MemoryStore([a_job(1)])
    async with beating(lost, StoreError("still away"), found) as beats:
        await beats.next()
        lost.broken = StoreError("the store went away")
        beat = await beats.next()
        assert str(beat.lost) == "the store went away"
        beat = await beats.next()
        assert beat.changed
        assert beat.lost is None
        assert beats.pulse.store is found
    assert lost.closed == 1


async def test_of_a_store_that_is_being_loaded_is_told_how_far_it_is() -> None:
    store, found = MemoryStore(), MemoryStore()
    steps = [StoreLoading(f"{events} events so far") for events in (1, 2, 2, 3)]
    async with beating(store, *steps, found) as beats:
        await beats.next()
        store.broken = StoreLoading("0 events so far")
        told = [str((await beats.next()).lost) for _ in range(4)]
        assert told == [f"{events} events so far" for events in range(4)]
        assert (await beats.next()).lost is None


async def test_a_busy_store_is_not_lost() -> None:
    store = MemoryStore()
    async with beating(store) as beats:
        await beats.next()
        store.broken = StoreBusy("busy")
        following = asyncio.ensure_future(beats.next())
        await store.called("revision", 4)
        store.broken = None
        store.put(a_job(1))
        beat = await following
    assert beat.changed
    assert beat.lost is None
