"""One-line widgets: what they draw themselves is what Textual would draw of the same content."""

import pytest
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from joblog_tui.ui.widgets.line import Line
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job
from tests.ui.painted import SYSTEMS, cells, console, unrendered


def stock_lines(widget: Widget, crop: Region) -> list[Strip]:
    """What Textual draws of the widget as it is now: it keeps what it drew before the widget was all there."""
    widget._layout_cache.clear()
    widget._styles_cache.clear()
    widget._visual_style = None
    return Widget.render_lines(widget, crop)


def drawn_otherwise(operator: Operator) -> str:
    """The first one-line widget with a line that is, in some terminal, not the one that Textual would draw."""
    looked_at = 0
    for widget in operator.app.screen.query(Line):
        if not widget.size:
            continue
        crop = Region(0, 0, *widget.region.size)
        ours, stock = widget.render_lines(crop), stock_lines(widget, crop)
        looked_at += len(ours)
        for system in SYSTEMS:
            for mine, theirs in zip(ours, stock, strict=True):
                terminal = console(system)
                shown = [each.render(terminal) for each in (mine, unrendered(theirs))]
                if cells(shown[0], crop.width) != cells(shown[1], crop.width):
                    return f"{widget!r} in {system}: {shown}"
    return "" if looked_at > 3 else "too few lines to compare"


@pytest.mark.parametrize("theme", ["night", "paper", "night256", "textual-ansi"])
@pytest.mark.parametrize("keys", [[], ["s", "G"], ["f"], ["enter"], ["="]])
async def test_they_look_as_textual_would_draw_them(theme: str, keys: list[str]) -> None:
    async with dashboard(MemoryStore([a_job(n) for n in range(1, 61)]), theme=theme) as operator:
        await operator.sees("Team 60")
        await operator.press(*keys)
        await operator.pilot.pause()
        # A screen that has just opened has lines drawn that are about to be drawn anew.
        found = ""

        def all_alike() -> bool:
            nonlocal found
            found = drawn_otherwise(operator)
            return not found

        try:
            await operator.until(all_alike)
        except AssertionError as never:
            never.add_note(found)
            raise


async def test_without_colour_they_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with dashboard(MemoryStore([a_job(n) for n in range(1, 61)])) as operator:
        await operator.sees("Team 60")
        for widget in operator.app.screen.query(Line):
            for strip in widget.render_lines(Region(0, 0, *widget.region.size)):
                assert not any(segment.style and (segment.style.color or segment.style.bgcolor) for segment in strip)
