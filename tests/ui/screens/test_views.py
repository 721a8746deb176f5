"""Views as tabs: what they list, how many, keeping one's own, and what has changed since the last visit."""

import asyncio
from pathlib import Path

import pytest

from joblog_tui.model.moment import HOUR
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.listing import Sort
from joblog_tui.query.printing import show
from joblog_tui.query.views import View
from joblog_tui.store.base import JobStore
from joblog_tui.store.factory import open_appender, open_store
from joblog_tui.ui.column_choice import ColumnChoice
from joblog_tui.ui.last_visit import LAST_VISIT
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.screens.viewing import ViewingScreen
from joblog_tui.ui.screens.views import ViewsScreen
from joblog_tui.ui.view_shelf import ORDER
from joblog_tui.ui.widgets.view_list import ViewList
from joblog_tui.ui.widgets.view_tabs import ViewTabs
from joblog_tui.views.private import PrivateViews
from tests.contract.test_store import job as event
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job
from tests.support.stores import new_store

WIDE = (200, 40)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration directory of one's own, where private views are kept."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def a_log() -> MemoryStore:
    """Ten jobs: three failed, one of them running, two of them ana's, one a rotation."""
    store = MemoryStore([a_job(n, created_at=NOW - n * HOUR, updated_at=NOW - n * HOUR + 500) for n in range(1, 11)])
    for seq in (1, 2, 3):
        store.change(seq, status=Status.NOT_COMPLETED)
    store.change(4, status=Status.RUNNING)
    store.change(5, actor="Ana Ruiz")
    store.change(6, actor="ana", task="rotating_passwords")
    return store


def tabs(operator: Operator) -> str:
    return operator.lines[operator.find(ViewTabs).region.y]


def query(operator: Operator) -> str:
    return show(operator.screen.state.filter)


def viewing(operator: Operator) -> ViewingScreen:
    screen = operator.app.screen_stack[0]
    assert isinstance(screen, ViewingScreen)
    return screen


async def test_every_view_has_its_count() -> None:
    async with dashboard(a_log(), size=WIDE) as operator:
        await operator.sees("All jobs 10    Mine 2    Needs attention 3    Incomplete 4    Stalled 0    Failed today 3")
        await operator.sees("Password rotations 1", "v views")


async def test_counts_are_live() -> None:
    store = a_log()
    async with dashboard(store, size=WIDE) as operator:
        await operator.sees("Incomplete 4")
        store.put(a_job(50, status=Status.QUEUED))
        await operator.sees("Incomplete 5", "All jobs 11")


async def test_tabs_without_room_are_left_out_whole_and_told() -> None:
    async with dashboard(a_log(), size=(80, 24)) as operator:
        await operator.sees("All jobs 10    Mine 2    Needs attention 3    Incomplete 4", "v 3 more views")
        await operator.press("less_than_sign")  # the last one
        await operator.sees("Password rotations 1")
        assert len(tabs(operator)) == 80
    async with dashboard(a_log(), size=(20, 24)) as operator:
        await operator.sees("All jobs 10")


async def test_keys_go_from_view_to_view_and_round() -> None:
    async with dashboard(a_log(), size=WIDE) as operator:
        await operator.sees("Mine 2")
        await operator.press("greater_than_sign")
        await operator.sees("actor:ana", "2 match")
        await operator.press("less_than_sign", "less_than_sign")
        await operator.sees("task:rotating_passwords", "1 match")
        await operator.press("greater_than_sign")
        assert query(operator) == ""


async def test_an_edited_view_says_so_until_it_is_itself_again() -> None:
    async with dashboard(a_log(), size=WIDE) as operator:
        await operator.sees("Mine 2")
        await operator.press("greater_than_sign", "i")
        await operator.sees("Mine* 2")
        await operator.press("i")
        await operator.until(lambda: "Mine 2" in tabs(operator))


async def test_the_key_that_leads_to_all_views_is_named_while_the_query_is_edited() -> None:
    async with dashboard(a_log(), size=WIDE) as operator:
        await operator.sees("Mine 2", "v views")
        await operator.press("/", *"actor:a")
        await operator.sees("/ actor:a", "match")
        await operator.until(lambda: "v views" in tabs(operator))


