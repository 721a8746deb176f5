"""The dashboard on a real store that somebody else writes to."""

from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import now_ms
from joblog_tui.store.base import JobStore
from joblog_tui.store.factory import open_appender, open_loader, open_store
from tests.support.dashboard import Operator, dashboard
from tests.support.stores import new_store


def report(job: str, **facts: object) -> Event:
    """A report on a job, with all four facts."""
    whole: dict[str, object] = {
        "task": "syncing_users",
        "trigger": "scim",
        "target": Target(f"Team {job}", "team"),
        "actor": "Okta SCIM",
        "status": "running",
        "at": now_ms(),
    }
    return Event(job=job, **{**whole, **facts})  # type: ignore[arg-type]


def append(path: Path, *events: Event) -> None:
    """What a writer does."""
    appender = open_appender(str(path))
    try:
        assert appender.append(events).accepted == len(events)
    finally:
        appender.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = new_store(tmp_path)
    append(path, *[report(f"a{n}", at=now_ms() - 60_000 + n) for n in range(60)])
    return path


def move(path: Path, to: Path) -> None:
    """What somebody does in a shell."""
    path.rename(to)


def opener(path: Path) -> Callable[[], Awaitable[JobStore]]:
    async def open_it() -> JobStore:
        return await open_store(str(path))

    return open_it


async def follow(operator: Operator, path: Path) -> None:
    await operator.sees("Team a59", "60 jobs")
    await operator.press("j", "j", "j")
    assert operator.cursor == "a56"
    append(path, report("b1"), report("b2", status="retrying"), report("b2-1", parent="b2", status="completed"))
    await operator.sees("Team b1", "Team b2", "62 jobs")
    assert operator.cursor == "a56"
    await operator.press("/")
    await operator.write("status:completed")
    await operator.press("enter")
    await operator.sees("1 match", "Team b2")
    await operator.press("x", "g", "enter")
    await operator.sees("1 of 1 completed", "Team b2-1")
    append(path, report("b2-2", parent="b2", status="running"))
    await operator.sees("1 of 2 completed", "Team b2-2")
    await operator.press("escape")
    await operator.sees("1/2")


async def test_the_story(path: Path) -> None:
    async with dashboard(open_store=opener(path), now=now_ms) as operator:
        await follow(operator, path)


async def test_a_file_that_is_moved_away_is_lost_and_found_when_it_is_put_back(path: Path) -> None:
    async with dashboard(open_store=opener(path), now=now_ms) as operator:
        await operator.sees("Team a59")
        elsewhere = path.with_name("elsewhere.db")
        move(path, elsewhere)
        await operator.sees("STORE LOST", "is not there any more", "Team a59")
        move(elsewhere, path)
        await operator.sees("LIVE")
        append(path, report("new"))
        await operator.sees("Team new")


async def test_a_load_is_told_and_its_jobs_are_there_when_it_is_done(path: Path) -> None:
    async with dashboard(open_store=opener(path), now=now_ms) as operator:
        await operator.sees("Team a59", "LIVE")
        with closing(open_loader(str(path), even_with_events=True)) as loader:
            await operator.sees("LOADING", "log.db is being loaded: 60 events so far", "Team a59")
            loader.append([report("new"), report("newer", at=now_ms() + 1)])
            await operator.sees("LOADING", "log.db is being loaded: 62 events so far")
            assert "tried again" not in operator.text
            assert loader.finish()
        await operator.sees("LIVE", "Team newer", "62 jobs")
        assert "being loaded" not in operator.text
