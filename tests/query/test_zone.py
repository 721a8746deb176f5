"""The machine's zone agrees with the zone it is set to, around clock changes and elsewhere."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from joblog_tui.query.zone import LocalZone
from tests.query.reading import ms, read


@pytest.fixture(params=["Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    """The machine is set to this zone while a test runs."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield ZoneInfo(request.param)
    time.tzset()


def quarters_of_an_hour() -> list[datetime]:
    changes = ["2018-11-04T03:00", "2019-02-17T02:00", "2026-03-29T01:00", "2026-10-25T01:00", "2025-04-05T15:00"]
    return [
        datetime.fromisoformat(change).replace(tzinfo=UTC) + timedelta(minutes=15 * number)
        for change in [*changes, "2026-07-01T12:00"]
        for number in range(-12, 13)
    ]


def test_every_moment_has_the_time_of_the_zone(zone: ZoneInfo) -> None:
    for moment in quarters_of_an_hour():
        here, expected = moment.astimezone(LocalZone()), moment.astimezone(zone)
        assert here.replace(tzinfo=None) == expected.replace(tzinfo=None)
        assert here.utcoffset() == expected.utcoffset()
        assert here.tzname() == expected.tzname()
        assert here.astimezone(UTC) == moment


def test_every_time_means_the_moment_of_the_zone(zone: ZoneInfo) -> None:
    for moment in quarters_of_an_hour():
        for fold in (0, 1):
            clock = moment.astimezone(zone).replace(tzinfo=None, fold=fold)
            assert clock.replace(tzinfo=LocalZone()).utcoffset() == clock.replace(tzinfo=zone).utcoffset()


def test_days_of_a_query_are_those_of_the_zone(zone: ZoneInfo) -> None:
    for day in ("2018-11-04", "2026-03-29", "2026-07-01", "2026-10-25", "2026-12-01"):
        assert read(f"created:{day}", zone=LocalZone()) == read(f"created:{day}", zone=zone)
    late = ms("2026-10-25T22:59:59Z")
    assert read("created:today", zone=LocalZone(), now=late) == read("created:today", zone=zone, now=late)
