"""One event: what a writer appends. Events are the truth, everything else is a projection of them.

These are plain values, already checked; ``writers.door`` turns what comes from outside into them.
"""

from dataclasses import dataclass
from typing import Any

MAX_ID = 200  # characters
MAX_NAME = 1024  # bytes of UTF-8
MAX_MESSAGE = 64 * 1024  # bytes of UTF-8
MAX_NOTE = 4 * 1024  # bytes of UTF-8, of an acknowledgement; every row that it stands on carries it
MAX_ATTRIBUTES = 64 * 1024  # bytes of UTF-8, as JSON text
MAX_DEPTH = 32  # ancestors that a job may have
FIRST_AT = 946_684_800_000  # 2000-01-01T00:00:00Z, milliseconds
LAST_AT = 7_258_118_400_000  # 2200-01-01T00:00:00Z, milliseconds; the first moment that is too late


@dataclass(frozen=True, slots=True)
class Target:
    """The resource that a job affects: a kind (account, app, team, ...; may be unknown) and a name."""

    name: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A report on one job, the heartbeat of a writer (``heartbeat`` set, ``job`` None), or somebody's word on a job.

    With ``acknowledged`` set, ``actor`` is the person who has seen to the job and ``message`` their note: no sign of
    life, no status and no fact of the job.
    Words are slugs, times epoch milliseconds UTC, ``attributes`` JSON text of an object. ``at`` is None when
    the store shall fill in the time of arrival.
    """

    job: str | None
    id: str | None = None
    parent: str | None = None
    at: int | None = None
    status: str | None = None
    task: str | None = None
    trigger: str | None = None
    target: Target | None = None
    actor: str | None = None
    correlation: str | None = None
    level: str | None = None
    message: str | None = None
    source: str | None = None
    attempt: int | None = None
    max_attempts: int | None = None
    progress_done: int | None = None
    progress_total: int | None = None
    scheduled_for: int | None = None
    source_status: str | None = None
    reason_code: str | None = None
    reason_message: str | None = None
    attributes: str | None = None
    heartbeat: bool = False
    acknowledged: bool = False

    def as_json(self) -> dict[str, Any]:
        """The event as the object of the writers' contract (times RFC 3339), without what is not set."""
        import json

        from joblog_tui.model.moment import rfc3339

        target = None if self.target is None else {"name": self.target.name}
        if target is not None and self.target is not None and self.target.kind is not None:
            target = {"kind": self.target.kind, **target}
        progress = {
            key: value
            for key, value in (("done", self.progress_done), ("total", self.progress_total))
            if value is not None
        }
        reason = {
            key: value
            for key, value in (("code", self.reason_code), ("message", self.reason_message))
            if value is not None
        }
        whole = {
            "id": self.id,
            "job": self.job,
            "parent": self.parent,
            "at": None if self.at is None else rfc3339(self.at),
            "status": self.status,
            "task": self.task,
            "trigger": self.trigger,
            "target": target,
            "actor": self.actor,
            "correlation": self.correlation,
            "level": self.level,
            "message": self.message,
            "source": self.source,
            "attempt": self.attempt,
            "max_attempts": self.max_attempts,
            "progress": progress or None,
            "scheduled_for": None if self.scheduled_for is None else rfc3339(self.scheduled_for),
            "source_status": self.source_status,
            "reason": reason or None,
            "attributes": None if self.attributes is None else json.loads(self.attributes),
            "heartbeat": True if self.heartbeat else None,
            "acknowledged": True if self.acknowledged else None,
        }
        return {key: value for key, value in whole.items() if value is not None}
