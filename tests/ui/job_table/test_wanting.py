"""The table says what it needs, once, before the window gets there; until it comes there are placeholders."""

import asyncio
from typing import Any

from textual.events import MouseScrollDown, MouseScrollUp
from textual.screen import Screen
from textual.scrollbar import ScrollTo

from joblog_tui.ui.beneath import paint_now
from joblog_tui.ui.widgets.job_table import JobTable
from tests.ui.job_table.making import NO_STALLS, NOW, TableApp, block_of, newest_first

SIZE = (120, 21)
TOTAL = 10_000_000


def answer(app: TableApp, first: int, limit: int, total: int = TOTAL) -> None:
    """Show the rows of these ranks; the job at rank r has seq total - r."""
    rows = newest_first(min(limit, total - first), first=max(1, total - first - limit + 1))
    app.table.show(block_of(rows, first, total), NO_STALLS, now=NOW)


async def test_nothing_is_asked_for_while_the_rows_are_there() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400)
        await pilot.press(*["pagedown"] * 10)
        await pilot.pause()
        assert not app.of(JobTable.RowsWanted)


async def test_rows_are_asked_for_once_while_the_cursor_goes_on() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400)
        await pilot.press(*["pagedown"] * 15)
        await pilot.press(*["down"] * 10)
        await pilot.pause()
        (wanted,) = app.of(JobTable.RowsWanted)
        assert wanted.first > 50
        assert wanted.limit == 400
        answer(app, wanted.first, wanted.limit)
        await pilot.press("pagedown")
        await pilot.pause()
        assert not app.of(JobTable.RowsWanted)
        assert not any("row " in line for line in app.lines())


async def test_the_last_row_of_ten_million_at_once() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400)
        await pilot.press("G")
        await pilot.pause()
        assert (app.table.cursor_rank, app.table.first_visible) == (TOTAL - 1, TOTAL - 20)
        lines = app.lines()
        assert [line.split("row ")[1] for line in lines[1:]] == [f"{n:,}" for n in range(TOTAL - 19, TOTAL + 1)]
        (wanted,) = app.of(JobTable.RowsWanted)
        assert (wanted.first, wanted.limit) == (TOTAL - 20, 20)  # what is on the screen comes first
        answer(app, wanted.first, wanted.limit)
        await pilot.pause()
        assert app.line_of(1) == 20
        (around,) = app.of(JobTable.RowsWanted)
        assert (around.first, around.limit) == (TOTAL - 400, 400)
        answer(app, around.first, around.limit)
        await pilot.press("g")
        await pilot.pause()
        assert [(again.first, again.limit) for again in app.of(JobTable.RowsWanted)] == [(0, 20)]


class Watched(TableApp):
    """Notes at which scroll position each frame was painted."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[float] = []

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        if renderable is not None:
            self.frames.append(self.table.scroll_y)
        super()._display(screen, renderable)


async def test_old_rows_stay_on_the_screen_until_those_of_another_place_are_there() -> None:
    app = Watched()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400)
        await pilot.pause()
        app.frames.clear()
        app.table.action_last()
        paint_now(app)
        answer(app, TOTAL - 20, 20)
        paint_now(app)
        assert app.frames == [TOTAL - 20]


async def test_rows_that_do_not_come_are_numbered_after_a_moment() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400)
        await pilot.press("G")
        async with asyncio.timeout(15):
            while app.table.leaping:
                await pilot.pause(0.01)
        assert app.table.scroll_y == TOTAL - 20
        assert app.lines()[-1].endswith(f"row {TOTAL:,}")


async def test_wheel_and_scrollbar_are_painted_with_their_event() -> None:
    app = Watched()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400)
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        table, top = app.table, app.table.first_visible
        app.frames.clear()
        table.on_scroll_to(ScrollTo(y=top + 4))
        table.on_mouse_scroll_down(MouseScrollDown(table, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False))
        table.on_mouse_scroll_up(MouseScrollUp(table, 5, 5, 0, -1, 0, shift=False, meta=False, ctrl=False))
        assert app.frames == [top + 4, top + 6, top + 4]


async def test_live_rows_from_elsewhere_do_not_make_it_ask_again() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400)
        await pilot.press("G")
        for _ in range(3):  # what was on the way before the key was pressed
            answer(app, 0, 400)
            await pilot.pause()
        assert len(app.of(JobTable.RowsWanted)) == 1


async def test_rows_that_were_there_and_are_not_any_more_are_asked_for_again() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400)
        await pilot.press("G")
        answer(app, TOTAL - 400, 400)
        await pilot.pause()
        assert len(app.of(JobTable.RowsWanted)) == 1
        answer(app, 0, 400)
        await pilot.pause()
        assert [(wanted.first, wanted.limit) for wanted in app.of(JobTable.RowsWanted)] == [(TOTAL - 20, 20)]


async def test_a_list_that_fits_needs_nothing() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400, total=30)
        await pilot.press("G", "g", "pagedown")
        await pilot.pause()
        assert not app.of(JobTable.RowsWanted)


async def test_a_taller_terminal_may_need_more() -> None:
    app = TableApp()
    async with app.run_test(size=(120, 5)) as pilot:
        answer(app, 0, 110)
        await pilot.pause()
        assert not app.of(JobTable.RowsWanted)
        await pilot.resize_terminal(120, 60)
        await pilot.pause()
        assert [(wanted.first, wanted.limit) for wanted in app.of(JobTable.RowsWanted)] == [(0, 400)]


async def test_the_scrollbar_is_true_to_rank() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        answer(app, 0, 400)
        await pilot.pause()
        app.table.scroll_to(y=TOTAL // 2)
        await pilot.pause()
        assert app.table.first_visible == TOTAL // 2
        assert app.table.vertical_scrollbar.position == TOTAL // 2
        assert app.table.vertical_scrollbar.window_virtual_size == TOTAL + 1
        assert app.of(JobTable.RowsWanted)[-1].first <= TOTAL // 2
