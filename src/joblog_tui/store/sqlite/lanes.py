"""What leaf jobs did when: their reported statuses, for as many jobs as a window shows."""

import json
from collections.abc import Mapping, Sequence

from joblog_tui.model.job import Job
from joblog_tui.model.lane import Lane, Turn, lane
from joblog_tui.model.vocabulary import Status
from joblog_tui.store.sqlite.reader import Read

FIRST, LAST = 200, 2_000
"""Events of one job that are looked through for a status: a job with a million lines must not hold up the others."""

_TURNS = f"""
WITH wanted AS (SELECT value AS job FROM json_each(?))
SELECT e.job, e.at, e.seq, e.status, d.attempt FROM wanted AS w CROSS JOIN events AS e ON e.job = w.job
  AND e.at <= ifnull((SELECT at FROM events WHERE job = w.job ORDER BY at LIMIT 1 OFFSET {FIRST}), 1 << 62)
LEFT JOIN details AS d ON d.seq = e.seq
WHERE e.status IS NOT NULL
UNION
SELECT e.job, e.at, e.seq, e.status, d.attempt FROM wanted AS w CROSS JOIN events AS e ON e.job = w.job
  AND e.at >= (SELECT at FROM events WHERE job = w.job ORDER BY at DESC LIMIT 1 OFFSET {LAST})
LEFT JOIN details AS d ON d.seq = e.seq
WHERE e.status IS NOT NULL
ORDER BY 1, 2, 3
"""


async def lanes_of(read: Read, jobs: Sequence[Job]) -> Mapping[int, Lane]:
    """The lanes of some leaf jobs, by ``Job.seq``."""
    turns: dict[int, list[Turn]] = {}
    for job, at, _, status, attempt in await read(_TURNS, [json.dumps([job.seq for job in jobs])]):
        turns.setdefault(job, []).append(Turn(at, Status(status), attempt))
    return {job.seq: lane(turns.get(job.seq, ()), job.created_at) for job in jobs}
