"""The pace of looking: wishes are gathered, changes are paced, nobody who waits is held up."""

import asyncio

from joblog_tui.feed.cadence import Cadence


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def looks(cadence: Cadence) -> asyncio.Task[None]:
    task = asyncio.ensure_future(cadence.due())
    await asyncio.sleep(0)
    return task


async def test_many_wishes_are_one_look() -> None:
    cadence = Cadence(0, 0)
    for _ in range(5):
        cadence.soon()
    async with asyncio.timeout(5):
        await cadence.due()
    second = await looks(cadence)
    assert not second.done()
    second.cancel()


async def test_the_first_change_after_a_quiet_time_does_not_wait() -> None:
    clock = Clock()
    cadence = Cadence(60, 0, clock)
    cadence.soon()
    await cadence.due()
    clock.now = 61
    cadence.soon()
    async with asyncio.timeout(5):
        await cadence.due()


async def test_a_change_waits_for_the_gap_but_an_operator_does_not() -> None:
    cadence = Cadence(60, 0, Clock())
    cadence.soon()
    await cadence.due()
    cadence.soon()
    look = await looks(cadence)
    assert not look.done()
    cadence.now()
    async with asyncio.timeout(5):
        await look


async def test_a_slow_look_is_followed_by_a_rest_as_long() -> None:
    clock = Clock()
    cadence = Cadence(0, 1, clock)
    cadence.soon()
    await cadence.due()
    clock.now = 60  # the look took a minute; the next one may begin after another
    cadence.soon()
    look = await looks(cadence)
    assert not look.done()
    look.cancel()


async def test_after_the_rest_a_change_does_not_wait() -> None:
    clock = Clock()
    cadence = Cadence(0, 1, clock)
    cadence.soon()
    await cadence.due()
    clock.now = 60
    look = await looks(cadence)
    clock.now = 121
    cadence.soon()
    async with asyncio.timeout(5):
        await look


async def test_it_tells_whether_a_look_is_under_way() -> None:
    cadence = Cadence(0, 0)
    assert await cadence.settled(0)
    cadence.soon()
    await cadence.due()
    assert not await cadence.settled(0.001)
    following = await looks(cadence)
    assert await cadence.settled(0)
    following.cancel()
