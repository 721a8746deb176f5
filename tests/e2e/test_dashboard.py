"""The main job, as a person does it in a terminal: watch, filter, find what is stuck, drill down, go back, quit."""

import re
import signal
import termios
from pathlib import Path

import pytest

from joblog_tui.model.event import Target
from joblog_tui.model.moment import HOUR, MINUTE, SECOND
from tests.cli.conftest import append, event
from tests.e2e.conftest import JOBLOG
from tests.e2e.terminal import Terminal
from tests.support.stores import new_store

ALTERNATE_SCREEN, BRACKETED_PASTE = 1049, 2004
MOUSE = (1000, 1002, 1003, 1006)


@pytest.fixture
def log(store: Path) -> Path:
    """Three jobs: one that syncs with two nested in it, one stuck for hours, one completed."""
    sync = {"task": "syncing_users", "trigger": "scim", "actor": "Okta SCIM"}
    nested = sync | {"task": "adding_users", "parent": "sync"}
    append(
        store,
        [
            event("stuck", 2 * HOUR, target=Target("Finance / NetSuite", "account")),
            event("done", HOUR, "running", target=Target("Design / Figma", "account")),
            event("done", HOUR - 40 * SECOND, "completed", target=Target("Design / Figma", "account")),
            event("sync", 10 * MINUTE, "running", target=Target("Sales EMEA", "business hub"), **sync),
            event("sync-1", 9 * MINUTE, "completed", target=Target("ana@acme.co", "user"), **nested),
            event(
                "sync-2", 8 * MINUTE, "running", target=Target("li@acme.co", "user"), message="asking Okta", **nested
            ),
        ],
    )
    return store


def dashboard(
    store: Path, *arguments: str, columns: int = 120, lines: int = 40, environment: dict[str, str] | None = None
) -> Terminal:
    command = [*JOBLOG, "--store", str(store), *arguments]
    return Terminal(command, columns=columns, lines=lines, environment=environment)


def row_of(terminal: Terminal, text: str) -> int:
    """The line of the screen that holds a text."""
    return next(number for number, line in enumerate(terminal.lines) if text in line)


def restored(terminal: Terminal) -> bool:
    """Whether the terminal is as it was: own screen, cursor, no mouse, no paste mode, its line discipline."""
    modes = termios.tcgetattr(terminal.slave)
    return (
        not any(terminal.mode_set(mode) for mode in (ALTERNATE_SCREEN, BRACKETED_PASTE, *MOUSE))
        and terminal.cursor_shown
        and modes[:4] == terminal.modes[:4]
    )


def test_the_story(log: Path) -> None:
    with dashboard(log) as terminal:
        terminal.wait_for("Finance / NetSuite")
        assert "Acme Corp" in terminal.text
        assert (
            row_of(terminal, "Sales EMEA") < row_of(terminal, "Design / Figma") < row_of(terminal, "Finance / NetSuite")
        )
        assert "1/2" in terminal.lines[row_of(terminal, "Sales EMEA")]

        # Live: what another process commits appears by itself.
        append(log, [event("new", 0, "queued", target=Target("Brand / YouTube", "account"))])
        terminal.wait_for("Brand / YouTube")

        # Filter: only what matches is listed.
        terminal.press("/")
        terminal.type("status:completed")
        terminal.press("enter")
        terminal.wait_gone("Sales EMEA")
        assert "Design / Figma" in terminal.text
        terminal.press("x")
        terminal.wait_for("Sales EMEA")

        # Stalled: only what is stuck, with the reason.
        terminal.press("s")
        terminal.wait_gone("Design / Figma")
        terminal.wait_for("silent 2h")
        assert "Finance / NetSuite" in terminal.text
        terminal.press("s")
        terminal.wait_for("Design / Figma")

        # Drill down to the nested jobs and to one of them, and back to the same row.
        terminal.press("home", "down")
        terminal.wait_for("row 2")
        terminal.press("enter")
        terminal.wait_for(lambda terminal: "li@acme.co" in terminal.text and "ana@acme.co" in terminal.text)
        assert "Design / Figma" not in terminal.text
        terminal.press("escape")
        terminal.wait_for("Design / Figma")
        terminal.wait_for("row 2")

        terminal.press("q")
        assert terminal.wait_end() == 0
        assert restored(terminal)


