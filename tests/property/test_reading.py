"""What the store lists, counts and calls stalled is what the meaning in memory says, over random logs and filters."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import Event
from joblog_tui.model.fold import Fold
from joblog_tui.model.job import Job
from joblog_tui.model.stall import Limit
from joblog_tui.model.vocabulary import TASKS, TRIGGERS
from joblog_tui.query.filters import GROUPS, And, Condition, Filter, Flag, Not, OneOf, Or
from joblog_tui.query.listing import SORT_FIELDS, Block, Facets, Listing, Sort
from joblog_tui.query.matching import matches
from joblog_tui.store.sqlite import walking
from joblog_tui.store.sqlite.appender import SqliteAppender
from joblog_tui.store.sqlite.name_index import catch_up
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.logs import IDS, START, filters, logs
from tests.support.stores import append_by_python, new_store

EXAMPLES = max(100, int(os.environ.get("JOBLOG_EXAMPLES", "100")) // 10)
NOW = START + 10
# By then sources may be silent: 5 minutes after a sign, or three times the hour or the day between two of them.
LATER = [START + 300_004, START + 3_900_001, START + 10_800_000, START + 14_400_001, START + 390_000_000]
LIMITS = {"adding_users": 4, "syncing_users": 7, "updating_user_roles": 3_700_000}  # milliseconds
SLOW = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


# Ways to answer a listing, each forced by what counts as few or common: the tally merged by cell or walked, few jobs
# picked out one by one, and everything else found out apart in strides of one or two jobs.
PLANS: dict[str, dict[str, int]] = {
    "as usual": {},
    "tally, walked": {"cube.MOST_CELLS": 0},
    "tally, merged": {"cube.COMMON": 0},
    "few": {"candidates.FEW": 100},
    "apart": {"candidates.FEW": -1, "searching.STRIDE": 1, "listing.STRIDE": 1, "ordering.STRIDE": 1},
    "apart, names unknown": {
        "candidates.FEW": -1, "texts.LOOKED_THROUGH": 0, "name_tables.SLICE": 1, "searching.STRIDE": 2,
        "ordering.APART": 2,
    },
    "indexed": {"texts.LOOKED_THROUGH": -1, "name_index.MOST_BEHIND": -1, "name_index.IDS_TOGETHER": 1},
}  # fmt: skip
plans = st.sampled_from(sorted(PLANS))


@contextmanager
def forced(plan: str) -> Iterator[None]:
    """Every listing is answered in this way, if it can be."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in PLANS[plan].items():
            patch.setattr(f"joblog_tui.store.sqlite.{name}", value)
        yield


