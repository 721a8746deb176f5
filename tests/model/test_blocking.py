"""Which nested job another one waits for, on cases made by hand."""

from collections.abc import Sequence
from typing import Any

from joblog_tui.model.blocking import Wait, blocking_path
from joblog_tui.model.job import Job, LeafCounts
from joblog_tui.model.vocabulary import Status
from tests.support.memory_store import a_job

NOW = 1_000


def job(id: str, parent: str | None = None, *, started: int | None = 0, **facts: Any) -> Job:
    number = len(id) * 100 + sum(map(ord, id))
    return a_job(number, **{"id": id, "parent": parent, "created_at": 0, "started_at": started, **facts})


def running(id: str, parent: str | None = None, *, started: int | None = 0, **facts: Any) -> Job:
    return job(id, parent, **{"started": started, "status": Status.RUNNING, "leaves": LeafCounts(running=1), **facts})


def queued(id: str, parent: str | None = None, **facts: Any) -> Job:
    return job(id, parent, **{"status": Status.QUEUED, "leaves": LeafCounts(queued=1), "started": None, **facts})


def done(id: str, parent: str | None = None, *, until: int, **facts: Any) -> Job:
    return job(id, parent, updated_at=until, **facts)


def path(*jobs: Job) -> tuple[Wait, ...]:
    """The path in the first of these jobs."""

    def nested_in(job: Job) -> Sequence[Job]:
        return [child for child in jobs if child.parent == job.id]

    return blocking_path(jobs[0], nested_in)


def ids(*jobs: Job) -> list[str]:
    return [wait.job.id for wait in path(*jobs)]


def test_a_job_without_nested_ones_waits_for_nothing() -> None:
    assert ids(running("a")) == []


def test_an_unfinished_job_waits_for_what_runs_longest() -> None:
    a = running("a", nested=3)
    assert ids(a, running("b", "a", started=50), running("c", "a", started=20), done("d", "a", until=900)) == ["c"]


def test_what_waits_for_its_turn_comes_after_what_is_at_work() -> None:
    a = running("a", nested=2)
    assert ids(a, queued("b", "a"), running("c", "a", started=500)) == ["c"]


def test_when_all_of_them_wait_it_is_the_one_that_waits_longest() -> None:
    a = queued("a", nested=2, leaves=LeafCounts(queued=2))
    assert ids(a, queued("b", "a", created_at=30), queued("c", "a", created_at=20)) == ["c"]


def test_a_job_of_which_a_part_is_completed_is_at_work() -> None:
    a = job("a", status=Status.STARTED, nested=4, leaves=LeafCounts(queued=2, completed=1))
    half = job("b", "a", started=None, created_at=400, status=Status.STARTED, nested=2,
               leaves=LeafCounts(queued=1, completed=1))  # fmt: skip
    assert ids(a, queued("c", "a"), half, done("x", "b", until=450), queued("y", "b")) == ["b", "y"]


def test_a_finished_job_waited_for_what_ended_last() -> None:
    a = done("a", until=900, nested=3)
    b = done("b", "a", until=880, nested=2)
    assert ids(a, done("c", "a", until=800), b, done("x", "b", until=100), done("y", "b", until=880)) == ["b", "y"]


def test_a_failed_one_counts_as_ended() -> None:
    a = job("a", nested=2, leaves=LeafCounts(not_completed=1, completed=1), updated_at=700, status=Status.NOT_COMPLETED)
    failed = done("b", "a", until=700, status=Status.NOT_COMPLETED, leaves=LeafCounts(not_completed=1))
    assert ids(a, failed, done("c", "a", until=600)) == ["b"]


def test_a_finished_part_of_an_unfinished_job_is_not_what_it_waits_for() -> None:
    a = running("a", nested=2, leaves=LeafCounts(running=1, not_completed=1), status=Status.NOT_COMPLETED)
    failed = done("b", "a", until=700, status=Status.NOT_COMPLETED, leaves=LeafCounts(not_completed=1))
    assert ids(a, failed, running("c", "a", started=600)) == ["c"]


def test_a_step_lies_within_the_one_above_it() -> None:
    a = running("a", started=100, nested=1)
    (wait,) = path(a, running("b", "a", started=20))
    assert (wait.since, wait.until, wait.length(NOW)) == (100, None, 900)
    a = done("a", started=100, until=500, nested=1)
    (wait,) = path(a, done("b", "a", started=50, until=800))
    assert (wait.since, wait.until, wait.length(NOW)) == (100, 500, 400)


def test_a_placeholder_waits_like_any_other_job() -> None:
    a = job("a", started=None, created_at=None, updated_at=None, nested=1, status=Status.RUNNING,
            leaves=LeafCounts(running=1))  # fmt: skip
    (wait,) = path(a, running("b", "a", started=30))
    assert (wait.job.id, wait.since, wait.until) == ("b", 30, None)
