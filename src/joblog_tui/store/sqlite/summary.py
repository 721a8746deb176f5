"""The summary of the newest jobs of a listing: they are picked once, then counted by each of what is told."""

import json
from collections.abc import Sequence

from joblog_tui.model.vocabulary import Status
from joblog_tui.query.activity import RunTimes
from joblog_tui.query.listing import Listing
from joblog_tui.query.summary import MOST_FAILED, TOP, Ranked, SourceSign, Summary
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.activity import RUN_TIME, newest
from joblog_tui.store.sqlite.compile import Moment
from joblog_tui.store.sqlite.reader import Read
from joblog_tui.store.sqlite.silences import Silences
from joblog_tui.store.sqlite.texts import Texts
from joblog_tui.store.sqlite.words import Words

_OF_THESE = "FROM json_each(?) AS s CROSS JOIN jobs AS j ON j.seq = s.value"


async def summary(
    read: Read, listing: Listing, limit: int, words: Words, moment: Moment, silences: Silences, texts: Texts
) -> Summary:
    """See ``store.pictures``."""
    rows = await newest(read, listing, words, moment, texts, "j.seq, j.created_at", limit + 1)
    chosen = [seq for seq, _ in rows[:limit]]
    if not chosen:
        return Summary()
    these = json.dumps(chosen)
    status = await read(f"SELECT j.status, count(*) {_OF_THESE} GROUP BY 1", [these])
    ranked = {
        kind: await read(
            f"SELECT n.name, sum(g.jobs), sum(g.failed) FROM ("
            f"SELECT j.{kind} AS id, count(*) AS jobs, sum(j.status = {int(Status.NOT_COMPLETED)}) AS failed"
            f" {_OF_THESE} WHERE j.{kind} IS NOT NULL GROUP BY 1) AS g"
            f" JOIN {kind}s AS n ON n.id = g.id GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}",
            [these],
        )
        for kind in ("actor", "target")
    }
    reasons = await read(schema.sql("reasons.sql"), {"jobs": these, "most": MOST_FAILED, "top": TOP})
    counts = {Status(number).slug: n for number, n in status}
    return Summary(
        jobs=len(chosen),
        since=rows[len(chosen) - 1][1],
        whole=len(rows) <= limit,
        status=counts,
        task=await _run_times(read, these, words),
        actors=tuple(Ranked(*row) for row in ranked["actor"]),
        targets=tuple(Ranked(*row) for row in ranked["target"]),
        reasons=tuple(Ranked(code, n, n) for code, n in reasons),
        failed=min(counts.get("not_completed", 0), MOST_FAILED),
        sources=await _sources(read, these, moment.now, silences),
    )


async def _run_times(read: Read, these: str, words: Words) -> dict[str, RunTimes]:
    rows = await read(
        f"SELECT j.task, {RUN_TIME} {_OF_THESE}"
        f" WHERE j.status = {int(Status.COMPLETED)} AND j.task IS NOT NULL AND j.created_at IS NOT NULL ORDER BY 2",
        [these],
    )
    times: dict[str, list[int]] = {}
    for task, took in rows:
        times.setdefault(words.tasks.get(task, ""), []).append(took)
    return {task: RunTimes(tuple(of_task)) for task, of_task in times.items() if task}


async def _sources(read: Read, these: str, now: int, silences: Silences) -> tuple[SourceSign, ...]:
    """The sources that the jobs' latest events came from, silent ones first, then by how lately they were heard."""
    rows = await read(f"SELECT DISTINCT j.source {_OF_THESE} WHERE j.source <> 0 LIMIT 200", [these])
    heard: Sequence[tuple[int, str, int | None]] = await silences.heard(read, [row[0] for row in rows])
    silent = await silences.of(read, [row[0] for row in rows], now)
    signs = [SourceSign(name, at, silent.get(number)) for number, name, at in heard if at is not None]
    return tuple(sorted(signs, key=lambda sign: (sign.silence is None, -sign.last_at, sign.name)))
