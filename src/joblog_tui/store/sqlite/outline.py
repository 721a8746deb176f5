"""Pages of a tree: which rows of it stand in a window, at which rank a job stands, and what its leaves did when.

A tree without a filter, folded but for some jobs, is read level by level: siblings are counted in their index and only
those in the window are read, so that a job with tens of thousands of nested ones opens like one with ten. Under a
filter, or unfolded as a whole, the jobs that others are nested in are kept in memory, with how many rows lie between
them (``spine``); in any other order than that of creation, all of its jobs (``skeleton``).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from joblog_tui.query.listing import Block, Listing
from joblog_tui.query.outline import Branch, Outline
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.compile import Compiled, Moment, compile_parts
from joblog_tui.store.sqlite.growth import KnownSpine
from joblog_tui.store.sqlite.lanes import lanes_of
from joblog_tui.store.sqlite.levels import BY_AGE, Level, Levels
from joblog_tui.store.sqlite.planning import plan as planned
from joblog_tui.store.sqlite.reader import Read
from joblog_tui.store.sqlite.rows import job_of
from joblog_tui.store.sqlite.skeleton import Skeleton, forest, skeleton
from joblog_tui.store.sqlite.spine import Spine
from joblog_tui.store.sqlite.texts import Texts, looked_up
from joblog_tui.store.sqlite.words import Words


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree at one moment: ``root`` is the ``Job.seq`` of the job it is in, None for the whole log."""

    root: int | None
    shape: Level | Skeleton | Spine
    outline: Outline
    words: Words

    @property
    def total(self) -> int:
        """How many rows there are."""
        return self.shape.size + (self.root is not None)


async def tree_of(
    read: Read, listing: Listing, words: Words, moment: Moment, texts: Texts, known: KnownSpine
) -> Tree | None:
    """The tree of a listing with an outline; None when the job that it is in is not there.

    ``known`` is what it was the last time.
    """
    outline = listing.outline
    assert outline is not None
    root: int | None = None
    shape: Level | Skeleton | Spine
    if listing.parent is not None:
        found = await read("SELECT seq FROM jobs WHERE id = ?", [listing.parent])
        if not found:
            return None
        root = found[0][0]
    plan = await planned(read, replace(listing, outline=None), words, moment, texts)
    if root is None and listing.filter.everywhere:
        found_together = await forest(read, listing, words, moment, plan.order)
        shape = found_together or await Levels(read, plan, {}).below(None)
        return Tree(root, shape, outline if found_together else Outline(), words)
    deep = outline.unfolded or not listing.filter.empty
    if root is not None and deep and not await _flat(read, root):
        if plan.order == BY_AGE:
            passes = None if listing.filter.empty else await _passes(read, listing, words, moment, texts)
            shape = await known.of(read, root, passes, await _numbers(read, outline), unfolded=outline.unfolded)
        else:
            shape = await skeleton(read, listing, root, words, moment, plan.order)
    else:
        filtered = None if listing.filter.empty else root
        shape = await Levels(read, plan, await _toggled(read, outline), filtered).below(root)
    return Tree(root, shape, outline, words)


async def block(read: Read, tree: Tree | None, rank: int, limit: int) -> Block:
    """Up to ``limit`` rows from ``rank`` on."""
    if tree is None:
        return Block()
    first = max(0, min(rank, tree.total - limit))
    on_top = tree.root is not None and first == 0
    skipped = 0 if tree.root is None or on_top else 1
    places = list(await tree.shape.window(first - skipped, limit - on_top))
    seqs = [place.seq for place in places]
    if on_top and tree.root is not None:
        seqs.insert(0, tree.root)
    marks = ", ".join("?" * len(seqs))
    found = {
        row[0]: job_of(row, tree.words) for row in await read(f"{schema.sql('job.sql')} WHERE j.seq IN ({marks})", seqs)
    }
    lanes = await lanes_of(read, [job for job in found.values() if not job.nested]) if tree.outline.lanes else {}
    jobs, branches = [], []
    if on_top and tree.root is not None:
        jobs.append(found[tree.root])
        nothing_below = not found[tree.root].nested
        branches.append(Branch((), None if nothing_below else False, lane=lanes.get(tree.root, ())))
    for place in places:
        job = found[place.seq]
        folded = None if not job.nested or place.bare else not tree.outline.shows_inside(job.id)
        jobs.append(job)
        branches.append(Branch(place.rails, folded, place.matches, lanes.get(place.seq, ())))
    return Block(tuple(jobs), first, tree.total, tuple(branches))


async def rank_of(read: Read, tree: Tree | None, seq: int) -> int:
    """The rank of a job, or of the one that it is folded into; 0 for a job that is in no part of the tree."""
    if tree is None or seq == tree.root:
        return 0
    above = await read(
        "SELECT a.ancestor FROM ancestry AS a JOIN jobs AS j ON j.seq = a.ancestor WHERE a.job = ? ORDER BY j.depth",
        [seq],
    )
    way = [row[0] for row in above] + [seq]
    if tree.root is not None:
        if tree.root not in way:
            return 0
        way = way[way.index(tree.root) + 1 :]
    rank = await tree.shape.rank(way)
    return 0 if rank is None else rank + (tree.root is not None)


async def _flat(read: Read, root: int) -> bool:
    """Whether nothing is nested in what is nested in a job."""
    rows = await read(
        "SELECT nested = (SELECT count(*) FROM jobs WHERE parent = :root) FROM jobs WHERE seq = :root", {"root": root}
    )
    return bool(rows[0][0])


async def _passes(read: Read, listing: Listing, words: Words, moment: Moment, texts: Texts) -> Compiled:
    """Which jobs pass the filter."""
    parts = [await looked_up(read, texts, part, listed=False) for part in listing.filter.parts]
    return compile_parts(parts, words, moment)


async def _numbers(read: Read, outline: Outline) -> list[int]:
    """The jobs that are unfolded, or folded where all others are not."""
    if not outline.toggled:
        return []
    bound = json.dumps(sorted(outline.toggled))
    return [row[0] for row in await read("SELECT seq FROM jobs WHERE id IN (SELECT value FROM json_each(?))", [bound])]


async def _toggled(read: Read, outline: Outline) -> Mapping[int | None, Sequence[int]]:
    """The unfolded jobs that have something to show, by the job that they are nested in."""
    if not outline.toggled:
        return {}
    rows = await read(
        "SELECT parent, seq FROM jobs WHERE NOT leaf AND id IN (SELECT value FROM json_each(?))",
        [json.dumps(sorted(outline.toggled))],
    )
    found: dict[int | None, list[int]] = {}
    for parent, seq in rows:
        found.setdefault(parent, []).append(seq)
    return found