async def test_a_view_brings_its_order() -> None:
    async with dashboard(a_log(), size=WIDE) as operator:
        await operator.sees("Failed today 3")
        await operator.press(*["greater_than_sign"] * 5)
        assert query(operator) == "status:not_completed updated:today"
        assert operator.screen.state.sort == Sort("updated")
        await operator.until(lambda: operator.table.sort == Sort("updated"))


async def test_a_view_brings_its_columns_and_gives_them_back() -> None:
    store = a_log()
    store.shared_views["few"] = View("Few", "is:incomplete", columns=("status", "target"), place="shared")
    async with dashboard(store, size=WIDE) as operator:
        await operator.sees("Few 4")
        viewing(operator).open_view("Few")
        await operator.until(lambda: "Created" not in operator.rows[0] and "Target" in operator.rows[0])
        await operator.press("x")
        await operator.until(lambda: "Created" in operator.rows[0])


async def test_columns_chosen_while_a_saved_view_is_on_are_those_of_its_tab() -> None:
    store, memory = a_log(), Memory()
    store.shared_views["few"] = View("Few", "is:incomplete", columns=("status", "target"), place="shared")
    async with dashboard(store, size=WIDE, memory=memory) as operator:
        await operator.sees("Few 4", "Trigger")
        await operator.press("<")
        await operator.until(lambda: "Created" not in operator.rows[0] and "Target" in operator.rows[0])
        await operator.press("c")
        await operator.sees("Columns", "esc close")
        await operator.press("j", "j", "space", "escape")  # the actor, too
        await operator.sees("Few* 4")
        await operator.until(lambda: "Actor" in operator.rows[0] and "Created" not in operator.rows[0])
        await operator.press(">")
        await operator.until(lambda: "Created" in operator.rows[0])  # the log has its own
        await operator.press("<")
        await operator.until(lambda: "Created" not in operator.rows[0])
    async with dashboard(store, size=WIDE, memory=memory) as operator:
        await operator.sees("Few* 4")
        await operator.until(lambda: "Actor" in operator.rows[0] and "Created" not in operator.rows[0])
        await operator.press("v", "S", "enter")  # saved as it is
        await operator.sees("saved Few for everybody")
        await operator.press("escape")
        await operator.until(lambda: "Few 4" in tabs(operator))
        assert store.shared_views["Few"].columns == ("status", "target", "actor")


async def test_a_tab_that_is_opened_once_more_has_its_own_columns_again() -> None:
    store = a_log()
    store.shared_views["few"] = View("Few", "is:incomplete", columns=("status", "target"), place="shared")
    async with dashboard(store, size=WIDE, view="Few") as operator:
        await operator.sees("Few 4")
        await operator.press("c")
        await operator.sees("Columns", "esc close")
        await operator.press("j", "j", "space", "escape")
        await operator.sees("Few* 4")
        await operator.pilot.click(ViewTabs, offset=(tabs(operator).index("Few") + 1, 0))
        await operator.until(lambda: "Few 4" in tabs(operator) and "Actor" not in operator.rows[0])


async def test_a_click_opens_a_view_or_all_of_them() -> None:
    async with dashboard(a_log(), size=WIDE) as operator:
        await operator.sees("Mine 2")
        await operator.pilot.click(ViewTabs, offset=(tabs(operator).index("Mine") + 1, 0))
        await operator.sees("actor:ana")
        await operator.pilot.click(ViewTabs, offset=(tabs(operator).index("v views"), 0))
        await operator.until(lambda: operator.kind == "ViewsScreen")
        await operator.sees("every job")
        await operator.pilot.click(ViewList, offset=(5, 0))
        await operator.until(lambda: operator.kind == "LogScreen")
        assert query(operator) == ""


