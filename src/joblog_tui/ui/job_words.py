"""What there is to say of a job, in pieces for a line. Everything from outside goes through ``safe`` here."""

from datetime import tzinfo

from joblog_tui.model.job import Job
from joblog_tui.model.moment import long_duration
from joblog_tui.model.stall import Verdict, reason
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.text import safe
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.look.status import bold, role, word_role
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.spread import Piece

NAME = 200  # characters of a name that are shown; cutting to the width comes after
UNKNOWN = "-"
BEGINS = "begins in"


def glyph(status: Status, glyphs: Glyphs) -> Piece:
    """The sign of a status in its colour."""
    return f"{glyphs.status[status]} ", f"bold {style(role(status))}" if bold(status) else style(role(status))


def word(status: Status) -> Piece:
    """The word of a status, as loud as it is in the table."""
    return status.label, f"bold {style(word_role(status))}" if bold(status) else style(word_role(status))


def style(role: str) -> str:
    """The style of a role of the palette."""
    return f"$jl-{role.replace('_', '-')}"


def target(job: Job) -> str:
    """The name of the target."""
    return UNKNOWN if job.target is None else safe(job.target.name, NAME)


def kind(job: Job) -> str:
    """The kind of the target, as words: ``business hub``."""
    return "" if job.target is None or job.target.kind is None else safe(job.target.kind.replace("_", " "), NAME)


def doing(job: Job, vocabulary: Vocabulary, *, loud: bool = False) -> tuple[Piece, ...]:
    """``Syncing users by Okta SCIM via SCIM``."""
    task = UNKNOWN if job.task is None else safe(vocabulary.task_label(job.task), NAME)
    trigger = UNKNOWN if job.trigger is None else safe(vocabulary.trigger_label(job.trigger), NAME)
    actor = UNKNOWN if job.actor is None else safe(job.actor, NAME)
    return (
        (task, "bold $jl-text" if loud else "$jl-soft"),
        (" by ", "$jl-muted"),
        (actor, "$jl-soft"),
        (" via ", "$jl-muted"),
        (trigger, "$jl-soft"),
    )


def stalled(verdict: Verdict, now: int, vocabulary: Vocabulary, glyphs: Glyphs) -> tuple[Piece, ...]:
    """``▲ silent 3m 16s; Syncing users finishes within 50s (p95 of 812 jobs)``."""
    label = None if verdict.task is None else vocabulary.task_label(verdict.task)
    silent, semicolon, why = safe(reason(verdict, now, label)).partition(";")
    return (f"{glyphs.stalled} {silent}", "bold $jl-stalled"), (semicolon + why, "$jl-soft")


def acknowledged(job: Job, now: int, zone: tzinfo | None, glyphs: Glyphs) -> tuple[Piece, ...]:
    """``¶ acknowledged by ana 09:41:00: asked the vendor``; nothing for a job that nobody has seen to."""
    said = job.acknowledged
    if said is None:
        return ()
    note = f": {safe(said.note, NAME)}" if said.note else ""
    return (
        (f"{glyphs.noted} acknowledged by ", "$jl-muted"),
        (safe(said.by, NAME), "$jl-text"),
        (f" {full_clock(said.at, now, zone)}", "$jl-muted"),
        (note, "$jl-text"),
    )


def span(job: Job, now: int) -> tuple[str, str]:
    """How long it ran, runs or waits, as a word and a length: ``("took", "1m 52s")``."""
    if job.created_at is None:
        return "", ""
    if job.run_time is not None:
        return ("took", long_duration(job.run_time)) if job.run_time >= 1000 else ("took", "under 1s")
    if job.scheduled_for is not None and job.scheduled_for > now and job.started_at is None:
        return BEGINS, long_duration(job.scheduled_for - now)
    if job.started_at is not None:
        return "running", long_duration(now - job.started_at)
    return "waiting" if job.status is Status.QUEUED else "under way", long_duration(now - job.created_at)


def clocked(what: str, at: int | None, now: int, zone: tzinfo | None) -> tuple[Piece, ...]:
    """``created 09:37:26``."""
    return (f"{what} ", "$jl-muted"), (UNKNOWN if at is None else full_clock(at, now, zone), "$jl-soft")


def nested(job: Job) -> tuple[Piece, ...]:
    """``12 of 48 nested jobs completed``; nothing for a job without nested ones."""
    if not job.nested:
        return ()
    jobs = "nested job" if job.nested == 1 else "nested jobs"
    return (f"{job.nested_completed:,}", "bold $jl-text"), (f" of {job.nested:,} {jobs} completed", "$jl-muted")
