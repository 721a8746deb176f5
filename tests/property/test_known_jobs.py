"""A list that is read again and again shows each job as it is, however little of it was read anew."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joblog_tui.model.event import Event
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.logs import logs
from tests.support.stores import append_by_python, append_by_sql, new_store

EXAMPLES = max(100, int(os.environ.get("JOBLOG_EXAMPLES", "100")) // 10)
EVERYTHING = Listing(Filter(everywhere=True))
# The events of a slice, the door they come through, and the page that is looked at behind it.
slices = st.lists(
    st.tuples(logs(8), st.booleans(), st.sampled_from([Listing(), EVERYTHING]), st.integers(0, 4), st.integers(1, 20)),
    min_size=2,
    max_size=8,
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(slices=slices, few=st.sampled_from([0, 5, 1_000]))
async def test_a_page_that_was_read_before_is_as_if_read_anew(
    slices: list[tuple[list[Event], bool, Listing, int, int]], few: int
) -> None:
    with tempfile.TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch.setattr("joblog_tui.store.sqlite.known_jobs.GOOD_FOR", 1e9)
        patch.setattr("joblog_tui.store.sqlite.known_jobs.FEW", few)
        path = new_store(Path(directory))
        store = await SqliteStore.open(path, {})
        try:
            for log, by_python, listing, first, limit in slices:
                (append_by_python if by_python else append_by_sql)(path, log)
                page = await store.block(listing, first, limit)
                assert page.rows == tuple([await store.job(job.id) for job in page.rows])
        finally:
            await store.close()