async def test_what_is_listed_is_saved_renamed_ordered_and_removed() -> None:
    memory = Memory()
    async with dashboard(a_log(), size=WIDE, memory=memory) as operator:
        await operator.sees("Mine 2")
        await operator.press("i", "v", "s")
        await operator.write("To do")
        await operator.press("enter")
        await operator.sees("saved To do")
        assert [(view.name, view.query) for view in PrivateViews().load()] == [("To do", "is:incomplete")]
        await operator.press("r")
        await operator.press(*["backspace"] * 5)
        await operator.write("Open work")
        await operator.press("enter")
        await operator.sees("saved Open work")
        assert [view.name for view in PrivateViews().load()] == ["Open work"]
        await operator.press(*["K"] * 6)
        await operator.until(lambda: memory.get(ORDER)[:2] == ("all", "open work"))
        await operator.press("escape")
        await operator.sees("All jobs 10    Open work 4")
        await operator.press("v", "d")
        await operator.sees("once more removes Open work")
        await operator.press("d")
        await operator.until(lambda: PrivateViews().load() == ())
        await operator.press("escape")
        await operator.no_longer_sees("Open work")


async def test_another_name_takes_along_what_was_not_saved() -> None:
    store, memory = a_log(), Memory()
    store.shared_views["Few"] = View("Few", "is:incomplete", columns=("status", "target"), place="shared")
    async with dashboard(store, size=WIDE, memory=memory) as operator:
        await operator.sees("Few 4")
        viewing(operator).open_view("Few")
        viewing(operator).choose_columns(ColumnChoice.read(("status", "target", "actor")))
        await operator.press("/", "end")
        await operator.write(" actor:ana")
        await operator.press("enter")
        await operator.sees("Few* 4")
        before = query(operator)
        await operator.press("v", "r")
        await operator.press(*["backspace"] * 3)
        await operator.write("stalled")
        await operator.press("enter")
        await operator.sees("there is a view stalled already; choose another name")
        await operator.press("r")
        await operator.press(*["backspace"] * 3)
        await operator.write("Some")
        await operator.press("enter")
        await operator.sees("saved Some for everybody")
        await operator.press("escape")
        await operator.sees("Some* 4")
        assert query(operator) == before
        assert viewing(operator).table.arrangement.choice.shown == ("status", "target", "actor")
        assert [view.columns for view in store.shared_views.values()] == [("status", "target")]
        viewing(operator).open_view("All")
    async with dashboard(store, size=WIDE, memory=memory) as operator:
        await operator.sees("Some 4")
        viewing(operator).open_view("Some")
        assert viewing(operator).table.arrangement.choice.shown == ("status", "target", "actor")


async def test_a_view_is_shared_through_the_store_and_taken_back() -> None:
    store = a_log()
    async with dashboard(store, size=WIDE) as operator:
        await operator.sees("Mine 2")
        await operator.press("s", "v", "S")
        await operator.write("Stuck")
        await operator.press("enter")
        await operator.sees("saved Stuck for everybody")
        assert store.shared_views["Stuck"].query == "is:stalled -is:acknowledged"
        await operator.press("p")
        await operator.until(lambda: not store.shared_views)
        assert [view.name for view in PrivateViews().load()] == ["Stuck"]
        await operator.press("p")
        await operator.until(lambda: "Stuck" in store.shared_views)
        assert PrivateViews().load() == ()


async def test_a_name_that_cannot_be_used_is_told_and_nothing_is_saved() -> None:
    store = a_log()
    async with dashboard(store, size=WIDE) as operator:
        await operator.sees("Mine 2")
        await operator.press("v", "S")
        await operator.write("stalled")
        await operator.press("enter")
        await operator.sees("the view stalled is built in; choose another name")
        assert not store.shared_views


async def test_views_of_others_are_there_and_hostile_names_are_harmless() -> None:
    store = a_log()
    store.shared_views["x"] = View("x [/oops] \x1b[31m", "is:incomplete", place="shared")
    store.shared_views["y"] = View("broken", "nonsense:1", place="shared")
    async with dashboard(store, size=WIDE) as operator:
        await operator.sees("x [/oops]", "broken")
        assert "\x1b" not in operator.text
        viewing(operator).open_view("broken")
        await operator.sees("broken: column 1: no qualifier is called nonsense")
        assert query(operator) == ""
        await operator.press("v")
        await operator.sees("x [/oops]", "shared")


