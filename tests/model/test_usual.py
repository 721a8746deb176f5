"""How long a task usually takes, and the estimate of an end from it."""

import pytest

from joblog_tui.model.usual import Estimate, Remaining, Usual, estimate, usual_of

USUAL = {"adding_users": Usual(10, 20), "logging_in": Usual(100, 300)}


def test_fewer_than_twenty_jobs_teach_nothing() -> None:
    assert usual_of([5] * 19) is None
    assert usual_of([5] * 20) == Usual(5, 5, (5,) * 20)


def test_middle_and_p95() -> None:
    usual = usual_of(list(range(100, 0, -1)))
    assert usual is not None
    assert (usual.p50, usual.p95, usual.samples) == (50, 95, 100)
    assert (usual.quicker(95), usual.quicker(1), usual.quicker(101)) == (0.94, 0.0, 1.0)


def test_every_job_is_somewhere_in_the_distribution() -> None:
    usual = usual_of([*range(1, 100), 1_000_000])
    assert usual is not None
    counts, width = usual.distribution(8)
    assert sum(counts) == 100
    assert counts[-1] == 1
    assert width * 7 >= usual.p95


@pytest.mark.parametrize(
    ("remaining", "expected"),
    [
        (Remaining(), None),
        (Remaining((("nobody_knows", 5),)), None),
        (Remaining((("adding_users", 4),), elapsed=4, worked=4), Estimate(6, 16)),
        (Remaining((("adding_users", 15),), elapsed=15, worked=15), Estimate(0, 5)),
        (Remaining((("adding_users", 25),), elapsed=25, worked=25), Estimate(0, 0, overdue=1)),
        # One after the other: 6 left of the one at work, and four more.
        (Remaining((("adding_users", 4),), {"adding_users": 4}, elapsed=10, worked=10), Estimate(46, 96)),
        # Two at a time so far, so two at a time from here on.
        (Remaining((("adding_users", 4),), {"adding_users": 4}, elapsed=10, worked=20), Estimate(23, 48)),
        # However many are at it, the longest single piece takes its time.
        (Remaining((), {"adding_users": 1, "logging_in": 1}, elapsed=10, worked=1000), Estimate(100, 300)),
    ],
)
def test_what_is_left(remaining: Remaining, expected: Estimate | None) -> None:
    assert estimate(remaining, USUAL) == expected
