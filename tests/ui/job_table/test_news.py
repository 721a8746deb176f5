"""What is news: signs on new rows, a glow behind changed statuses, ages that move on, and nothing while frozen."""

import asyncio
from dataclasses import replace
from datetime import UTC

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from joblog_tui.model.job import Job
from joblog_tui.model.stall import Limit, Stalls, Verdict
from joblog_tui.model.vocabulary import Status, Vocabulary, Word
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.palette import NIGHT, PAPER, SAFE
from joblog_tui.ui.widgets.job_table import JobTable
from joblog_tui.ui.widgets.job_table.arrangement import Arrangement
from tests.ui.job_table.making import NO_STALLS, NOW, TableApp, block_of, make_job

SIZE = (120, 12)


class CountingTable(JobTable):
    """Notes which lines are drawn, apart from those that whoever looks at the whole table causes."""

    def __init__(self) -> None:
        super().__init__(arrangement=Arrangement(zone=UTC))
        self.drawn_lines: list[int] = []
        self.drawn = asyncio.Event()

    def render_lines(self, crop: Region) -> list[Strip]:
        if crop.height < self.size.height:
            self.drawn_lines.extend(crop.line_range)
            self.drawn.set()
        return super().render_lines(crop)


def fresh(seq: int, age: int = 60_000, **facts: object) -> Job:
    return make_job(seq, **{"created_at": NOW - age, "updated_at": NOW - age, **facts})


def five() -> list[Job]:
    return [fresh(seq, (6 - seq) * 60_000, status=Status.RUNNING) for seq in (5, 4, 3, 2, 1)]


def ground_of(app: TableApp, seq: int) -> str | None:
    """The ground behind the status word of a job."""
    line = app.line_of(seq)
    assert line is not None
    segment = next(segment for segment in app.strips()[line] if segment.text.strip() in {s.label for s in Status})
    assert isinstance(segment.style, Style)
    return segment.style.bgcolor and segment.style.bgcolor.name


async def test_new_rows_carry_a_sign_for_five_seconds() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(five()), NO_STALLS, now=NOW)
        await pilot.pause()
        assert not any(line.startswith("+") for line in app.lines())
        app.table.show(block_of([fresh(7, 0), fresh(6, 0), *five()]), NO_STALLS, now=NOW)
        await pilot.pause()
        assert [line[0] for line in app.lines()[1:5]] == ["+", "+", "▌", " "]
        app.table.tick(NOW + 4_900)
        await pilot.pause()
        assert app.lines()[1].startswith("+")
        app.table.tick(NOW + 5_000)
        await pilot.pause()
        assert not any(line.startswith("+") for line in app.lines())


async def test_older_rows_that_come_into_view_are_not_new() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(five(), total=6), NO_STALLS, now=NOW)
        app.table.show(block_of([*five(), make_job(0)]), NO_STALLS, now=NOW)
        # known to nobody so far, but older than this table: another filter has let it in
        app.table.show(block_of([*five(), make_job(0), make_job(9)]), NO_STALLS, now=NOW)
        await pilot.pause()
        assert not any(line.startswith("+") for line in app.lines())


async def test_a_young_job_that_arrived_before_others_that_were_seen_is_not_new() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of([fresh(9, 1_000)]), NO_STALLS, now=NOW)
        app.table.show(block_of([fresh(9, 1_000), fresh(8, 2_000)]), NO_STALLS, now=NOW)  # another filter
        await pilot.pause()
        assert not any(line.startswith("+") for line in app.lines())


