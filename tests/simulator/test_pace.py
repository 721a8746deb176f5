"""How much happens: the rate that was asked for, the number of jobs that was asked for, and no seam between."""

from collections import Counter
from itertools import pairwise

import pytest

from joblog_tui.model.event import Event
from joblog_tui.model.moment import DAY, HOUR, MINUTE, SECOND
from joblog_tui.simulator.pace import expected_events
from joblog_tui.simulator.scenarios import events
from tests.simulator.looking import NOW, WEEK_AGO, Log, moment


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rate_of_an_hour_is_the_one_asked_for(seed: int) -> None:
    live = sum(moment(event) >= NOW for event in events(seed, NOW - HOUR, NOW + HOUR, live_from=NOW))
    assert live / 3600 == pytest.approx(6.0, rel=0.2)


@pytest.mark.parametrize("rate", [2.0, 15.0])
def test_other_rates_too_and_at_any_time_of_the_day(rate: float) -> None:
    night = NOW - NOW % DAY + 3 * HOUR
    count = sum(1 for _ in events(1, night, night + 2 * HOUR, rate))
    assert count / 7200 == pytest.approx(rate, rel=0.2)


@pytest.mark.parametrize(("past", "rate"), [(0, 2_000), (DAY, 2_000)])
def test_a_high_rate_is_there_from_the_first_seconds_on(past: int, rate: int) -> None:
    log = events(1, NOW - past, NOW + 12 * SECOND, rate, live_from=NOW)
    counted = Counter((moment(event) - NOW) // (4 * SECOND) for event in log)
    assert [counted[part] / 4 for part in range(3)] == pytest.approx([rate] * 3, rel=0.25)


@pytest.mark.parametrize("rate", [0.01, 0.2])
def test_heartbeats_are_a_small_part_even_at_a_low_rate(rate: float) -> None:
    log = list(events(1, NOW, NOW + DAY, rate))
    assert 0 < sum(event.heartbeat for event in log) <= 0.1 * rate * 86_400


def test_there_is_no_seam_where_the_present_begins() -> None:
    begun: Counter[int] = Counter()  # top-level jobs, by ten minutes before and after
    happened: Counter[int] = Counter()
    for seed in (1, 2, 3):
        log = Log(events(seed, NOW - 3 * HOUR, NOW + 20 * MINUTE, live_from=NOW))
        begun.update((moment(log.first[job]) - NOW) // (10 * MINUTE) for job in log.top_level)
        happened.update((moment(event) - NOW) // (10 * MINUTE) for event in log.events)
        lately = [moment(event) for event in log.events if moment(event) > NOW - 20 * MINUTE]
        assert max(later - now for now, later in pairwise(lately)) < 30 * SECOND
        before = {event.job for event in log.events if moment(event) < NOW}
        after = {event.job for event in log.events if moment(event) >= NOW}
        assert len(before & after) > 10  # what lives then lives on
    assert [happened[ten] / 1800 for ten in (-2, -1, 0, 1)] == pytest.approx([6.0] * 4, rel=0.25)
    assert all(begun[ten + 1] < 2.5 * begun[ten] for ten in range(-8, 1))  # it rises, it does not leap


@pytest.mark.parametrize("jobs", [1, 30, 2_000])
def test_exactly_so_many_jobs_spread_over_the_past(jobs: int) -> None:
    log = Log(events(1, WEEK_AGO, NOW, jobs=jobs, live_from=NOW))
    assert len(log.top_level) == jobs
    if jobs > 1_000:
        days = Counter((moment(log.first[job]) - WEEK_AGO) // DAY for job in log.top_level)
        assert set(days) == set(range(7))


def test_without_a_past_no_more_than_so_many_jobs_begin() -> None:
    log = Log(events(1, NOW, NOW + 2 * HOUR, jobs=5, live_from=NOW))
    assert len(log.top_level) == 5


def test_sources_beat_every_minute_and_all_of_them(live_hour: list[Event]) -> None:
    beats = Counter(event.source for event in live_hour if event.heartbeat)
    assert set(beats) == {*(f"worker-{n}" for n in range(1, 7)), "scim-bridge", "policy-engine"}
    assert all(40 <= count <= 61 for count in beats.values())


def test_a_worker_is_away_now_and_then_and_its_jobs_are_silent_meanwhile() -> None:
    log = list(events(1, NOW, NOW + 16 * HOUR, rate=2))
    away = []
    for worker in (f"worker-{n}" for n in range(1, 7)):
        said = [moment(event) for event in log if event.source == worker]
        away += [b - a for a, b in pairwise(said) if b - a > 5 * MINUTE]
    assert away
    assert max(away) < 30 * MINUTE


def test_the_expected_number_of_events_is_about_right(week: Log) -> None:
    assert expected_events(WEEK_AGO, NOW, 6.0, None, 0) == pytest.approx(len(week.events), rel=0.25)
    assert expected_events(NOW, NOW, 6.0, None, 0) == 0
