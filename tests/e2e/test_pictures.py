"""Time ranges, the summary and views in a real terminal, by keys and by mouse."""

from pathlib import Path

from joblog_tui.model.event import Target
from joblog_tui.model.moment import MINUTE
from tests.cli.conftest import append, event
from tests.e2e.test_dashboard import dashboard, restored, row_of

LEFT, SHIFT_LEFT = "\x1b[D", "\x1b[1;2D"


def mouse(button: int, column: int, line: int, *, up: bool = False) -> str:
    """What a terminal sends for the mouse; from 0."""
    return f"\x1b[<{button};{column + 1};{line + 1}{'m' if up else 'M'}"


def test_a_range_of_time_by_keys_and_by_mouse_the_summary_and_views(store: Path) -> None:
    append(
        store,
        [
            event(f"job-{n}", n * MINUTE, "not_completed" if n % 9 == 0 else "completed", target=Target(f"Team {n}"))
            for n in range(1, 80)
        ],
    )
    with dashboard(store) as terminal:
        terminal.wait_for("All jobs 79")
        terminal.wait_for("Last 1h 29m")
        axis = row_of(terminal, "now")

        # By keys: ten columns back, three wide.
        terminal.type("z")
        terminal.wait_for("1 minute a column")
        terminal.type(LEFT * 10 + SHIFT_LEFT * 2)
        terminal.wait_for("3m")
        terminal.press("enter")
        terminal.wait_for("3 match")
        assert "created:" in terminal.text
        terminal.press("x")
        terminal.wait_for("79 jobs")

        # By mouse: dragged over twenty columns, and let go.
        terminal.wait_for("Last 1h 29m")
        terminal.type(mouse(0, 80, axis - 2))
        terminal.type("".join(mouse(32, column, axis - 2) for column in range(81, 100)))
        terminal.type(mouse(0, 99, axis - 2, up=True))
        terminal.wait_for("20 match")

        # The summary of these, and one row of it as a filter.
        terminal.type("S")
        terminal.wait_for("Why jobs failed")
        terminal.press("down", "enter")
        terminal.wait_for("status:not_completed")
        terminal.press("x")

        # From view to view.
        terminal.type("<")
        terminal.wait_for("task:rotating_passwords")
        terminal.type(">")
        terminal.wait_for("79 jobs")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert restored(terminal)
