"""Empty, loading, lost: designed states, not blanks."""

import asyncio

from joblog_tui.model.errors import JoblogError, StoreError
from joblog_tui.model.vocabulary import Status
from joblog_tui.store.base import JobStore
from joblog_tui.ui.widgets.rule import Rule
from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job


async def test_an_empty_store_says_how_to_fill_it() -> None:
    store = MemoryStore()
    async with dashboard(store) as operator:
        await operator.sees("No jobs yet", "joblog simulate --store acme.db", "joblog ingest --store acme.db FILE")
        store.put(a_job(1))
        await operator.sees("Team 1")
        assert "No jobs yet" not in operator.text


async def test_an_empty_store_tells_of_jobs_that_wait_for_facts() -> None:
    async with dashboard(MemoryStore([a_job(1, actor=None)])) as operator:
        await operator.sees("No jobs yet", "1 job waits for a task, trigger, target or actor")


async def test_a_query_without_matches_says_which_filter_to_drop() -> None:
    store = MemoryStore([a_job(1), a_job(2), a_job(3, status=Status.RETRYING)])
    async with dashboard(store, query="status:retrying has:nested actor:okta") as operator:
        await operator.sees("No job matches this query", "3 jobs are in the log; these 3 filters together leave none")
        await operator.until(lambda: operator.line_with("Without has:nested").split()[-3:] == ["1", "job", "2"])
        line = operator.line_with("Without status:retrying")
        assert "0 jobs" in line
        await operator.press("1")  # would leave nothing either, so it has no key
        assert len(operator.screen.state.filter.parts) == 3
        await operator.press("2")
        await operator.sees("Team 3", "status:retrying actor:okta")


async def test_numbers_drop_nothing_while_there_are_rows() -> None:
    async with dashboard(MemoryStore([a_job(1)]), query="actor:okta") as operator:
        await operator.sees("Team 1")
        await operator.press("1")
        assert len(operator.screen.state.filter.parts) == 1


async def test_without_a_row_the_footer_names_no_key_that_needs_one() -> None:
    async with dashboard(MemoryStore()) as operator:
        await operator.sees("No jobs yet", "? help")
        assert "enter" not in operator.lines[-1]
        assert "copy" not in operator.lines[-1]
        await operator.press("enter", "y", "Y", "space")
        assert operator.clipboard == ""


async def test_the_rule_moves_while_the_first_rows_are_looked_up() -> None:
    store = MemoryStore([a_job(1)])
    store.gates["block"] = asyncio.Event()
    async with dashboard(store) as operator:
        await operator.until(lambda: operator.find(Rule).moving)
        await operator.sees("Looking up the first jobs")
        store.gates["block"].set()
        await operator.sees("Team 1")
        await operator.until(lambda: not operator.find(Rule).moving)


async def test_old_rows_stay_while_others_are_looked_up() -> None:
    store = MemoryStore([a_job(1), a_job(2, status=Status.RUNNING)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1", "Team 2")
        store.gates["block"] = asyncio.Event()
        await operator.press("i")
        await operator.until(lambda: operator.find(Rule).moving)
        assert "Team 1" in operator.text
        await operator.sees("looking")
        store.gates["block"].set()
        await operator.until(lambda: "Team 1 " not in "".join(operator.rows))


async def test_a_quick_look_up_moves_nothing() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        await operator.press("i")
        await operator.sees("No job matches")
        assert not operator.find(Rule).moving


async def test_a_store_that_went_away_is_told_and_comes_back_by_itself() -> None:
    first, second = MemoryStore([a_job(1)]), MemoryStore([a_job(1), a_job(2)])
    left: list[JobStore | JoblogError] = [first, StoreError("still away"), second]

    async def open_store() -> JobStore:
        following = left.pop(0)
        if isinstance(following, JoblogError):
            raise following
        return following

    async with dashboard(open_store=open_store) as operator:
        await operator.sees("Team 1")
        first.broken = StoreError("cannot read acme.db: the disk is gone")
        await operator.sees("STORE LOST", "cannot read acme.db: the disk is gone - tried again every second", "Team 1")
        await operator.sees("Team 2", "LIVE")
        assert "cannot read" not in operator.text
        second.put(a_job(3))
        await operator.sees("Team 3")


async def test_the_loss_is_told_on_a_small_terminal_too() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store, size=(80, 24)) as operator:
        await operator.sees("Team 1")
        store.broken = StoreError("cannot read acme.db: the disk is gone")
        await operator.sees("STORE LOST", "the disk is gone", "Team 1")


async def test_a_look_that_fails_once_is_told_until_the_next_one_succeeds() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        original = store.block

        async def fail(*_: object, **__: object) -> object:
            raise StoreError("the index is damaged")

        store.block = fail  # type: ignore[method-assign, assignment]
        await operator.press("i")
        await operator.sees("the index is damaged")
        store.block = original  # type: ignore[method-assign]
        store.put(a_job(2, status=Status.RUNNING))
        await operator.sees("Team 2")
        assert "the index is damaged" not in operator.text
