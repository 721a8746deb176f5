"""The stretches of time that the success rate is told of."""

from datetime import UTC, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.moment import DAY, HOUR, MINUTE
from joblog_tui.query.activity import Activity
from joblog_tui.ui.charts.span_words import stretch
from joblog_tui.ui.look.glyphs import ASCII, UNICODE
from joblog_tui.ui.summary_sections import drawn
from joblog_tui.ui.summary_success import periods, success_over_time

NOON = 1_795_521_600_000  # 2026-11-24T12:00Z
ZONES = (UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Los_Angeles"))


@given(st.integers(0, 8 * 365 * DAY), st.integers(2, 20), st.sampled_from(ZONES), st.integers(0, 400 * DAY))
def test_they_hold_everything_and_are_as_few_as_was_asked(age: int, most: int, zone: tzinfo, later: int) -> None:
    now = NOON + later
    found = periods(now - age, now, most, zone)
    assert 1 <= len(found) - 1 <= most
    assert list(found) == sorted(found)
    assert found[-2] <= now < found[-1]
    if age <= 365 * DAY * (most - 1):
        assert found[0] <= now - age
        assert now - age < found[1] or len(found) == 2


def test_a_week_is_told_by_the_day_and_an_hour_by_the_quarter() -> None:
    assert {last - first for first, last in pairwise(periods(NOON - 7 * DAY, NOON, 8, UTC))} == {DAY}
    assert {last - first for first, last in pairwise(periods(NOON - HOUR, NOON, 8, UTC))} == {10 * MINUTE}


def test_what_failed_is_seen_without_colour_and_nothing_finished_is_a_dash() -> None:
    edges = tuple(NOON - n * DAY for n in (4, 3, 2, 1, 0))
    counts = ((0, 0, 0, 0, 0, 7), (1, 0, 0, 0, 0, 999), (5, 0, 0, 0, 0, 0), (0, 0, 3, 0, 0, 0))
    for glyphs in (UNICODE, ASCII):
        section = success_over_time(Activity(edges, counts), NOON, UTC, glyphs)
        running, failed, nearly, whole = (
            "".join(text for text, _ in drawn(row, 70, glyphs, here=False)) for row in section.rows
        )
        assert (running.split()[-2:], glyphs.done in running) == (["-", "0"], False)
        assert "0 %" in failed
        assert (glyphs.done in failed, glyphs.rest * 10 in failed) == (False, True)
        assert "99.9 %" in nearly
        assert glyphs.done + glyphs.rest in nearly
        assert "100 %" in whole
        assert glyphs.done + glyphs.rest not in whole
        assert {len(line) for line in (running, failed, nearly, whole)} == {70}


def test_when_a_stretch_was_is_never_cut_beside_its_bar() -> None:
    midnight = NOON - 12 * HOUR
    edges = tuple(midnight + n * 6 * HOUR for n in range(-4, 3))
    section = success_over_time(Activity(edges, ((1, 0, 0, 0, 0, 9),) * 6), NOON - HOUR, UTC, UNICODE)
    told = ["".join(text for text, _ in drawn(row, 55, UNICODE, here=False)) for row in section.rows]
    assert [line.split("━")[0].strip() for line in told] == [
        "06:00 – 12:00, so far",
        "00:00 – 06:00",
        "23 Nov 18:00 – 24:00",
        "23 Nov 12:00 – 18:00",
        "23 Nov 06:00 – 12:00",
        "23 Nov 00:00 – 06:00",
    ]
    tonight = stretch(midnight + 18 * HOUR, midnight + DAY, NOON, UTC)
    assert tonight == "18:00 – 24:00"
    assert stretch(midnight - 18 * HOUR, midnight + DAY, NOON, UTC) == "23 Nov 06:00 – 25 Nov 00:00"
