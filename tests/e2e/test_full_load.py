"""The dashboard while other processes write as fast as they can: whenever they pause, the screen equals the store."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from joblog_tui.query.listing import Listing
from joblog_tui.store.factory import open_store
from tests.e2e.conftest import JOBLOG
from tests.e2e.terminal import Terminal

WRITERS, ROUNDS, JOBS = 3, 3, 150  # jobs by each writer in each round, each of them with three events
LARGEST_LOG = 32 * 2**20  # bytes
ROW = re.compile(r"(Not completed|Retrying|Running|Started|Queued|Completed)\s+(?:▲\S*\s+)?Team (w\d-\d+)")

WRITER = """
import sys, time
from joblog_tui.model.event import Event, Target
from joblog_tui.store.factory import open_appender
store, name, jobs = sys.argv[1], sys.argv[2], int(sys.argv[3])
appender = open_appender(store, durable=False)
for number, line in enumerate(sys.stdin):
    for first in range(0, jobs, 10):
        ids = [f"{name}-{number}{n:03d}" for n in range(first, first + 10)]
        for status in ("queued", "running", ("completed", "not_completed", "retrying")[first // 10 % 3]):
            appender.append([
                Event(id, at=int(time.time() * 1000), status=status, task="syncing_users", trigger="scim",
                      target=Target(f"Team {id}", "team"), actor="Cerby") for id in ids
            ])
    print("written", flush=True)
appender.close()
"""


@contextmanager
def writers(store: Path) -> Iterator[list["subprocess.Popen[str]"]]:
    """Processes that write a round for every line that they are sent."""
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store), f"w{number}", str(JOBS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    try:
        yield running
    finally:
        for writer in running:
            assert writer.stdin is not None
            assert writer.stdout is not None
            writer.stdin.close()
            writer.stdout.close()
            writer.wait()


def write_a_round(running: list["subprocess.Popen[str]"], terminal: Terminal) -> None:
    """All at once; the terminal goes on showing meanwhile, and keys are pressed in it."""
    for writer in running:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in running:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"


def listed(store: Path) -> list[tuple[str, str]]:
    """Status and name of every job, as the store lists them."""

    async def look() -> list[tuple[str, str]]:
        opened = await open_store(str(store))
        try:
            rows = (await opened.block(Listing(), 0, WRITERS * ROUNDS * JOBS)).rows
        finally:
            await opened.close()
        return [(job.status.label, job.target.name.removeprefix("Team ")) for job in rows if job.target]

    return asyncio.run(look())


def shown(terminal: Terminal) -> list[tuple[str, str]]:
    """Status and name of every row on the screen."""
    found = (ROW.search(line) for line in terminal.lines[:-3])
    return [(match[1], match[2]) for match in found if match]


def under_cursor(terminal: Terminal) -> str:
    """The name of the job under the cursor; empty while none is."""
    line = next((line for line in terminal.lines[:-3] if "▌" in line and "Team w" in line), "")
    match = ROW.search(line)
    return "" if match is None else match[2]


def test_whenever_the_writers_pause_the_screen_equals_the_store(store: Path) -> None:
    with Terminal([*JOBLOG, "--store", str(store)]) as terminal, writers(store) as running:
        terminal.wait_for("LIVE")
        kept = ""
        for number in range(ROUNDS):
            write_a_round(running, terminal)
            jobs = listed(store)
            assert len(jobs) == (number + 1) * WRITERS * JOBS

            def equals_the_store(terminal: Terminal, jobs: list[tuple[str, str]] = jobs) -> bool:
                """the rows of the store, in its order, with their status, and how many there are"""
                rows = shown(terminal)
                if len(rows) < 10 or rows[0] not in jobs or f"{len(jobs):,} jobs" not in terminal.text:
                    return False
                first = jobs.index(rows[0])
                return rows == jobs[first : first + len(rows)]

            terminal.wait_for(equals_the_store)
            if kept:
                assert under_cursor(terminal) == kept
            else:
                # Nobody has touched it: it shows what is new.
                terminal.wait_for(lambda terminal: shown(terminal)[:1] == jobs[:1])  # noqa: B023
                terminal.press("j", "j", "j")
                terminal.wait_for(lambda terminal: under_cursor(terminal) == jobs[3][1])  # noqa: B023
                kept = jobs[3][1]
            log = store.with_name(f"{store.name}-wal")
            assert not log.exists() or log.stat().st_size < LARGEST_LOG
        terminal.press("q")
        assert terminal.wait_end() == 0
