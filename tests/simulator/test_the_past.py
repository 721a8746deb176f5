"""What an operator finds who opens the log after a simulated week."""

from collections import Counter

from joblog_tui.model.moment import DAY, HOUR, MINUTE
from joblog_tui.model.vocabulary import Status
from joblog_tui.simulator.scenarios import events
from tests.simulator.looking import NOW, WEEK_AGO, Log

FINISHED = (Status.COMPLETED, Status.NOT_COMPLETED)


def test_a_week_has_about_nine_thousand_jobs(week: Log) -> None:
    assert 5_000 < len(week.top_level) < 15_000
    assert len(week.events) < 200_000


def test_what_is_older_than_an_hour_is_mostly_completed(week: Log) -> None:
    old = week.between(WEEK_AGO, NOW - HOUR)
    shares = {status: count / len(old) for status, count in Counter(week.status(job) for job in old).items()}
    assert 0.93 < shares[Status.COMPLETED] < 0.98
    assert 0.02 < shares[Status.NOT_COMPLETED] < 0.06
    assert sum(shares.get(status, 0) for status in Status if status not in FINISHED) < 0.005


def test_the_last_hour_shows_every_status_and_something_scheduled(week: Log) -> None:
    recent = week.between(NOW - HOUR, NOW)
    assert {week.status(job) for job in recent} == set(Status)
    assert any((week.first[job].scheduled_for or 0) > NOW for job in week.first)


def test_some_jobs_have_fallen_silent_and_few_did_so_for_good() -> None:
    silent_long, silent_lately = 0, 0
    for seed in (1, 2, 3):
        log = Log(events(seed, NOW - 3 * DAY, NOW, live_from=NOW))
        for job in log.top_level:
            tree = (job, *log.below(job))
            if log.status(job) in FINISHED or any((log.first[j].scheduled_for or 0) > NOW for j in tree):
                continue
            silence = NOW - max(log.last_at[j] for j in tree)
            silent_long += silence > 6 * HOUR
            silent_lately += 15 * MINUTE < silence <= 6 * HOUR
    assert 1 <= silent_long <= 15
    assert 3 <= silent_lately <= 40


def test_queued_until_the_time_it_is_scheduled_for(week: Log) -> None:
    scheduled = {job: event.scheduled_for for job, event in week.first.items() if event.scheduled_for is not None}
    assert len(scheduled) > 20
    for event in week.events:
        if event.job in scheduled and event.status not in (None, "queued"):
            assert (event.at or 0) >= scheduled[event.job]