async def test_the_last_visit_is_a_view_and_a_line_on_opening() -> None:
    memory = Memory()
    memory.set(LAST_VISIT, NOW - 3 * HOUR)
    async with dashboard(a_log(), size=WIDE, memory=memory) as operator:
        await operator.sees("3 new jobs, 3 failures since you last looked, 3h ago")
        await operator.sees("All jobs 10    Since 3h ago 3")
        await operator.press("greater_than_sign")
        assert query(operator) == "updated:>=2026-11-23T06:00"
        await operator.sees("3 match")
    assert memory.get(LAST_VISIT) == NOW


async def test_rows_that_were_not_seen_yet_are_marked() -> None:
    memory = Memory()
    memory.set(LAST_VISIT, NOW - 3 * HOUR)
    async with dashboard(a_log(), size=WIDE, memory=memory) as operator:
        await operator.sees("Team 5")
        await operator.press("G")
        marked = [row for row in operator.rows if row.startswith("▏")]
        assert [row[row.index("Team") :][:7] for row in marked] == ["Team 1 ", "Team 2 ", "Team 3 "]


async def test_clearing_the_filter_comes_back_to_all_jobs() -> None:
    async with dashboard(a_log(), size=WIDE, query="actor:ana") as operator:
        await operator.sees("Mine 2")
        assert viewing(operator).view.name == "Mine"  # opened with the query of a view
        await operator.press("x")
        assert viewing(operator).view.name == "All"
        assert not viewing(operator).edited


async def test_the_counts_are_those_of_a_store(tmp_path: Path) -> None:
    url = f"sqlite:///{new_store(tmp_path)}"
    appender = open_appender(url, durable=False)
    told = [event(f"job-{n}", NOW - n * HOUR, "not_completed" if n < 4 else "completed") for n in range(1, 30)]
    told += [event("late", NOW - HOUR, "running"), event("pw", NOW - 1_000, "queued", "rotating_passwords")]
    assert appender.append(told).refused == ()
    appender.close()

    async def opener() -> JobStore:
        return await open_store(url, clock=lambda: NOW)

    async with dashboard(open_store=opener, size=WIDE) as operator:
        await operator.sees("All jobs 31    Mine 0    Needs attention 4    Incomplete 5    Stalled 1    Failed today 3")
        await operator.sees("Password rotations 1")
        await operator.press("v", "S")
        await operator.write("Everything")
        await operator.press("enter")
        await operator.sees("saved Everything for everybody")
    store = await opener()
    assert [view.name for view in await store.views()] == ["Everything"]
    await store.close()


async def test_who_was_never_away_is_told_nothing() -> None:
    memory = Memory()
    memory.set(LAST_VISIT, NOW - 5_000)
    async with dashboard(a_log(), size=WIDE, memory=memory) as operator:
        await operator.sees("Mine 2")
        assert "since you last looked" not in operator.text
        assert "ago" not in tabs(operator)


async def test_counting_views_never_holds_up_a_filter() -> None:
    store = a_log()
    async with dashboard(store, size=WIDE) as operator:
        await operator.sees("Incomplete 4")
        store.gates["counts"] = asyncio.Event()
        store.put(a_job(60, status=Status.QUEUED))
        await operator.press("i")
        await operator.sees("5 match")
        store.gates["counts"].set()
        await operator.sees("Incomplete 5")


async def test_the_views_fit_into_a_small_terminal() -> None:
    async with dashboard(a_log(), size=(40, 10)) as operator:
        await operator.until(lambda: operator.cursor is not None)
        await operator.press("v")
        await operator.until(lambda: isinstance(operator.app.screen, ViewsScreen))
        await operator.press(*["j"] * 6)
        await operator.sees("Password rotations")
        await operator.press("escape")
        assert operator.kind == "LogScreen"
