"""What is done to jobs, the one under the cursor or the marked ones: acknowledging, copying."""

import asyncio
import json

import pytest

from joblog_tui.model.errors import StoreError
from joblog_tui.model.job import Acknowledgement
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import Status
from tests.support.dashboard import dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job


def troubled() -> MemoryStore:
    """Five jobs: 5 and 4 failed, 3 is stalled, 2 and 1 are completed."""
    statuses = {5: Status.NOT_COMPLETED, 4: Status.NOT_COMPLETED, 3: Status.RUNNING}
    store = MemoryStore([a_job(n, status=statuses.get(n, Status.COMPLETED)) for n in range(1, 6)])
    store.verdicts[3] = Verdict(NOW - 600_000, Limit(), "syncing_users")
    return store


async def test_a_failed_job_is_acknowledged_with_a_note() -> None:
    store = troubled()
    async with dashboard(store) as operator:
        await operator.sees("Team 5")
        await operator.press("a")
        await operator.sees("Acknowledge", "Team 5", "enter take it", "esc leave")
        await operator.write("asked the vendor")
        await operator.press("enter")
        await operator.sees("acknowledged 1 job", "acknowledged by ana 09:00:00: asked the vendor")
        assert store.jobs_by_seq[5].acknowledged == Acknowledgement("ana", NOW, "asked the vendor")
        await operator.until(lambda: "¶" in operator.rows[1])
        assert "¶" not in operator.rows[2]


async def test_no_note_will_do_and_escape_acknowledges_nothing() -> None:
    store = troubled()
    async with dashboard(store) as operator:
        await operator.sees("Team 5")
        await operator.press("a", "escape")
        await operator.no_longer_sees("Acknowledge")
        assert store.jobs_by_seq[5].acknowledged is None
        await operator.press("a", "enter")
        await operator.sees("acknowledged by ana")
        assert store.jobs_by_seq[5].acknowledged == Acknowledgement("ana", NOW, None)


async def test_all_marked_jobs_are_acknowledged_and_the_others_are_named() -> None:
    store = troubled()
    async with dashboard(store) as operator:
        await operator.sees("Team 5")
        for _ in range(4):
            await operator.press("space", "down")
        await operator.press("a")
        await operator.sees("4 marked jobs")
        await operator.write("on it")
        await operator.press("enter")
        await operator.sees("acknowledged 3 jobs; job-2 is completed and not stalled")
        assert [bool(store.jobs_by_seq[n].acknowledged) for n in range(1, 6)] == [False, False, True, True, True]
        assert not operator.table.marked


async def test_there_is_nothing_to_acknowledge_about_a_completed_job() -> None:
    async with dashboard(troubled()) as operator:
        await operator.sees("Team 5")
        await operator.press("G", "a")
        await operator.sees("job-1 is completed and not stalled")


async def test_a_store_that_refuses_is_told_in_one_line_and_the_screen_stays() -> None:
    store = troubled()
    async with dashboard(store) as operator:
        await operator.sees("Team 5")
        await operator.press("a")
        store.gates["acknowledge"] = asyncio.Event()
        await operator.press("enter")
        await store.called("acknowledge")
        store.broken = StoreError("the disk is full")
        store.gates["acknowledge"].set()
        await operator.sees("the disk is full")
        store.broken = None
        await operator.sees("LIVE", "Team 5")


async def test_marked_jobs_are_copied_a_line_each() -> None:
    async with dashboard(troubled()) as operator:
        await operator.sees("Team 5")
        await operator.press("space", "down", "down", "space", "y")
        await operator.sees("copied 2 ids")
        assert operator.clipboard == "job-5\njob-3"
        await operator.press("Y")
        await operator.sees("copied 2 rows as JSON")
        assert [json.loads(line)["id"] for line in operator.clipboard.splitlines()] == ["job-5", "job-3"]


async def test_a_copy_that_may_not_arrive_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with dashboard(troubled()) as operator:
        await operator.sees("Team 5")
        await operator.press("y")
        await operator.sees("copied job-5; the console has no clipboard")
