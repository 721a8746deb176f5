"""Where a step leads: to the next job that failed or is stalled, or to the neighbour in the list one came from."""

from dataclasses import dataclass, replace

from joblog_tui.model.job import Job
from joblog_tui.query.filters import And, Flag, Not, OneOf, Or, Text
from joblog_tui.query.listing import Listing
from joblog_tui.query.outline import Outline
from joblog_tui.store.base import JobStore

AROUND = 80  # rows that are looked at on the way; a job has at most 32 above it that are there for its sake

TROUBLE = Or((And((OneOf("status", ("not_completed",)), Not(Flag("nested")))), Flag("stalled")))
"""Failed, where it failed itself; or stalled."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A job of a list, its rank there (from 0), and how many there are."""

    job: Job
    rank: int
    total: int


async def next_trouble(store: JobStore, listing: Listing, here: Job, step: int) -> Job | None:
    """The next job of the listing behind ``here`` (before it, when ``step`` is negative) that failed or is stalled."""
    wanted = Or((And((*listing.filter.parts, TROUBLE)), Text("id", (here.id,))))
    outline = None if listing.outline is None else Outline(unfolded=True)
    searched = replace(listing, filter=replace(listing.filter, parts=(wanted,)), outline=outline)
    block, place = await store.block_around(searched, here.seq, AROUND, 2 * AROUND)
    index = place - block.first
    for at in range(index + step, len(block.rows) if step > 0 else -1, step):
        if at < 0 or at >= len(block.rows):
            break
        job = block.rows[at]
        # A job that holds the one that one comes from is there for its sake.
        if (not block.branches or (block.branches[at].matches and at + block.first > 0)) and job.id != here.id:
            return job
    return None


async def neighbour(store: JobStore, listing: Listing, job: Job, step: int) -> Neighbour | None:
    """The job of the listing that is ``step`` rows behind ``job`` (0: itself); None where there is none."""
    block, place = await store.block_around(listing, job.seq, abs(step), 2 * abs(step) + 1)
    index = place - block.first
    there = 0 <= index < len(block.rows) and block.rows[index].seq == job.seq
    if not there:
        # It has left the listing: what took its place is the one behind it.
        index -= step > 0
    wanted = index + step
    if not 0 <= wanted < len(block.rows):
        return None
    return Neighbour(block.rows[wanted], block.first + wanted, block.total)