async def test_a_changed_status_glows_and_fades_by_itself() -> None:
    table = CountingTable()
    app = TableApp(table)
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(five()), NO_STALLS, now=NOW)
        await pilot.pause()
        changed = [replace(job, status=Status.RETRYING) if job.seq == 3 else job for job in five()]
        app.table.show(block_of(changed), NO_STALLS, now=NOW)
        await pilot.pause()
        assert ground_of(app, 3) == Paint(NIGHT).glow(Status.RETRYING, 0)
        assert ground_of(app, 2) == NIGHT.canvas
        grounds = []
        async with asyncio.timeout(10):
            while NIGHT.canvas not in grounds:
                await table.drawn.wait()
                table.drawn.clear()
                grounds.append(ground_of(app, 3))
        fading = [*(Paint(NIGHT).glow(Status.RETRYING, step) for step in range(3)), NIGHT.canvas]
        seen = list(dict.fromkeys(grounds))
        assert len(seen) > 1
        assert seen == fading[-len(seen) :]  # a busy machine may have missed the first step


async def test_with_reduced_motion_a_sign_stands_for_the_glow() -> None:
    app = TableApp(JobTable(arrangement=Arrangement(zone=UTC), reduced_motion=True))
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(five()), NO_STALLS, now=NOW)
        changed = [replace(job, status=Status.RETRYING) if job.seq == 3 else job for job in five()]
        app.table.show(block_of(changed), NO_STALLS, now=NOW)
        await pilot.pause()
        assert ground_of(app, 3) == NIGHT.canvas
        assert app.lines()[app.line_of(3) or 0].startswith("~")
        app.table.tick(NOW + 5_000)
        await pilot.pause()
        assert not app.lines()[app.line_of(3) or 0].startswith("~")


async def test_while_frozen_nothing_moves_and_changed_rows_say_so() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(five()), NO_STALLS, now=NOW)
        app.table.frozen = True
        await pilot.pause()
        before = app.lines()
        changed = [replace(job, status=Status.RETRYING) if job.seq == 3 else job for job in five()]
        app.table.show(block_of([fresh(6, 0), *changed]), NO_STALLS, now=NOW + 90_000)
        app.table.tick(NOW + 90_000)
        await pilot.pause()
        after = app.lines()
        assert after[3].startswith("~")
        assert [line[1:] for line in after] == [line[1:] for line in before]
        app.table.frozen = False
        app.table.show(block_of([fresh(6, 0), *changed]), NO_STALLS, now=NOW + 90_000)
        await pilot.pause()
        assert app.line_of(6) == 1
        assert not any(line.startswith("~") for line in app.lines())
        assert "Retrying" in app.lines()[app.line_of(3) or 0]


async def test_while_frozen_rows_can_still_be_scrolled_to() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of([make_job(seq) for seq in range(1_000, 600, -1)], total=1_000), NO_STALLS, now=NOW)
        app.table.frozen = True
        await pilot.press("G")
        await pilot.pause()
        (wanted,) = app.of(JobTable.RowsWanted)
        app.table.show(block_of([make_job(seq) for seq in range(400, 0, -1)], first=wanted.first), NO_STALLS, now=NOW)
        await pilot.pause()
        assert app.table.cursor_seq == 1


async def test_while_frozen_rows_that_come_above_do_not_move_the_window() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of([make_job(seq) for seq in range(1_000, 600, -1)], total=1_000), NO_STALLS, now=NOW)
        app.table.frozen = True
        await pilot.pause()
        app.table.scroll_to(y=395)
        await pilot.pause()
        app.table.show(block_of([make_job(seq) for seq in range(814, 414, -1)], 200, 1_014), NO_STALLS, now=NOW)
        await pilot.pause()
        assert app.table.first_visible == 395
        assert app.line_of(814 - 195) == 1


async def test_ages_move_on_and_only_the_lines_that_change_are_drawn_again() -> None:
    table = CountingTable()
    app = TableApp(table)
    async with app.run_test(size=SIZE) as pilot:
        rows = [fresh(3, 5_000), fresh(2, 600_000), fresh(1, 7_200_000)]
        table.show(block_of(rows), NO_STALLS, now=NOW)
        await pilot.pause()
        assert "    5s       5s" in app.lines()[1]
        table.drawn_lines.clear()
        table.tick(NOW + 1_000)
        await pilot.pause()
        assert table.drawn_lines == [1]
        assert "    6s       6s" in app.lines()[1]


