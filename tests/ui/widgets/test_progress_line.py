"""How the cells of the stacked bar are shared out."""

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.ui.widgets.progress_line import Progress, ProgressLine, shares


@given(st.lists(st.integers(1, 1_000_000), min_size=1, max_size=6), st.integers(6, 300))
def test_all_cells_are_given_and_whatever_exists_is_seen(counts: list[int], cells: int) -> None:
    given_cells = shares(counts, cells)
    assert sum(given_cells) == cells
    assert min(given_cells) >= 1


def test_shares_follow_the_counts() -> None:
    assert shares([50, 25, 25], 100) == [50, 25, 25]


def test_nothing_to_share() -> None:
    assert shares([], 10) == []
    assert shares([3, 4], 0) == [0, 0]


def test_the_words() -> None:
    line = ProgressLine()
    progress = Progress({"completed": 11, "retrying": 1, "running": 1, "queued": 3})
    told = line.draw(progress, 120).plain
    assert " ".join(told.split()) == "11 of 16 completed ↻ 1 retrying ● 1 running ○ 3 queued"