class Shown:
    """The log in memory, and the same log in a store."""

    def __init__(self, log: Sequence[Event], directory: str, now: int = NOW, *, plan: str = "as usual") -> None:
        self.now = now
        self.plan = plan
        self.fold = Fold()
        self.correlations: dict[str, frozenset[str]] = {}
        seen: set[tuple[str | None, str]] = set()
        for event in log:
            try:
                self.fold.add(event, START)
            except EventRefused:
                continue
            if event.id is not None and (event.source, event.id) in seen:
                continue
            seen |= {(event.source, event.id)} if event.id is not None else set()
            if event.job is not None and event.correlation is not None:
                known = self.correlations.get(event.job, frozenset())
                self.correlations[event.job] = known | {event.correlation}
        self.path = new_store(Path(directory))
        appender = SqliteAppender(self.path, durable=False)
        appender.append(log)
        appender.close()
        self.jobs = [self.fold.job(job_id) for job_id in self.fold.ids]
        limits = {task: Limit(limit, configured=True) for task, limit in LIMITS.items()}
        verdicts = {job.seq: self.fold.stalled(job.id, now, limits) for job in self.jobs}
        self.stalled = {seq: verdict for seq, verdict in verdicts.items() if verdict is not None}

    async def ask(self, what: str, *arguments: Any) -> Any:
        return (await self.ask_each((what, *arguments)))[0]

    async def ask_each(self, *questions: Sequence[Any]) -> list[Any]:
        with forced(self.plan):
            if self.plan == "indexed":
                catch_up(self.path)
            store = await SqliteStore.open(self.path, LIMITS, clock=lambda: self.now)
            try:
                return [await getattr(store, what)(*arguments) for what, *arguments in questions]
            finally:
                await store.close()

    def expected(self, listing: Listing) -> list[Job]:
        """The rows of a listing in the log's own order."""
        rows = [job for job in self.jobs if self._in_scope(job, listing) and self._passes(job, listing.filter)]
        return sorted(rows, key=lambda job: (job.created_at or 0, job.seq), reverse=True)

    def _passes(self, job: Job, filter: Filter) -> bool:
        return matches(
            filter,
            job,
            now=self.now,
            stalled=job.seq in self.stalled,
            correlations=self.correlations.get(job.id, frozenset()),
        )

    def _in_scope(self, job: Job, listing: Listing) -> bool:
        listed = job.parent is None and not job.held and job.created_at is not None
        if listing.parent is not None:
            if listing.filter.everywhere:
                return self._below(job, listing.parent)
            return job.parent == listing.parent
        return listed or (listing.filter.everywhere and job.parent is not None)

    def _below(self, job: Job, parent: str) -> bool:
        while job.parent is not None:
            if job.parent == parent:
                return True
            job = self.fold.job(job.parent)
        return False


listings = st.builds(Listing, filters, st.just(Sort()), st.sampled_from([None, None, None, *IDS]))


@SLOW
@given(log=logs(), listing=listings, first=st.integers(0, 8), limit=st.integers(1, 9), plan=plans)
async def test_a_block_holds_the_rows_that_the_filter_means(
    log: list[Event], listing: Listing, first: int, limit: int, plan: str
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory, plan=plan)
        rows = shown.expected(listing)
        block: Block = await shown.ask("block", listing, first, limit)
        assert block.total == len(rows)
        assert block.first == max(0, min(first, len(rows) - limit))
        assert list(block.rows) == rows[block.first : block.first + limit]


@SLOW
@given(log=logs(), listing=listings, size=st.integers(1, 5), few=st.sampled_from([0, walking.FEW]))
async def test_a_walk_meets_every_row_once(log: list[Event], listing: Listing, size: int, few: int) -> None:
    with tempfile.TemporaryDirectory() as directory, mock.patch.object(walking, "FEW", few):
        shown = Shown(log, directory)
        store = await SqliteStore.open(shown.path, LIMITS, clock=lambda: NOW)
        try:
            found = [job async for page in store.walk(listing, size) for job in page]
            (counted,) = await store.counts([listing])
        finally:
            await store.close()
        rows = shown.expected(listing)
        assert sorted(found, key=lambda job: job.seq) == sorted(rows, key=lambda job: job.seq)
        assert counted == len(rows)
        if not listing.filter.everywhere:
            assert found == rows


@SLOW
@given(log=logs(), listing=listings, anchor=st.sampled_from(IDS), plan=plans)
async def test_a_job_stands_where_it_would_stand_if_it_matched(
    log: list[Event], listing: Listing, anchor: str, plan: str
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory, plan=plan)
        known = {job.id: job for job in shown.jobs}
        if anchor not in known or known[anchor].created_at is None:
            return
        job = known[anchor]
        ahead = [r for r in shown.expected(listing) if (r.created_at or 0, r.seq) > (job.created_at or 0, job.seq)]
        block, rank = await shown.ask("block_around", listing, job.seq, 1, 3)
        assert rank == len(ahead)
        assert list(block.rows) == shown.expected(listing)[block.first : block.first + 3]


