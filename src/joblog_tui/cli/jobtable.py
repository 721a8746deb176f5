"""Jobs as a table for a person: the columns of the log, and the id that ``joblog show`` takes."""

import sys
from collections.abc import Iterator, Sequence

from joblog_tui.cli.table import Column, lines
from joblog_tui.model.job import Job
from joblog_tui.model.moment import duration
from joblog_tui.model.stall import Stalls
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.query.listing import SortField
from joblog_tui.text import safe
from joblog_tui.ui.look.glyphs import ASCII, UNICODE, Glyphs

STALLED_SGR = "35"
_SGR = {
    Status.NOT_COMPLETED: "1;31",
    Status.RETRYING: "33",
    Status.RUNNING: "34",
    Status.STARTED: "36",
    Status.QUEUED: "90",
    Status.COMPLETED: "32",
}


def job_lines(
    jobs: Sequence[Job],
    stalls: Stalls,
    vocabulary: Vocabulary,
    *,
    now: int,
    width: int | None,
    shown: Sequence[SortField] = (),
    indents: Sequence[str] = (),
) -> Iterator[str]:
    """The table of ``jobs``; ages are those at ``now`` (epoch ms), ``shown`` the columns beside the id, if chosen.

    ``indents`` stand before the targets, one a job.
    """
    targets = [safe(job.target.name) if job.target else "-" for job in jobs]
    if indents:
        targets = [indent + target for indent, target in zip(indents, targets, strict=True)]
    columns: dict[SortField, Column] = {
        "status": Column(
            "Status",
            [_status(job, stalls, now) for job in jobs],
            sgr=[STALLED_SGR if job.seq in stalls.verdicts else _SGR[job.status] for job in jobs],
        ),
        "target": Column("Target", targets, least=20),
        "actor": Column("Actor", [safe(job.actor or "-") for job in jobs], least=9, gives_way=2),
        "task": Column(
            "Task", [safe(vocabulary.task_label(job.task)) if job.task else "-" for job in jobs], gives_way=4
        ),
        "trigger": Column(
            "Trigger",
            [safe(vocabulary.trigger_label(job.trigger)) if job.trigger else "-" for job in jobs],
            gives_way=1,
        ),
        "created": Column("Created", [_age(job.created_at, now) for job in jobs], right=True, gives_way=3),
        "updated": Column("Updated", [_age(job.updated_at, now) for job in jobs], right=True, gives_way=6),
        "nested": Column("All jobs", [_nested(job) for job in jobs], right=True, gives_way=5),
    }
    chosen = [columns[name] for name in shown or columns]
    return lines([*chosen, Column("ID", [safe(job.id) for job in jobs], least=8)], width)


def status_word(status: Status) -> str:
    """Glyph and word, such as ``● Running``."""
    return f"{_glyphs().status[status]} {status.label}"


def status_sgr(status: Status) -> str:
    """The rendition in which a status is painted."""
    return _SGR[status]


def stalled_mark() -> str:
    """The glyph of a stalled job."""
    return _glyphs().stalled


def ascii_only() -> bool:
    """Whether stdout can write nothing but ASCII signs."""
    return _glyphs().ascii_only


def bar(done: int, total: int, size: int) -> str:
    """``done`` of ``total`` as a bar of at most ``size`` cells; something is never nothing."""
    return _glyphs().done * max(1, size * done // total) if done and total else ""


def _status(job: Job, stalls: Stalls, now: int) -> str:
    verdict = stalls.verdicts.get(job.seq)
    said = "" if job.acknowledged is None else " ack"
    word = status_word(job.status)
    if verdict is None:
        return f"{word}{said}"
    return f"{word} {stalled_mark()}{duration(now - verdict.since)}{said}"


def _nested(job: Job) -> str:
    return f"{job.nested_completed}/{job.nested}" if job.nested else ""


def _age(moment: int | None, now: int) -> str:
    return "-" if moment is None else duration(now - moment)


def _glyphs() -> Glyphs:
    """The signs of the dashboard, in ASCII where stdout cannot write them."""
    try:
        "✗▲━".encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return ASCII
    return UNICODE
