"""A store in memory: the reading door over a list of jobs, fast and honest, for tests of everything above it."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from joblog_tui.model.blocking import Wait, blocking_path
from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Target
from joblog_tui.model.job import Job, LeafCounts, Report
from joblog_tui.model.lane import Lane, Turn, lane
from joblog_tui.model.log_line import LogLine, Place
from joblog_tui.model.stall import Stalls, Verdict
from joblog_tui.model.usual import Remaining
from joblog_tui.model.vocabulary import Role, Status, Vocabulary, Word
from joblog_tui.query.facets import count, split
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Block, Facets, Listing, NameKind, Ordering, Sort
from joblog_tui.query.log_lines import LineNews, LinePage, LineQuery
from joblog_tui.query.matching import matches
from joblog_tui.query.outline import Branch
from joblog_tui.store.base import Member, Progress, Workspace
from tests.support.memory_operators import MemoryOperators
from tests.support.memory_pictures import MemoryPictures
from tests.support.outline import tree_rows

NOW = 1_795_424_400_000  # epoch ms: 2026-11-23T09:00:00Z, the moment at which tests look unless they say otherwise


class MemoryStore(MemoryPictures, MemoryOperators):
    """A ``JobStore`` whose jobs a test puts in by hand.

    ``broken`` makes every call raise it; ``gate`` holds up calls of the named methods until it is set. ``so_far`` are
    counts that are told before the exact ones, ``steps`` those of putting a listing in order; "so_far" and "ordering"
    are their gates.
    """

    def __init__(self, jobs: Sequence[Job] = (), *, clock: Callable[[], int] = lambda: NOW, name: str = "Acme Corp"):
        self.jobs_by_seq: dict[int, Job] = {}
        self.reports: dict[str, tuple[Report, ...]] = {}
        MemoryOperators.__init__(self)
        self.verdicts: dict[int, Verdict] = {}
        self.limits: dict[str, int] = {}
        self.left: dict[str, Remaining] = {}
        self.took: dict[str, tuple[int, ...]] = {}
        self.words = Vocabulary()
        self.broken: StoreError | None = None
        self.gates: dict[str, asyncio.Event] = {}
        self.calls: list[str] = []
        self.so_far: list[Facets] = []
        self.steps: list[Ordering] = []
        self._news = asyncio.Event()
        self.closed = 0
        self._clock = clock
        self._name = name
        self._revision = 0
        self._events = 0
        self.put(*jobs)

    def put(self, *jobs: Job, events: int | None = None) -> None:
        """Add jobs, or change those that are there; one commit."""
        for job in jobs:
            self.jobs_by_seq[job.seq] = job
        self._revision += 1
        self._events += len(jobs) if events is None else events

    def change(self, seq: int, **facts: Any) -> None:
        """Change some facts of one job; one commit."""
        self.put(replace(self.jobs_by_seq[seq], **facts))

    async def called(self, name: str, times: int = 1) -> None:
        """Wait until a method was called that often."""
        while self.calls.count(name) < times:
            self._news.clear()
            await self._news.wait()

    async def close(self) -> None:
        self.closed += 1

    async def workspace(self) -> Workspace:
        await self._called("workspace")
        return Workspace(self._name, "acme.db", NOW - 2_592_000_000)  # thirty days

    async def vocabulary(self) -> Vocabulary:
        await self._called("vocabulary")
        return self.words

    async def add_word(self, kind: str, word: Word) -> None:
        raise NotImplementedError

    async def members(self) -> tuple[Member, ...]:
        return (Member("ana", Role.OWNER),)

    async def set_member(self, name: str, role: Role) -> None:
        raise NotImplementedError

    async def remove_member(self, name: str) -> None:
        raise NotImplementedError

    async def revision(self) -> int:
        await self._called("revision")
        return self._revision

    async def last_event(self) -> int:
        await self._called("last_event")
        return self._events

    async def wal_size(self) -> int:
        return 0

    async def block(self, listing: Listing, rank: int, limit: int, *, soon: bool = False) -> Block:
        await self._called("block")
        return self._block(listing, rank, limit)

    async def block_around(
        self, listing: Listing, seq: int, above: int, limit: int, *, soon: bool = False
    ) -> tuple[Block, int]:
        await self._called("block_around")
        job = self.jobs_by_seq.get(seq)
        place = 0
        if listing.outline is not None:
            shown = [row.id for row, _ in self._tree(listing)]
            way = [] if job is None else [job.id, *self._above(job, everywhere=True)]
            place = next((shown.index(step) for step in way if step in shown), 0)
        elif job is not None:
            others = [other for other in self._listed(listing) if other.seq != seq]
            place = _ordered([*others, job], listing.sort).index(job)
        return self._block(listing, place - above, limit), place

    async def facets(self, listing: Listing) -> Facets:
        await self._called("facets")
        _, rest = split(listing.filter)
        cells = [
            (job.status.slug, job.task or "", job.trigger or "", 1)
            for job in self._scope(listing)
            if self._passes(replace(listing, filter=rest), job)
        ]
        counts = count(cells, listing.filter)
        listed = self._listed(listing)
        return Facets(
            total=counts.total,
            everything=len(self._scope(listing)),
            stalled=sum(job.seq in self.verdicts for job in listed),
            incomplete=sum(job.incomplete for job in listed),
            held=sum(job.held for job in self.jobs_by_seq.values()),
            status=counts.status,
            task=counts.task,
            trigger=counts.trigger,
        )

    async def counting(self, listing: Listing) -> AsyncGenerator[Facets, None]:
        for so_far in self.so_far:
            yield so_far
            await self._called("so_far")
        self.calls.append("counting")
        yield await self.facets(listing)

    async def ordering(self, listing: Listing) -> AsyncGenerator[Ordering, None]:
        for step in self.steps:
            yield step
            await self._called("ordering")

    async def stalls(self) -> Stalls:
        await self._called("stalls")
        listed = [self.jobs_by_seq[seq] for seq in self.verdicts if self.jobs_by_seq[seq].parent is None]
        seen_to = sum(job.acknowledged is not None for job in listed)
        those = frozenset(seq for seq in self.verdicts if self.jobs_by_seq[seq].acknowledged is not None)
        return Stalls(self._clock(), dict(self.verdicts), len(listed), seen_to, seen_to=those)

    def judge_by(self, limits: Mapping[str, int]) -> None:
        self.limits = dict(limits)

    async def job(self, job_id: str) -> Job | None:
        await self._called("job")
        return self._by_id(job_id)

    async def jobs(self, seqs: Sequence[int]) -> Mapping[int, Job]:
        await self._called("jobs")
        return {seq: self.jobs_by_seq[seq] for seq in seqs if seq in self.jobs_by_seq}

    async def path(self, job_id: str) -> tuple[Job, ...]:
        await self._called("path")
        job = self._by_id(job_id)
        path: list[Job] = []
        while job is not None:
            path.insert(0, job)
            job = None if job.parent is None else self._by_id(job.parent)
        return tuple(path)

    async def nested(self, job_id: str, limit: int) -> tuple[Job, ...]:
        below = [job for job in self.jobs_by_seq.values() if job.parent == job_id]
        return tuple(sorted(below, key=lambda job: (job.created_at or 0, job.seq))[:limit])

    async def blocking_path(self, job_id: str) -> tuple[Wait, ...]:
        await self._called("blocking_path")
        job = self._by_id(job_id)
        return () if job is None else blocking_path(job, self._inside)

    async def remaining(self, job_id: str) -> Remaining | None:
        await self._called("remaining")
        return self.left.get(job_id)

    async def last_run_times(self, task: str) -> tuple[int, ...]:
        await self._called("last_run_times")
        return self.took.get(task, ())

    async def history(self, job_id: str, limit: int, before: int | None = None) -> tuple[Report, ...]:
        await self._called("history")
        reports = self.reports.get(job_id, ())
        if before is not None:
            reports = tuple(report for report in reports if report.seq < before)
        return reports[-limit:]

    async def lines_before(self, query: LineQuery, place: Place | None, limit: int) -> LinePage:
        await self._called("lines_before")
        lines = [line for line in self._lines(query) if place is None or line.place < place]
        end = len(lines) <= limit
        return LinePage(tuple(lines[-limit:]), (-1, -1) if end else lines[-limit].place, end)

    async def lines_after(self, query: LineQuery, place: Place | None, limit: int) -> LinePage:
        await self._called("lines_after")
        lines = [line for line in self._lines(query) if place is None or line.place > place]
        end = len(lines) <= limit
        return LinePage(tuple(lines[:limit]), (1 << 62, 1 << 62) if end else lines[limit - 1].place, end)

    async def lines_arrived(self, query: LineQuery, after: int) -> LineNews:
        await self._called("lines_arrived")
        last = max((report.seq for reports in self.reports.values() for report in reports), default=0)
        return LineNews(tuple(line for line in self._lines(query) if line.seq > after), last, missed=False)

    def _lines(self, query: LineQuery) -> list[LogLine]:
        jobs = [
            job
            for job in self.jobs_by_seq.values()
            if job.id == query.job or (query.nested and query.job in self._above(job, everywhere=True))
        ]
        lines = [
            LogLine(
                report.seq,
                job.id,
                None if job.target is None else job.target.name,
                report.at,
                report.arrived_at,
                report.level,
                report.message or ": ".join(each for each in (report.reason_code, report.reason_message) if each),
                report.source,
            )
            for job in jobs
            for report in self.reports.get(job.id, ())
        ]
        return sorted((line for line in lines if line.text and query.passes(line)), key=lambda line: line.place)

    async def names(self, kind: NameKind, text: str, limit: int) -> tuple[str, ...]:
        await self._called("names")
        jobs = self.jobs_by_seq.values()
        if kind == "target":
            names = {job.target.name for job in jobs if job.target is not None}
        else:
            names = {name for job in jobs if (name := job.actor if kind == "actor" else job.source) is not None}
        text = text.casefold()
        found = [name for name in names if text in name.casefold()]
        return tuple(sorted(found, key=lambda name: (not name.casefold().startswith(text), name))[:limit])

    async def held(self, limit: int) -> tuple[Job, ...]:
        return tuple(job for job in self.jobs_by_seq.values() if job.held)[:limit]

    async def rebuild(self, progress: Progress | None = None) -> int:
        return self._events

    async def _called(self, name: str) -> None:
        self.calls.append(name)
        self._news.set()
        gate = self.gates.get(name)
        if gate is not None:
            await gate.wait()
        if self.broken is not None:
            raise self.broken

    def _by_id(self, job_id: str) -> Job | None:
        return next((job for job in self.jobs_by_seq.values() if job.id == job_id), None)

    def _scope(self, listing: Listing) -> list[Job]:
        jobs = list(self.jobs_by_seq.values())
        if listing.parent is not None:
            return [job for job in jobs if listing.parent in self._above(job, listing.filter.everywhere)]
        return [job for job in jobs if (job.parent is None and not job.held) or listing.filter.everywhere]

    def _above(self, job: Job, everywhere: bool) -> list[str]:
        """The id of the job's parent, and those of all above it when ``everywhere``."""
        above: list[str] = []
        parent = job.parent
        while parent is not None and (everywhere or not above):
            above.append(parent)
            outer = self._by_id(parent)
            parent = None if outer is None else outer.parent
        return above

    def _passes(self, listing: Listing, job: Job) -> bool:
        carried = frozenset(report.correlation for report in self.reports.get(job.id, ()) if report.correlation)
        stalled = job.seq in self.verdicts
        return matches(listing.filter, job, now=self._clock(), stalled=stalled, correlations=carried)

    def _listed(self, listing: Listing) -> list[Job]:
        return [job for job in self._scope(listing) if self._passes(listing, job)]

    def _inside(self, job: Job) -> list[Job]:
        return [child for child in self.jobs_by_seq.values() if child.parent == job.id]

    def _tree(self, listing: Listing) -> list[tuple[Job, Branch]]:
        jobs = list(self.jobs_by_seq.values())
        siblings = partial(_ordered, sort=listing.sort)
        if listing.parent is not None:
            return tree_rows(listing, jobs, partial(self._passes, listing), siblings, self._lane)
        rows: list[tuple[Job, Branch]] = []
        for top in _ordered(self._listed(replace(listing, outline=None)), listing.sort):
            inside = replace(listing, parent=top.id, filter=Filter())
            shown = tree_rows(inside, jobs, lambda job: True, siblings, self._lane)
            assert listing.outline is not None
            unfolded = listing.outline.shows_inside(top.id)
            rows.append((top, replace(shown[0][1], folded=not unfolded if top.nested else None)))
            rows += shown[1:] if unfolded else []
        return rows

    def _lane(self, job: Job) -> Lane:
        reports = self.reports.get(job.id, ())
        return lane([Turn(r.at, r.status, r.attempt) for r in reports if r.status is not None], job.created_at)

    def _block(self, listing: Listing, rank: int, limit: int) -> Block:
        if listing.outline is not None:
            tree = self._tree(listing)
            first = max(0, min(rank, len(tree) - limit))
            shown = tree[first : first + limit]
            return Block(tuple(j for j, _ in shown), first, len(tree), tuple(branch for _, branch in shown))
        rows = _ordered(self._listed(listing), listing.sort)
        first = max(0, min(rank, len(rows) - limit))
        return Block(tuple(rows[first : first + limit]), first, len(rows))


