"""The cursor stays on its job, in a running table, under everything that can happen to the rows."""

from dataclasses import replace
from random import Random

from joblog_tui.model.vocabulary import Status
from joblog_tui.query.listing import Block
from joblog_tui.ui.widgets.job_table import JobTable
from tests.ui.job_table.making import NO_STALLS, NOW, TableApp, block_of, jobs, make_job, newest_first

SIZE = (120, 21)  # a heading and 20 rows


def shown(table: JobTable, block: Block, now: int = NOW, cursor: int | None = None) -> None:
    table.show(block, NO_STALLS, now=now, cursor=cursor)


async def test_it_begins_on_the_first_row_and_says_so() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(50)))
        await pilot.pause()
        (moved,) = app.moved()
        assert moved.job is not None
        assert (moved.job.seq, moved.rank, moved.total) == (50, 0, 50)
        assert app.line_of(50) == 1
        assert app.lines()[1].startswith("▌")
        assert app.table.visible_rows == 20


async def test_rows_that_come_above_leave_it_on_its_job() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(50)))
        await pilot.press("down", "down", "down")
        shown(app.table, block_of(newest_first(55)))
        await pilot.pause()
        assert (app.table.cursor_seq, app.table.cursor_rank, app.table.first_visible) == (47, 8, 0)
        assert app.lines()[app.line_of(47) or 0].startswith("▌")
        assert app.line_of(55) == 1  # the new ones slid in at the top


async def test_at_the_top_the_list_follows_until_the_job_would_leave_the_screen() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(50)))
        await pilot.press("down")
        shown(app.table, block_of(newest_first(68)))
        await pilot.pause()
        assert (app.table.at_top, app.table.cursor_seq, app.line_of(49)) == (True, 49, 20)
        shown(app.table, block_of(newest_first(90)))
        await pilot.pause()
        assert (app.table.at_top, app.table.cursor_seq, app.line_of(49)) == (False, 49, 20)
        assert app.of(JobTable.Held)[-1].held
        await pilot.press("g")
        assert (app.table.cursor_seq, app.table.at_top) == (90, True)
        await pilot.pause()
        assert not app.of(JobTable.Held)[-1].held


async def test_a_dashboard_that_nobody_touches_goes_on_showing_what_is_new() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(50)))
        shown(app.table, block_of(newest_first(60)))
        await pilot.pause()
        assert (app.table.cursor_seq, app.table.cursor_rank) == (50, 10)  # on its job while that is visible
        shown(app.table, block_of(newest_first(80)))
        await pilot.pause()
        assert (app.table.cursor_seq, app.table.cursor_rank, app.table.at_top) == (80, 0, True)


async def test_going_to_the_first_row_is_following_again() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(50)))
        await pilot.press("down", "g")
        shown(app.table, block_of(newest_first(90)))
        await pilot.pause()
        assert (app.table.cursor_seq, app.table.cursor_rank, app.table.at_top) == (90, 0, True)


async def test_away_from_the_top_nothing_moves() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(100)))
        await pilot.press("pagedown", "pagedown")
        before = app.lines()
        shown(app.table, block_of(newest_first(140)))
        await pilot.pause()
        assert app.lines() == before
        assert app.table.held


async def test_it_follows_its_job_to_another_place() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(jobs(range(1, 51))))
        await pilot.press("down", "down")
        shown(app.table, block_of(jobs([*range(10, 51), 3, *range(4, 10), 1, 2])))
        await pilot.pause()
        assert app.table.cursor_seq == 3
        assert app.lines()[app.line_of(3) or 0].startswith("▌")


async def test_when_its_job_leaves_it_goes_to_the_row_that_took_its_place_and_says_so() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(jobs([9, 8, 7, 6, 5])))
        await pilot.press("down", "down")
        await pilot.pause()
        app.moved()
        shown(app.table, block_of(jobs([10, 9, 8, 6, 5])))
        await pilot.pause()
        (moved,) = app.moved()
        assert moved.job is not None
        assert (moved.job.seq, moved.rank, moved.total) == (6, 3, 5)
        shown(app.table, Block())
        await pilot.pause()
        (moved,) = app.moved()
        assert (moved.job, moved.total) == (None, 0)
        assert app.table.cursor_job is None


async def test_a_change_of_the_job_under_the_cursor_is_told() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of([make_job(1, status=Status.RUNNING)]))
        await pilot.pause()
        app.moved()
        shown(app.table, block_of([make_job(1, status=Status.COMPLETED)]))
        await pilot.pause()
        (moved,) = app.moved()
        assert moved.job is not None
        assert moved.job.status is Status.COMPLETED
        shown(app.table, block_of([make_job(1, status=Status.COMPLETED)]))
        await pilot.pause()
        assert not app.moved()


