"""A pivot turns a job into the filter that finds it and its like."""

from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.event import Target
from joblog_tui.model.job import Job
from joblog_tui.model.moment import MINUTE, parse_rfc3339
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query import pivots
from joblog_tui.query.filters import Filter
from joblog_tui.query.language import parse, show
from joblog_tui.query.matching import matches
from tests.support.memory_store import NOW, a_job

BERLIN = ZoneInfo("Europe/Berlin")


def found(filter: Filter | None, job: Job) -> bool:
    assert filter is not None
    return matches(filter, job, now=NOW, stalled=False, correlations=frozenset({"req-1"}))


@pytest.mark.parametrize("pivot", [pivots.same_target, pivots.same_actor, pivots.same_work])
def test_a_pivot_finds_the_job_it_began_with(pivot: object) -> None:
    assert callable(pivot)
    assert found(pivot(a_job(1)), a_job(1))


def test_what_differs_is_not_found() -> None:
    job = a_job(1)
    assert not found(pivots.same_target(job), a_job(2))
    assert not found(pivots.same_actor(job), replace(job, actor="Ana Ruiz"))
    assert not found(pivots.same_work(job), replace(job, trigger="web_app"))
    assert not found(pivots.same_work(job), replace(job, task="adding_users"))


def test_a_name_that_holds_the_name_is_another_one() -> None:
    job = replace(a_job(1), target=Target("Team 6"), actor="Ana")
    for pivot, other in (
        (pivots.same_target, replace(job, target=Target("Team 60"))),
        (pivots.same_actor, replace(job, actor="Ana Ruiz")),
        (pivots.same_actor, replace(job, actor="ana")),
    ):
        assert not found(pivot(job), other)


def test_a_fact_that_is_missing_leads_nowhere() -> None:
    job = replace(a_job(1), task=None, trigger=None, target=None, actor=None, created_at=None)
    assert pivots.same_target(job) is None
    assert pivots.same_actor(job) is None
    assert pivots.same_work(job) is None
    assert pivots.around(job, UTC) is None
    assert pivots.same_correlation(()) is None


def test_the_pivots_of_a_nested_job_list_nested_jobs() -> None:
    nested = replace(a_job(1), parent="job-0")
    for pivot in (pivots.same_target, pivots.same_actor, pivots.same_work):
        assert pivot(nested) == replace(pivot(a_job(1)) or Filter(), everywhere=True)


def test_each_correlation_is_named_once() -> None:
    filter = pivots.same_correlation(["req-1", "req-2", "req-1"])
    assert filter is not None
    assert show(filter) == "correlation:req-1,req-2 in:all"
    assert found(filter, a_job(9))


def test_around_is_told_by_the_operators_clock() -> None:
    job = replace(a_job(1), created_at=parse_rfc3339("2026-11-20T09:15:42.125Z"))
    filter = pivots.around(job, BERLIN)
    assert filter is not None
    assert show(filter) == "created:2026-11-20T10:08..2026-11-20T10:23"


@given(at=st.integers(parse_rfc3339("2026-10-24T12:00:00Z"), parse_rfc3339("2026-10-26T12:00:00Z")))
def test_around_means_what_it_says_when_the_clocks_change(at: int) -> None:
    job = replace(a_job(1), created_at=at)
    filter = pivots.around(job, BERLIN)
    assert filter is not None
    assert parse(show(filter), Vocabulary(), now=NOW, zone=BERLIN) == filter
    assert found(filter, job)
    assert found(filter, replace(job, created_at=at - 6 * MINUTE))
    assert found(filter, replace(job, created_at=at + 6 * MINUTE))
    assert not found(filter, replace(job, created_at=at - 16 * MINUTE))
    assert not found(filter, replace(job, created_at=at + 16 * MINUTE))
