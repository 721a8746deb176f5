"""How far the log has moved on while a screen is frozen: what is new, and which of its rows have changed."""

from dataclasses import dataclass, field

from joblog_tui.query.listing import Block, Listing, Sort
from joblog_tui.store.base import JobStore


@dataclass(frozen=True, slots=True)
class Drift:
    """``new`` rows that resuming would bring, and the ``Job.seq`` of those frozen rows that look different now."""

    new: int = 0
    changed: frozenset[int] = field(default_factory=frozenset)


async def drift(store: JobStore, listing: Listing, frozen: Block) -> Drift:
    """What has happened to ``listing`` since its rows ``frozen`` were taken."""
    present = await store.jobs([job.seq for job in frozen.rows])
    changed = frozenset(job.seq for job in frozen.rows if present.get(job.seq) != job)
    return Drift(await new_rows(store, listing, frozen), changed)


async def new_rows(store: JobStore, listing: Listing, frozen: Block) -> int:
    """How many rows have come since ``frozen`` were those of the listing."""
    if frozen.rows and listing.sort == Sort():
        # Newest first, whatever is new stands over what was there: that is exact, however many rows have left.
        _, place = await store.block_around(listing, frozen.rows[0].seq, 0, 1)
        return max(0, place - frozen.first)
    return max(0, (await store.block(listing, 0, 1)).total - frozen.total)
