"""A range as an operator would write it reads back as what it is."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.moment import DAY, HOUR, MINUTE, parse_rfc3339
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query.filters import Between, Filter, Flag
from joblog_tui.query.language import parse
from joblog_tui.query.printing import show
from joblog_tui.query.ranges import created_within, without_created, write_range
from joblog_tui.query.times import read_bounds

BERLIN, LORD_HOWE, KATHMANDU = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")
FIRST = parse_rfc3339("2026-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("low", "high", "zone", "text"),
    [
        ("2026-11-23T09:15:00Z", "2026-11-23T09:30:00Z", UTC, "2026-11-23T09:15..2026-11-23T09:30"),
        ("2026-11-23T09:15:00Z", "2026-11-23T09:30:00Z", BERLIN, "2026-11-23T10:15..2026-11-23T10:30"),
        ("2026-11-22T23:00:00Z", "2026-11-23T23:00:00Z", BERLIN, "2026-11-23"),
        ("2026-11-20T00:00:00Z", "2026-11-23T00:00:00Z", UTC, "2026-11-20..2026-11-22"),
        ("2026-11-23T09:15:02Z", "2026-11-23T09:15:03.250Z", UTC, "2026-11-23T09:15:02..2026-11-23T09:15:03.250"),
        # 02:30 stands on Berlin's clocks twice on this day; the second one has no other name than that in UTC.
        ("2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z", BERLIN, "2026-10-25T01:30:00Z..2026-10-25T02:00:00Z"),
    ],
)
def test_a_range_is_written_in_the_operator_s_zone(low: str, high: str, zone: tzinfo, text: str) -> None:
    assert write_range(parse_rfc3339(low), parse_rfc3339(high), zone) == text


@given(
    low=st.integers(0, 400 * DAY // MINUTE).map(lambda n: FIRST + n * MINUTE),
    span=st.one_of(st.integers(1, 3 * HOUR), st.integers(1, 40).map(lambda n: n * DAY)),
    zone=st.sampled_from([UTC, BERLIN, LORD_HOWE, KATHMANDU]),
)
def test_every_range_reads_back(low: int, span: int, zone: tzinfo) -> None:
    assert read_bounds(write_range(low, low + span, zone), now=FIRST, zone=zone) == (low, low + span)
    filter = created_within(Filter((Flag("stalled"), Between("created", 1, 2))), low, low + span, zone)
    assert len(filter.parts) == 2
    assert parse(show(filter), Vocabulary(), now=FIRST, zone=zone) == filter
    assert without_created(filter) == Filter((Flag("stalled"),))


def test_a_moment_is_named_by_the_clock() -> None:
    low = parse_rfc3339("2026-06-01T12:00:00Z")
    text = write_range(low, low + HOUR, BERLIN)
    assert text == "2026-06-01T14:00..2026-06-01T15:00"
    assert datetime.fromisoformat(text.split("..")[0]).hour == 14
