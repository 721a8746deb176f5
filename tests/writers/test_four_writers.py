"""Four writers by all three doors at once, and a dashboard that reads: nothing lost, nothing twice, nobody told no.

They report on the same jobs, nested in the same parents, so that every transaction touches what the others touch.
"""

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

from joblog_tui.model.event import Event
from joblog_tui.model.fold import Fold
from joblog_tui.model.job import Job, Report
from joblog_tui.query.listing import Listing
from joblog_tui.store.factory import open_store
from tests.support.stores import jobs_of, raw
from tests.writers.programs import ids_in, once, start

ROUND = 100  # events that each of them writes before all wait for each other
EVENTS = 12 * ROUND  # by each writer

# What each of them sends, and when; stands in the programs, which share no code with these tests.
NUMBERED = """
import sys
STORE, EVENTS, ROUND = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
STATUSES = ["queued", "started", "running", "retrying", "completed", "not_completed"]

def fields(name, n):
    return {
        "id": f"{name}-{n}", "job": f"job-{n % 40}", "parent": f"hub-{n % 5}", "source": name,
        "at": 1795425302125 + (n * 7919) % 100_000, "status": STATUSES[(n * 13 + len(name)) % 6],
        "task": "syncing_users", "trigger": "scim", "target": "Sales EMEA", "actor": name, "message": f"step {n}",
    }

def event(name, n):
    row = fields(name, n)
    return {**row, "target": {"name": row["target"]}}

def acknowledge(n):
    print(n, flush=True)

acknowledge(0)
"""

SQL = """
import sqlite3
assert not any(name.startswith("joblog") for name in sys.modules)
db = sqlite3.connect(STORE, timeout=60, isolation_level=None)
for n in range(EVENTS):
    if n % ROUND == 0:
        sys.stdin.readline()
    row = fields("sql", n)
    if n % 10 == 0:
        db.execute("BEGIN IMMEDIATE")
    db.execute(f"INSERT INTO job_event ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    if n % 10 == 9:
        db.execute("COMMIT")
    if (n + 1) % ROUND == 0:
        acknowledge(n + 1)
"""

INGEST = """
import json, os, threading
from joblog_tui.writers.ingest import run_ingest
AGAIN = 20  # lines of each round that an operator has sent before
commands = os.fdopen(os.dup(0))
read, write = os.pipe()
os.dup2(read, 0)
os.close(read)

def feed():
    with os.fdopen(write, "w") as pipe:
        for first in range(0, EVENTS, ROUND):
            commands.readline()
            for n in (*range(first, first + ROUND), *range(AGAIN)):
                print(json.dumps(event("ndjson", n)), file=pipe, flush=True)

threading.Thread(target=feed).start()
done = run_ingest(
    STORE,
    rejects_path=STORE + ".rejects",
    progress=lambda what, read, total: acknowledge(read * ROUND // (ROUND + AGAIN)),
)
assert done.rejected == 0, done
"""

SYNC = """
from joblog_tui import JobWriter
with JobWriter(STORE, batch=7) as log:
    for n in range(EVENTS):
        if n % ROUND == 0:
            sys.stdin.readline()
        log.write(event("sync", n))
        if (n + 1) % ROUND == 0:
            log.flush()
            acknowledge(n + 1)
"""

ASYNC = """
import asyncio
from joblog_tui import AsyncJobWriter

async def main():
    async with AsyncJobWriter(STORE, batch=9) as log:
        for n in range(EVENTS):
            if n % ROUND == 0:
                await asyncio.to_thread(sys.stdin.readline)
            await log.write(event("async", n))
            if (n + 1) % ROUND == 0:
                await log.flush()
                acknowledge(n + 1)

asyncio.run(main())
"""

WRITERS = {"sql": SQL, "ndjson": INGEST, "sync": SYNC, "async": ASYNC}


def one_round(writer: "subprocess.Popen[str]", until: int) -> None:
    """Let a writer write its next round, and wait until it has acknowledged that."""
    assert writer.stdin is not None
    assert writer.stdout is not None
    if until:
        writer.stdin.write("go on\n")
        writer.stdin.flush()
    while (line := writer.stdout.readline()) and int(line) < until:
        pass
    assert line, writer.communicate()[1]


async def write(store: Path, writers: list["subprocess.Popen[str]"]) -> None:
    """Round by round, all writers at once; after each, everything they acknowledged must be in the store, once."""
    for until in range(0, EVENTS + 1, ROUND):
        await asyncio.gather(*(asyncio.to_thread(one_round, writer, until) for writer in writers))
        assert await asyncio.to_thread(ids_in, store) == {id: 1 for name in WRITERS for id in once(name, until)}
    for name, writer in zip(WRITERS, writers, strict=True):
        _, told = await asyncio.to_thread(writer.communicate, timeout=60)
        assert (name, writer.returncode, told) == (name, 0, "")


async def watch(store: Path, writing: "asyncio.Task[None]") -> list[int]:
    """Do what a dashboard does, until all is written; how many events it saw, look by look."""
    reader = await open_store(str(store))
    seen, revision = [0], -1
    try:
        while not writing.done():
            if (now := await reader.revision()) != revision:
                revision = now
                block = await reader.block(Listing(), 0, 50)
                facets = await reader.facets(Listing())
                await reader.stalls()
                assert len(block.rows) <= facets.total
                seen.append(await reader.last_event())
            await asyncio.wait([writing], timeout=0.005)  # the dashboard's own rhythm
    finally:
        await reader.close()
    return seen


async def history_of(store: Path) -> list[Report]:
    """Every report in order of arrival."""
    reader = await open_store(str(store))
    try:
        with raw(store) as connection:
            jobs = [row[0] for row in connection.execute("SELECT id FROM jobs")]
        reports = [report for job in jobs for report in await reader.history(job, 10 * EVENTS)]
    finally:
        await reader.close()
    return sorted(reports, key=lambda report: report.seq)


def folded(reports: list[Report]) -> Iterator[tuple[str, Job]]:
    fold = Fold()
    for report in reports:
        status = None if report.status is None else report.status.slug
        fold.add(
            Event(
                job=report.job, id=report.id, source=report.source, parent=report.parent, at=report.at, status=status,
                task=report.task, trigger=report.trigger, target=report.target, actor=report.actor,
            ),
            report.arrived_at,
        )  # fmt: skip
    return ((job_id, fold.job(job_id)) for job_id in fold.ids)


async def test_four_writers_and_a_dashboard(store: Path) -> None:
    writers = [start(NUMBERED + program, store, EVENTS, ROUND) for program in WRITERS.values()]
    try:
        writing = asyncio.create_task(write(store, writers))
        seen = await watch(store, writing)
        await writing
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()

    assert seen == sorted(seen)
    assert len(seen) > 10
    with raw(store) as connection:
        shown = jobs_of(connection)
    assert shown == dict(folded(await history_of(store)))
    assert shown.keys() == {*(f"job-{n}" for n in range(40)), *(f"hub-{n}" for n in range(5))}
