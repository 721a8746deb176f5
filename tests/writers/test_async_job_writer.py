"""``AsyncJobWriter``: the promises of ``JobWriter``, and that a cancelled await neither loses nor repeats an event."""

import asyncio
import random

import pytest

from joblog_tui.model.errors import EventRefused, StoreError
from joblog_tui.writers import AsyncJobWriter, JobWriter, RefusedEvents
from tests.writers.memory import LONG, MemoryStore

ROOM = 10_000


async def write_many(writer: AsyncJobWriter, first: int, count: int) -> None:
    for number in range(first, first + count):
        await writer.write(job="job-1", message=str(number))


def numbers(count: int, first: int = 0) -> list[str]:
    return [str(number) for number in range(first, first + count)]


@pytest.mark.parametrize("make", [AsyncJobWriter, JobWriter])
async def test_what_is_written_is_there_after_flush_and_close(
    memory: MemoryStore, make: type[AsyncJobWriter] | type[JobWriter]
) -> None:
    async with make("log.db", source="worker-3", batch=10) as writer:
        assert isinstance(writer, AsyncJobWriter)
        await write_many(writer, 0, 25)
        await writer.flush()
        assert memory.messages == numbers(25)
        await writer.write({"job": "job-1"}, message="25")
    assert memory.messages == numbers(26)
    assert {event.source for event in memory.events} == {"worker-3"}
    assert memory.open == 0
    with pytest.raises(StoreError, match="closed"):
        await writer.write(job="job-1")


async def test_refusals_are_raised_where_they_belong(memory: MemoryStore) -> None:
    async with AsyncJobWriter("log.db") as writer:
        with pytest.raises(EventRefused, match="job is missing"):
            await writer.write(message="of what?")
        await writer.write(job="a", parent="a")
        with pytest.raises(RefusedEvents):
            await writer.flush()
        await writer.write(job="a", parent="a")
        with pytest.raises(RefusedEvents):
            await writer.close()


async def test_a_failing_store_is_told_and_recovers(memory: MemoryStore) -> None:
    memory.full = True
    async with AsyncJobWriter("log.db") as writer:
        await write_many(writer, 0, 3)
        for ending in (writer.flush, writer.close):
            with pytest.raises(StoreError, match="not written: 3 events"):
                await ending()
        memory.full = False
    assert memory.messages == numbers(3)


async def test_the_loop_runs_on_while_the_store_is_slow(memory: MemoryStore) -> None:
    memory.gate.clear()
    async with AsyncJobWriter("log.db") as writer:
        await writer.write(job="a", message="0")
        flushing = asyncio.create_task(writer.flush())
        await asyncio.to_thread(memory.wait_until, attempts=1)
        assert not flushing.done()
        memory.gate.set()
        await flushing


async def test_other_tasks_get_their_turn_between_many_writes(memory: MemoryStore) -> None:
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    async with AsyncJobWriter("log.db") as writer:
        await write_many(writer, 0, 640)
    task.cancel()
    assert turns >= 10


async def test_a_cancelled_write_has_not_taken_its_event(memory: MemoryStore) -> None:
    memory.gate.clear()
    async with AsyncJobWriter("log.db", batch=1) as writer:
        await write_many(writer, 0, ROOM)
        waiting = asyncio.create_task(writer.write(job="a", message="cancelled"))
        done, _ = await asyncio.wait([waiting], timeout=0.05)
        assert not done
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        memory.gate.set()
        await writer.write(job="a", message=str(ROOM))
    assert memory.messages == numbers(ROOM + 1)


@pytest.mark.parametrize("seed", range(5))
async def test_cancelling_at_random_neither_loses_nor_repeats(memory: MemoryStore, seed: int) -> None:
    chance = random.Random(seed)
    returned: list[str] = []
    async with AsyncJobWriter("log.db", batch=1) as writer:
        memory.gate.clear()
        await write_many(writer, 0, ROOM - 5)

        async def one(message: str) -> None:
            await writer.write(job="a", message=message)
            returned.append(message)
            await writer.flush()

        tasks = [asyncio.create_task(one(f"late-{number}")) for number in range(60)]
        for task in chance.sample(tasks, 20):
            await asyncio.sleep(0)
            task.cancel()
        memory.gate.set()
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0)
            chance.choice(tasks).cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert sorted(memory.messages[ROOM - 5 :], key=str) == sorted(returned)


async def test_a_cancelled_close_still_writes_everything(memory: MemoryStore) -> None:
    memory.gate.clear()
    writer = AsyncJobWriter("log.db")
    await write_many(writer, 0, 3)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(writer.close(), 0.01)
    memory.gate.set()
    await asyncio.wait_for(writer.close(), LONG)
    assert memory.messages == numbers(3)
    assert memory.open == 0
