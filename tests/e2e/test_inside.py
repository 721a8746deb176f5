"""Down into a job in a terminal: tree and timeline, the blocking path, another form, one job, and back to the row."""

from pathlib import Path

import pytest

from joblog_tui.model.event import Target
from joblog_tui.model.moment import MINUTE
from tests.cli.conftest import append, event
from tests.e2e.test_dashboard import dashboard


@pytest.fixture
def sync(store: Path) -> Path:
    """A sync of two teams: one is done, the other waits for a person whose second attempt runs."""
    facts = {"task": "syncing_users", "trigger": "scim", "actor": "Okta SCIM"}
    append(
        store,
        [
            event("other", 20 * MINUTE, "completed", target=Target("Design / Figma", "account")),
            event("sync", 10 * MINUTE, "running", target=Target("Sales EMEA", "business hub"), **facts),
            event("north", 9 * MINUTE, "running", parent="sync", target=Target("North", "team"), **facts),
            event("ana", 9 * MINUTE, "running", parent="north", target=Target("ana", "user"), **facts),
            event("ana", 8 * MINUTE, "completed", target=Target("ana", "user")),
            event("south", 7 * MINUTE, "running", parent="sync", target=Target("South", "team"), **facts),
            event("li", 7 * MINUTE, "running", parent="south", target=Target("li", "user"), attempt=1, **facts),
            event("li", 5 * MINUTE, "retrying", target=Target("li", "user"), attempt=1, reason_code="mfa_timeout"),
            event("li", 4 * MINUTE, "running", target=Target("li", "user"), attempt=2),
            event("bo", 6 * MINUTE, "queued", parent="south", target=Target("bo", "user"), **facts),
        ],
    )
    return store


def test_tree_timeline_blocking_path_and_back(sync: Path) -> None:
    with dashboard(sync) as terminal:
        terminal.wait_for("Sales EMEA")
        terminal.press("j" if "▌" in next(line for line in terminal.lines if "Figma" in line) else "g")
        terminal.press("g")
        terminal.press("enter")
        terminal.wait_for("▾ Sales EMEA")
        terminal.wait_for("├─▾ North")
        terminal.wait_for("blocked by li for")
        terminal.wait_for("━┛")
        lines = terminal.lines
        li = next(line for line in lines if "├── li" in line)
        assert "×" in li
        assert "┅" in li
        assert "━┛" in li
        assert "○┄" in next(line for line in lines if "└── bo" in line)
        terminal.press("b", "b")
        terminal.wait_for(lambda terminal: any("▌" in line and "├── li" in line for line in terminal.lines))
        terminal.press("left", "left")
        terminal.wait_for("└─▸ South")
        terminal.press("right")
        terminal.wait_for("├── li")
        terminal.press("V")
        terminal.wait_for("Updated")
        terminal.press("b", "enter")
        terminal.wait_for("Attempts")
        terminal.wait_for("mfa_timeout")
        terminal.press("u")
        terminal.wait_for("└── bo")
        terminal.press("escape")
        terminal.wait_for("▾ Sales EMEA")
        terminal.press("escape")
        terminal.wait_for("Figma")
        terminal.press("q")
        assert terminal.wait_end() == 0
