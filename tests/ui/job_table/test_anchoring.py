"""The cursor belongs to a job: whatever comes, goes or changes places, it is on the same one."""

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.job import Job
from joblog_tui.ui.widgets.job_table.anchoring import followed
from joblog_tui.ui.widgets.job_table.rows import Rows
from joblog_tui.ui.widgets.job_table.viewport import Viewport
from tests.ui.job_table.making import block_of, jobs


def rows_of(seqs: list[int], first: int = 0, total: int | None = None) -> Rows:
    return Rows(block_of(jobs(seqs), first, total))


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[int], list[int], Viewport]:
    """A list, what became of it (rows gone, new ones anywhere), and a window on the first."""
    before = draw(st.lists(st.integers(1, 300), min_size=1, max_size=60, unique=True))
    kept = [seq for seq in before if draw(st.integers(0, 9)) > 1]
    after = kept[:]
    for seq in draw(st.lists(st.integers(301, 400), max_size=15, unique=True)):
        after.insert(draw(st.integers(0, len(after))), seq)
    height = draw(st.integers(1, 20))
    cursor = draw(st.integers(0, len(before) - 1))
    view = Viewport(len(before), height, draw(st.integers(0, 60)), cursor)
    return before, after, view


@given(changes(), st.booleans())
def test_a_job_that_is_still_there_keeps_the_cursor(
    change: tuple[list[int], list[int], Viewport], touched: bool
) -> None:
    before, after, view = change
    seq = before[view.cursor]
    found = followed(view, seq, rows_of(before), rows_of(after), touched=touched)
    assert found.view.total == len(after)
    if seq in after and found.cursor == seq:
        assert found.view.cursor == after.index(seq)
        if view.shows(view.cursor):
            assert found.view.shows(found.view.cursor)
    elif seq in after:  # nobody has touched it, and it would have left the screen
        assert not touched
        assert view.at_top
        assert after.index(seq) >= view.height
        assert (found.view.cursor, found.view.first) == (0, 0)
    else:
        assert found.cursor is None


@given(changes())
def test_away_from_the_top_nothing_moves_on_the_screen(change: tuple[list[int], list[int], Viewport]) -> None:
    before, after, view = change
    seq = before[view.cursor]
    if view.at_top or not view.shows(view.cursor) or seq not in after:
        return
    moved = followed(view, seq, rows_of(before), rows_of(after), touched=True).view
    if 0 < moved.first < moved.last_first:
        assert moved.cursor - moved.first == view.cursor - view.first


@given(changes())
def test_a_cursor_whose_job_left_goes_to_the_row_that_took_its_place(
    change: tuple[list[int], list[int], Viewport],
) -> None:
    before, after, view = change
    seq = before[view.cursor]
    after = [other for other in after if other in before and other != seq]
    found = followed(view, seq, rows_of(before), rows_of(after), touched=True)
    below = [other for other in before[view.cursor + 1 :] if other in after]
    expected = after.index(below[0]) if below else max(0, len(after) - 1)
    assert found.cursor is None
    assert found.view.cursor == expected


def test_a_window_scrolled_away_from_its_cursor_stays_on_its_rows() -> None:
    before = list(range(200, 100, -1))
    after = [203, 202, 201, *before]
    view = Viewport(100, 10, first=50, cursor=5)
    moved = followed(view, before[5], rows_of(before), rows_of(after), touched=True).view
    assert (moved.first, moved.cursor) == (53, 8)


def test_a_job_outside_of_the_rows_in_memory_is_not_taken_for_gone() -> None:
    before = rows_of(list(range(1_000, 600, -1)), total=1_000)  # ranks 0 to 399
    after = rows_of(list(range(500, 100, -1)), first=500, total=1_000)
    found = followed(Viewport(1_000, 30, first=650, cursor=3), 997, before, after, touched=True)
    assert (found.cursor, found.view.cursor, found.view.first) == (997, 3, 650)


def test_a_job_pushed_over_the_end_of_the_block_is_not_taken_for_gone() -> None:
    before = rows_of(list(range(1_000, 600, -1)), total=1_000)
    after = rows_of(list(range(1_002, 602, -1)), total=1_002)
    found = followed(Viewport(1_000, 30, first=10, cursor=399), 601, before, after, touched=True)
    assert (found.cursor, found.view.cursor) == (601, 401)


def test_the_last_row_stays_the_last_while_its_rows_are_on_the_way() -> None:
    before = rows_of(list(range(1_000, 600, -1)), total=1_000)
    after = rows_of(list(range(1_003, 603, -1)), total=1_003)
    found = followed(Viewport(1_000, 30, first=970, cursor=999), None, before, after, touched=True)
    assert (found.cursor, found.view.cursor) == (None, 1_002)


def test_an_emptied_list_leaves_nothing() -> None:
    found = followed(Viewport(3, 10, 0, 1), 2, rows_of([3, 2, 1]), rows_of([]), touched=True)
    assert (found.cursor, found.view.cursor, found.view.total) == (None, 0, 0)


def test_a_cursor_millions_of_rows_away_from_the_window_costs_nothing() -> None:
    class Counted(Rows):
        asked = 0

        def at(self, rank: int) -> Job | None:
            type(self).asked += 1
            return super().at(rank)

    total = 10_000_000
    before, after = (
        Counted(block_of(jobs(range(total - first, total - first - 400, -1)), first, total))
        for first in (5_000_000, 5_000_100)
    )
    view = Viewport(total, 20, 5_000_150, 0)
    found = followed(view, total, before, after, touched=True)
    assert (found.view, found.cursor) == (view, total)
    assert Counted.asked < 2_000