@SLOW
@given(log=logs(), listing=listings, plan=plans)
async def test_facets_count_each_group_under_all_the_other_filters(
    log: list[Event], listing: Listing, plan: str
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory, plan=plan)
        facets: Facets = await shown.ask("facets", listing)
        rows = shown.expected(listing)
        assert facets.total == len(rows)
        assert facets.incomplete == sum(job.incomplete for job in rows)
        assert facets.stalled == sum(job.seq in shown.stalled for job in rows)
        assert facets.held == sum(job.held for job in shown.jobs)
        whole = replace(listing, filter=Filter(everywhere=listing.filter.everywhere))
        assert facets.everything == len(shown.expected(whole))
        for group in GROUPS:
            others = tuple(
                part
                for part in listing.filter.parts
                if not (isinstance(part, OneOf) and part.group == group)
                and not (isinstance(part, Not) and isinstance(part.part, OneOf) and part.part.group == group)
            )
            counted: dict[str, int] = {}
            for job in shown.expected(replace(listing, filter=replace(listing.filter, parts=others))):
                slug = job.status.slug if group == "status" else getattr(job, group)
                if slug is not None:
                    counted[slug] = counted.get(slug, 0) + 1
            assert dict(getattr(facets, group)) == counted


# Conditions on status, task and trigger alone, which where a stalled job stands is enough for.
about_cells: st.SearchStrategy[Condition] = st.recursive(
    st.sampled_from(
        [
            *(OneOf("status", (status,)) for status in ("running", "queued", "not_completed")),
            *(OneOf("task", (word.slug,)) for word in TASKS[:3]),
            *(OneOf("trigger", (word.slug,)) for word in TRIGGERS[:3]),
            Flag("incomplete"),
            Flag("stalled"),
        ]
    ),
    lambda inner: st.one_of(inner.map(Not), st.tuples(inner, inner).map(Or), st.tuples(inner, inner).map(And)),
    max_leaves=3,
)


@SLOW
@given(
    log=logs(), several=st.lists(st.lists(about_cells, max_size=2), min_size=8, max_size=8), now=st.sampled_from(LATER)
)
async def test_stalled_jobs_are_counted_under_a_filter(
    log: list[Event], several: list[list[Condition]], now: int
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory, now)
        listings = [Listing(Filter((*parts, Flag("stalled")))) for parts in several]
        facets, counts = await shown.ask_each(("facets", Listing(Filter(tuple(several[0])))), ("counts", listings))
        assert counts == tuple(len(shown.expected(listing)) for listing in listings)
        assert facets.stalled == counts[0]


@SLOW
@given(log=logs(), now=st.sampled_from([NOW, *LATER]))
async def test_stalled_is_what_the_definition_says(log: list[Event], now: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory, now)
        stalls = await shown.ask("stalls")
        assert dict(stalls.verdicts) == shown.stalled
        stalled = [job for job in shown.expected(Listing()) if job.seq in shown.stalled]
        assert stalls.listed == len(stalled)
        assert stalls.acknowledged == sum(job.acknowledged is not None for job in stalled)


def in_order(jobs: Sequence[Job], sort: Sort) -> list[Job]:
    """Rows that stand newest first, in another order; ties stay."""
    if sort.field == "created":
        return list(jobs) if sort.descending else list(jobs)[::-1]
    keys: dict[str, Callable[[Job], Any]] = {
        "updated": lambda job: -1 if job.updated_at is None else job.updated_at,
        "status": lambda job: job.status,
        "target": lambda job: _ascii_lower("" if job.target is None else job.target.name),
        "actor": lambda job: _ascii_lower(job.actor or ""),
        "task": lambda job: [None, *(word.slug for word in TASKS)].index(job.task),
        "trigger": lambda job: [None, *(word.slug for word in TRIGGERS)].index(job.trigger),
        "nested": lambda job: job.nested,
    }
    return sorted(jobs, key=keys[sort.field], reverse=sort.descending)


