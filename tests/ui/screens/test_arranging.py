"""The operator arranges the list: columns, order, times, the sidebar; and finds it so the next time."""

import pytest

from joblog_tui.query.listing import Sort
from joblog_tui.ui.column_choice import ColumnChoice
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.preferences import Preferences
from joblog_tui.ui.screens.arranging import next_times
from joblog_tui.ui.widgets.choice_list import ChoiceList
from joblog_tui.ui.widgets.job_table import JobTable
from joblog_tui.ui.widgets.job_table.columns import Columns
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job

SIZES = [(80, 24), (120, 40), (200, 50)]


def a_few() -> MemoryStore:
    return MemoryStore([a_job(1, actor="Zoe"), a_job(2, actor="Ana"), a_job(3, actor="Lin")])


def columns(table: JobTable) -> Columns:
    return table.arrangement.columns(table.size.width)


def heading(operator: Operator) -> str:
    return operator.rows[0]


def actors(operator: Operator) -> list[str]:
    return [name for row in operator.rows[1:4] for name in ("Ana", "Lin", "Zoe") if f" {name} " in row]


async def put(operator: Operator, name: str) -> None:
    """The cursor of the dialog on an entry."""
    chooser = operator.find(ChoiceList)
    await operator.press("g")
    while name not in operator.lines[chooser.region.y + chooser.cursor]:
        await operator.press("j")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("ascii_glyphs", [False, True])
async def test_the_dialogs_fit_every_size(size: tuple[int, int], ascii_glyphs: bool) -> None:
    async with dashboard(a_few(), size=size, ascii_glyphs=ascii_glyphs) as operator:
        await operator.sees("Team 1")
        await operator.press("c")
        await operator.sees("Columns", "View all jobs", "esc close", "Target")
        await operator.press("escape", "o")
        await operator.sees("Sort by", "View all jobs", "newest first", "esc close")
        if ascii_glyphs:
            assert operator.text.isascii()


async def test_columns_are_hidden_moved_and_sized_while_the_list_shows_it() -> None:
    memory = Memory()
    async with dashboard(a_few(), size=(160, 40), memory=memory) as operator:
        await operator.sees("Team 1", "Trigger")
        table = operator.table
        await operator.press("c")
        await operator.sees("Columns")
        await put(operator, "Trigger")
        await operator.press("space")
        await operator.until(lambda: "trigger" not in columns(table).names)
        await put(operator, "Actor")
        before = columns(table).named("actor")
        assert before is not None
        await operator.press("J", "+")
        after = columns(table).named("actor")
        assert after is not None
        assert after.width == before.width + 1
        assert columns(table).names == ("status", "target", "task", "actor", "created", "updated", "nested")
        await operator.sees("changed")
        await operator.press("escape")
        await operator.no_longer_sees("Columns")
        assert heading(operator).index("Task") < heading(operator).index("Actor")
    async with dashboard(a_few(), size=(160, 40), memory=memory) as operator:
        await operator.sees("Team 1")
        assert columns(operator.table).names == ("status", "target", "task", "actor", "created", "updated", "nested")
        await operator.press("c", "r", "escape")
        assert operator.table.arrangement.choice == ColumnChoice()


async def test_the_target_stays_and_a_width_never_cuts_a_status() -> None:
    async with dashboard(a_few(), size=(160, 40)) as operator:
        await operator.sees("Team 1")
        table = operator.table
        await operator.press("c")
        await operator.sees("Columns")
        await put(operator, "Target")
        await operator.press("space")
        await operator.sees("Target is always shown")
        await put(operator, "Status")
        await operator.press(*["minus"] * 20)
        assert table.arrangement.choice.widths == {"status": 15}
        await operator.press("0")
        assert table.arrangement.choice.widths == {}


async def test_columns_by_mouse() -> None:
    async with dashboard(a_few(), size=(160, 40)) as operator:
        await operator.sees("Team 1")
        table = operator.table
        await operator.press("c")
        await operator.sees("Columns")
        chooser = operator.find(ChoiceList)
        await operator.pilot.click(ChoiceList, offset=(6, 4))
        assert table.arrangement.choice.hidden == {"trigger"}
        assert chooser.cursor == 4
        await operator.pilot.click(offset=(2, 2))
        await operator.no_longer_sees("Columns")


