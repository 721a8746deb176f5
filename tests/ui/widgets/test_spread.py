"""One line: parts at both ends, and what gives way when it is narrow."""

import pytest

from joblog_tui.ui.spread import part, spread

LEFT = [part(("joblog", "bold")), part(("acme.db", ""), rank=2)]
RIGHT = [part(("6.2/s", ""), rank=3), part(("LIVE", "")), part(("3 stalled", ""), rank=1)]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, " joblog   acme.db                 6.2/s   LIVE   3 stalled "),
        (40, " joblog   acme.db     LIVE   3 stalled "),
        (30, " joblog    LIVE   3 stalled "),
        (16, " joblog   LIVE "),
        (12, " jo…   LIVE "),
        (0, ""),
    ],
)
def test_parts_take_their_place_in_the_order_of_their_ranks(width: int, shown: str) -> None:
    line = spread(width, LEFT, RIGHT)
    assert line.cell_length <= width
    assert " ".join(line.plain.split()) == " ".join(shown.split())


def test_the_right_side_ends_at_the_margin() -> None:
    assert spread(30, LEFT[:1], RIGHT[1:2]).plain == " joblog" + " " * 18 + "LIVE"


def test_a_small_part_may_find_the_place_that_a_large_one_does_not() -> None:
    parts = [part(("view all jobs", ""), rank=1), part(("help", ""), rank=2)]
    assert spread(10, parts).plain.strip() == "help"


@pytest.mark.parametrize("width", range(12))
def test_wide_characters_never_make_it_wider(width: int) -> None:
    assert spread(width, [part(("日本語日本語", ""))], [part(("語", ""))]).cell_length <= width


def test_markup_in_data_stays_text() -> None:
    assert "[bold]x[/oops]" in spread(40, [part(("[bold]x[/oops]", ""))]).plain
