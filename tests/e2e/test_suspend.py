"""Ctrl+Z gives the terminal back to the shell; coming back, everything is on the screen again."""

import signal
from pathlib import Path

from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import now_ms
from joblog_tui.store.factory import open_appender
from tests.e2e.conftest import JOBLOG
from tests.e2e.terminal import Terminal

ALTERNATE_SCREEN = 1049


def report(store: Path, name: str) -> None:
    """One more job in the log."""
    appender = open_appender(str(store))
    event = Event(
        job=name,
        at=now_ms(),
        status="running",
        task="syncing_users",
        trigger="scim",
        actor="Okta SCIM",
        target=Target(name),
    )
    assert appender.append([event]).accepted == 1
    appender.close()


def test_suspended_and_back(store: Path) -> None:
    report(store, "Sales EMEA")
    with Terminal([*JOBLOG, "--store", str(store)]) as terminal:
        terminal.wait_for("Sales EMEA")
        terminal.press("ctrl+z")
        terminal.wait_stopped()
        assert not terminal.mode_set(ALTERNATE_SCREEN)
        assert "Sales EMEA" not in terminal.text
        terminal.signal(signal.SIGCONT)
        for text in ("Acme Corp", "Sales EMEA", "Cerby Admin API", "row 1"):
            terminal.wait_for(text)
        terminal.press("ctrl+z")
        terminal.wait_stopped()
        report(store, "Brand / YouTube")  # a stopped dashboard holds nobody up
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("Brand / YouTube")
        terminal.press("q")
        assert terminal.wait_end() == 0
