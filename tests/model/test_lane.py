"""What a job did when: waiting, running, retrying told apart, attempts and how they ended."""

import pytest

from joblog_tui.model.lane import Span, Turn, attempts, lane
from joblog_tui.model.vocabulary import Status

Q, S, R, Y, N, C = (
    Status.QUEUED, Status.STARTED, Status.RUNNING, Status.RETRYING, Status.NOT_COMPLETED, Status.COMPLETED,
)  # fmt: skip


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ([], [Span("waiting", 10)]),
        ([(10, Q)], [Span("waiting", 10)]),
        ([(10, R)], [Span("running", 10)]),
        ([(10, Q), (14, R)], [Span("waiting", 10, 14), Span("running", 14)]),
        ([(10, S), (12, R), (20, C)], [Span("running", 10, 20)]),
        ([(10, R), (20, N)], [Span("running", 10, 20, failed=True)]),
        (
            [(10, R), (20, Y), (25, R), (30, C)],
            [Span("running", 10, 20, failed=True), Span("retrying", 20, 25), Span("running", 25, 30)],
        ),
        (
            [(10, R), (20, Y), (30, N)],
            [Span("running", 10, 20, failed=True), Span("retrying", 20, 30)],
        ),
        ([(10, R), (20, Q), (25, R)], [Span("running", 10, 20), Span("waiting", 20, 25), Span("running", 25)]),
        ([(10, R), (20, C), (30, R)], [Span("running", 10, 20), Span("running", 30)]),
        ([(10, C)], []),
        ([(15, C)], [Span("waiting", 10, 15)]),
        ([(10, R), (10, Y)], [Span("running", 10, 10, failed=True), Span("retrying", 10)]),
    ],
)
def test_spans(turns: list[tuple[int, Status]], expected: list[Span]) -> None:
    assert list(lane([Turn(at, status) for at, status in turns], 10)) == expected


def test_another_attempt_without_a_word_in_between_means_that_the_one_before_has_failed() -> None:
    spans = lane([Turn(10, R, 1), Turn(20, R, 1), Turn(30, R, 2)], 10)
    assert list(spans) == [Span("running", 10, 30, failed=True), Span("running", 30)]
    assert attempts(spans) == 2


def test_a_placeholder_has_no_lane() -> None:
    assert lane([], None) == ()
