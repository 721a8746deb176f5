"""The life of one job without nested ones: queued, claimed by a worker, attempts, the end (or none)."""

from dataclasses import dataclass

from joblog_tui.model.moment import MINUTE, SECOND
from joblog_tui.simulator.chatter import AT_WORK, DONE
from joblog_tui.simulator.durations import USUAL, WAIT, WAIT_SIGMA
from joblog_tui.simulator.fate import Ending, Fate
from joblog_tui.simulator.script import ScriptedJob
from joblog_tui.simulator.troubles import LASTING, PASSING, WORKER_LOST

_PATIENCE = 45 * SECOND  # median wait before the second attempt


@dataclass(frozen=True, slots=True)
class Subject:
    """What the messages of a job speak of: the name of the app, and whose account it is."""

    app: str
    who: str


def live(
    job: ScriptedJob,
    fate: Fate,
    subject: Subject,
    worker: str,
    *,
    opening: str | None = None,
    starts_at: int | None = None,
    scheduled_for: int | None = None,
    terse: bool = False,
) -> bool:
    """Write the whole life of ``job``; whether it ends at all. Afterwards ``job.at`` is its last moment.

    ``opening`` is what its queueing says, ``starts_at`` when a worker is free at the earliest (epoch ms),
    ``scheduled_for`` when it may begin at the earliest, which is told. A ``terse`` one of many says little.
    """
    dice = job.dice
    terse = terse or job.script.brief
    job.report("queued", opening, scheduled_for=scheduled_for)
    job.source = worker
    earliest = max(job.at, starts_at or 0, scheduled_for or 0)
    job.wait(earliest - job.at + dice.about(WAIT, WAIT_SIGMA))
    if not terse:
        job.report("started", f"claimed by {worker}")
        job.wait(dice.between(400, 6_000))
    most = max(USUAL[job.facts.task].attempts, fate.retries + 1)
    for attempt in range(1, fate.retries + 1):
        _failed_attempt(job, subject, attempt, most, terse=terse)
    attempt = fate.retries + 1
    job.report("running", attempt=attempt, max_attempts=most)
    if fate.ending is Ending.COMPLETED:
        _work(job, subject, part=1.0, terse=terse)
    else:
        _work(job, subject, part=0.5, terse=terse)
        if fate.ending is Ending.SILENT:
            return False
        if fate.ending is Ending.PAUSES:
            job.wait(dice.between(4 * MINUTE, 25 * MINUTE))
            job.note("warn", f"{worker} was restarted, going on where it stopped")
            _work(job, subject, part=0.5, terse=terse)
    _end(job, fate, subject, attempt, most)
    return True


def _failed_attempt(job: ScriptedJob, subject: Subject, attempt: int, most: int, *, terse: bool) -> None:
    """One attempt that fails and is followed by another one."""
    dice = job.dice
    job.report("running", attempt=attempt, max_attempts=most)
    _work(job, subject, part=0.6, terse=terse)
    trouble = dice.draw(PASSING[job.facts.task])
    pause = dice.about(_PATIENCE * attempt, 0.5)
    job.report(
        "retrying",
        f"attempt {attempt} of {most} ended: {trouble.code}",
        level="error",
        reason=(trouble.code, _fill(job, trouble.text, subject)),
        attempt=attempt,
        max_attempts=most,
    )
    job.wait(1)
    job.note("info", f"waiting {max(1, pause // SECOND)}s before attempt {attempt + 1} of {most}")
    job.wait(pause)


def _work(job: ScriptedJob, subject: Subject, part: float, *, terse: bool) -> None:
    """The time at work of one attempt (``part`` of the usual), with what the worker says meanwhile."""
    dice = job.dice
    usual = USUAL[job.facts.task]
    time = int(dice.about(usual.work, usual.sigma) * part)
    sayings = AT_WORK[job.facts.task]
    count = int(dice.chance(0.2)) if terse else dice.between(1, len(sayings))
    said = int(len(sayings) * part + 0.5)
    step = time // (count + 1)
    counts_profiles = job.facts.task == "syncing_users"
    total = dice.between(4, 48) if counts_profiles else 0
    for number, (level, text) in enumerate(sayings[:said]):
        if number >= count or (terse and level == "debug"):
            break
        job.wait(step + 1)
        done = min(total, (number + 1) * total // (count + 1))
        job.note(level, _fill(job, text, subject), (done, total) if counts_profiles else None)
    job.wait(max(1, step))


def _end(job: ScriptedJob, fate: Fate, subject: Subject, attempt: int, most: int) -> None:
    dice, task = job.dice, job.facts.task
    match fate.ending:
        case Ending.FAILED:
            trouble, word = dice.draw(LASTING[task]), "FAILED"
        case Ending.GIVEN_UP:
            trouble, word = WORKER_LOST, "TIMED_OUT"
            job.wait(dice.between(40 * MINUTE, 100 * MINUTE))
        case Ending.CANCELLED:
            job.report("not_completed", "cancelled in the web app before it was done", word="CANCELLED", level="warn")
            return
        case _:
            said = _fill(job, dice.pick(DONE[task]), subject)
            job.report("completed", said, attempt=attempt, max_attempts=most)
            return
    text = _fill(job, trouble.text, subject)
    job.report(
        "not_completed", text, word=word, level="error", reason=(trouble.code, text), attempt=attempt, max_attempts=most
    )


def _fill(job: ScriptedJob, text: str, subject: Subject) -> str:
    if "{" not in text:
        return text
    dice = job.dice
    return text.format(app=subject.app, who=subject.who, n=dice.between(3, 9), ms=dice.between(80, 1_900))
