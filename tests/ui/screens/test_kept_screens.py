"""Screens of jobs are kept and turned to other jobs: nothing of the last job is left, and they do not pile up."""

import gc
import weakref
from collections.abc import Sequence

import pytest
from textual.widget import Widget

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.screens.kept_screens import KEPT
from joblog_tui.ui.screens.nested import NestedScreen
from joblog_tui.ui.widgets.job_table.rows import Rows
from joblog_tui.ui.widgets.key_footer import KeyFooter
from joblog_tui.ui.widgets.rule import Rule
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job
from tests.ui.screens.test_tree import netsuite

OPENINGS = 12


def two_parents() -> MemoryStore:
    """The tree of ``netsuite``, and a job with three others in it, of which one failed."""
    store = netsuite()
    store.put(
        a_job(50, id="other", nested=3, nested_completed=2, status=Status.NOT_COMPLETED),
        a_job(51, id="other-one", parent="other"),
        a_job(52, id="other-two", parent="other", status=Status.NOT_COMPLETED),
        a_job(53, id="other-three", parent="other"),
    )
    return store


async def open_inside(operator: Operator, name: str, key: str = "enter") -> None:
    """Open a job of the log, and wait until all of it is there."""
    await operator.until(lambda: operator.kind == "LogScreen" and operator.table.cursor_job is not None)
    await operator.press("g")
    while operator.cursor != name:
        before = operator.cursor
        await operator.press("down")
        assert operator.cursor != before, f"{name} is not in the list"
    await operator.press(key)
    await operator.until(lambda: operator.kind == "NestedScreen")
    await at_rest(operator)


async def at_rest(operator: Operator) -> None:
    """Everything that is looked up is there, and painted."""
    screen = operator.app.screen
    assert isinstance(screen, NestedScreen)

    def calm() -> bool:
        detail = screen._detail
        rows = screen.is_leaf or (screen.table.cursor_job is not None and screen._shown_detail() is not None)
        counted = screen.state.current is not None and screen.state.current.counted
        placed = screen._listing is None or screen._standing is not None
        moving = screen.query_one(Rule).moving
        dirty = moving or screen._layout_required or screen._repaint_required or screen._dirty_widgets
        known = detail is not None and detail.job.id == screen.state.parent
        if any(rule.moving for rule in screen.query(Rule)):
            return False  # on a busy machine a look lasts long enough for it to run along the top
        return bool(known and rows and counted and placed and (screen.is_leaf or screen.inside.now) and not dirty)

    await operator.until(calm)
    await operator.pilot.pause()
    await operator.until(calm)


async def back(operator: Operator) -> None:
    """One layer back, from whatever stands there."""
    for _ in range(5):
        if operator.kind == "LogScreen":
            return
        await operator.press("escape")
    await operator.until(lambda: operator.kind == "LogScreen")


async def seen_of(name: str, size: tuple[int, int], key: str = "enter", opened: Sequence[str] = ()) -> str:
    """The screen of a job in a dashboard of its own, which has opened others before."""
    async with dashboard(two_parents(), size=size, memory=Memory()) as operator:
        for other in opened:
            await open_inside(operator, other)
            await back(operator)
        await open_inside(operator, name, key)
        return operator.text


def told(text: str) -> list[str]:
    """The lines of a screen without the first one, which tells how the store fares."""
    return text.splitlines()[1:]


async def same(operator: Operator, fresh: str) -> None:
    """The screen is that of a dashboard of its own; a failure names the lines that differ."""
    try:
        await operator.until(lambda: told(operator.text) == told(fresh))
    except AssertionError:
        assert told(operator.text) == told(fresh)


DISTURBED: dict[str, tuple[str, ...]] = {
    "moved": ("down", "down", "G"),
    "folded": ("down", "space"),
    "marked": ("V", "V", "space", "down", "space", "escape", "V"),
    "frozen": ("equals_sign", "down"),
    "filtered": ("slash", *"status:queued", "enter"),
    "filtered back and forth": ("s", "left_square_bracket"),
    "on the filters": ("f", "down", "down", "space"),
    "zoomed": ("down", "plus", "plus", "left_parenthesis"),
    "sorted": ("b", "b", "n"),
    "the panes": ("tab", "down", "down", "tab", "G"),
    "copied": ("y",),
    "folded altogether": ("asterisk",),
}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (200, 50)])
@pytest.mark.parametrize("how", DISTURBED)
async def test_a_screen_that_was_used_before_is_like_a_new_one(how: str, size: tuple[int, int]) -> None:
    fresh = await seen_of("other", size)
    async with dashboard(two_parents(), size=size, memory=Memory()) as operator:
        await open_inside(operator, "netsuite")
        used = operator.app.screen
        await operator.press(*DISTURBED[how])
        await back(operator)
        await open_inside(operator, "other")
        assert operator.app.screen is used
        await same(operator, fresh)
        assert operator.table.has_focus
        assert not operator.table.marked
        assert not operator.table.frozen


