"""The brush: whole columns, never none, within what is shown."""

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.ui.charts.brush import Brush

EDGES = tuple(range(100, 1101, 10))
columns = st.integers(-5, 120)


def test_it_grows_and_shrinks_at_the_end_that_moves() -> None:
    brush = Brush.over(EDGES, 50)
    assert brush.columns(EDGES) == (50, 50)
    brush = brush.extended(EDGES, -3)
    assert brush.columns(EDGES) == (47, 50)
    assert brush.extended(EDGES, 1).columns(EDGES) == (48, 50)
    assert brush.extended(EDGES, 5).columns(EDGES) == (50, 52)
    assert brush.moved(EDGES, 4).columns(EDGES) == (51, 54)
    assert brush.moved(EDGES, 400).columns(EDGES) == (96, 99)
    assert brush.widened(EDGES, 2).columns(EDGES) == (45, 50)
    assert brush.widened(EDGES, -9).columns(EDGES) == (50, 50)


def test_dragging_back_over_where_it_began_keeps_that_column() -> None:
    assert Brush.over(EDGES, 20, 30).columns(EDGES) == (20, 30)
    assert Brush.over(EDGES, 20, 10).columns(EDGES) == (10, 20)


def test_under_other_columns_it_holds_at_least_what_it_held() -> None:
    brush = Brush.over(EDGES, 13, 16)
    wide = tuple(range(100, 1101, 100))
    assert (brush.first, brush.last) == (230, 270)
    snapped = brush.snapped(wide)
    assert (snapped.first, snapped.last) == (200, 300)


@given(start=columns, end=columns, acts=st.lists(st.tuples(st.sampled_from(["moved", "extended", "widened"]), columns)))
def test_it_never_leaves_what_is_shown(start: int, end: int, acts: list[tuple[str, int]]) -> None:
    brush = Brush.over(EDGES, start, end)
    for act, by in acts:
        brush = getattr(brush, act)(EDGES, by)
        assert brush.first < brush.last
        assert {brush.first, brush.last} <= set(EDGES)
