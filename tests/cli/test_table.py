"""Tables for a person: aligned, and as wide as the terminal at most."""

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.cli.table import Column, cell_width, cut, lines
from joblog_tui.text import safe

CELLS = st.text(st.sampled_from("ab c営業e\u0301👩é"), max_size=30).map(safe)


@given(CELLS, st.integers(1, 40))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, size: int) -> None:
    short = cut(text, size)
    assert cell_width(short) <= size
    assert short == text if cell_width(text) <= size else short.endswith("…") and text.startswith(short[:-1])


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), st.integers(24, 90))
def test_rows_fit_what_cannot_be_cut_stays_whole(rows: list[tuple[str, str, str]], width: int) -> None:
    columns = [
        Column("Fixed", [row[0][:10] for row in rows]),
        Column("Flexible", [row[1] for row in rows], least=1),
        Column("Dispensable", [row[2] for row in rows], gives_way=1),
    ]
    printed = list(lines(columns, width))
    assert len(printed) == len(rows) + 1
    assert all(cell_width(line) <= max(width, 10 * 2 + 2 + 1) for line in printed)
    assert all(line.startswith(row[0][:10].rstrip()) for line, row in zip(printed[1:], rows, strict=True))


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_without_a_terminal_nothing_is_cut_and_columns_are_aligned(rows: list[tuple[str, str]]) -> None:
    columns = [Column("A", [row[0] for row in rows], least=1), Column("B", [row[1] for row in rows], gives_way=1)]
    heading, *printed = lines(columns, None)
    begin = cell_width(heading[: heading.index("B")])
    for line, (first, second) in zip(printed, rows, strict=True):
        padded = first + " " * (begin - cell_width(first))
        assert line == (padded + second).rstrip()


def test_numbers_stand_at_the_right() -> None:
    columns = [Column("N", ["1", "22"], right=True), Column("B", ["x", "y"])]
    assert list(lines(columns, None)) == [" N  B", " 1  x", "22  y"]


def test_what_gives_way_first_goes_first() -> None:
    columns = [Column(name, [name * 10], gives_way=order) for name, order in (("a", 0), ("b", 2), ("c", 1), ("d", 3))]
    shown = [next(iter(lines(columns, width))).split() for width in (46, 40, 30, 10)]
    assert shown == [["a", "b", "c", "d"], ["a", "b", "d"], ["a", "d"], ["a"]]
