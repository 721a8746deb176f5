"""A job that left the listing keeps its place, where that is known."""

from joblog_tui.feed.tombstone import Tombstone, tombstone_of
from joblog_tui.query.listing import Block
from tests.support.memory_store import a_job

GONE = a_job(1_000)


def block(first: int, count: int) -> Block:
    return Block(tuple(a_job(10_000 - rank) for rank in range(first, first + count)), first, 9_000)


def test_the_row_that_followed_it_tells_where_it_stood() -> None:
    before = Block((*block(100, 3).rows, GONE, *block(103, 3).rows), 100, 9_001)
    assert tombstone_of(GONE, 103, before, block(100, 6), None) == Tombstone(GONE, 103)


def test_rows_far_from_the_cursor_tell_nothing() -> None:
    for rank in (0, 99, 8_000):
        assert tombstone_of(GONE, rank, block(5_000, 20), block(4_900, 400), None) is None
