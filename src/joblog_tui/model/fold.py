"""The meaning of a log, as plainly as it can be said: a fold of events in memory, without SQL.

This is the oracle. Every store must show exactly what ``Fold`` shows, whatever order events arrive in; it is
written to be read next to the design, not to be fast.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import MAX_DEPTH, Event, Target
from joblog_tui.model.job import Acknowledgement, Job, LeafCounts
from joblog_tui.model.rollup import LEAF_WITHOUT_REPORT, rolled_up
from joblog_tui.model.silence import Silence, silence
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import Status


@dataclass(slots=True)
class _Node:
    """What is known of one job: its place, its parent, its events in order of arrival."""

    seq: int
    id: str
    parent: str | None = None
    events: list[tuple[int, int, Event]] = field(default_factory=list)  # (at, arrival, event)

    def ordered(self) -> list[tuple[int, int, Event]]:
        return sorted(self.events, key=lambda entry: entry[:2])

    def reports(self) -> list[tuple[int, int, Event]]:
        """What was reported of it, in order: everything but acknowledgements."""
        return [entry for entry in self.ordered() if not entry[2].acknowledged]


class Fold:
    """A log in memory: ``add`` events in any order, ask for jobs at any time."""

    def __init__(self) -> None:
        self._nodes: dict[str, _Node] = {}
        self._seen: set[tuple[str | None, str]] = set()
        self._signs: dict[str, list[int]] = {}
        self._arrivals = 0

    def add(self, event: Event, arrived_at: int) -> None:
        """Take one event; ``EventRefused`` when it would change a parent, close a cycle or nest too deep."""
        if event.id is not None and (event.source, event.id) in self._seen:
            return
        if event.job is not None:
            self._check_parent(event.job, event.parent)
        if event.id is not None:
            self._seen.add((event.source, event.id))
        self._arrivals += 1
        at = arrived_at if event.at is None else event.at
        if event.source is not None and not event.acknowledged:
            self._signs.setdefault(event.source, []).append(at)
        if event.job is None:
            return
        node = self._node(event.job)
        if event.parent is not None:
            self._node(event.parent)
            node.parent = event.parent
        node.events.append((at, self._arrivals, event))

    @property
    def ids(self) -> list[str]:
        """The ids of all jobs, placeholders included, in order of arrival."""
        return list(self._nodes)

    def job(self, job_id: str) -> Job:
        """The job as every surface shows it."""
        node = self._nodes[job_id]
        below = self._below(job_id)
        changes = [change for n in (job_id, *below) if (change := self._own_change(n)) is not None]
        signs = [at for n in (job_id, *below) for at, _, _ in self._nodes[n].reports()]
        created_at = min((at for at, _, _ in node.events), default=None)
        reports = node.reports()
        return Job(
            seq=node.seq,
            id=job_id,
            parent=node.parent,
            status=self.status(job_id),
            own_status=self._own_status(job_id),
            source_status=self._source_status(job_id),
            task=self._earliest(job_id, "task"),
            trigger=self._earliest(job_id, "trigger"),
            target=self._earliest_target(job_id),
            actor=self._earliest(job_id, "actor"),
            created_at=created_at,
            updated_at=max(changes, default=created_at),
            active_at=max(signs, default=created_at),
            started_at=min(
                (at for at, _, event in node.events if event.status in ("started", "running")), default=None
            ),
            scheduled_for=next(
                (e.scheduled_for for _, _, e in reversed(node.ordered()) if e.scheduled_for is not None), None
            ),
            source=reports[-1][2].source if reports else None,
            nested=len(below),
            nested_completed=sum(self.status(n) is Status.COMPLETED for n in below),
            leaves=self._leaf_counts(job_id),
            depth=len(self._above(job_id)),
            acknowledged=self._acknowledged(node, signs),
        )

    def status(self, job_id: str) -> Status:
        """The rolled-up status."""
        inner = [n for n in (job_id, *self._below(job_id)) if self._children(n)]
        failed = any(self._own_status(n) is Status.NOT_COMPLETED for n in inner)
        return rolled_up([self._leaf_status(n) for n in self._leaves(job_id)], inner_not_completed=failed)

    def statuses(self, job_id: str) -> list[tuple[int, str, int | None]]:
        """The statuses that the job itself reported, in order, as (at, slug, attempt)."""
        reports = self._nodes[job_id].ordered()
        return [(at, event.status, event.attempt) for at, _, event in reports if event.status is not None]

    def silence(self, source: str | None, now: int) -> Silence | None:
        """The silence of a source at ``now``, None while it is heard; nobody can tell of writers without a name."""
        return None if source is None else silence(source, self._signs.get(source, ()), now)

    def stalled(self, job_id: str, now: int, limits: dict[str, Limit]) -> Verdict | None:
        """Whether and why the job is stalled at ``now``, under the limits by task slug."""
        verdict = self._silent_for_too_long(job_id, now, limits)
        if verdict is None:
            return None
        silent = self.job(job_id if verdict.blamed is None else verdict.blamed)
        return replace(verdict, silence=self.silence(silent.source, now))

    def _silent_for_too_long(self, job_id: str, now: int, limits: dict[str, Limit]) -> Verdict | None:
        job = self.job(job_id)
        if job.finished or job.active_at is None:
            return None
        limit = limits.get(job.task or "", Limit())
        if job.nested == 0:
            if self._own_status(job_id) in (None, Status.QUEUED) and job.parent is not None:
                return None
            since = max(job.active_at, job.scheduled_for or 0)
            return Verdict(since, limit, job.task) if now - since > limit.milliseconds else None
        blamed = [
            (verdict.since, leaf, verdict)
            for leaf in self._leaves(job_id)
            if self._leaf_status(leaf) in (Status.STARTED, Status.RUNNING, Status.RETRYING)
            and (verdict := self._silent_for_too_long(leaf, now, limits)) is not None
        ]
        waits = [
            self.job(leaf).scheduled_for or 0
            for leaf in self._leaves(job_id)
            if self._leaf_status(leaf) not in (Status.COMPLETED, Status.NOT_COMPLETED)
        ]
        since = max(job.active_at, job.scheduled_for or 0, *waits)
        if blamed:
            longest = min(blamed, key=lambda entry: (entry[0], self._nodes[entry[1]].seq))
            return Verdict(longest[0], longest[2].limit, longest[2].task, longest[1])
        return Verdict(since, limit, job.task) if now - since > limit.milliseconds else None

    def _acknowledged(self, node: _Node, signs: Sequence[int]) -> Acknowledgement | None:
        """The latest acknowledgement, unless something was reported of the job or anything nested in it since."""
        said = [(at, event) for at, _, event in node.ordered() if event.acknowledged]
        if not said or max(signs, default=0) > said[-1][0]:
            return None
        at, event = said[-1]
        return Acknowledgement(event.actor or "", at, event.message)

    def _node(self, job_id: str) -> _Node:
        if job_id not in self._nodes:
            self._nodes[job_id] = _Node(len(self._nodes) + 1, job_id)
        return self._nodes[job_id]

    def _check_parent(self, job_id: str, parent: str | None) -> None:
        if parent is None:
            return
        node = self._nodes.get(job_id)
        known = node.parent if node is not None else None
        if known == parent:
            return
        if known is not None:
            raise EventRefused("the parent of a job cannot change")
        above = self._above(parent) if parent in self._nodes else []
        if parent == job_id or job_id in above:
            raise EventRefused("a job cannot be nested in itself")
        below = self._below(job_id) if node is not None else []
        height = max((len(self._above(n)) for n in below), default=0)
        if len(above) + 1 + height > MAX_DEPTH:
            raise EventRefused(f"nested jobs go at most {MAX_DEPTH} deep")

    def _above(self, job_id: str) -> list[str]:
        above: list[str] = []
        parent = self._nodes[job_id].parent
        while parent is not None:
            above.append(parent)
            parent = self._nodes[parent].parent
        return above

    def _children(self, job_id: str) -> list[str]:
        return [n.id for n in self._nodes.values() if n.parent == job_id]

    def _below(self, job_id: str) -> list[str]:
        return [n for child in self._children(job_id) for n in (child, *self._below(child))]

    def _leaves(self, job_id: str) -> list[str]:
        return [n for n in (job_id, *self._below(job_id)) if not self._children(n)]

    def _own_status(self, job_id: str) -> Status | None:
        for _, _, event in reversed(self._nodes[job_id].ordered()):
            if event.status is not None:
                return Status.from_slug(event.status)
        return None

    def _own_change(self, job_id: str) -> int | None:
        changed_at, before = None, None
        for at, _, event in self._nodes[job_id].ordered():
            if event.status is not None and event.status != before:
                changed_at, before = at, event.status
        return changed_at

    def _leaf_status(self, job_id: str) -> Status:
        return self._own_status(job_id) or LEAF_WITHOUT_REPORT

    def _leaf_counts(self, job_id: str) -> LeafCounts:
        statuses = [self._leaf_status(n) for n in self._leaves(job_id)]
        return LeafCounts(*(statuses.count(status) for status in Status))

    def _source_status(self, job_id: str) -> str | None:
        for _, _, event in reversed(self._nodes[job_id].ordered()):
            if event.status is not None or event.source_status is not None:
                return event.source_status
        return None

    def _earliest(self, job_id: str, fact: str) -> str | None:
        for _, _, event in self._nodes[job_id].reports():
            value: str | None = getattr(event, fact)
            if value is not None:
                return value
        return None

    def _earliest_target(self, job_id: str) -> Target | None:
        return next((e.target for _, _, e in self._nodes[job_id].ordered() if e.target is not None), None)
