"""A job as the log shows it: the projection of its events and of everything nested in it."""

from dataclasses import dataclass

from joblog_tui.model.event import Target
from joblog_tui.model.vocabulary import Status


@dataclass(frozen=True, slots=True)
class LeafCounts:
    """How many leaf jobs of each status stand below a job; a leaf counts itself."""

    not_completed: int = 0
    retrying: int = 0
    running: int = 0
    started: int = 0
    queued: int = 0
    completed: int = 0

    @property
    def total(self) -> int:
        """All leaves, at least 1."""
        return self.not_completed + self.retrying + self.running + self.started + self.queued + self.completed

    @property
    def finished(self) -> int:
        """Leaves that are Completed or Not completed."""
        return self.not_completed + self.completed


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody has seen to a job: who, when (epoch ms), and their note. In force until the job is reported on again."""

    by: str
    at: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One row of the log. Times are epoch milliseconds UTC; words are slugs; None means not yet reported.

    ``seq`` is the store's own number of the job: unique, ascending in order of arrival, never shown.
    ``status`` is the rolled-up one, ``own_status`` what was last reported for this very job.
    ``nested`` and ``nested_completed`` count all jobs below, at any depth, by their rolled-up status.
    ``created_at``, ``updated_at`` and ``active_at`` are None only for a placeholder: a parent that was named
    but has not reported yet. ``acknowledged`` is the latest acknowledgement of this very job, while nothing has been
    reported of it, or of anything nested in it, at a later time.
    """

    seq: int
    id: str
    parent: str | None
    status: Status
    own_status: Status | None
    source_status: str | None
    task: str | None
    trigger: str | None
    target: Target | None
    actor: str | None
    created_at: int | None
    updated_at: int | None
    active_at: int | None
    started_at: int | None
    scheduled_for: int | None
    source: str | None
    nested: int
    nested_completed: int
    leaves: LeafCounts
    depth: int = 0
    acknowledged: Acknowledgement | None = None

    @property
    def held(self) -> bool:
        """Whether one of the four facts has not arrived yet."""
        return self.task is None or self.trigger is None or self.target is None or self.actor is None

    @property
    def incomplete(self) -> bool:
        """Any status but Completed."""
        return self.status is not Status.COMPLETED

    @property
    def finished(self) -> bool:
        """Whether all its leaves are Completed or Not completed."""
        return self.leaves.finished == self.leaves.total

    @property
    def run_time(self) -> int | None:
        """Milliseconds from the first started or running report (else from creation) to the finish."""
        if not self.finished or self.updated_at is None or self.created_at is None:
            return None
        return max(0, self.updated_at - (self.created_at if self.started_at is None else self.started_at))


@dataclass(frozen=True, slots=True)
class Report:
    """One event in a job's history, as it was stored. ``seq`` is the order of arrival.

    ``late`` marks an event that arrived after one with a later ``at``; ``changed`` one that changed the job's
    own status, ``before`` being the status until then; ``acknowledged`` is an acknowledgement by ``actor``, with
    ``message`` as the note, and no report. It counts once, however many ``times`` it came; the last of them was
    ``last_arrived_at`` (None: not known).
    """

    seq: int
    job: str
    at: int
    arrived_at: int
    id: str | None
    source: str | None
    parent: str | None
    status: Status | None
    source_status: str | None
    task: str | None
    trigger: str | None
    target: Target | None
    actor: str | None
    correlation: str | None
    level: str | None
    message: str | None
    attempt: int | None
    max_attempts: int | None
    progress_done: int | None
    progress_total: int | None
    scheduled_for: int | None
    reason_code: str | None
    reason_message: str | None
    attributes: str | None
    late: bool = False
    changed: bool = False
    before: Status | None = None
    acknowledged: bool = False
    times: int = 1
    last_arrived_at: int | None = None