def a_job(seq: int, **facts: Any) -> Job:
    """A completed job ``job-<seq>`` that was created ``seq`` seconds after an hour before ``NOW``."""
    created = NOW - 3_600_000 + seq * 1_000
    whole: dict[str, Any] = {
        "seq": seq,
        "id": f"job-{seq}",
        "parent": None,
        "status": Status.COMPLETED,
        "own_status": Status.COMPLETED,
        "source_status": None,
        "task": "syncing_users",
        "trigger": "scim",
        "target": Target(f"Team {seq}", "team"),
        "actor": "Okta SCIM",
        "created_at": created,
        "updated_at": created + 500,
        "active_at": created + 500,
        "started_at": created + 100,
        "scheduled_for": None,
        "source": "worker-1",
        "nested": 0,
        "nested_completed": 0,
        "leaves": LeafCounts(completed=1),
        **facts,
    }
    return Job(**whole)


def a_report(seq: int, job: str, **facts: Any) -> Report:
    """An event of ``job`` that arrived as number ``seq``, that many seconds after an hour before ``NOW``."""
    at = NOW - 3_600_000 + seq * 1_000
    whole: dict[str, Any] = dict.fromkeys(Report.__slots__)
    whole |= {"seq": seq, "job": job, "at": at, "arrived_at": at, "late": False, "changed": False, "times": 1, **facts}
    return Report(**whole)


def _ordered(jobs: Sequence[Job], sort: Sort) -> list[Job]:
    newest_first = sorted(jobs, key=lambda job: (job.created_at or 0, job.seq), reverse=True)
    if sort.field == "created":
        return newest_first if sort.descending else newest_first[::-1]
    return sorted(newest_first, key=lambda job: _SORT_KEYS[sort.field](job), reverse=sort.descending)


_SORT_KEYS: dict[str, Callable[[Job], Any]] = {
    "updated": lambda job: job.updated_at or 0,
    "status": lambda job: job.status,
    "target": lambda job: "" if job.target is None else job.target.name.casefold(),
    "actor": lambda job: (job.actor or "").casefold(),
    "task": lambda job: job.task or "",
    "trigger": lambda job: job.trigger or "",
    "nested": lambda job: job.nested,
}
