"""The log of the benchmarks: the same for everybody, and with everything in it that is to be measured."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.data import jobs_of
from benchmarks.recipe import COMMON_WORD, Recipe, events_of, made_jobs
from benchmarks.store import VALUES, filter_of, pairs

from benchmarks import loading, recipe
from joblog_tui.model.moment import HOUR
from joblog_tui.query.filters import OneOf
from joblog_tui.query.listing import Listing
from joblog_tui.store.factory import open_store

SMALL = Recipe(5_000, end=1_795_392_000_000)


def test_a_recipe_makes_the_same_jobs_each_time_and_another_seed_makes_others() -> None:
    once, again, other = (list(islice(made_jobs(Recipe(500, SMALL.end, seed)), 500)) for seed in (1, 1, 2))
    assert once == again
    assert once != other


def test_the_flat_jobs_hold_every_value_in_uneven_shares() -> None:
    jobs = list(islice(made_jobs(SMALL), SMALL.jobs))
    shares = {group: Counter(getattr(job, group) for job in jobs) for group in ("status", "task", "trigger")}
    assert {(group, slug) for group, counts in shares.items() for slug in counts} == set(VALUES)
    assert 0.93 < shares["status"]["completed"] / len(jobs) < 0.97
    assert 0.03 < shares["status"]["not_completed"] / len(jobs) < 0.05
    assert max(shares["task"].values()) > 10 * min(shares["task"].values())
    assert all(COMMON_WORD in job.target.name for job in jobs)
    created = [job.reports[0][1] for job in jobs]
    assert created == sorted(created)
    assert max(created) <= SMALL.end - HOUR
    assert all(len(list(events_of(job))) == 3 for job in jobs)


async def test_what_is_loaded_is_what_the_recipe_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "NESTED", 20)
    small = Recipe(300, SMALL.end)
    loaded = loading.main(str(tmp_path / "log.db"), small)
    assert loaded["events"] == 3 * (300 + 1 + 20)
    store = await open_store(str(tmp_path / "log.db"))
    try:
        facets = await store.facets(Listing())
        parent = await store.job("nested-parent")
    finally:
        await store.close()
    assert facets.total == 301
    assert parent is not None
    assert parent.nested == 20
    assert facets.task == Counter(job.task for job in made_jobs(small) if job.parent is None)


@pytest.mark.parametrize(("text", "jobs"), [("100k", 100_000), ("1m", 1_000_000), ("1.5M", 1_500_000), ("70", 70)])
def test_sizes_are_written_short(text: str, jobs: int) -> None:
    assert jobs_of(text) == jobs


def test_values_of_one_group_widen_and_of_two_narrow() -> None:
    assert filter_of(("status", "queued"), ("status", "running")).parts == (OneOf("status", ("queued", "running")),)
    assert len(filter_of(("status", "queued"), ("task", "logging_in")).parts) == 2
    assert pairs(1, 5) == pairs(1, 5) != pairs(2, 5)
