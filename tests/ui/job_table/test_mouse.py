"""The mouse: a click takes the cursor, a double click opens, headings sort, the wheel scrolls."""

from textual import events

from joblog_tui.query.listing import Sort
from joblog_tui.ui.widgets.job_table import JobTable
from tests.ui.job_table.making import NO_STALLS, NOW, TableApp, block_of, make_job, newest_first

SIZE = (120, 21)


async def test_a_click_takes_the_cursor() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(newest_first(100)), NO_STALLS, now=NOW)
        await pilot.click(JobTable, offset=(30, 5))
        assert (app.table.cursor_seq, app.table.cursor_rank) == (96, 4)
        assert not app.of(JobTable.Opened)


async def test_a_double_click_opens_the_job_that_was_clicked_even_if_rows_moved_meanwhile() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(newest_first(100)), NO_STALLS, now=NOW)
        await pilot.click(JobTable, offset=(30, 5))
        app.table.show(block_of(newest_first(103)), NO_STALLS, now=NOW)
        second = events.Click(None, 30, 5, 0, 0, 1, shift=False, meta=False, ctrl=False, chain=2)
        app.screen.post_message(second)
        await pilot.pause()
        opened = app.of(JobTable.Opened)
        assert [message.job.seq for message in opened] == [96]


async def test_enter_opens_the_job_under_the_cursor() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(newest_first(100)), NO_STALLS, now=NOW)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert [message.job.seq for message in app.of(JobTable.Opened)] == [99]


async def test_a_click_on_the_nested_jobs_opens_the_job_if_there_are_any() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        rows = [make_job(2, nested=4, nested_completed=1), make_job(1)]
        app.table.show(block_of(rows), NO_STALLS, now=NOW)
        await pilot.click(JobTable, offset=(110, 1))
        assert [message.job.seq for message in app.of(JobTable.Opened)] == [2]
        await pilot.click(JobTable, offset=(110, 2))
        assert not app.of(JobTable.Opened)
        assert app.table.cursor_seq == 1


async def test_a_click_on_a_heading_wants_that_order() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(newest_first(3)), NO_STALLS, now=NOW)
        for x in (3, 20, 45, 60, 80, 93, 101, 110):
            await pilot.click(JobTable, offset=(x, 0))
        fields = [message.field for message in app.of(JobTable.SortWanted)]
        assert fields == ["status", "target", "actor", "task", "trigger", "created", "updated", "nested"]
        app.table.sort = Sort("target", descending=False)
        await pilot.pause()
        assert "Target↑" in app.lines()[0]
        assert "↓" not in app.lines()[0]


async def test_a_click_below_the_last_row_does_nothing() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(newest_first(3)), NO_STALLS, now=NOW)
        await pilot.click(JobTable, offset=(30, 15))
        await pilot.click(JobTable, offset=(0, 0))
        assert app.table.cursor_rank == 0
        assert not app.of(JobTable.SortWanted)


async def test_the_wheel_scrolls_and_leaves_the_cursor_on_its_job() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(newest_first(100)), NO_STALLS, now=NOW)
        await pilot.pause()
        for _ in range(4):
            app.table.post_message(
                events.MouseScrollDown(app.table, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False)
            )
        await pilot.pause()
        assert app.table.first_visible > 0
        assert app.table.cursor_seq == 100
        assert app.table.held


async def test_only_the_keyboard_reaches_a_table_with_the_focus() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(newest_first(10)), NO_STALLS, now=NOW)
        app.set_focus(None)
        await pilot.press("down", "enter", "space")
        assert (app.table.cursor_rank, app.table.marked) == (0, frozenset())
        await pilot.click(JobTable, offset=(30, 2))
        assert app.table.has_focus