async def test_it_can_be_put_on_a_rank() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(100)), cursor=60)
        await pilot.pause()
        assert (app.table.cursor_seq, app.table.cursor_rank) == (40, 60)
        assert app.lines()[app.line_of(40) or 0].startswith("▌")


async def test_the_keys_of_movement() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(200)))
        ranks = []
        for key in ("j", "down", "k", "up", "pagedown", "ctrl+d", "ctrl+u", "pageup", "G", "g", "end", "home"):
            await pilot.press(key)
            ranks.append(app.table.cursor_rank)
        assert ranks == [1, 2, 1, 0, 19, 29, 19, 0, 199, 0, 199, 0]


async def test_it_is_on_a_row_that_has_yet_to_arrive_and_binds_to_it_when_it_does() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(400, first=9_601), total=10_000))
        await pilot.press("G")
        await pilot.pause()
        moved = app.moved()[-1]
        assert (moved.job, moved.rank) == (None, 9_999)
        assert "row 10,000" in app.lines()[-1]
        assert app.lines()[-1].startswith("▌")
        shown(app.table, block_of(newest_first(400), first=9_600))
        await pilot.pause()
        moved = app.moved()[-1]
        assert moved.job is not None
        assert (moved.job.seq, moved.rank) == (1, 9_999)
        assert app.line_of(1) == 20


async def test_marks_belong_to_jobs_and_hold_the_list() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(50)))
        await pilot.press("down", "space", "down", "space")
        await pilot.pause()
        assert app.table.marked == {49, 48}
        assert [held.held for held in app.of(JobTable.Held)] == [True]
        shown(app.table, block_of(newest_first(52)))
        await pilot.pause()
        assert [app.lines()[app.line_of(seq) or 0][0] for seq in (49, 48)] == ["◆", "◆"]
        await pilot.press("space")
        app.table.clear_marks()
        await pilot.pause()
        assert app.table.marked == frozenset()
        assert app.of(JobTable.Held) == []  # the new rows came above; nothing jumps
        await pilot.press("g")
        await pilot.pause()
        assert [held.held for held in app.of(JobTable.Held)] == [False]


async def test_a_resize_keeps_the_cursor_on_its_job_and_visible() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(100)))
        await pilot.press(*["down"] * 19)
        await pilot.resize_terminal(80, 9)
        await pilot.pause()
        assert app.table.visible_rows == 8
        assert app.table.cursor_seq == 81
        assert app.lines()[app.line_of(81) or 0].startswith("▌")


async def test_other_rows_are_another_listing_after_forgetting() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(100)))
        await pilot.press("pagedown")
        app.table.forget()
        shown(app.table, block_of(jobs([300, 200, 100])))
        await pilot.pause()
        assert (app.table.cursor_seq, app.table.at_top) == (300, True)
        assert not any(line.startswith("+") for line in app.lines())


async def test_whatever_happens_a_touched_cursor_is_on_the_job_it_was_on() -> None:
    chance = Random(20261123)
    seqs = list(range(60, 0, -1))
    app = TableApp()
    async with app.run_test(size=(80, 12)) as pilot:
        shown(app.table, block_of(jobs(seqs)))
        for step in range(40):
            await pilot.press(chance.choice(["up", "down", "pagedown", "ctrl+u", "G"]))
            own = app.table.cursor_seq
            assert own is not None
            gone = set(chance.sample(seqs, chance.randrange(8))) - {own}
            seqs = [seq for seq in seqs if seq not in gone]
            for seq in range(1000 + 10 * step, 1000 + 10 * step + chance.randrange(9)):
                seqs.insert(chance.randrange(len(seqs) + 1), seq)
            shown(app.table, block_of(jobs(seqs)))
            await pilot.pause()
            assert app.table.cursor_seq == own
            assert app.table.cursor_rank == seqs.index(own)
            assert app.lines()[app.line_of(own) or 0].startswith("▌")


async def test_a_cursor_scrolled_out_of_sight_keeps_its_job() -> None:
    app = TableApp()
    async with app.run_test(size=SIZE) as pilot:
        shown(app.table, block_of(newest_first(400, first=601), total=1_000))
        await pilot.press("down")
        app.table.scroll_to(y=700)
        await pilot.pause()
        shown(app.table, block_of(newest_first(400, first=101), first=500, total=1_000))
        await pilot.pause()
        assert (app.table.cursor_seq, app.table.first_visible) == (999, 700)
        shown(app.table, block_of([replace(job) for job in newest_first(400, first=601)], total=1_000))
        await pilot.press("up")
        assert (app.table.cursor_seq, app.table.first_visible) == (1_000, 0)
