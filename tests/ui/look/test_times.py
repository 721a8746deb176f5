"""Ages, the clock in the operator's zone, and how loud each is."""

from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from joblog_tui.ui.look.times import age, clock, clock_and_age, full_clock, tone

NOW = 1_795_424_400_000  # 2026-11-23T09:00:00Z
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (0, "0s"),
        (9 * SECOND, "9s"),
        (3 * MINUTE, "3m"),
        (59 * MINUTE, "59m"),
        (90 * MINUTE, "1h 30m"),
        (3 * DAY, "3d"),
        (-5 * SECOND, "0s"),  # the writer's clock is ahead
    ],
)
def test_an_age_has_one_unit_under_an_hour(ago: int, shown: str) -> None:
    assert age(NOW - ago, NOW) == shown


def test_the_younger_the_louder() -> None:
    ages = (9 * SECOND, 10 * SECOND, 119 * SECOND, 120 * SECOND)
    assert [tone(NOW - ago, NOW) for ago in ages] == ["text", "soft", "soft", "muted"]


def test_the_clock_is_as_precise_as_it_fits() -> None:
    at = NOW - 65 * SECOND
    assert clock(at, NOW, UTC, 8) == "08:58:55"
    assert clock(at, NOW, UTC, 7) == "08:58"
    assert clock(NOW - 2 * DAY, NOW, UTC, 7) == "21 Nov"
    assert clock(NOW - 400 * DAY, NOW, UTC, 7) == "2025-10"


def test_the_clock_is_that_of_the_operator() -> None:
    assert clock(NOW, NOW, ZoneInfo("Asia/Kolkata"), 8) == "14:30:00"
    # already tomorrow there, so ten hours ago was the day before
    assert clock(NOW - 15 * HOUR, NOW, ZoneInfo("Asia/Kolkata"), 8) == "22 Nov"


def test_the_full_clock_names_the_day_unless_it_is_today() -> None:
    assert full_clock(NOW, NOW, UTC) == "09:00:00"
    assert full_clock(NOW - 2 * DAY, NOW, UTC) == "2026-11-21 09:00:00"


@pytest.mark.parametrize(
    "ago", [0, 9 * SECOND, 59 * MINUTE, 2 * HOUR - 1, 24 * HOUR - 1, 9 * DAY, 900 * DAY, 20_000 * DAY]
)
def test_clock_and_age_fill_thirteen_cells(ago: int) -> None:
    assert len(clock_and_age(NOW - ago, NOW, UTC)) == 13
    assert clock_and_age(NOW - ago, NOW, UTC).endswith(f" {age(NOW - ago, NOW)}")
