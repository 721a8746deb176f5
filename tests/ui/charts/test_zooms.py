"""Columns of time: ascending, without gaps, beginning when the clocks of the zone say so."""

from datetime import UTC, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.moment import DAY, HOUR, MINUTE, parse_rfc3339
from joblog_tui.query.zone import LocalZone
from joblog_tui.ui.charts.zooms import A_MINUTE, ZOOMS, Zoom, column_of, edges, fitting, local_time

BERLIN = ZoneInfo("Europe/Berlin")
ZONES: list[tzinfo] = [
    UTC, BERLIN, ZoneInfo("Asia/Kathmandu"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Sao_Paulo"),
    LocalZone(),
]  # fmt: skip
NAMED = {zoom.name: zoom for zoom in ZOOMS}
moments = st.integers(parse_rfc3339("2010-01-01T00:00:00Z"), parse_rfc3339("2030-01-01T00:00:00Z"))


@given(zoom=st.sampled_from(ZOOMS), within=moments, columns=st.integers(1, 200), zone=st.sampled_from(ZONES))
def test_columns_ascend_and_the_last_one_holds_the_moment(zoom: Zoom, within: int, columns: int, zone: tzinfo) -> None:
    found = edges(zoom, within, columns, zone)
    assert len(found) == columns + 1
    assert found[-2] <= within < found[-1]
    assert all(edge < after for edge, after in pairwise(found))
    assert column_of(within, found) == columns - 1
    if zoom.unit == "fixed":
        assert {after - edge for edge, after in pairwise(found)} == {zoom.width}


@pytest.mark.parametrize(
    ("name", "at", "widths"),
    [
        # The clocks of Berlin go from 2 to 3 on 29 March 2026, and from 3 to 2 on 25 October.
        ("1 day", "2026-03-30T12:00:00Z", [24 * HOUR, 23 * HOUR, 24 * HOUR]),
        ("1 day", "2026-10-26T12:00:00Z", [24 * HOUR, 25 * HOUR, 24 * HOUR]),
        ("3 hours", "2026-03-29T06:30:00Z", [2 * HOUR, 3 * HOUR, 3 * HOUR]),
        ("1 hour", "2026-10-25T02:30:00Z", [HOUR, HOUR, HOUR]),
        ("1 month", "2026-03-29T06:30:00Z", [31 * DAY, 28 * DAY, 31 * DAY - HOUR]),
        ("3 months", "2026-08-29T06:30:00Z", [90 * DAY - HOUR, 91 * DAY, 92 * DAY]),
    ],
)
def test_a_clock_change_makes_a_column_longer_or_shorter(name: str, at: str, widths: list[int]) -> None:
    found = edges(NAMED[name], parse_rfc3339(at), 3, BERLIN)
    assert [after - edge for edge, after in pairwise(found)] == widths


def test_weeks_begin_on_monday_at_midnight() -> None:
    found = edges(NAMED["1 week"], parse_rfc3339("2026-10-28T06:30:00Z"), 4, BERLIN)
    assert {f"{local_time(edge, BERLIN):%a %H:%M}" for edge in found} == {"Mon 00:00"}


def test_an_hour_begins_on_the_hour_in_kathmandu_too() -> None:
    found = edges(NAMED["1 hour"], parse_rfc3339("2026-10-28T06:30:00Z"), 4, ZoneInfo("Asia/Kathmandu"))
    assert {local_time(edge, ZoneInfo("Asia/Kathmandu")).minute for edge in found} == {0}


def test_the_zoom_is_the_closest_that_holds_everything() -> None:
    assert fitting(0, 89) == A_MINUTE
    assert ZOOMS[fitting(89 * MINUTE, 89)].name == "1 minute"
    assert ZOOMS[fitting(89 * MINUTE + 1, 89)].name == "2 minutes"
    assert ZOOMS[fitting(400 * DAY, 89)].name == "1 week"
    assert fitting(10**18, 89) == len(ZOOMS) - 1