def test_a_query_on_the_command_line_opens_filtered(log: Path) -> None:
    with dashboard(log, "--query", "status:completed") as terminal:
        terminal.wait_for("Design / Figma")
        assert "Sales EMEA" not in terminal.text
        terminal.press("q")
        assert terminal.wait_end() == 0


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGHUP, 128 + signal.SIGHUP), (signal.SIGINT, 0)],
)
def test_a_signal_restores_the_terminal(log: Path, number: signal.Signals, code: int) -> None:
    with dashboard(log) as terminal:
        terminal.wait_for("Sales EMEA")
        terminal.signal(number)
        assert terminal.wait_end() == code
        assert restored(terminal)
        assert "Traceback" not in terminal.text


def test_a_lost_terminal_ends_it(log: Path) -> None:
    with dashboard(log) as terminal:
        terminal.wait_for("Sales EMEA")
        terminal.hang_up()
        terminal.process.wait(timeout=30)


@pytest.mark.parametrize(("columns", "lines"), [(20, 5), (40, 10), (80, 24), (200, 50)])
def test_any_size_will_do(log: Path, columns: int, lines: int) -> None:
    with dashboard(log, columns=columns, lines=lines) as terminal:
        terminal.wait_for("unning")
        terminal.resize(20, 5)
        terminal.press("down", "enter", "?")
        terminal.resize(120, 40)
        terminal.wait_for("Keys")
        terminal.press("escape")
        terminal.wait_gone("Keys")
        terminal.press("q", "q")  # back, and out
        assert terminal.wait_end() == 0
        assert restored(terminal)


def test_no_colour_means_none(log: Path) -> None:
    with dashboard(log, environment={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("Sales EMEA")
        terminal.wait_for("row 1")
        terminal.press("down", "s")
        terminal.wait_gone("Design / Figma")
        terminal.press("s")
        terminal.wait_for("Design / Figma")
        terminal.press("home", "enter")
        terminal.wait_for("li@acme.co")
        terminal.press("escape")
        terminal.wait_for("Design / Figma")
        terminal.press("q")
        assert terminal.wait_end() == 0
        numbers = {n for sgr in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for n in sgr.split(b";")}
        coloured = {n for n in numbers if n and (30 <= int(n) <= 49 or 90 <= int(n) <= 107) and int(n) not in (39, 49)}
        assert coloured == set()


def test_hostile_names_cannot_act(store: Path) -> None:
    append(
        store,
        [
            event("h1", 1000, target=Target("\x1b]52;c;aGk=\x07[@click=app.quit]x[/][/oops]"), actor="\x1b[2J\x9b31m"),
            event("h2", 900, parent="h1", target=Target("bob\u202egpj.exe\u200b"), message="\x1b]0;title\x07\r\nFAKE"),
        ],
    )
    with dashboard(store) as terminal:
        terminal.wait_for("\\x1b]52;c;")
        terminal.press("enter")
        terminal.wait_for("\\u202e")
        terminal.press("escape")
        terminal.wait_gone("Status history")
        terminal.press("q")
        assert terminal.wait_end() == 0
        for hostile in (b"\x1b]52;", b"\x1b]0;title", "\u202e".encode(), "\u200b".encode(), b"\xc2\x9b"):
            assert hostile not in terminal.raw


def test_who_may_not_open_the_log_sees_nothing_of_it(tmp_path: Path) -> None:
    store = new_store(tmp_path, owner="somebody else")
    with dashboard(store) as terminal:
        assert terminal.wait_end() == 3
        assert b"\x1b[?1049h" not in terminal.raw
        (line,) = [line for line in terminal.text.replace("\n", "").split("joblog: ") if line]
        assert line.startswith("access refused")


def test_a_query_that_is_none_is_told_before_the_screen_opens(log: Path) -> None:
    with dashboard(log, "--query", "status:runing") as terminal:
        assert terminal.wait_end() == 2
        assert b"\x1b[?1049h" not in terminal.raw
        assert "did you mean running?" in terminal.text
