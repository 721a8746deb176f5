"""The arithmetic of the window: it never leaves the rows, and its cursor is where it was sent."""

from hypothesis import assume, given
from hypothesis import strategies as st

from joblog_tui.ui.widgets.job_table.viewport import BLOCK, EDGE, Viewport, wanted

numbers = st.integers(-5, 2_000)
views = st.builds(Viewport, st.integers(0, 1_500), st.integers(0, 60), numbers, numbers)


def _is_sound(view: Viewport) -> bool:
    return (
        0 <= view.cursor <= max(0, view.total - 1)
        and 0 <= view.first <= max(0, view.total - max(1, view.height))
        and view.first <= view.end <= view.total
    )


@given(views, numbers, st.integers(-80, 80), st.integers(0, 60))
def test_whatever_happens_it_stays_within_the_rows(view: Viewport, rank: int, rows: int, height: int) -> None:
    moved = [
        view,
        view.moved_to(rank),
        view.scrolled_to(rank),
        view.paged(rows),
        view.resized(height),
        view.shifted(max(0, rank), view.cursor, max(0, view.cursor + rows)),
    ]
    assert all(_is_sound(each) for each in moved)


@given(views, numbers)
def test_a_moved_cursor_is_visible_and_the_window_moves_no_further_than_it_must(view: Viewport, rank: int) -> None:
    assume(view.total and view.height)
    moved = view.moved_to(rank)
    assert moved.cursor == max(0, min(rank, view.total - 1))
    assert moved.shows(moved.cursor)
    if view.shows(moved.cursor):
        assert moved.first == view.first
    else:
        assert moved.cursor in (moved.first, moved.first + view.height - 1)


@given(views, st.integers(-80, 80))
def test_a_page_keeps_the_cursor_on_its_line_while_it_can(view: Viewport, rows: int) -> None:
    assume(view.total and view.shows(view.cursor))
    moved = view.paged(rows)
    if moved.first == view.first + rows and moved.cursor == view.cursor + rows:
        assert moved.cursor - moved.first == view.cursor - view.first
    assert moved.shows(moved.cursor)


@given(views)
def test_paging_down_arrives_at_the_last_row_and_up_at_the_first(view: Viewport) -> None:
    assume(view.total and view.height > 1)
    down = view
    for _ in range(view.total // (view.height - 1) + 1):
        down = down.paged(view.height - 1)
    assert down.cursor == view.total - 1
    assert down.end == view.total
    up = down
    for _ in range(view.total // (view.height - 1) + 1):
        up = up.paged(1 - view.height)
    assert (up.cursor, up.first) == (0, 0)


@given(views, st.integers(0, 60))
def test_a_visible_cursor_stays_visible_when_the_terminal_is_resized(view: Viewport, height: int) -> None:
    assume(view.total and view.shows(view.cursor) and height)
    assert view.resized(height).shows(view.cursor)


@given(views, st.integers(0, 300))
def test_rows_that_come_above_leave_the_anchor_on_its_line(view: Viewport, arrived: int) -> None:
    assume(view.total and view.height and view.shows(view.cursor) and not view.at_top)
    shifted = view.shifted(view.total + arrived, view.cursor, view.cursor + arrived)
    assert view.cursor + arrived - shifted.first == view.cursor - view.first


@given(st.integers(1, 500), st.integers(1, 60), st.integers(0, 59), st.integers(0, 300))
def test_at_the_top_the_window_stays_there_until_the_anchor_would_leave(
    total: int, height: int, line: int, arrived: int
) -> None:
    assume(line < min(height, total))
    view = Viewport(total, height, 0, line)
    shifted = view.shifted(total + arrived, line, line + arrived)
    assert shifted.first == max(0, line + arrived - height + 1)
    assert shifted.shows(line + arrived)


@given(views, st.integers(0, 1_500), st.integers(0, 600))
def test_what_is_asked_for_is_enough_and_not_more_than_a_block(view: Viewport, have_first: int, have: int) -> None:
    have = min(have, max(0, view.total - have_first))
    need = wanted(view, have_first, have)
    if need is None:
        if view.height and view.total:
            assert have_first <= view.first and view.end <= have_first + have  # noqa: PT018
        return
    first, limit = need
    assert 0 <= first <= view.first
    assert limit == max(BLOCK, view.height + 2 * EDGE)
    assert wanted(view, first, min(limit, view.total - first)) is None


@given(views, st.integers(0, 1_500), st.integers(0, 600))
def test_a_window_that_is_not_there_comes_alone_and_its_surroundings_after_it(
    view: Viewport, have_first: int, have: int
) -> None:
    have = min(have, max(0, view.total - have_first))
    need = wanted(view, have_first, have, window_first=True)
    if not view.height or not view.total:
        assert need is None
    elif have_first <= view.first and view.end <= have_first + have:
        assert need == wanted(view, have_first, have)
    else:
        assert need == (view.first, view.height)
        around = wanted(view, view.first, view.end - view.first, window_first=True)
        assert around == wanted(view, view.first, view.end - view.first)


def test_rows_are_asked_for_before_the_window_reaches_the_edge() -> None:
    view = Viewport(10_000, 30, first=5_000)
    assert wanted(view, 4_800, 400) is None
    assert wanted(view.scrolled_to(5_071), 4_800, 400) == (4_886, 400)
    assert wanted(view.scrolled_to(4_899), 4_800, 400) == (4_714, 400)


def test_nothing_is_asked_for_where_there_is_nothing() -> None:
    assert wanted(Viewport(0, 30), 0, 0) is None
    assert wanted(Viewport(50, 0), 0, 0) is None
    assert wanted(Viewport(50, 30), 0, 50) is None
