"""Every size of terminal: nothing breaks, and each shows what it has room for."""

import pytest

from joblog_tui.model.vocabulary import Status
from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job, a_report

SIZES = [
    (1, 1), (5, 2), (20, 5), (20, 24), (30, 8), (40, 10), (60, 15), (79, 9), (80, 24), (100, 30), (119, 29), (120, 30),
    (150, 46), (180, 50), (200, 5), (300, 100),
]  # fmt: skip


def three() -> MemoryStore:
    store = MemoryStore([a_job(1), a_job(2, status=Status.RUNNING, nested=1), a_job(3, parent="job-2")])
    store.reports["job-2"] = (a_report(1, "job-2", status=Status.RUNNING, changed=True, message="at work"),)
    return store


@pytest.mark.parametrize("size", SIZES)
async def test_every_key_at_every_size(size: tuple[int, int]) -> None:
    async with dashboard(three(), size=size) as operator:
        await operator.until(lambda: operator.cursor == "job-2")
        await operator.press("j", "k", "f", "j", "space", "x", "f", "=", "=", "t", "i", "x", "?", "escape", "G", "g")
        await operator.press("/")
        await operator.write("status:x ")
        await operator.press("escape", "g", "enter")
        await operator.until(lambda: len(operator.app.screen_stack) == 2)
        await operator.press("tab", "j", "escape", "escape")
        for width, height in ((20, 5), (120, 40), size):
            await operator.pilot.resize_terminal(width, height)
            await operator.until(lambda: operator.app.screen.size == (width, height))  # noqa: B023
        await operator.until(lambda: [len(line) for line in operator.lines] == [size[0]] * size[1])


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (60, 15)])
async def test_a_tiny_terminal_shows_rows(size: tuple[int, int]) -> None:
    async with dashboard(three(), size=size) as operator:
        await operator.sees("Running", "LIVE")


@pytest.mark.parametrize(("columns", "docked"), [(80, False), (119, False), (120, True), (200, True)])
async def test_the_sidebar_is_docked_from_120_columns_on(columns: int, docked: bool) -> None:
    async with dashboard(three(), size=(columns, 40)) as operator:
        await operator.sees("Team 1")
        assert operator.sidebar.display is docked


@pytest.mark.parametrize(("rows", "lines"), [(9, 0), (10, 1), (29, 1), (30, 2)])
async def test_the_peek_has_as_many_lines_as_there_is_room_for(rows: int, lines: int) -> None:
    from joblog_tui.ui.widgets.peek import Peek

    async with dashboard(three(), size=(100, rows)) as operator:
        await operator.sees("Team 1")
        peek = operator.find(Peek)
        assert (peek.size.height if peek.display else 0) == lines


async def test_the_peek_tells_what_the_columns_leave_out() -> None:
    async with dashboard(three(), size=(80, 24)) as operator:
        await operator.sees("Team 1")
        assert "Trigger" not in operator.rows[0]
        await operator.sees("Syncing users by Okta SCIM via SCIM")


async def test_going_from_wide_to_narrow_and_back() -> None:
    async with dashboard(three(), size=(120, 40)) as operator:
        await operator.sees("Team 1")
        await operator.press("f")
        await operator.pilot.resize_terminal(80, 24)
        await operator.until(lambda: operator.sidebar.display)
        await operator.press("f")
        await operator.until(lambda: not operator.sidebar.display)
        await operator.pilot.resize_terminal(120, 40)
        await operator.until(lambda: operator.sidebar.display)
        assert operator.table.has_focus


async def test_ascii_signs_and_no_others() -> None:
    async with dashboard(three(), size=(120, 70), ascii_glyphs=True) as operator:
        await operator.sees("> Running", "v Completed")
        assert [sign for sign in operator.text if not sign.isascii()] == []
        await operator.press("?")
        await operator.sees("Keys and words")
        assert [sign for sign in operator.text if not sign.isascii()] == []
        await operator.press("escape", "enter")
        await operator.sees("Status history")
        assert operator.text.isascii()
        await operator.press("ctrl+p")
        await operator.sees("Search")
        assert operator.text.isascii()


async def test_no_colour_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with dashboard(three()) as operator:
        await operator.sees("● Running", "✓ Completed")
        await operator.press("=", "f")
        filters = operator.app.get_line_filters()
        from textual.color import Color

        for strip in operator.app.screen._compositor.render_strips():
            for segment in strip.apply_filter(filters[0], Color(0, 0, 0)):
                assert segment.style is None or (segment.style.color is None and segment.style.bgcolor is None)
        assert operator.app.no_color
