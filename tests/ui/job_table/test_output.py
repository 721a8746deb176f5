"""What reaches the terminal: no sequence out of a name, no colour with NO_COLOR, and it holds at any size."""

import re
from datetime import UTC

import pytest
from rich.console import Console
from textual.filter import LineFilter

from joblog_tui.model.event import Target
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.look.monochrome import WithoutColour
from joblog_tui.ui.widgets.job_table import JobTable
from joblog_tui.ui.widgets.job_table.arrangement import Arrangement
from tests.ui.job_table.making import NO_STALLS, NOW, TableApp, block_of, make_job, newest_first

HOSTILE = [
    "\x1b]52;c;aGk=\x07", "\x1b[2J\x1b[31m", "\x9b31m", "x [/oops]", "[@click=app.quit]y[/]", "\u202eevil",
    "REAL\rFAKE", "\u200b\u200d\ufeff", "東京" * 300, "Z" + "\u0301" * 5_000, "-" * 1_000_000, "\ud800", "\U000e0041",
]  # fmt: skip


def ansi(app: TableApp) -> str:
    """The table as it is written to a terminal of 16 million colours."""
    console = Console(color_system="truecolor", force_terminal=True, width=app.size.width)
    return "\n".join(strip.render(console) for strip in app.strips())


async def test_no_name_reaches_the_terminal_as_a_sequence() -> None:
    app = TableApp()
    async with app.run_test(size=(120, len(HOSTILE) + 1)) as pilot:
        rows = [
            make_job(seq, target=Target(name), actor=name, task=name, trigger=name, id=name, status=Status.RUNNING)
            for seq, name in enumerate(HOSTILE, 1)
        ]
        app.table.show(block_of(rows), NO_STALLS, now=NOW)
        await pilot.press("down", "space", "G")
        await pilot.pause()
        written = ansi(app)
        without_styles = re.sub(r"\x1b\[[0-9;]*m", "", written)
        assert not re.search(
            "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", without_styles
        )
        assert "x [/oops]" in without_styles  # markup is text
        assert all(strip.cell_length == 120 for strip in app.strips())
        assert max(len(line) for line in without_styles.split("\n")) < 600
        assert all("Running" in line for line in without_styles.split("\n")[1:])


class ColourlessApp(TableApp):
    """Drops every colour when there should be none, as the dashboard does."""

    def get_line_filters(self) -> list[LineFilter]:
        return [WithoutColour()] if self.no_color else list(super().get_line_filters())


async def test_with_no_color_there_is_none_and_the_cursor_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ColourlessApp()
    async with app.run_test(size=(120, 12)) as pilot:
        app.table.show(block_of(newest_first(50)), NO_STALLS, now=NOW)
        await pilot.press("down", "down", "space", "down")
        await pilot.pause()
        written = ansi(app)
        codes = {code for codes in re.findall(r"\x1b\[([0-9;]*)m", written) for code in codes.split(";")}
        assert codes <= {"", "0", "1", "7"}
        line = app.lines().index(next(text for text in app.lines() if text.startswith("▌")))
        assert all(segment.style and segment.style.reverse for segment in app.strips()[line])
        assert not any(segment.style and segment.style.reverse for segment in app.strips()[line + 1])


async def test_without_no_color_there_are_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    app = ColourlessApp()
    async with app.run_test(size=(120, 12)) as pilot:
        app.table.show(block_of(newest_first(50)), NO_STALLS, now=NOW)
        await pilot.pause()
        assert "\x1b[38;2;" in ansi(app) or ";38;2;" in ansi(app)


async def test_ascii_means_every_line() -> None:
    app = TableApp(JobTable(arrangement=Arrangement(zone=UTC), ascii_glyphs=True))
    async with app.run_test(size=(120, 12)) as pilot:
        app.table.show(block_of(newest_first(50), total=900), NO_STALLS, now=NOW)
        await pilot.press("down", "space")
        await pilot.pause()
        assert "".join(app.lines()).isascii()
        await pilot.press("G")
        await pilot.pause()
        assert "".join(app.lines()).isascii()
        app.table.scroll_to(y=437)
        await pilot.pause()
        bar = app.table.vertical_scrollbar
        assert "".join(strip.text for strip in bar.render_lines(bar.size.region)).isascii()


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (5, 40), (300, 2), (80, 24), (200, 50)])
async def test_it_holds_at_any_size(size: tuple[int, int]) -> None:
    app = TableApp()
    async with app.run_test(size=size) as pilot:
        app.table.show(block_of(newest_first(100)), NO_STALLS, now=NOW)
        await pilot.press("down", "pagedown", "G", "space", "enter", "g", "ctrl+d")
        await pilot.pause()
        assert all(strip.cell_length == size[0] for strip in app.strips())
        assert app.table.cursor_job is not None


async def test_rows_shown_before_the_first_layout_are_there_after_it() -> None:
    table = JobTable(arrangement=Arrangement(zone=UTC))
    table.show(block_of(newest_first(100)), NO_STALLS, now=NOW)
    app = TableApp(table)
    async with app.run_test(size=(120, 12)) as pilot:
        await pilot.pause()
        assert app.line_of(100) == 1
        await pilot.press("G")
        assert table.cursor_seq == 1
