"""What to do when nothing matches: how many jobs there would be without each of the conditions."""

from collections.abc import AsyncGenerator
from dataclasses import replace

from joblog_tui.query.filters import Condition
from joblog_tui.query.listing import Listing
from joblog_tui.store.base import JobStore


async def without_each(store: JobStore, listing: Listing) -> AsyncGenerator[tuple[Condition, int], None]:
    """Each condition of the filter, and how many jobs match the others."""
    for part in listing.filter.parts:
        others = replace(listing, filter=listing.filter.without(part))
        yield part, (await store.facets(others.counted)).total
