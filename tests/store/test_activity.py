"""Jobs over time in a store of many hours, days and months: every bucket is exact, wherever its edges lie."""

import random
from pathlib import Path

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import DAY, HOUR, MINUTE
from joblog_tui.query.filters import Between, Filter, Flag, OneOf, Text, Word
from joblog_tui.query.listing import Listing
from joblog_tui.store.sqlite.activity import pieces
from joblog_tui.store.sqlite.appender import SqliteAppender
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.memory_pictures import activity_of
from tests.support.stores import jobs_of, new_store, raw

START = 1_790_000_000_000
FILTERS = [
    Filter(),
    Filter((OneOf("status", ("completed",)),)),
    Filter((Flag("incomplete"), OneOf("task", ("adding_users",)))),
    Filter((Between("created", START + 20 * DAY + 5, START + 60 * DAY + 11),)),
    Filter((Text("actor", ("ana",)),)),
]


def passes(number: int, created: int, status: str, task: str, actor: str) -> bool:
    """Whether a job passes the filter of that number, said once more."""
    return [
        True,
        status == "completed",
        status != "completed" and task == "adding_users",
        START + 20 * DAY + 5 <= created < START + 60 * DAY + 11,
        actor == "Ana",
    ][number]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chance = random.Random(7)
    path = new_store(tmp_path_factory.mktemp("store"))
    appender = SqliteAppender(path, durable=False)
    appender.append(
        [
            Event(
                f"job-{n}",
                at=START + chance.randrange(100 * DAY),
                status=chance.choice(["completed", "not_completed", "running"]),
                task=chance.choice(["adding_users", "syncing_users"]),
                trigger="scim",
                target=Target("Okta", None),
                actor=chance.choice(["Ana", "Cerby"]),
            )
            for n in range(3_000)
        ]
    )
    appender.close()
    return path


@pytest.mark.parametrize("number", range(len(FILTERS)))
@pytest.mark.parametrize("width", [MINUTE, 20 * MINUTE, HOUR, 90 * MINUTE, 5 * HOUR, DAY, 3 * DAY, 31 * DAY, 70 * DAY])
async def test_every_bucket_is_exact(path: Path, width: int, number: int) -> None:
    with raw(path) as connection:
        jobs = list(jobs_of(connection).values())
    expected = [
        job for job in jobs if passes(number, job.created_at or 0, job.status.slug, job.task or "", job.actor or "")
    ]
    store = await SqliteStore.open(path, {})
    try:
        for shift in (0, 30 * MINUTE, HOUR, 5 * HOUR + 30 * MINUTE, 7):
            first = (START + 10 * DAY) // width * width + shift
            edges = [first + n * width + (HOUR if n > 20 else 0) for n in range(40)]
            assert await store.activity(Listing(FILTERS[number]), edges) == activity_of(expected, edges)
    finally:
        await store.close()


def test_years_of_days_of_any_zone_take_few_rows() -> None:
    edges = [START // DAY * DAY + n * DAY - 5 * HOUR for n in range(160)]
    found = pieces(edges, DAY).signs
    assert len(found) <= 3 * len(edges)
    assert sum(high - low for _, low, high in found) <= 160 * (1 + 5)


async def test_a_word_that_every_target_holds_costs_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def walk(*_: object) -> None:
        raise AssertionError("jobs were looked at")

    edges = [START // DAY * DAY + n * DAY for n in range(101)]
    store = await SqliteStore.open(path, {})
    try:
        everything = await store.activity(Listing(), edges)
        monkeypatch.setattr("joblog_tui.store.sqlite.activity._walked", walk)
        assert await store.activity(Listing(Filter((Word("okt"),))), edges) == everything
    finally:
        await store.close()


async def test_a_word_that_nothing_holds_leads_to_no_job(path: Path) -> None:
    store = await SqliteStore.open(path, {})
    try:
        nothing = Listing(Filter((Word("nobody"),)))
        assert await store.reach(nothing, 60) is None
        assert sum(map(sum, (await store.activity(nothing, [START, START + DAY])).counts)) == 0
    finally:
        await store.close()
