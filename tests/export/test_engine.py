"""An export: exactly what the filter lists, whole or not there at all."""

import asyncio
import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from joblog_tui.export.engine import Order, export
from joblog_tui.export.evidence import check_file, check_store
from joblog_tui.export.forms import EXPORTED
from joblog_tui.model.errors import JoblogError, StoreError, UsageError
from joblog_tui.model.event import Event, Target
from joblog_tui.model.job import Acknowledgement
from joblog_tui.query.filters import Between, Filter, Not, OneOf
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.store.factory import open_appender, open_store
from joblog_tui.store.sqlite import walking
from tests.support.memory_store import NOW, MemoryStore, a_job
from tests.support.stores import new_store, raw

COMPLETED = Listing(Filter((OneOf("status", ("completed",)),)))


def some_jobs(count: int) -> MemoryStore:
    return MemoryStore([a_job(n, target=Target(f"Team {n}", "team")) for n in range(1, count + 1)])


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


async def test_every_form_holds_the_same_jobs(tmp_path: Path) -> None:
    store = some_jobs(1_200)
    told: list[tuple[str, int, int]] = []
    found: dict[str, list[str]] = {}
    for form in ("csv", "json", "ndjson"):
        path = tmp_path / f"jobs.{form}"
        done = await export(store, Order(COMPLETED, path), lambda *told_now: told.append(told_now))
        content = path.read_bytes()
        assert (done.jobs, done.size, done.sha256) == (1_200, len(content), hashlib.sha256(content).hexdigest())
        text = content.decode()
        rows: list[Any] = (
            list(csv.DictReader(io.StringIO(text, newline="")))
            if form == "csv"
            else json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
        )  # fmt: skip
        found[form] = [row["id"] for row in rows]
    assert found["csv"] == found["json"] == found["ndjson"] == [f"job-{n}" for n in range(1_200, 0, -1)]
    assert told[:4] == [("counting", 0, 0)] + [("exporting", n, 1_200) for n in (500, 1_000, 1_200)]
    assert names_in(tmp_path) == ["jobs.csv", "jobs.json", "jobs.ndjson"]
    assert (tmp_path / "jobs.csv").stat().st_mode & 0o777 == 0o600


async def test_nothing_matches_is_an_export_too(tmp_path: Path) -> None:
    store = MemoryStore()
    for form, content in (("csv", ",".join(EXPORTED) + "\r\n"), ("json", "[\n]\n"), ("ndjson", "")):
        path = tmp_path / f"jobs.{form}"
        assert (await export(store, Order(COMPLETED, path))).jobs == 0
        assert path.read_bytes().decode() == content


async def test_a_spreadsheet_finds_no_formula_and_a_terminal_no_escape(tmp_path: Path) -> None:
    said = Acknowledgement("ana", NOW, "-1\n=2")
    store = MemoryStore([a_job(1, target=Target('=HYPERLINK("x"),\n\x1b[2J'), actor="@me", acknowledged=said)])
    path = tmp_path / "jobs.csv"
    await export(store, Order(COMPLETED, path))
    (row,) = csv.DictReader(io.StringIO(path.read_text(), newline=""))
    assert (row["target"], row["actor"]) == ('\'=HYPERLINK("x"),\\n\\x1b[2J', "'@me")
    assert (row["acknowledged_by"], row["acknowledged_note"]) == ("ana", "'-1\\n=2")
    assert b"\x1b" not in path.read_bytes()


async def test_a_cancelled_export_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "jobs.ndjson"
    path.write_text("the one before\n")
    store = some_jobs(3)
    store.gates["walk"] = asyncio.Event()
    task = asyncio.create_task(export(store, Order(COMPLETED, path)))
    await store.called("walk")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert names_in(tmp_path) == ["jobs.ndjson"]
    assert path.read_text() == "the one before\n"


async def test_a_store_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = some_jobs(3)
    store.broken = StoreError("the disk is gone")
    with pytest.raises(StoreError, match="the disk is gone"):
        await export(store, Order(COMPLETED, tmp_path / "jobs.csv"))
    assert names_in(tmp_path) == []


