"""Stacked blocks."""

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.charts.stacks import UP, Cell, falling, heights, rising, single
from joblog_tui.ui.look.glyphs import ASCII, UNICODE


@given(counts=st.lists(st.integers(0, 1000), min_size=1, max_size=6), more=st.integers(0, 5000), rows=st.integers(1, 8))
def test_heights_are_true_and_nothing_vanishes(counts: list[int], more: int, rows: int) -> None:
    found = heights(counts, sum(counts) + more, rows)
    total = sum(counts)
    assert sum(found) == (min(rows * 8, max(1, round(total * rows * 8 / (total + more)))) if total else 0)
    present = sum(count > 0 for count in counts)
    if sum(found) >= present:
        assert all(bool(height) == bool(count) for height, count in zip(found, counts, strict=True))


def told(cells: list[Cell]) -> str:
    return "".join(cell.sign for cell in cells)


def test_a_column_grows_by_eighths() -> None:
    assert [told(rising([n, 0, 0, 0], 16, 2, UNICODE)) for n in (0, 1, 8, 9, 16)] == ["  ", " ▁", " █", "▁█", "██"]
    assert [told(rising([n, 0, 0, 0], 16, 2, ASCII)) for n in (0, 1, 4, 8, 9, 16)] == [
        "  ",
        " .",
        " -",
        " #",
        ".#",
        "##",
    ]


def test_two_statuses_share_a_cell() -> None:
    (cell,) = rising([4, 0, 0, 4], 8, 1, UNICODE)
    assert cell == Cell("▄", Status.COMPLETED, Status.RUNNING)
    (cell,) = rising([2, 0, 0, 1], 8, 1, UNICODE)
    assert cell == Cell("▃", Status.COMPLETED)


def test_without_colours_a_whole_cell_tells_its_status_by_its_shade() -> None:
    counts = [8, 8, 8, 8]
    assert told(rising(counts, 32, 4, UNICODE, shaded=True)) == "▓▒░█"
    assert [cell.front for cell in rising(counts, 32, 4, UNICODE)] == list(reversed(UP))


def test_what_failed_hangs_from_the_line() -> None:
    assert [told(falling([n, 0], 4, 2, UNICODE)) for n in (0, 1, 2, 3, 4)] == ["  ", "▀ ", "█ ", "█▀", "██"]
    assert falling([1, 1], 2, 1, UNICODE) == [Cell("▀", Status.NOT_COMPLETED, Status.RETRYING)]
    assert told(falling([3, 2], 5, 2, ASCII)) == "x@"
    assert told(falling([3, 2], 5, 2, UNICODE, shaded=True)) == "✗↻"


def test_one_row_takes_the_colour_of_what_an_operator_should_know() -> None:
    assert single([0, 0, 0, 0, 0, 0], 9, UNICODE) == Cell()
    assert single([1, 0, 0, 0, 0, 3], 8, UNICODE) == Cell("▄", Status.NOT_COMPLETED)
    assert single([1, 0, 0, 0, 0, 7], 8, UNICODE) == Cell("█", Status.COMPLETED)
    assert single([0, 0, 5, 0, 0, 3], 8, ASCII) == Cell("#", Status.RUNNING)
