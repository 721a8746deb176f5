"""How the dashboard begins, and how it ends when it cannot begin or go on."""

import pytest

from joblog_tui.model.errors import QueryError, StoreError
from joblog_tui.store.base import JobStore
from joblog_tui.ui.failing import SHOW
from joblog_tui.ui.screens.log import LogScreen
from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job


async def test_a_store_that_cannot_be_opened_is_the_error_that_it_ends_with() -> None:
    async def open_store() -> JobStore:
        raise StoreError("no store at acme.db; create one with: joblog init acme.db")

    with pytest.raises(StoreError, match="no store at"):
        async with dashboard(open_store=open_store):
            pass


async def test_a_query_that_cannot_be_read_is_the_error_that_it_ends_with() -> None:
    store = MemoryStore()
    with pytest.raises(QueryError, match="did you mean running"):
        async with dashboard(store, query="status:runing"):
            pass
    assert store.closed


async def test_it_begins_with_a_query() -> None:
    store = MemoryStore([a_job(1), a_job(2, actor="Ana Ruiz")])
    async with dashboard(store, query="actor:ana") as operator:
        await operator.sees("actor:ana", "1 match", "Team 2")


async def test_the_store_is_given_back_in_the_end() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        assert not store.closed
    assert store.closed


async def break_something(store: MemoryStore) -> None:
    """Press a key whose action has a fault."""
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        await operator.press("x")
        await operator.until(lambda: not operator.app.is_running)


async def test_a_fault_of_the_program_ends_it_and_is_kept_off_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(screen: LogScreen) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(LogScreen, "action_clear", fail)
    with pytest.raises(ZeroDivisionError, match="a fault"):
        await break_something(MemoryStore([a_job(1)]))
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err


async def test_a_developer_can_have_the_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(screen: LogScreen) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setenv(SHOW, "1")
    monkeypatch.setattr(LogScreen, "action_clear", fail)
    with pytest.raises(ZeroDivisionError):
        await break_something(MemoryStore([a_job(1)]))
    assert "ZeroDivisionError" in capsys.readouterr().err
