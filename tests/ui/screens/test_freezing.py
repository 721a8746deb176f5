"""Frozen, nothing moves, and what happens meanwhile is counted; resumed, the list catches up."""

import pytest

from joblog_tui.model.vocabulary import Status
from tests.support.dashboard import dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job


@pytest.mark.parametrize("key", ["=", "p"])
async def test_frozen_rows_stay_where_they_are_and_news_are_counted(key: str) -> None:
    store = MemoryStore([a_job(n, status=Status.RUNNING) for n in range(1, 11)])
    async with dashboard(store) as operator:
        await operator.sees("Team 10")
        before = operator.rows
        await operator.press(key)
        await operator.sees("FROZEN 09:00:00", "+0 new, 0 changed", "= resume")
        store.put(*[a_job(n) for n in range(11, 25)])
        for n in range(1, 7):
            store.change(n, status=Status.COMPLETED)
        await operator.sees("+14 new, 6 changed")
        assert [row.replace("~", " ") for row in operator.rows] == before
        assert sum("~" in row for row in operator.rows) == 6


async def test_resuming_catches_up() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        await operator.press("=")
        store.put(a_job(2))
        await operator.sees("+1 new, 0 changed")
        await operator.press("=")
        await operator.sees("Team 2", "LIVE")
        assert "FROZEN" not in operator.text


async def test_a_small_terminal_counts_in_the_header() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store, size=(80, 24)) as operator:
        await operator.sees("Team 1")
        await operator.press("=")
        store.put(a_job(2))
        await operator.sees("FROZEN", "+1 new, 0 changed")
        assert "+1 new" in operator.lines[0]


async def test_the_banner_says_for_how_long() -> None:
    now = [NOW]
    async with dashboard(MemoryStore([a_job(1)]), now=lambda: now[0]) as operator:
        await operator.sees("Team 1")
        await operator.press("=")
        now[0] += 75_000
        await operator.sees("Frozen for 1m 15s", "nothing is lost")


async def test_ages_stand_still_too() -> None:
    now = [NOW]
    async with dashboard(MemoryStore([a_job(1)]), now=lambda: now[0]) as operator:
        await operator.sees("59m")
        await operator.press("=")
        now[0] += 3_600_000
        await operator.sees("Frozen for 1h")
        assert "59m" in operator.rows[1]


async def test_a_frozen_list_can_be_filtered() -> None:
    store = MemoryStore([a_job(1), a_job(2, status=Status.RUNNING)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1", "Team 2")
        await operator.press("=", "i")
        await operator.sees("is:incomplete", "FROZEN")
        await operator.until(lambda: "Team 1 " not in "".join(operator.rows))
        store.put(a_job(3, status=Status.QUEUED))
        await operator.sees("+1 new, 0 changed")


async def test_the_cursor_moves_in_a_frozen_list() -> None:
    async with dashboard(MemoryStore([a_job(n) for n in range(1, 2001)])) as operator:
        await operator.sees("Team 2000")
        await operator.press("=", "j", "j")
        assert operator.cursor == "job-1998"
        await operator.press("G")
        await operator.sees("Team 1 ")
        assert operator.cursor == "job-1"