async def test_the_sort_menu_marks_the_present_order_and_turns_it_round() -> None:
    memory = Memory()
    async with dashboard(a_few(), size=(160, 40), memory=memory) as operator:
        await operator.sees("Team 1")
        await operator.press("o")
        await operator.sees("Sort by")
        assert "↓ Created at  newest first" in operator.line_with("turn to oldest first")
        await put(operator, "Actor")
        await operator.press("enter")
        await operator.until(lambda: operator.screen.state.sort == Sort("actor", descending=False))
        await operator.until(lambda: actors(operator) == ["Ana", "Lin", "Zoe"])
        await operator.press("o", "enter")
        await operator.until(lambda: operator.screen.state.sort == Sort("actor", descending=True))
    async with dashboard(a_few(), size=(160, 40), memory=memory) as operator:
        await operator.sees("Actor↓")
        await operator.until(lambda: actors(operator) == ["Zoe", "Lin", "Ana"])


async def test_the_sort_menu_is_left_without_a_change() -> None:
    async with dashboard(a_few()) as operator:
        await operator.sees("Team 1")
        await operator.press("o", "j", "q")
        await operator.no_longer_sees("Sort by")
        assert operator.screen.state.sort == Sort()
        assert operator.app.is_running


async def test_on_a_wide_terminal_t_goes_through_both_the_clock_and_ages() -> None:
    async with dashboard(MemoryStore([a_job(1)]), size=(250, 70)) as operator:
        await operator.sees("Team 1")
        told = []
        for _ in range(4):
            told.append(operator.rows[1])
            await operator.press("t")
        assert ["08:00" in row for row in told] == [True, True, False, True]
        assert ["59m" in row for row in told] == [True, False, True, True]
        await operator.sees("times: the clock")


def test_where_both_would_look_like_ages_they_are_one_step() -> None:
    assert next_times("both", room=False) == "clock"
    assert next_times("clock", room=False) == "both"
    assert next_times("relative", room=False) == "both"


async def test_the_sidebar_is_hidden_and_stays_so() -> None:
    memory = Memory()
    async with dashboard(a_few(), memory=memory) as operator:
        await operator.sees("Team 1")
        assert operator.sidebar.display
        await operator.press("F")
        await operator.until(lambda: not operator.sidebar.display)
        await operator.sees("3 Completed")
        await operator.press("f")
        await operator.until(lambda: operator.sidebar.has_focus)
        await operator.press("f")
        await operator.until(lambda: not operator.sidebar.display)
    async with dashboard(a_few(), memory=memory) as operator:
        await operator.sees("Team 1")
        assert not operator.sidebar.display
        await operator.press("F")
        await operator.until(lambda: operator.sidebar.display)
        await operator.press("f", "F")
        await operator.until(lambda: operator.table.has_focus and not operator.sidebar.display)


async def test_the_configuration_chooses_columns_and_times() -> None:
    liked = Preferences(theme="night", times="clock", columns=ColumnChoice.read(["target:30", "status"]), sidebar=False)
    async with dashboard(a_few(), preferences=liked) as operator:
        await operator.sees("Team 1")
        assert columns(operator.table).names == ("target", "status")
        assert [column.width for column in columns(operator.table).columns] == [30, 15]
        assert not operator.sidebar.display


@pytest.mark.parametrize("theme", ["night", "terminal"])
@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 40)])
async def test_the_way_out_of_a_dialog_is_always_told(theme: str, size: tuple[int, int]) -> None:
    async with dashboard(MemoryStore([a_job(1)]), theme=theme, size=size) as operator:
        await operator.until(lambda: operator.cursor is not None)
        for key, heading in (("c", "Columns"), ("v", "Views"), ("o", "Sort by"), ("w", "Workspaces")):
            await operator.press(key)
            await operator.sees(heading, "esc close")
            await operator.press("escape")
            await operator.until(lambda: operator.kind == "LogScreen")