async def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(JoblogError, match=r"cannot write .*jobs.csv: no space left on device"):
        await export(some_jobs(3), Order(COMPLETED, tmp_path / "jobs.csv"))
    assert names_in(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "error"), [("jobs.txt", UsageError), ("no/jobs.csv", JoblogError), ("d.csv", JoblogError)]
)
async def test_a_place_that_cannot_be_is_told_before_anything_is_read(
    tmp_path: Path, name: str, error: type[Exception]
) -> None:
    (tmp_path / "d.csv").mkdir()
    store = some_jobs(3)
    with pytest.raises(error):
        await export(store, Order(COMPLETED, tmp_path / name))
    assert store.calls == []


def write(path: Path, *events: Event) -> None:
    appender = open_appender(str(path), durable=False)
    assert appender.append(events).refused == ()
    appender.close()


def event(job: str, at: int, **more: Any) -> Event:
    facts: dict[str, Any] = {"status": "running", "task": "adding_users", "trigger": "scim", "actor": "Okta SCIM"}
    return Event(job, at=at, target=Target(job), **{**facts, **more})


@pytest.mark.parametrize("few", [0, walking.FEW])
async def test_jobs_that_arrive_or_move_meanwhile_come_at_most_once(
    tmp_path: Path, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "FEW", few)
    path = new_store(tmp_path)
    write(path, *(event(f"job-{n}", NOW + n * 1_000) for n in range(20)))
    store = await open_store(str(path))
    try:
        found: list[str] = []
        pages = store.walk(Listing(sort=Sort("target")), 6)
        async for page in pages:
            found += [job.id for job in page]
            assert len(set(found)) == len(found), found  # or else it would go on for ever
            # A late report puts the newest job behind everything; another job arrives.
            write(path, event("job-19", NOW - 1 - len(found)), event(f"new-{len(found)}", NOW + 90_000))
    finally:
        await store.close()
    assert found == [f"job-{n}" for n in range(19, -1, -1)]


async def test_evidence_is_checked_by_the_file_and_by_the_store(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    write(path, *(event(f"job-{n}", NOW + n) for n in range(7)))
    write(path, Event(None, source="worker-1", at=NOW, heartbeat=True))
    store = await open_store(str(path))
    to = tmp_path / "out" / "jobs.ndjson"
    to.parent.mkdir()
    today = Between("created", NOW, None, "today")
    listing = Listing(Filter((Not(OneOf("status", ("completed",))), today)))
    try:
        done = await export(
            store, Order(listing, to, True, "ana", "-status:completed created:today", "CET", "joblog 1")
        )
        assert done.evidence == tmp_path / "out" / "jobs.ndjson.evidence.json"
        told = json.loads(done.evidence.read_text())
        assert (told["sha256"], told["jobs"], told["exported_by"], told["zone"]) == (done.sha256, 7, "ana", "CET")
        assert (told["query"], told["workspace"]) == ("-status:completed created:today", "Acme Corp")
        assert told["query_as_read"] == "-status:completed created:>=2026-11-23T09:00:00Z"
        assert (told["head"]["last_event"], told["head"]["events"]) == (8, 8)
        write(path, event("job-99", NOW))
        whole, of_file = check_file(done.evidence)
        of_store = await check_store(store, whole)
        assert (of_file.holds, of_store.holds) == (True, True)
        to.write_text(to.read_text().replace("job-3", "job-4"))
        assert check_file(done.evidence)[1].line == "jobs.ndjson is not what was exported: its bytes are others"
        with raw(path) as connection:
            connection.execute("DROP TRIGGER events_kept")
            connection.execute("UPDATE events SET message = 'another' WHERE seq = 3")
        found = await check_store(store, whole)
        assert (found.holds, found.line) == (False, "the store holds other events than then, among its first 8")
        with raw(path) as connection:
            connection.execute("DROP TRIGGER events_never_deleted")
            connection.execute("DELETE FROM events WHERE seq = 3")
        assert (await check_store(store, whole)).line == "the store holds 7 of the 8 events that it held then"
        with raw(path) as connection:
            connection.execute("DELETE FROM events WHERE seq > 6")
        assert (await check_store(store, whole)).line == "the store ends at event 6; it held 8 then"
    finally:
        await store.close()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"kind": "joblog export evidence", "head": {}, "file": "../x"}'])
def test_what_is_no_evidence_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.evidence.json"
    path.write_text(content)
    with pytest.raises(JoblogError, match="is not the evidence of an export"):
        check_file(path)
    with pytest.raises(JoblogError, match="cannot read"):
        check_file(tmp_path / "nothing.json")
