"""``in:all`` alone: the tally counts the listed jobs, so only those that are nested are looked at."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.query.filters import Condition, Filter, Flag, OneOf
from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite import cube, searching
from joblog_tui.store.sqlite.reader import Reader
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.stores import append_by_python, new_store

AT = 1_795_000_000_000
MINUTE = 60_000
FLAT, NESTED = 200, 12
# A search puts what it found into tables of its own, and what is nested has indexes of its own.
WALKED = re.compile(r"SCAN (jobs|j)\b(?! USING (COVERING )?INDEX jobs_(nested|inside|held))")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = new_store(tmp_path)
    jobs = [(f"job-{n}", None) for n in range(FLAT)] + [(f"nested-{n}", "job-7") for n in range(NESTED)]
    log = [
        Event(job, at=AT + n * MINUTE, status=("completed", "running")[n % 2], task="adding_users", trigger="scim",
              target=Target("Team", "team"), actor="Okta", parent=parent)
        for n, (job, parent) in enumerate(jobs)
    ]  # fmt: skip
    append_by_python(path, log)
    return path


def everywhere(*parts: Condition) -> Listing:
    return Listing(Filter(parts, everywhere=True))


async def test_counts_look_at_nested_jobs_alone_and_at_those_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "STRIDE", 5)
    store = await SqliteStore.open(path, {}, clock=lambda: AT)
    try:
        first = [counts async for counts in store.counting(everywhere())]
        again = [counts async for counts in store.counting(everywhere(OneOf("status", ("running",))))]
    finally:
        await store.close()
    assert [counts.exact for counts in first] == [False, False, True]
    assert max(counts.looked_at for counts in first) <= NESTED + 5
    assert first[-1].total == FLAT + NESTED
    assert [(counts.exact, counts.total) for counts in again] == [(True, (FLAT + NESTED) // 2)]


async def test_no_page_and_no_picture_walks_the_log(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cube, "COMMON", 0)
    steps: list[str] = []
    fetch = Reader._fetch

    def noted(self: Reader, sql: str, values: Sequence[Any]) -> list[Any]:
        if sql.lstrip("- \n").split()[0] in ("SELECT", "WITH", "INSERT"):
            steps.extend(row[3] for row in fetch(self, f"EXPLAIN QUERY PLAN {sql}", values))
        return fetch(self, sql, values)

    incomplete = everywhere(Flag("incomplete"))
    store = await SqliteStore.open(path, {}, clock=lambda: AT)
    try:
        await store.stalls()
        monkeypatch.setattr(Reader, "_fetch", noted)
        page = await store.block(incomplete, 1 << 40, 5)
        counts = await store.facets(incomplete)
        drawn = await store.activity(incomplete, [AT, AT + FLAT * MINUTE, AT + 2 * FLAT * MINUTE])
        newest = await store.reach(incomplete, 3)
    finally:
        monkeypatch.undo()
        await store.close()
    assert [job.id for job in page.rows] == [f"job-{n}" for n in (9, 7, 5, 3, 1)]
    assert page.total == counts.total == sum(map(sum, drawn.counts)) == (FLAT + NESTED) // 2
    assert newest == AT + (FLAT + NESTED - 5) * MINUTE
    assert "MERGE (UNION ALL)" in steps
    assert [step for step in steps if WALKED.match(step)] == []