def _ascii_lower(name: str) -> bytes:
    return name.encode().lower()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    log=logs(),
    listing=listings,
    sort=st.builds(Sort, st.sampled_from(SORT_FIELDS), st.booleans()),
    plan=plans,
    first=st.integers(0, 4),
)
async def test_every_order_lists_the_rows_in_it_and_knows_their_ranks(
    log: list[Event], listing: Listing, sort: Sort, plan: str, first: int
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory, plan=plan)
        rows = in_order(shown.expected(listing), sort)
        listing = replace(listing, sort=sort)
        dated = [(rank, job) for rank, job in enumerate(rows) if job.created_at is not None]
        page, *around = await shown.ask_each(
            ("block", listing, first, 3), *(("block_around", listing, job.seq, 0, 1) for _, job in dated)
        )
        assert page.total == len(rows)
        assert [job.id for job in page.rows] == [job.id for job in rows[page.first : page.first + 3]]
        assert [rank for _, rank in around] == [rank for rank, _ in dated]


@SLOW
@given(
    log=logs(),
    later=logs(6),
    listing=listings,
    sort=st.sampled_from(SORT_FIELDS),
    plan=st.sampled_from(["apart", "apart, names unknown"]),
)
async def test_what_was_found_apart_follows_the_log(
    log: list[Event], later: list[Event], listing: Listing, sort: Any, plan: str
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        listing = replace(listing, sort=Sort(sort))
        shown = Shown(log, directory)
        after = Shown([*log, *later], tempfile.mkdtemp(dir=directory))
        with forced(plan):
            store = await SqliteStore.open(shown.path, LIMITS, clock=lambda: NOW)
            try:
                await store.block(listing, 0, 3)
                await store.facets(listing)
                append_by_python(shown.path, later)
                await store.stalls()
                block = await store.block(listing, 0, 50)
                facets = await store.facets(listing)
            finally:
                await store.close()
        rows = in_order(after.expected(listing), listing.sort)
        assert [job.id for job in block.rows] == [job.id for job in rows]
        assert (block.total, facets.total) == (len(rows), len(rows))


@SLOW
@given(log=logs(), listing=listings, first=st.integers(0, 5))
async def test_what_is_known_soon_is_right_as_far_as_it_goes(log: list[Event], listing: Listing, first: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory)
        rows = shown.expected(listing)
        with forced("apart"):
            store = await SqliteStore.open(shown.path, LIMITS, clock=lambda: NOW)
            try:
                block = await store.block(listing, first, 2, soon=True)
                assert list(block.rows) == rows[block.first : block.first + 2]
                assert block.total <= len(rows)
                assert not block.exact or block.total == len(rows)
                async for facets in store.counting(listing):
                    block = await store.block(listing, first, 2, soon=True)
                    assert list(block.rows) == rows[block.first : block.first + len(block.rows)]
                    assert max(block.total, facets.total) <= len(rows)
                assert facets.exact
                assert facets.total == len(rows)
                assert (await store.block(listing, first, 2, soon=True)).exact
            finally:
                await store.close()


@settings(max_examples=EXAMPLES // 3, deadline=None, suppress_health_check=list(HealthCheck))
@given(log=logs(25), size=st.integers(1, 5))
async def test_a_history_read_in_pages_is_the_history(log: list[Event], size: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory)
        job_id = shown.jobs[0].id if shown.jobs else "job-99"
        whole = await shown.ask("history", job_id, 100)
        assert [(r.at, r.seq) for r in whole] == sorted((r.at, r.seq) for r in whole)
        assert [r.late for r in whole] == [any(o.seq < r.seq for o in whole[i + 1 :]) for i, r in enumerate(whole)]
        status = None
        for report in whole:
            assert report.changed == (report.status is not None and report.status != status)
            assert report.before == (status if report.changed else None)
            status = report.status or status
        paged: tuple[Any, ...] = ()
        while page := await shown.ask("history", job_id, size, paged[0].seq if paged else None):
            paged = (*page, *paged)
        assert paged == whole
