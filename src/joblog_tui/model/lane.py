"""What one job did when: waiting, running, retrying told apart, from the statuses that it reported itself.

Times are epoch milliseconds UTC. A lane is drawn from its spans; what a job with nested ones does is told by theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from joblog_tui.model.vocabulary import Status

Phase = Literal["waiting", "running", "retrying"]

_PHASES: dict[Status, Phase | None] = {
    Status.QUEUED: "waiting",
    Status.STARTED: "running",
    Status.RUNNING: "running",
    Status.RETRYING: "retrying",
    Status.COMPLETED: None,
    Status.NOT_COMPLETED: None,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A status as it was reported ``at``; ``attempt`` when the writer counted them."""

    at: int
    status: Status
    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """One phase from ``start`` to ``end``, None while it lasts.

    ``failed``: it was an attempt that ended without success. ``retrying`` is the time between two attempts.
    """

    phase: Phase
    start: int
    end: int | None = None
    failed: bool = False


Lane = tuple[Span, ...]


def lane(turns: Iterable[Turn], created_at: int | None) -> Lane:
    """The spans of a job from its reported statuses, in ``(at, arrival)`` order.

    From its creation a job waits until it says something else. An attempt has failed when Retrying or Not completed
    follows it, or when the next attempt begins without a word in between. After the end of a job there is nothing,
    unless it begins again.
    """
    spans: list[Span] = []
    phase: Phase | None = None if created_at is None else "waiting"
    start, attempt = created_at or 0, None
    for turn in turns:
        following = _PHASES[turn.status]
        again = phase == following == "running" and None not in (attempt, turn.attempt) and attempt != turn.attempt
        if following != phase or again:
            failed = phase == "running" and (again or turn.status in (Status.RETRYING, Status.NOT_COMPLETED))
            if phase is not None and (turn.at > start or failed):
                spans.append(Span(phase, start, max(start, turn.at), failed))
            elif phase == "retrying" and turn.status is Status.NOT_COMPLETED and spans:
                spans[-1] = replace(spans[-1], failed=True)
            phase, start = following, turn.at
        attempt = turn.attempt if turn.attempt is not None else attempt
    if phase is not None:
        spans.append(Span(phase, start))
    return tuple(spans)


def attempts(spans: Lane) -> int:
    """How often the job was tried, as far as it can be told from its reports."""
    return sum(span.phase == "running" for span in spans)
