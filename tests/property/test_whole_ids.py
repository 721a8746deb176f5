"""A free word that is a whole id, over random logs and filters: its job is there before anything was looked for."""

import tempfile
from dataclasses import replace
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.event import Event
from joblog_tui.query.filters import Word
from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite import candidates
from joblog_tui.store.sqlite import listing as pages
from joblog_tui.store.sqlite.store import SqliteStore
from tests.property.test_reading import LIMITS, NOW, SLOW, Shown, forced, listings
from tests.support.logs import IDS, logs


@SLOW
@given(log=logs(), listing=listings, id=st.sampled_from(IDS))
async def test_a_word_that_is_an_id_shows_its_job_before_anything_was_looked_for(
    log: list[Event], listing: Listing, id: str
) -> None:
    with tempfile.TemporaryDirectory() as directory, mock.patch.object(pages, "WALK_FOR", -1.0):
        shown = Shown(log, directory, plan="apart, names unknown")
        listing = replace(listing, filter=replace(listing.filter, parts=(*listing.filter.parts, Word(id))))
        store = await SqliteStore.open(shown.path, LIMITS, clock=lambda: NOW)
        try:
            with forced(shown.plan), mock.patch.object(candidates, "FEW", 1):
                block = await store.block(listing, 0, 50, soon=True)
        finally:
            await store.close()
        rows = shown.expected(listing)
        assert set(block.rows) <= set(rows)
        assert [job for job in rows if job.id == id] == [job for job in block.rows if job.id == id]
        assert not block.exact or list(block.rows) == rows
