"""Times in a query: days of the operator's zone, also when the clocks change; low inclusive, high exclusive."""

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo

import pytest

from joblog_tui.query.filters import Between
from tests.query.reading import ms, read

BERLIN = ZoneInfo("Europe/Berlin")
HOUR = 3_600_000

# value, first moment, first moment after
IN_UTC = [
    ("2026-11-01", "2026-11-01T00:00Z", "2026-11-02T00:00Z"),
    ("2026-12-31", "2026-12-31T00:00Z", "2027-01-01T00:00Z"),
    ("2199-12-31", "2199-12-31T00:00Z", "2200-01-01T00:00Z"),
    ("2026-11-01..2026-11-23", "2026-11-01T00:00Z", "2026-11-24T00:00Z"),
    ("2026-11-01..2026-11-01", "2026-11-01T00:00Z", "2026-11-02T00:00Z"),
    ("2026-11-01..", "2026-11-01T00:00Z", None),
    ("..2026-11-23", None, "2026-11-24T00:00Z"),
    ("..2026-11-23T09:00", None, "2026-11-23T09:00Z"),
    ("2026-11-20T09:00..2026-11-20T09:30:15.5", "2026-11-20T09:00Z", "2026-11-20T09:30:15.500Z"),
    ("2026-11-20T09:00+01:00..2026-11-20T09:00Z", "2026-11-20T08:00Z", "2026-11-20T09:00Z"),
    ("2026-11-20T09:00..2026-11-20", "2026-11-20T09:00Z", "2026-11-21T00:00Z"),
    (">=2026-11-20", "2026-11-20T00:00Z", None),
    (">2026-11-20", "2026-11-21T00:00Z", None),
    ("<2026-11-20", None, "2026-11-20T00:00Z"),
    ("<=2026-11-20", None, "2026-11-21T00:00Z"),
    (">=2026-11-20T09:00", "2026-11-20T09:00Z", None),
    (">2026-11-20T09:00", "2026-11-20T09:00:00.001Z", None),
    ("<2026-11-20T09:00:30", None, "2026-11-20T09:00:30Z"),
    ("<=2026-11-20T09:00:30.1259", None, "2026-11-20T09:00:30.126Z"),
    (">=2026-11-20T09:00-05:30", "2026-11-20T14:30Z", None),
    ("today", "2026-11-23T00:00Z", "2026-11-24T00:00Z"),
    ("Yesterday", "2026-11-22T00:00Z", "2026-11-23T00:00Z"),
    ("TODAY", "2026-11-23T00:00Z", "2026-11-24T00:00Z"),
    ("yesterday..today", "2026-11-22T00:00Z", "2026-11-24T00:00Z"),
    ("..TODAY", None, "2026-11-24T00:00Z"),
    (">yesterday", "2026-11-23T00:00Z", None),
    ("2026-11-01..today", "2026-11-01T00:00Z", "2026-11-24T00:00Z"),
]


def bounds(value: str, zone: tzinfo = UTC, now: str = "2026-11-23T09:15Z") -> tuple[int | None, int | None]:
    (part,) = read(f"created:{value}", zone=zone, now=ms(now)).parts
    assert isinstance(part, Between)
    assert part.text == value
    return part.low, part.high


@pytest.mark.parametrize(("value", "low", "high"), IN_UTC)
def test_the_moments_that_a_value_covers(value: str, low: str | None, high: str | None) -> None:
    assert bounds(value) == (None if low is None else ms(low), None if high is None else ms(high))


def test_updated_takes_the_same_times() -> None:
    assert read("updated:2026-11-01").parts == (Between("updated", ms("2026-11-01T00:00Z"), ms("2026-11-02T00:00Z")),)


@pytest.mark.parametrize(
    ("zone", "day", "low", "hours"),
    [
        ("Europe/Berlin", "2026-03-28", "2026-03-27T23:00Z", 24),
        ("Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z", 23),  # clocks go forward at 02:00
        ("Europe/Berlin", "2026-10-25", "2026-10-24T22:00Z", 25),  # clocks go back at 03:00
        ("America/New_York", "2026-11-01", "2026-11-01T04:00Z", 25),
        ("Australia/Lord_Howe", "2025-04-06", "2025-04-05T13:00Z", 24.5),  # clocks go back by half an hour
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00Z", 23),  # midnight is skipped: the day begins at 01:00
        ("America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00Z", 24),
        ("America/Havana", "2025-11-02", "2025-11-02T04:00Z", 25),  # midnight comes twice: the day begins at the first
        ("Asia/Kathmandu", "2026-11-01", "2026-10-31T18:15Z", 24),
    ],
)
def test_a_day_is_a_day_of_the_operator_s_zone(zone: str, day: str, low: str, hours: float) -> None:
    assert bounds(day, ZoneInfo(zone)) == (ms(low), ms(low) + round(hours * HOUR))


def test_a_day_that_a_zone_skipped_holds_no_moment() -> None:
    low, high = bounds("2011-12-30", ZoneInfo("Pacific/Apia"))  # it moved across the date line
    assert low == high == ms("2011-12-30T10:00Z")


def test_days_meet_without_gap_or_overlap_when_the_clocks_change() -> None:
    assert bounds("2026-10-24..2026-10-26", BERLIN) == (ms("2026-10-23T22:00Z"), ms("2026-10-26T23:00Z"))
    assert bounds("2026-10-24", BERLIN)[1] == bounds("2026-10-25", BERLIN)[0]
    assert bounds("2026-10-25", BERLIN)[1] == bounds("2026-10-26", BERLIN)[0]


def test_a_time_without_offset_is_one_of_the_operator_s_zone() -> None:
    assert bounds(">=2026-07-01T09:00", BERLIN) == (ms("2026-07-01T07:00Z"), None)
    assert bounds(">=2026-12-01T09:00", BERLIN) == (ms("2026-12-01T08:00Z"), None)
    assert bounds(">=2026-12-01T09:00Z", BERLIN) == (ms("2026-12-01T09:00Z"), None)


def test_a_time_that_the_clocks_show_twice_is_the_first_of_the_two() -> None:
    assert bounds(">=2026-10-25T02:30", BERLIN) == (ms("2026-10-25T00:30Z"), None)
    assert bounds(">=2026-10-25T02:30+01:00", BERLIN) == (ms("2026-10-25T01:30Z"), None)


def test_a_time_that_the_clocks_skip_is_read_by_the_offset_before() -> None:
    assert bounds(">=2026-03-29T02:30", BERLIN) == (ms("2026-03-29T01:30Z"), None)


def test_today_is_the_operator_s_today() -> None:
    late = "2026-10-24T22:30Z"  # half past midnight on the 25th in Berlin, the 25-hour day
    assert bounds("today", BERLIN, late) == (ms("2026-10-24T22:00Z"), ms("2026-10-25T23:00Z"))
    assert bounds("yesterday", BERLIN, late) == (ms("2026-10-23T22:00Z"), ms("2026-10-24T22:00Z"))
    assert bounds("today", UTC, late) == (ms("2026-10-24T00:00Z"), ms("2026-10-25T00:00Z"))
