"""A whole shift at a real terminal: view, freeze, stalled, reason, pivot, back, acknowledge, export, resume."""

import json
import subprocess
from pathlib import Path

from joblog_tui.cli.access import caller
from joblog_tui.model.event import Target
from joblog_tui.model.moment import HOUR, MINUTE
from tests.cli.conftest import append, event
from tests.e2e.conftest import JOBLOG
from tests.e2e.terminal import Terminal

FINANCE, PAYROLL, DESIGN = "Finance / NetSuite", "Payroll / ADP", "Design / Figma"


def test_the_shift(store: Path) -> None:
    append(
        store,
        [
            event("stuck", 2 * HOUR, "running", target=Target(FINANCE, "account"), actor="Ana Ruiz"),
            event("waiting", 3 * HOUR, "running", target=Target(PAYROLL, "account"), actor="Bo Li"),
            event("done", HOUR, "completed", target=Target(DESIGN, "account"), actor="Ana Ruiz"),
        ],
    )
    exported = store.parent / "handover.ndjson"
    with Terminal([*JOBLOG, "--store", str(store)], columns=120, lines=40) as terminal:
        terminal.wait_for(DESIGN)

        # A view: everything that is not completed.
        terminal.press(">", ">", ">")
        terminal.wait_gone(DESIGN)
        terminal.wait_for("is:incomplete")

        # Frozen, the world goes on, and is counted.
        terminal.press("=")
        terminal.wait_for("FROZEN")
        append(store, [event("new", MINUTE, "queued", target=Target("Brand / YouTube", "account"))])
        terminal.wait_for("+1 new")
        assert "Brand / YouTube" not in terminal.text

        # Stalled only, and why.
        terminal.press("s")
        terminal.wait_for("is:stalled")
        terminal.wait_for("silent 2h")
        assert FINANCE in terminal.text
        assert PAYROLL in terminal.text

        # From this person's job to all of them, and back to the same row.
        terminal.press("A")
        terminal.wait_for('actor:="Ana Ruiz"')
        terminal.wait_for(DESIGN)
        terminal.press("[")
        terminal.wait_gone(DESIGN)
        terminal.wait_for("silent 2h")

        # Somebody has seen to it.
        terminal.press("a")
        terminal.wait_for("Acknowledge")
        terminal.type("asked the vendor, ticket 4711")
        terminal.press("enter")
        terminal.wait_for("acknowledged 1 job")

        # What is listed goes to the next shift.
        terminal.press("e")
        terminal.wait_for("evidence")
        terminal.press("\x15")  # ctrl+u: an empty line
        terminal.type(str(exported))
        terminal.press("enter")
        terminal.wait_for("exported 1 job")  # the one that nobody has seen to

        # And on it goes.
        terminal.press("=")
        terminal.wait_for("LIVE")
        terminal.wait_for("acknowledged by")
        terminal.wait_for("1 stalled  ¶ 1 acknowledged")
        terminal.press("x")
        terminal.wait_for("Brand / YouTube")
        terminal.press("q")
        assert terminal.wait_end() == 0

    jobs = [json.loads(line) for line in exported.read_text("utf-8").splitlines()]
    assert [job["id"] for job in jobs] == ["waiting"]
    shown = subprocess.run([*JOBLOG, "show", "--store", str(store), "stuck", "--json"], capture_output=True, check=True)
    kept = json.loads(shown.stdout)
    (said,) = [each for each in kept["events"] if each.get("acknowledged")]
    assert (said["actor"], said["message"]) == (caller(), "asked the vendor, ticket 4711")
