"""Where a list looks next."""

from joblog_tui.feed.window import BLOCK, Look
from joblog_tui.query.listing import Block, Listing
from joblog_tui.ui.screens.aiming import Viewed, aim
from tests.support.memory_store import a_job

LOG = Listing()
BLOCK_FROM_100 = Block(tuple(a_job(n) for n in range(400, 300, -1)), 100, 1000)


def test_at_rest_it_looks_at_the_newest() -> None:
    assert aim(LOG, Viewed(0, 30, 0, 17), None, None) == Look(LOG)


def test_what_the_table_asked_for_comes_first() -> None:
    assert aim(LOG, Viewed(0, 30, 0, 17), None, (600, 400)) == Look(LOG, 600, limit=400)


def test_it_looks_around_the_cursor_with_the_window_in_the_middle() -> None:
    look = aim(LOG, Viewed(100, 30, 110, 17), BLOCK_FROM_100, None)
    assert (look.anchor, look.above, look.limit) == (17, 185 + 10, BLOCK)


def test_a_cursor_out_of_sight_leaves_the_first_visible_row_where_it_is() -> None:
    look = aim(LOG, Viewed(120, 30, 3, 17), BLOCK_FROM_100, None)
    assert (look.anchor, look.above) == (380, 185)


def test_rows_that_are_not_in_memory_are_looked_up_by_rank() -> None:
    assert aim(LOG, Viewed(700, 30, 3, None), BLOCK_FROM_100, None) == Look(LOG, 515)


def test_a_high_terminal_gets_enough_rows() -> None:
    assert aim(LOG, Viewed(0, 500, 0, 17), None, None).limit == 1500
