"""Which jobs are stalled now, and the limits that this is judged by."""

import json
from collections.abc import Mapping

from joblog_tui.model.stall import DEFAULT_LIMIT, LEARN_FROM, Limit, Stalls, Verdict, learned_limit
from joblog_tui.model.vocabulary import Status
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.reader import Read
from joblog_tui.store.sqlite.silences import Silences
from joblog_tui.store.sqlite.words import Words

_RUN_TIMES = f"""
SELECT max(0, updated_at - ifnull(started_at, created_at)) FROM jobs
WHERE task = ? AND status = {int(Status.COMPLETED)} AND created_at IS NOT NULL
ORDER BY changed_at DESC LIMIT {LEARN_FROM}
"""


async def limits(read: Read, words: Words, configured: Mapping[str, int]) -> dict[int, Limit]:
    """The limit of each task by its number: set by an operator (milliseconds by slug), or learned."""
    found = {}
    for number, slug in words.tasks.items():
        if slug in configured:
            found[number] = Limit(configured[slug], configured=True)
        else:
            found[number] = learned_limit(row[0] for row in await read(_RUN_TIMES, [number]))
    return found


async def stalls(read: Read, words: Words, limits: Mapping[int, Limit], silences: Silences, now: int) -> Stalls:
    """All verdicts of the moment ``now``."""
    rows = await read(
        schema.sql("stalled.sql"),
        {
            "limits": json.dumps({str(task): limit.milliseconds for task, limit in limits.items()}),
            "otherwise": DEFAULT_LIMIT,
            "now": now,
        },
    )
    silent = await silences.of(read, (row[6] for row in rows), now)
    verdicts = {
        seq: Verdict(since, limits.get(task, Limit()), words.tasks.get(task), blamed, silent.get(source))
        for seq, _, task, since, _, blamed, source, _ in rows
    }
    return Stalls(now, verdicts, sum(row[1] for row in rows), sum(row[1] and row[7] for row in rows))
