"""What the log opens with: what was asked for, else what was listed when it was left."""

from dataclasses import replace
from pathlib import Path

import pytest

from joblog_tui.model.errors import UsageError
from joblog_tui.model.moment import HOUR
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.listing import Sort
from joblog_tui.query.printing import show
from joblog_tui.query.views import View
from joblog_tui.store.base import JobStore, Workspace
from joblog_tui.store.factory import known_as
from joblog_tui.ui.listed import LISTED, Listed
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.preferences import Preferences
from joblog_tui.ui.screens.viewing import ViewingScreen
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job

WIDE = (200, 40)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration directory of one's own, where private views are kept."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def a_log() -> MemoryStore:
    store = MemoryStore([a_job(n, created_at=NOW - n * HOUR, updated_at=NOW - n * HOUR + 500) for n in range(1, 11)])
    store.change(1, status=Status.NOT_COMPLETED)
    store.change(2, status=Status.RUNNING, actor="ana")
    store.shared_views["late"] = View("Late", "is:incomplete", Sort("updated"), ("status", "target"), place="shared")
    return store


def viewing(operator: Operator) -> ViewingScreen:
    screen = operator.app.screen_stack[0]
    assert isinstance(screen, ViewingScreen)
    return screen


def on(operator: Operator) -> tuple[str, bool, str]:
    """The view that is on, whether it was changed, and the query."""
    screen = viewing(operator)
    return screen.view.name, screen.edited, show(screen.state.filter)


async def leave(memory: Memory, *keys: str, store: MemoryStore | None = None) -> None:
    """Open the log, press keys, and leave it."""
    async with dashboard(store or a_log(), size=WIDE, memory=memory) as operator:
        await operator.sees("Late 2")
        await operator.press(*keys)


async def test_a_view_is_on_again_the_next_time() -> None:
    memory = Memory()
    await leave(memory, "<", "<")
    async with dashboard(a_log(), size=WIDE, memory=memory) as operator:
        await operator.sees("listed as you left it (x lists all jobs)", "task:rotating_passwords")
        assert on(operator) == ("Password rotations", False, "task:rotating_passwords")
        await operator.press("x")
        assert on(operator) == ("All", False, "")
    assert memory.get(LISTED) is None


async def test_a_changed_view_is_there_again_and_says_that_it_is_changed() -> None:
    memory = Memory()
    await leave(memory, ">", "i", "o", "j", "enter")
    async with dashboard(a_log(), size=WIDE, memory=memory) as operator:
        await operator.sees("Mine* 1", "actor:ana is:incomplete", "1 match")
        assert operator.screen.state.sort != Sort()
        assert operator.table.sort == operator.screen.state.sort


async def test_a_shared_view_is_on_again_with_its_order_and_columns() -> None:
    memory = Memory()
    await leave(memory, "<")
    async with dashboard(a_log(), size=WIDE, memory=memory) as operator:
        await operator.sees("Late 2", "is:incomplete")
        assert on(operator) == ("Late", False, "is:incomplete")
        assert operator.table.sort == Sort("updated")
        await operator.until(lambda: "Created" not in operator.rows[0] and "Target" in operator.rows[0])


async def test_a_view_that_is_gone_leaves_all_jobs_and_one_line() -> None:
    memory, store = Memory(), a_log()
    await leave(memory, "<")
    del store.shared_views["late"]
    async with dashboard(store, size=WIDE, memory=memory) as operator:
        await operator.sees("the view Late is not there any more; all jobs are listed", "Team 3")
        assert on(operator) == ("All", False, "")


async def test_a_query_that_cannot_be_read_any_more_leaves_all_jobs_and_one_line() -> None:
    memory = Memory()
    await leave(memory)
    memory.set(LISTED, Listed("All", "task:dancing"))
    async with dashboard(a_log(), size=WIDE, memory=memory) as operator:
        await operator.sees(
            "all jobs are listed; the query of the last time: column 6: no task is called dancing", "Team 3"
        )


async def test_a_query_that_was_not_applied_is_not_listed_the_next_time() -> None:
    memory = Memory()
    await leave(memory, "/", *"actor:a")
    assert memory.get(LISTED) is None


async def test_what_was_asked_for_comes_before_what_was_left() -> None:
    memory = Memory()
    await leave(memory, "<", "<")
    async with dashboard(a_log(), size=WIDE, memory=memory, query="actor:ana") as operator:
        await operator.sees("Mine 1", "1 match")
        assert on(operator) == ("Mine", False, "actor:ana")
        assert "as you left it" not in operator.text


async def test_a_new_store_of_the_same_name_opens_with_all_jobs() -> None:
    class New(MemoryStore):
        async def workspace(self) -> Workspace:
            return replace(await super().workspace(), created_at=NOW + HOUR)

    memory = Memory()
    await leave(memory, "<", "<")
    async with dashboard(New([a_job(3)]), size=WIDE, memory=memory) as operator:
        await operator.sees("Team 3")
        assert on(operator) == ("All", False, "")


async def test_each_workspace_is_as_it_was_left() -> None:
    liked = Preferences(theme="night", workspaces={"acme": "acme.db", "globex": "globex.db"})
    there = MemoryStore([a_job(n) for n in range(1, 4)], name="Globex")
    memory = Memory(store=known_as("acme.db"))

    async def globex() -> JobStore:
        return there

    async with dashboard(
        a_log(), size=WIDE, memory=memory, preferences=liked, others={"globex.db": globex}
    ) as operator:
        await operator.sees("Late 2")
        await operator.press("i")
        await operator.press("w")
        await operator.sees("Workspaces", "Globex")
        await operator.press("j", "enter")
        await operator.until(lambda: operator.app.session.workspace.name == "Globex" and operator.kind == "LogScreen")
        await operator.sees("Team 3", "All jobs 3")
        await operator.press("w")
        await operator.sees("Workspaces", "Acme Corp")
        await operator.press("k", "enter")
        await operator.sees("Incomplete 2", "is:incomplete")
        assert on(operator) == ("Incomplete", False, "is:incomplete")


# --view


async def test_a_view_that_is_asked_for_is_on_with_its_order_and_columns() -> None:
    async with dashboard(a_log(), size=WIDE, view="late") as operator:
        await operator.sees("Late 2", "is:incomplete")
        assert on(operator) == ("Late", False, "is:incomplete")
        assert operator.table.sort == Sort("updated")
        await operator.until(lambda: "Created" not in operator.rows[0] and "Target" in operator.rows[0])


async def test_a_query_beside_a_view_narrows_it() -> None:
    async with dashboard(a_log(), size=WIDE, view="Late", query="actor:ana") as operator:
        await operator.sees("Late* 2", "is:incomplete actor:ana", "1 match")


@pytest.mark.parametrize(
    ("view", "told"),
    [("Stalld", "no view is called Stalld; did you mean Stalled"), ("broken", "the query of the view broken: column")],
)
async def test_a_view_that_cannot_be_had_is_the_error_that_it_ends_with(view: str, told: str) -> None:
    store = a_log()
    store.shared_views["broken"] = View("broken", "nonsense:1", place="shared")
    with pytest.raises(UsageError, match=told):
        async with dashboard(store, view=view):
            pass
