"""Several stores under names: looked at apart, switched between in place, each with its own door."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType

import pytest

from joblog_tui.model.errors import AccessRefused, StoreError
from joblog_tui.model.vocabulary import Status
from joblog_tui.store.base import JobStore
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.preferences import Preferences
from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job

NAMED = {"acme": "acme.db", "globex": "globex.db", "gone": "gone.db", "closed": "closed.db", "slow": "slow.db"}
LIKED = Preferences(theme="night", workspaces=NAMED)


def opening(store: JobStore | Exception) -> Callable[[], Awaitable[JobStore]]:
    async def open_it() -> JobStore:
        if isinstance(store, Exception):
            raise store
        return store

    return open_it


def others(globex: MemoryStore) -> Mapping[str, Callable[[], Awaitable[JobStore]]]:
    slow = MemoryStore()
    slow.gates["facets"] = asyncio.Event()
    return MappingProxyType(
        {
            "globex.db": opening(globex),
            "gone.db": opening(StoreError("no store at gone.db; create one with: joblog init gone.db")),
            "closed.db": opening(AccessRefused("access refused: ana is a member of Initech")),
            "slow.db": opening(slow),
        }
    )


def globex() -> MemoryStore:
    return MemoryStore([a_job(n, status=Status.RUNNING) for n in range(1, 4)], name="Globex")


def acme() -> MemoryStore:
    return MemoryStore([a_job(1)])


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_each_line_tells_of_its_workspace_and_none_waits_for_another(size: tuple[int, int]) -> None:
    async with dashboard(acme(), preferences=LIKED, others=others(globex()), size=size) as operator:
        await operator.sees("Team 1")
        await operator.press("w")
        await operator.sees("Workspaces", "looking", "Globex", "3 jobs", "no store at gone.db", "access refused: ana")
        (here,) = [line for line in operator.lines if "● acme" in line]
        assert "1 job" in here
        assert "looking" in operator.line_with("slow ")


async def test_switching_shows_the_other_log_in_place() -> None:
    here, there = acme(), globex()
    memory = Memory(store="acme.db")
    async with dashboard(here, preferences=LIKED, others=others(there), memory=memory) as operator:
        await operator.sees("Team 1", "Acme Corp")
        await operator.press("enter")
        await operator.sees("Queue time")
        await operator.press("escape", "s", "w")
        await operator.sees("Globex")
        await operator.press("j", "enter")
        await operator.sees("Globex", "Team 3", "all jobs")
        assert operator.kind == "LogScreen"
        assert len(operator.app.screen_stack) == 1
        assert memory.store.endswith("/globex.db")
        there.put(a_job(9, status=Status.QUEUED))
        await operator.sees("4 jobs")
        assert here.closed
        await operator.press("q")
        await operator.until(lambda: not operator.app.is_running)


async def test_one_that_cannot_be_opened_says_so_and_this_one_stays() -> None:
    async with dashboard(acme(), preferences=LIKED, others=others(globex())) as operator:
        await operator.sees("Team 1")
        await operator.press("w")
        await operator.sees("no store at gone.db")
        await operator.press("j", "j", "enter")
        await operator.sees("it cannot be opened")
        await operator.press("escape")
        await operator.sees("Team 1", "Acme Corp", "LIVE")


async def test_one_that_is_gone_when_it_is_wanted_leaves_this_one_open() -> None:
    calls = []

    async def once() -> JobStore:
        calls.append(1)
        if len(calls) > 1:
            raise StoreError("no store at globex.db")
        return globex()

    async with dashboard(acme(), preferences=LIKED, others={**others(globex()), "globex.db": once}) as operator:
        await operator.sees("Team 1")
        await operator.press("w")
        await operator.sees("Globex")
        await operator.press("j", "enter")
        await operator.sees("no store at globex.db", "Team 1", "Acme Corp")


async def test_without_workspaces_it_says_where_they_come_from() -> None:
    async with dashboard(acme()) as operator:
        await operator.sees("Team 1")
        await operator.press("w")
        await operator.sees("There are none yet", "[workspaces]", "joblog config --path", "esc close")
        assert "enter choose" not in operator.text


async def test_the_palette_switches_too() -> None:
    async with dashboard(acme(), preferences=LIKED, others=others(globex())) as operator:
        await operator.sees("Team 1")
        await operator.press("ctrl+p")
        await operator.write("globex")
        await operator.sees("Workspace: globex")
        await operator.press("enter", "enter")
        await operator.sees("Globex", "Team 3")
