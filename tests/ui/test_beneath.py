"""What lies beneath Textual's public surface: painting by lines shows what the stock compositor shows.

These tests fail when Textual changes what ``joblog_tui.ui.beneath`` uses.
"""

import random
from typing import Any

import pytest
from textual._compositor import ChopsUpdate, Compositor
from textual.events import ScreenResume
from textual.geometry import Region

from joblog_tui.ui.beneath import LineCompositor, paint_now
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job
from tests.ui.painted import cells, console


def sixty() -> MemoryStore:
    return MemoryStore([a_job(n) for n in range(1, 61)])


def compositor_of(operator: Operator) -> LineCompositor:
    compositor = operator.app.screen._compositor
    assert isinstance(compositor, LineCompositor)
    return compositor


async def at_rest(operator: Operator) -> None:
    """Rows are there, and everything that is to be laid out and painted at the beginning has been."""
    await operator.sees("Team 60")
    screen = operator.app.screen
    await operator.until(lambda: not (screen._layout_required or screen._repaint_required or screen._dirty_widgets))


def painted(kind: type[Compositor], compositor: LineCompositor, regions: set[Region]) -> str:
    """What is written of these regions."""
    compositor._dirty_regions = set(regions)
    update = kind.render_partial_update(compositor)
    assert update is not None
    return update.render_segments(console(width=compositor.size.width)).replace("\n", "")


def some_regions(dice: random.Random, width: int, height: int) -> set[Region]:
    corners = [(dice.randrange(width), dice.randrange(height)) for _ in range(dice.randint(1, 4))]
    return {
        Region(x, y, dice.randint(1, width - x), dice.choice([1, 1, dice.randint(1, height - y)])) for x, y in corners
    }


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (200, 50)])
@pytest.mark.parametrize("keys", ["", "f", "/", "?"])
async def test_a_terminal_shows_what_the_stock_compositor_shows(size: tuple[int, int], keys: str) -> None:
    async with dashboard(sixty(), size=size) as operator:
        await at_rest(operator)
        await operator.press("down", *keys)
        await operator.pilot.pause()
        compositor = operator.app.screen._compositor
        if not isinstance(compositor, LineCompositor):
            pytest.skip("a screen that does not repaint by lines")
        dice = random.Random(7)
        for _ in range(15):
            regions = some_regions(dice, *size)
            ours, stock = (painted(kind, compositor, regions) for kind in (LineCompositor, Compositor))
            for region in regions:
                assert cells(ours, *size, region) == cells(stock, *size, region)


async def test_nothing_but_the_regions_is_written() -> None:
    async with dashboard(sixty()) as operator:
        await at_rest(operator)
        written = painted(LineCompositor, compositor_of(operator), {Region(40, 10, 5, 1)})
        assert "".join(cell[0] for cell in cells(written, 120, 40, Region(0, 0, 120, 10))[9]).strip() == ""
        assert len(written) < 120


async def test_a_key_is_one_frame_and_draws_two_rows_and_what_is_said_of_the_cursor(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames: list[Any] = []
    stock = LineCompositor.render_partial_update

    def noted(self: LineCompositor) -> ChopsUpdate | None:
        update = stock(self)
        frames.append(update)
        return update

    async with dashboard(sixty()) as operator:
        await at_rest(operator)
        await operator.press("down")
        table = operator.table
        monkeypatch.setattr(LineCompositor, "render_partial_update", noted)
        await operator.press("down")
        rows = [table.region.y + 1 + rank for rank in (1, 2)]
        (frame,) = [each for each in frames if each is not None]
        drawn = sorted({y for x, y, strip in frame.strips})
        assert [y for y in drawn if y in table.region.line_range] == rows
        assert len(drawn) <= 2 + 2 + 1  # the rows, the peek, the footer


async def test_what_is_painted_is_not_painted_again() -> None:
    async with dashboard(sixty()) as operator:
        await at_rest(operator)
        operator.table.action_cursor_down()
        paint_now(operator.app)
        assert not operator.app.screen._dirty_widgets
        assert not compositor_of(operator)._dirty_regions
        assert not operator.table._repaint_required


async def test_a_frame_reaches_the_terminal_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    async with dashboard(sixty()) as operator:
        await at_rest(operator)
        app, written = operator.app, []
        assert app._driver is not None
        monkeypatch.setattr(type(app._driver), "write", lambda self, data: written.append(data))
        monkeypatch.setattr(type(app), "is_headless", False)
        monkeypatch.setattr(app, "_sync_available", True)
        operator.table.action_cursor_down()
        paint_now(app)
        (frame,) = written
        assert frame.startswith("\x1b[?2026h")
        assert frame.endswith("\x1b[?2026l")


@pytest.mark.parametrize("keys", ["", "f", "/"])
async def test_the_whole_screen_is_what_the_stock_compositor_shows(keys: str) -> None:
    async with dashboard(sixty()) as operator:
        await at_rest(operator)
        await operator.press("down", *keys)
        await operator.pilot.pause()
        compositor, stdout = compositor_of(operator), console(width=120)
        ours = compositor.render_full_update()
        stock = Compositor.render_full_update(compositor)
        written = [each.render_segments(stdout).replace("\n", "") for each in (ours, stock)]
        assert cells(written[0], 120, 40) == cells(written[1], 120, 40)


async def test_a_screen_is_styled_anew_only_when_something_that_styles_depend_on_is_another() -> None:
    styled: list[str] = []

    async with dashboard(sixty()) as operator:
        await at_rest(operator)
        screen = operator.app.screen
        update = screen.update_node_styles

        def noted(animate: bool = True) -> None:
            styled.append(operator.app.theme)
            update(animate)

        screen.update_node_styles = noted  # type: ignore[method-assign]
        for theme in ("night", "paper"):
            operator.app.theme = theme
            await operator.pilot.pause()
            styled.clear()
            screen.post_message(ScreenResume())
            await operator.pilot.pause()
            screen.post_message(ScreenResume())
            await operator.pilot.pause()
            assert styled == ([] if theme == "night" else ["paper"])


async def test_a_picture_shows_the_screen() -> None:
    async with dashboard(sixty(), size=(120, 40)) as operator:
        await at_rest(operator)
        svg = operator.app.export_screenshot()
        assert "Team&#160;60" in svg
        assert "all&#160;jobs" in svg
        assert "Painted" not in svg
