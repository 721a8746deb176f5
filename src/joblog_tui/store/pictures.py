"""What a store answers for pictures: counts over time and samples. Never on the way of rows and facet counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from joblog_tui.query.activity import SAMPLE

if TYPE_CHECKING:
    from joblog_tui.query.activity import Activity, RunTimes
    from joblog_tui.query.listing import Listing
    from joblog_tui.query.summary import Summary


class PictureStore(Protocol):
    """The part of a ``JobStore`` that pictures are drawn from. Every call can be cancelled."""

    async def activity(self, listing: Listing, edges: Sequence[int]) -> Activity:
        """How many jobs of the listing were created between each two of ``edges``, by status.

        ``edges`` (epoch ms) ascend, and are free: a bucket can be a day or a month of the operator's zone.
        """
        ...

    async def run_times(self, listing: Listing, first: int, last: int, limit: int = SAMPLE) -> RunTimes:
        """Run times of the last ``limit`` completed jobs of the listing that were created in ``first <= t < last``."""
        ...

    async def reach(self, listing: Listing, jobs: int) -> int | None:
        """When the newest ``jobs`` of the listing began to be created (epoch ms); None when it has none."""
        ...

    async def summary(self, listing: Listing, limit: int) -> Summary:
        """What the newest ``limit`` jobs of the listing have in common; bounded by that, however many there are."""
        ...
