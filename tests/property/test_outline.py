"""The tree that the store shows is the tree that a plain walk finds; blocking paths are what they are said to be."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joblog_tui.model.blocking import Wait, blocking_path, end_of, start_of
from joblog_tui.model.event import Event
from joblog_tui.model.job import Job
from joblog_tui.model.lane import Lane, Turn, lane
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Block, Listing, Sort
from joblog_tui.query.outline import Outline
from joblog_tui.store.sqlite.store import SqliteStore
from tests.property.test_reading import EXAMPLES, LIMITS, NOW, Shown
from tests.support.logs import IDS, filters, logs
from tests.support.outline import tree_rows
from tests.support.stores import append_by_python, new_store

SLOW = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
OLDEST_FIRST = Sort("created", descending=False)

outlines = st.builds(Outline, st.frozensets(st.sampled_from(IDS)), st.booleans(), st.booleans())


def oldest_first(jobs: Sequence[Job]) -> Sequence[Job]:
    return sorted(jobs, key=lambda job: (job.created_at or 0, job.seq))


class Tree(Shown):
    """A log with a tree in one of its jobs."""

    def lane_of(self, job: Job) -> Lane:
        history = self.fold.statuses(job.id)
        return lane([Turn(at, Status.from_slug(slug), attempt) for at, slug, attempt in history], job.created_at)

    def rows(self, listing: Listing) -> list[tuple[Job, object]]:
        return list(
            tree_rows(listing, self.jobs, lambda job: self._passes(job, listing.filter), oldest_first, self.lane_of)
        )

    def nested_in(self, job: Job) -> list[Job]:
        return [child for child in self.jobs if child.parent == job.id]


@SLOW
@given(
    log=logs(), filter=st.one_of(st.none(), filters), outline=outlines, parent=st.sampled_from(IDS),
    first=st.integers(0, 8), limit=st.integers(1, 9), anchor=st.sampled_from(IDS),
)  # fmt: skip
async def test_a_tree_shows_what_a_walk_finds(
    log: list[Event], filter: object, outline: Outline, parent: str, first: int, limit: int, anchor: str
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        tree = Tree(log, directory)
        listing = Listing(sort=OLDEST_FIRST, parent=parent, outline=outline)
        if filter is not None:
            listing = Listing(filter, OLDEST_FIRST, parent, outline)  # type: ignore[arg-type]
        rows = tree.rows(listing)
        store = await SqliteStore.open(tree.path, LIMITS, clock=lambda: NOW)
        try:
            block: Block = await store.block(listing, first, limit)
            assert block.total == len(rows)
            assert block.first == max(0, min(first, len(rows) - limit))
            shown = rows[block.first : block.first + limit]
            assert list(zip(block.rows, block.branches, strict=True)) == shown
            # The roll-up shown is the store's own, row by row.
            assert [await store.job(job.id) for job in block.rows] == [job for job, _ in shown]
            known = {job.id: job for job in tree.jobs}
            if anchor in known:
                around, place = await store.block_around(listing, known[anchor].seq, 1, limit)
                shown_ids = [job.id for job, _ in rows]
                if filter is None or anchor in shown_ids:
                    assert place == _place(anchor, known, shown_ids)
                assert 0 <= place <= len(rows)
                assert list(around.rows) == [job for job, _ in rows[around.first : around.first + limit]]
        finally:
            await store.close()


@SLOW
@given(
    log=logs(), filter=st.one_of(st.none(), filters), outline=outlines, parent=st.sampled_from(IDS),
    cut=st.floats(0, 1), first=st.integers(0, 8), limit=st.integers(1, 9),
)  # fmt: skip
async def test_a_tree_that_is_looked_at_again_shows_what_has_come_meanwhile(
    log: list[Event], filter: Filter | None, outline: Outline, parent: str, cut: float, first: int, limit: int
) -> None:
    """What is kept of the last look must not outlast what it is about: new jobs, late reports, other statuses."""
    first_half = int(cut * len(log))
    with tempfile.TemporaryDirectory() as directory, tempfile.TemporaryDirectory() as elsewhere:
        path = new_store(Path(directory))
        listing = Listing(filter or Filter(), OLDEST_FIRST, parent, outline)
        store = await SqliteStore.open(path, LIMITS, clock=lambda: NOW)
        try:
            for begin, end in ((0, first_half), (first_half, first_half + 1), (first_half + 1, len(log))):
                append_by_python(path, log[begin:end])
                rows = Tree(log[:end], elsewhere).rows(listing)
                await store.stalls()  # else it goes by those of the last look
                block: Block = await store.block(listing, first, limit)
                assert block.total == len(rows)
                shown = rows[block.first : block.first + limit]
                assert list(zip(block.rows, block.branches, strict=True)) == shown
        finally:
            await store.close()


def _place(anchor: str, known: dict[str, Job], shown: list[str]) -> int:
    step: str | None = anchor
    while step is not None:
        if step in shown:
            return shown.index(step)
        step = known[step].parent
    return 0


@SLOW
@given(log=logs(), parent=st.sampled_from(IDS))
async def test_a_blocking_path_is_a_way_down_and_never_longer_than_its_job(log: list[Event], parent: str) -> None:
    with tempfile.TemporaryDirectory() as directory:
        tree = Tree(log, directory)
        job = next((job for job in tree.jobs if job.id == parent), None)
        path: tuple[Wait, ...] = await tree.ask("blocking_path", parent)
        if job is None:
            assert path == ()
            return
        assert path == blocking_path(job, tree.nested_in)
        assert bool(path) == bool(job.nested)
        above, since, until = job, start_of(job), end_of(job)
        if since is not None and until is not None:
            since = min(since, until)  # a report that says it began may be later than all that is nested in it
        for step in path:
            assert step.job.parent == above.id
            assert above.finished or not step.job.finished
            if since is not None:
                assert step.since >= since
            if until is not None:
                assert step.until is not None
                assert step.until <= until
                assert step.since <= until or since is None
            above, since, until = step.job, step.since, step.until
        assert not path or not path[-1].job.nested


@SLOW
@given(
    log=logs(), filter=st.one_of(st.just(Filter()), filters), outline=outlines, first=st.integers(0, 8),
    limit=st.integers(1, 9),
)  # fmt: skip
async def test_the_log_with_rows_unfolded_shows_what_is_nested_in_them(
    log: list[Event], filter: Filter, outline: Outline, first: int, limit: int
) -> None:
    """What is unfolded stands under its row whatever the filter of the log; without ``in:all`` only rows match."""
    with tempfile.TemporaryDirectory() as directory:
        tree = Tree(log, directory)
        outline = replace(outline, unfolded=False)
        listing = Listing(replace(filter, everywhere=False), OLDEST_FIRST, None, outline)
        rows: list[tuple[Job, object]] = []
        for top in reversed(tree.expected(replace(listing, outline=None))):
            inside = tree.rows(Listing(Filter(), OLDEST_FIRST, top.id, outline))
            shows = outline.shows_inside(top.id)
            folded = None if not top.nested else not shows
            rows.append((top, replace(inside[0][1], folded=folded)))  # type: ignore[type-var]
            rows += inside[1:] if shows else []
        block: Block = await tree.ask("block", listing, first, limit)
        assert block.total == len(rows)
        assert list(zip(block.rows, block.branches, strict=True)) == rows[block.first : block.first + limit]


@SLOW
@given(log=logs(), filter=filters, first=st.integers(0, 8), limit=st.integers(1, 9))
async def test_nested_matches_of_the_log_stand_under_what_they_are_nested_in(
    log: list[Event], filter: Filter, first: int, limit: int
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        tree = Tree(log, directory)
        listing = Listing(replace(filter, everywhere=True), OLDEST_FIRST, None, Outline(unfolded=True))
        hits = {job.id for job in tree.expected(replace(listing, outline=None))}
        block: Block = await tree.ask("block", listing, first, limit)
        known = {job.id: job for job in tree.jobs}
        kept = set(hits)
        for hit in hits:
            above = known[hit].parent
            while above is not None:
                kept.add(above)
                above = known[above].parent

        def walk(siblings: list[Job], level: int) -> list[tuple[str, int, bool]]:
            rows = []
            for job in oldest_first([job for job in siblings if job.id in kept]):
                rows.append((job.id, level, job.id in hits))
                rows += walk(tree.nested_in(job), level + 1)
            return rows

        rows = walk([job for job in tree.jobs if job.parent is None], 0)
        assert block.total == len(rows)
        shown = [(job.id, branch.level, branch.matches) for job, branch in zip(block.rows, block.branches, strict=True)]
        assert shown == rows[block.first : block.first + limit]
