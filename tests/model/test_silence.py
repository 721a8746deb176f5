"""When a source is silent, and what is said of it."""

from joblog_tui.model.moment import DAY, MINUTE
from joblog_tui.model.silence import Silence, Usual, silence, usual_gaps
from joblog_tui.model.stall import Limit, Verdict, reason

AT = 1_795_000_000_000 // MINUTE * MINUTE


def test_five_minutes_are_allowed_to_every_source() -> None:
    signs = [AT, AT + 10_000, AT + 20_000]
    assert silence("worker-3", signs, AT + 20_000 + 5 * MINUTE) is None
    assert silence("worker-3", signs, AT + 20_001 + 5 * MINUTE) == Silence("worker-3", AT + 20_000, Usual())
    assert silence("worker-3", [], AT) is None


def test_a_source_with_long_pauses_is_allowed_three_times_the_usual_one() -> None:
    signs = [AT + n * 10 * MINUTE for n in range(100)]
    assert usual_gaps(signs) == Usual(10 * MINUTE, 99)
    assert silence("worker-3", signs, signs[-1] + 30 * MINUTE) is None
    assert silence("worker-3", signs, signs[-1] + 30 * MINUTE + 1) == Silence(
        "worker-3", signs[-1], Usual(10 * MINUTE, 99)
    )


def test_a_burst_is_one_sign_and_one_long_pause_in_twenty_is_unusual() -> None:
    bursts = [AT + n * 2 * MINUTE + burst for n in range(40) for burst in range(0, 30_000, 1_000)]
    assert usual_gaps(bursts) == Usual(2 * MINUTE, 39)
    assert usual_gaps([*bursts, bursts[-1] + DAY]) == Usual(2 * MINUTE, 40)


def test_only_the_last_thousand_gaps_of_thirty_days_count() -> None:
    minutes = [AT + n * MINUTE for n in range(1_200)]
    assert usual_gaps(minutes) == Usual(MINUTE, 1_000)
    assert usual_gaps([AT - 40 * DAY, AT - DAY, AT]) == Usual(DAY, 1)


def test_the_order_of_signs_does_not_matter() -> None:
    signs = [AT + n * n * 7_000 for n in range(60)]
    assert usual_gaps(signs) == usual_gaps(signs[::-1])


def test_the_reason_names_the_source_and_what_is_usual_when_that_decides() -> None:
    now = AT + 47 * MINUTE
    limit = Limit(2 * MINUTE, 40_000, 812)
    verdict = Verdict(AT, limit, "rotating_passwords")
    said = "silent 47m; Rotating passwords finishes within 40s (p95 of 812 jobs)"
    assert reason(verdict, now, "Rotating passwords") == said
    silent = Verdict(AT, limit, "rotating_passwords", None, Silence("worker-3", AT, Usual(20_000, 500)))
    assert reason(silent, now, "Rotating passwords") == "source silent 47m; nothing came from worker-3"
    nightly = Verdict(AT, limit, "rotating_passwords", "job-7.2", Silence("worker-3", AT, Usual(12 * MINUTE, 500)))
    assert reason(nightly, now, "Rotating passwords") == (
        "source silent 47m; worker-3 usually reports within 12m (p95 of 500 gaps) (nested job job-7.2)"
    )


def test_the_reason_of_a_job_whose_task_is_not_known_says_so() -> None:
    verdict = Verdict(AT, Limit(15 * MINUTE), None, "job-7.2")
    assert reason(verdict, AT + 47 * MINUTE, None) == (
        "nested job job-7.2 silent 47m; its task is not known, and without one the limit is 15m"
    )
