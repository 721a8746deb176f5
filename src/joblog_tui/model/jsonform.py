"""The JSON shape of a job and of its events, the same on every surface: ``ls``, ``show``, and the copied row.

Times are RFC 3339 UTC with milliseconds, words are slugs, what is not known is null.
"""

import json
from typing import Any

from joblog_tui.model.event import Event
from joblog_tui.model.job import Acknowledgement, Job, Report
from joblog_tui.model.log_line import LogLine
from joblog_tui.model.moment import rfc3339
from joblog_tui.model.stall import Stalls, Verdict, reason
from joblog_tui.model.vocabulary import Vocabulary


def job_object(job: Job, *, verdict: Verdict | None, now: int, task_label: str | None) -> dict[str, Any]:
    """One job as ``joblog ls --json`` prints it.

    ``verdict`` is why it is stalled (None: it is not), ``now`` the moment (epoch ms) at which that is said, and
    ``task_label`` the label of ``verdict.task``. ``acknowledged`` stands only on a job that is.
    """
    whole: dict[str, Any] = {
        "id": job.id,
        "parent": job.parent,
        "status": job.status.slug,
        "source_status": job.source_status,
        "task": job.task,
        "trigger": job.trigger,
        "target": None if job.target is None else {"kind": job.target.kind, "name": job.target.name},
        "actor": job.actor,
        "created_at": _time(job.created_at),
        "updated_at": _time(job.updated_at),
        "active_at": _time(job.active_at),
        "nested": job.nested,
        "nested_completed": job.nested_completed,
        "stalled": verdict is not None,
        "stalled_reason": None if verdict is None else reason(verdict, now, task_label),
    }
    if job.acknowledged is not None:
        whole["acknowledged"] = _acknowledgement(job.acknowledged)
    return whole


def job_object_in(stalls: Stalls, job: Job, vocabulary: Vocabulary, now: int) -> dict[str, Any]:
    """``job_object`` with the verdict that ``stalls`` holds on the job."""
    verdict = stalls.verdicts.get(job.seq)
    label = vocabulary.task_label(verdict.task) if verdict is not None and verdict.task else None
    return job_object(job, verdict=verdict, now=now, task_label=label)


def report_object(report: Report) -> dict[str, Any]:
    """One event of a job's history in the shape of the writers' contract, plus ``arrived_at`` and ``seq``.

    ``arrivals`` and ``last_arrived_at`` stand only on one that came more than once.
    """
    event = Event(
        job=report.job,
        id=report.id,
        parent=report.parent,
        at=report.at,
        status=None if report.status is None else report.status.slug,
        task=report.task,
        trigger=report.trigger,
        target=report.target,
        actor=report.actor,
        correlation=report.correlation,
        level=report.level,
        message=report.message,
        source=report.source,
        attempt=report.attempt,
        max_attempts=report.max_attempts,
        progress_done=report.progress_done,
        progress_total=report.progress_total,
        scheduled_for=report.scheduled_for,
        source_status=report.source_status,
        reason_code=report.reason_code,
        reason_message=report.reason_message,
        acknowledged=report.acknowledged,
    )
    whole = event.as_json()
    if report.attributes is not None:
        whole["attributes"] = _attributes(report.attributes)
    whole = {**whole, "arrived_at": rfc3339(report.arrived_at), "seq": report.seq}
    if report.times > 1:
        whole |= {"arrivals": report.times, "last_arrived_at": _time(report.last_arrived_at)}
    return whole


def line_object(line: LogLine) -> dict[str, Any]:
    """One line of a job's log."""
    return {
        "job": line.job,
        "target": line.name,
        "at": rfc3339(line.at),
        "arrived_at": rfc3339(line.arrived_at),
        "level": line.level,
        "message": line.text,
        "source": line.source,
    }


def _attributes(text: str) -> Any:
    """The attributes as a value; as the text they were stored as, when Python cannot hold that value."""
    try:
        value = json.loads(text)
        json.dumps(value, allow_nan=False)  # 1e400 is a JSON number and no float
    except (ValueError, RecursionError):
        return text
    return value


def _acknowledgement(acknowledged: Acknowledgement) -> dict[str, str | None]:
    return {"by": acknowledged.by, "at": rfc3339(acknowledged.at), "note": acknowledged.note}


def _time(milliseconds: int | None) -> str | None:
    return None if milliseconds is None else rfc3339(milliseconds)
