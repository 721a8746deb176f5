"""Which condition to drop when nothing matches."""

from joblog_tui.feed.advice import without_each
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import Filter, Flag, OneOf
from joblog_tui.query.listing import Listing
from tests.support.memory_store import MemoryStore, a_job


async def test_each_condition_is_left_out_in_turn() -> None:
    store = MemoryStore([a_job(1), a_job(2), a_job(3, status=Status.RETRYING)])
    retrying, nested = OneOf("status", ("retrying",)), Flag("nested")
    advice = [pair async for pair in without_each(store, Listing(Filter((retrying, nested))))]
    assert advice == [(retrying, 0), (nested, 1)]