@pytest.mark.parametrize(("first", "second"), [("enter", "d"), ("d", "enter")])
async def test_a_detail_and_a_tree_can_be_shown_on_the_same_screen(
    first: str, second: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("joblog_tui.ui.screens.kept_screens.KEPT", KEPT[:1])
    fresh = await seen_of("netsuite", (120, 40), second)
    async with dashboard(two_parents(), size=(120, 40), memory=Memory()) as operator:
        await open_inside(operator, "other", first)
        used = operator.app.screen
        await back(operator)
        await open_inside(operator, "netsuite", second)
        assert operator.app.screen is used
        await same(operator, fresh)


async def test_screens_that_lie_over_each_other_are_different_ones() -> None:
    async with dashboard(two_parents(), size=(120, 40)) as operator:
        await open_inside(operator, "netsuite")
        for _ in range(len(KEPT) + 1):
            await operator.press("d")
            await operator.until(lambda: operator.kind == "NestedScreen")
            await operator.press("escape")
        await operator.press("down", "enter")  # prod
        await at_rest(operator)
        await operator.press("down", "enter", "d")  # prod-one, alone
        screens = [screen for screen in operator.app.screen_stack if isinstance(screen, NestedScreen)]
        assert len({id(screen) for screen in screens}) == len(screens) >= 3
        await back(operator)


async def test_another_terminal_size_and_theme_meanwhile_are_heeded() -> None:
    fresh = await seen_of("other", (80, 24))
    async with dashboard(two_parents(), size=(120, 40), memory=Memory()) as operator:
        await open_inside(operator, "netsuite")
        await back(operator)
        night = operator.find(KeyFooter).styles.background
        operator.app.theme = "paper"
        await operator.pilot.resize_terminal(80, 24)
        await operator.until(lambda: operator.find(KeyFooter).styles.background != night)
        paper = operator.find(KeyFooter).styles.background
        await open_inside(operator, "other")
        await same(operator, fresh)
        assert operator.find(KeyFooter).styles.background == paper


async def test_opening_again_makes_no_widget() -> None:
    async with dashboard(two_parents(), size=(120, 40)) as operator:
        await open_inside(operator, "netsuite")
        widgets = {id(each) for each in operator.app.screen.walk_children(Widget)}
        await back(operator)
        await open_inside(operator, "other")
        assert {id(each) for each in operator.app.screen.walk_children(Widget)} == widgets


async def test_a_closed_screen_reads_nothing() -> None:
    store = two_parents()
    async with dashboard(store, size=(120, 40)) as operator:
        await open_inside(operator, "netsuite")
        screen = operator.app.screen
        await back(operator)
        await operator.until(lambda: not [w for w in operator.app.workers if w.node is screen and not w.is_finished])


async def test_however_often_jobs_are_opened_nothing_piles_up() -> None:
    async with dashboard(two_parents(), size=(120, 40)) as operator:
        await open_inside(operator, "netsuite")
        screens = weakref.WeakSet([operator.app.screen])
        await back(operator)
        gc.collect()
        rows = _rows()
        for _ in range(OPENINGS):
            for name, key in (("netsuite", "enter"), ("other", "enter"), ("netsuite", "d")):
                await open_inside(operator, name, key)
                screens.add(operator.app.screen)
                await back(operator)
        gc.collect()
        assert len(screens) <= len(KEPT)
        assert _rows() <= rows + 2 * len(KEPT)


async def test_screens_for_which_there_is_no_room_are_given_up() -> None:
    async with dashboard(two_parents(), size=(120, 40)) as operator:
        await open_inside(operator, "netsuite")
        screens = weakref.WeakSet([operator.app.screen])
        await operator.press("down")  # prod
        for _ in range(OPENINGS):
            for _ in range(len(KEPT) + 2):
                await operator.press("d")
                await at_rest(operator)
                screens.add(operator.app.screen)
                await operator.press("d")
            while len(operator.app.screen_stack) > 2:
                await operator.press("escape")
        await back(operator)

        def few() -> bool:
            gc.collect()
            return len(screens) <= len(KEPT)

        await operator.until(few)


def _rows() -> int:
    """How many blocks of rows there are."""
    return sum(isinstance(each, Rows) for each in gc.get_objects())
