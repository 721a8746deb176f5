"""Logs that several tests look at: a simulated week with its seam, and an hour live. Simulated once a run."""

import pytest

from joblog_tui.model.event import Event
from joblog_tui.model.moment import HOUR
from joblog_tui.simulator.scenarios import events
from tests.simulator.looking import NOW, WEEK_AGO, Log


@pytest.fixture(scope="session")
def week() -> Log:
    """Seven days of the past up to ``NOW``."""
    return Log(events(1, WEEK_AGO, NOW, live_from=NOW))


@pytest.fixture(scope="session")
def live_hour() -> list[Event]:
    """The hour after ``NOW`` of a log with a day of the past."""
    return [event for event in events(1, NOW - 24 * HOUR, NOW + HOUR, live_from=NOW) if (event.at or 0) >= NOW]
