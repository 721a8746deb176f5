"""The rhythm of a day and of a week in the past, wherever the company is."""

from collections import Counter

import pytest

from joblog_tui.model.moment import DAY, HOUR, MINUTE
from joblog_tui.simulator import rhythm
from joblog_tui.simulator.scenarios import events
from tests.simulator.looking import NOW, WEEK_AGO, Log, moment

TUESDAY = NOW - NOW % DAY - 6 * DAY  # midnight


def begun(log: Log, day: int, first_hour: int, last_hour: int) -> int:
    """Jobs that began in some hours of a day, ``day`` days after that Tuesday."""
    return len(log.between(TUESDAY + day * DAY + first_hour * HOUR, TUESDAY + day * DAY + (last_hour + 1) * HOUR))


@pytest.mark.parametrize("day", [0, 1, 2])
def test_nights_are_quiet_and_mornings_busy(week: Log, day: int) -> None:
    assert begun(week, day, 9, 10) > 10 * begun(week, day, 3, 4)


def test_weekends_are_quiet_but_for_the_policies(week: Log) -> None:
    assert begun(week, 4, 9, 16) < begun(week, 2, 9, 16) / 4  # Saturday, Thursday
    assert begun(week, 4, 2, 2) > begun(week, 2, 2, 2) / 2


def test_monday_morning_is_the_busiest(week: Log) -> None:
    assert begun(week, 6, 9, 10) > 1.2 * begun(week, 0, 9, 10)


def test_at_night_the_policies_run(week: Log) -> None:
    night = week.between(TUESDAY + 2 * HOUR, TUESDAY + 2 * HOUR + 40 * MINUTE)
    by_policy = [job for job in night if (week.first[job].trigger or "").endswith("_policy")]
    assert len(night) > 50
    assert len(by_policy) > len(night) * 0.7


def test_the_day_begins_where_the_company_is() -> None:
    east = Log(events(1, WEEK_AGO, WEEK_AGO + 2 * DAY, live_from=NOW, utc_offset=9 * HOUR))
    hours = Counter(moment(east.first[job]) % DAY // HOUR for job in east.top_level)
    assert hours[1] > 5 * hours[18]  # ten in the morning, three at night


def test_weights_average_to_one_over_any_week() -> None:
    weights = [rhythm.weight(NOW + slot * rhythm.SLOT) for slot in range(7 * DAY // rhythm.SLOT)]
    assert sum(weights) / len(weights) == pytest.approx(1)
