"""What a job waits for, and how much of it is left; ``model.blocking`` and ``model.usual`` say what is meant."""

from joblog_tui.model.blocking import Wait, waits
from joblog_tui.model.job import Job
from joblog_tui.model.stall import LEARN_FROM
from joblog_tui.model.usual import Remaining
from joblog_tui.model.vocabulary import Status
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.reader import Read
from joblog_tui.store.sqlite.rows import job_of
from joblog_tui.store.sqlite.words import Words

MOST_AT_WORK = 5_000  # leaf jobs that are looked at one by one for an estimate

_LEAVES = "leaves_not_completed + leaves_retrying + leaves_running + leaves_started + leaves_queued + leaves_completed"
_LAST_TO_END = "SELECT seq FROM jobs WHERE parent = ? ORDER BY ifnull(updated_at, -1) DESC, seq DESC LIMIT 1"
_LONGEST_AT_WORK = f"""
SELECT seq FROM jobs WHERE parent = ? AND unfinished
ORDER BY leaves_queued = {_LEAVES}, ifnull(started_at, created_at) IS NULL, ifnull(started_at, created_at), seq LIMIT 1
"""
_RUN_TIMES = f"""
SELECT max(0, updated_at - ifnull(started_at, created_at)) FROM jobs
WHERE task = ? AND status = {int(Status.COMPLETED)} AND created_at IS NOT NULL
ORDER BY changed_at DESC LIMIT {LEARN_FROM}
"""
_UNFINISHED_LEAVES = """
SELECT j.task, ifnull(j.own_status, 5) AS own, j.started_at, j.created_at
FROM ancestry AS a CROSS JOIN jobs AS j ON j.seq = a.job
WHERE a.ancestor = ? AND j.leaf AND j.unfinished
"""
_WORKED = """
SELECT ifnull(sum(max(0, iif(j.unfinished, :now, j.changed_at) - j.started_at)), 0)
FROM ancestry AS a CROSS JOIN jobs AS j ON j.seq = a.job
WHERE a.ancestor = :root AND j.leaf AND j.started_at IS NOT NULL
"""


async def blocking_path(read: Read, job_id: str, words: Words) -> tuple[Wait, ...]:
    """The path below a job."""
    rows = await read(f"{schema.sql('job.sql')} WHERE j.id = ?", [job_id])
    if not rows:
        return ()
    top = here = job_of(rows[0], words)
    chain: list[Job] = []
    while here.nested:
        below = await read(_LAST_TO_END if here.finished else _LONGEST_AT_WORK, [here.seq])
        here = job_of((await read(f"{schema.sql('job.sql')} WHERE j.seq = ?", [below[0][0]]))[0], words)
        chain.append(here)
    return waits(top, chain)


async def remaining(read: Read, job_id: str, words: Words, now: int) -> Remaining | None:
    """What is left of a job at ``now``; None when it is not there, has nothing nested in it, or too much at work."""
    rows = await read(f"{schema.sql('job.sql')} WHERE j.id = ?", [job_id])
    if not rows:
        return None
    job = job_of(rows[0], words)
    began = job.created_at if job.started_at is None else job.started_at
    if not job.nested or job.finished or began is None:
        return None
    waiting: dict[str, int] = {}
    leaves = f"WITH leaf AS MATERIALIZED ({_UNFINISHED_LEAVES})"
    for task, count in await read(
        f"{leaves} SELECT task, count(*) FROM leaf WHERE own = {int(Status.QUEUED)} GROUP BY task", [job.seq]
    ):
        waiting[words.tasks.get(task, "")] = count
    at_work = await read(
        f"{leaves} SELECT task, ifnull(started_at, created_at) FROM leaf WHERE own <> {int(Status.QUEUED)}"
        f" LIMIT {MOST_AT_WORK + 1}",
        [job.seq],
    )
    if len(at_work) > MOST_AT_WORK:
        return None
    worked = await read(_WORKED, {"root": job.seq, "now": now})
    return Remaining(
        tuple((words.tasks.get(task, ""), max(0, now - (now if since is None else since))) for task, since in at_work),
        waiting,
        worked[0][0],
        max(0, now - began),
    )


async def last_run_times(read: Read, task: str, words: Words) -> tuple[int, ...]:
    """The run times (ms) of the last completed jobs of a task, the latest first."""
    if task not in words.task_ids:
        return ()
    return tuple(row[0] for row in await read(_RUN_TIMES, [words.task_ids[task]]))
