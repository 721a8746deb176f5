"""The demo data is what its README says: in the reference model, and in the store."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from joblog_tui.model.event import MAX_ID, MAX_NAME
from joblog_tui.model.fold import Fold
from joblog_tui.model.job import Job
from joblog_tui.model.moment import parse_rfc3339
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status, Vocabulary
from joblog_tui.query.listing import Listing
from joblog_tui.store.factory import open_store
from joblog_tui.text import safe
from joblog_tui.writers.door import read_line
from joblog_tui.writers.ingest import run_ingest
from tests.support.stores import jobs_of, new_store, raw

DEMO_DATA = Path(__file__).parents[2] / "demo_data"
README = (DEMO_DATA / "README.md").read_text("utf-8")
TEN = parse_rfc3339("2026-11-20T10:00:00Z")


def table(heading: str) -> list[list[str]]:
    """The rows of the README's table whose first column is headed so, without backticks."""
    match = re.search(rf"(?m)^\| {heading} \|.*\n\|[ |-]+\n((?:\|.*\n)+)", README)
    assert match is not None
    return [[cell.strip().strip("`") for cell in row[1:-1].split("|")] for row in match[1].splitlines()]


def lines(name: str) -> list[bytes]:
    """The lines of a demo log, each without its line end."""
    text = (DEMO_DATA / name).read_bytes()
    assert text.endswith(b"\n")
    return text[:-1].split(b"\n")


@pytest.fixture(scope="module")
def acme() -> Fold:
    """acme.ndjson in the reference model."""
    fold = Fold()
    for line in lines("acme.ndjson"):
        fold.add(read_line(line, Vocabulary()), TEN)
    return fold


def row_of(job: Job, *, stalled: bool) -> tuple[str, str, str]:
    """What the README's table says of a job besides what it shows."""
    return job.status.slug, f"{job.nested_completed}/{job.nested}", "yes" if stalled else "no"


def told() -> dict[str, tuple[str, str, str]]:
    """The table of jobs: status, nested, stalled at ten, by id."""
    return {job: (status, nested, stalled) for job, _, status, nested, stalled in table("Job")}


def test_the_reference_model_agrees_with_the_table(acme: Fold) -> None:
    table_says = told()
    assert {
        job: row_of(acme.job(job), stalled=acme.stalled(job, TEN, {}) is not None) for job in table_says
    } == table_says


def test_the_table_names_every_job_but_plain_nested_ones(acme: Fold) -> None:
    top_level = {job for job in acme.ids if acme.job(job).parent is None}
    assert top_level <= told().keys() <= set(acme.ids)


async def test_the_store_agrees_with_both(acme: Fold, tmp_path: Path) -> None:
    path = new_store(tmp_path)
    account = run_ingest(str(path), [str(DEMO_DATA / "acme.ndjson")], rejects_path=tmp_path / "rejects.ndjson")
    assert (account.read, account.accepted, account.rejected) == (94, 94, 0)
    with raw(path) as connection:
        jobs = jobs_of(connection)
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (93,)
    assert jobs == {job: acme.job(job) for job in acme.ids}
    store = await open_store(str(path))
    try:
        facets = await store.facets(Listing())
    finally:
        await store.close()
    assert (facets.total, facets.incomplete, facets.held) == (17, 14, 2)
    for group, heading in ((facets.status, "Status"), (facets.task, "Task"), (facets.trigger, "Trigger")):
        assert {slug: str(count) for slug, count in group.items() if count} == dict(table(heading))


def test_the_tables_of_the_sidebar_count_the_listed_jobs(acme: Fold) -> None:
    listed = [job for job in map(acme.job, acme.ids) if job.parent is None and not job.held]
    slugs: dict[str, list[str | None]] = {
        "Status": [job.status.slug for job in listed],
        "Task": [job.task for job in listed],
        "Trigger": [job.trigger for job in listed],
    }
    for heading, words in slugs.items():
        assert {word: str(count) for word, count in Counter(words).items()} == dict(table(heading))
    held = [job for job in map(acme.job, acme.ids) if job.held]
    stalled = [job for job in listed if acme.stalled(job.id, TEN, {}) is not None]
    incomplete = [job for job in listed if job.incomplete]
    sentence = f"{len(listed)} jobs listed, {len(incomplete)} of them incomplete, {len(stalled)} stalled at 10:00"
    assert f"{sentence}, {len(held)} held." in README


def test_every_word_is_shown_listed_and_every_status_by_a_leaf_too(acme: Fold) -> None:
    assert [slug for slug, _ in table("Task")] == [word.slug for word in TASKS]
    assert [slug for slug, _ in table("Trigger")] == [word.slug for word in TRIGGERS]
    jobs = [acme.job(job) for job in acme.ids]
    assert {job.status for job in jobs if job.nested == 0} == set(Status)
    assert {job.status for job in jobs if job.nested > 0} == set(Status)
    assert max(job.depth for job in jobs) == 3


def test_hostile_lines_are_good_events_whose_names_need_the_text_door() -> None:
    events = [read_line(line, Vocabulary()) for line in lines("hostile.ndjson")]
    assert len(events) == len(table("Line")) == 30
    names = [event.target.name for event in events if event.target is not None]
    assert len(names) == 30
    assert sum(safe(name) != name for name in names) >= 12
    assert max(len(name.encode()) for name in names) == MAX_NAME
    assert max(len(event.job or "") for event in events) == MAX_ID
    assert all(safe(safe(name)) == safe(name) for name in names)


def test_bad_lines_are_rejected_one_by_one_as_told(tmp_path: Path) -> None:
    expected = {int(line): fate for line, fate, _ in bad_table()}
    rejects = tmp_path / "rejects.ndjson"
    account = run_ingest(str(new_store(tmp_path)), [str(DEMO_DATA / "bad.ndjson")], rejects_path=rejects)
    assert (account.read, account.accepted, account.rejected) == (51, 9, 42)
    rejected = [json.loads(line) for line in rejects.read_text("utf-8").splitlines()]
    assert [line["line"] for line in rejected] == [line for line, fate in expected.items() if fate == "rejected"]
    assert all(line["reason"] for line in rejected)
    counted = Counter(expected.values())
    sentence = f"51 read (a blank one is passed over), {counted['accepted']} accepted, {counted['rejected']} rejected"
    assert f"{len(lines('bad.ndjson'))} lines: {sentence}" in README


def bad_table() -> list[list[str]]:
    """The table of bad.ndjson, the second one that is headed by lines."""
    rows = README.rpartition("## bad.ndjson")[2].splitlines()
    return [[cell.strip() for cell in row[1:-1].split("|")] for row in rows if re.match(r"\| \d", row)]