async def test_a_cursor_move_draws_two_lines() -> None:
    table = CountingTable()
    app = TableApp(table)
    async with app.run_test(size=SIZE) as pilot:
        table.show(block_of(five()), NO_STALLS, now=NOW)
        await pilot.press("down")
        table.drawn_lines.clear()
        await pilot.press("down")
        await pilot.pause()
        assert sorted(table.drawn_lines) == [2, 3]


async def test_one_changed_row_draws_one_line() -> None:
    table = CountingTable()
    app = TableApp(table)
    async with app.run_test(size=SIZE) as pilot:
        table.show(block_of(five()), NO_STALLS, now=NOW)
        await pilot.pause()
        table.drawn_lines.clear()
        changed = [replace(job, nested=4) if job.seq == 2 else job for job in five()]
        table.show(block_of(changed), NO_STALLS, now=NOW)
        await pilot.pause()
        assert table.drawn_lines == [4]


async def test_growing_by_a_row_needs_no_layout() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        layouts: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.table, layouts.append)
        app.table.show(block_of([make_job(seq) for seq in range(100, 0, -1)]), NO_STALLS, now=NOW)
        known = -1
        while known != len(layouts):  # the scrollbar has appeared, and nothing is laid out any more
            known = len(layouts)
            await pilot.pause(0.1)
        layouts.clear()
        app.table.show(block_of([make_job(seq) for seq in range(101, 0, -1)]), NO_STALLS, now=NOW)
        await pilot.press("down", "pagedown", "G")
        await pilot.pause()
        assert not layouts
        assert app.table.max_scroll_y == 101 - 11


async def test_stalls_are_shown_with_their_time_and_go_again() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        stalls = Stalls(NOW, {3: Verdict(NOW - 180_000, Limit(), "syncing_users")}, 1)
        app.table.show(block_of(five()), stalls, now=NOW)
        await pilot.pause()
        assert "● Running   ▲3m" in app.lines()[3]
        app.table.tick(NOW + 60_000)
        await pilot.pause()
        assert "▲4m" in app.lines()[3]
        app.table.show(block_of(five()), NO_STALLS, now=NOW)
        await pilot.pause()
        assert "▲" not in app.lines()[3]


async def test_new_words_are_shown_at_once() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of([make_job(1, task="suspending_users")]), NO_STALLS, now=NOW)
        await pilot.pause()
        assert "suspending_users" in app.lines()[1]
        app.table.set_vocabulary(Vocabulary(tasks=(Word("suspending_users", "Suspending users"),)))
        await pilot.pause()
        assert "Suspending users" in app.lines()[1]


async def test_the_clock_can_stand_for_the_age() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(five()), NO_STALLS, now=NOW)
        app.table.arrangement = Arrangement("clock", UTC)
        await pilot.pause()
        assert "08:59" in app.lines()[1]


async def test_another_theme_is_drawn_at_once() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(five()), NO_STALLS, now=NOW)
        await pilot.pause()
        assert ground_of(app, 2) == NIGHT.canvas
        app.theme = "safe"  # on the same canvas
        await pilot.pause()
        (glyph,) = [segment for segment in app.strips()[4] if segment.text == "●"]
        assert glyph.style is not None
        assert glyph.style.color is not None
        assert glyph.style.color.name == SAFE.running
        app.theme = "paper"
        await pilot.pause()
        assert ground_of(app, 2) == PAPER.canvas


async def test_without_the_focus_the_cursor_row_is_quieter() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        app.table.show(block_of(five()), NO_STALLS, now=NOW)
        await pilot.pause()
        assert ground_of(app, 5) == NIGHT.cursor
        app.set_focus(None)
        await pilot.pause()
        assert ground_of(app, 5) == NIGHT.raised
