"""The first glance: the rows of the dashboard before the dashboard is there, and no moment without them."""

import json
import signal
import termios
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyte
import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import DAY, HOUR, MINUTE, now_ms
from joblog_tui.ui.glance.layout import Place, layout_for
from tests.cli.conftest import append, event
from tests.e2e.conftest import JOBLOG
from tests.e2e.terminal import Terminal, _Screen
from tests.e2e.test_dashboard import restored
from tests.support.stores import new_store, raw

GLANCE_ENDS = b"\x1b[?2026l"
"""The end of the one synchronised update that the glance is; Textual asks a terminal before it uses them."""

NAMES = (
    "Finance / NetSuite",
    "Vertrieb / 東京オフィス",
    "evil \x1b[31mname",
    "ana@acme.co",
    "a" * 300,
    "Brand / YouTube",
)


def some_days_ago() -> list[Event]:
    """Jobs of every status, some with nested ones, whose ages stay what they are while a test looks at them."""
    statuses = ("completed", "not_completed", "running", "retrying", "queued", "started")
    events: list[Event] = []
    for number in range(70):
        ago = 2 * DAY + 12 * HOUR + number * HOUR
        target = Target(NAMES[number % len(NAMES)], "account")
        actor = "Cerby" if number % 3 else "Okta SCIM provisioning"
        events.append(event(f"job-{number}", ago, statuses[number % 6], target=target, actor=actor))
    for number in range(5):
        at = 2 * DAY + 12 * HOUR + number * MINUTE
        status = "completed" if number < 3 else "running"
        events.append(event(f"inside-{number}", at, status, parent="job-3", target=Target("li", "user")))
    return events


@pytest.fixture
def log(store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A log in which nothing counts as stalled: what is stalled is judged later."""
    append(store, some_days_ago())
    config = tmp_path / "config" / "joblog"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('[stall.limits]\nrotating_passwords = "365d"\n')
    monkeypatch.setenv("XDG_CONFIG_HOME", str(config.parent))
    return store


def glance_of(terminal: Terminal) -> bool:
    """the glance is on the screen"""
    return GLANCE_ENDS in terminal.raw


def started(
    store: Path, size: tuple[int, int] = (120, 40), environment: Mapping[str, str] | None = None, *arguments: str
) -> Terminal:
    command = [*JOBLOG, "--store", str(store), *arguments]
    return Terminal(command, columns=size[0], lines=size[1], environment=environment)


def cells(screen: Any, place: Place) -> list[list[Any]]:
    """What a screen shows there, with all colours and weights that can be seen."""
    rows = screen.buffer
    return [
        [_seen(rows[y][x]) for x in range(place.x, place.x + place.width)]
        for y in range(place.y, place.y + place.height)
    ]


def glanced(terminal: Terminal) -> Any:
    """The screen as the glance left it, whatever was drawn since."""
    shown = terminal._screen
    screen = _Screen(shown.columns, shown.lines)
    pyte.ByteStream(screen).feed(bytes(terminal.raw[: terminal.raw.index(GLANCE_ENDS)]))
    return screen


def _seen(cell: Any) -> Any:
    """A blank shows nothing but its ground."""
    blank = cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough)
    return cell._replace(fg="default", bold=False) if blank else cell


def the_same(now: list[list[Any]], before: list[list[Any]]) -> None:
    """Both are the same, line by line, cell by cell."""
    for y, (line, line_before) in enumerate(zip(now, before, strict=True)):
        texts = ["".join(cell.data for cell in each) for each in (line, line_before)]
        assert texts[0] == texts[1], f"line {y}"
        differing = [(x, *pair) for x, pair in enumerate(zip(line, line_before, strict=True)) if pair[0] != pair[1]]
        assert not differing, f"line {y}: {differing[:2]} of {len(differing)}"


def until_the_glance(terminal: Terminal) -> None:
    terminal.wait_for(glance_of)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)], ids=str)
@pytest.mark.parametrize(
    "environment",
    [{}, {"COLORFGBG": "0;15"}, {"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": ""}, {"LC_ALL": "C"}],
    ids=["night", "paper", "no colour", "sixteen colours", "ascii"],
)
def test_what_it_shows_is_what_the_dashboard_shows(
    log: Path, size: tuple[int, int], environment: dict[str, str]
) -> None:
    layout = layout_for(*size, sidebar=True)
    assert layout is not None
    table = Place(layout.table.x, layout.table.y, layout.table.width - 1, layout.table.height)  # without the scrollbar
    names = Place(0, 0, len(" joblog  Acme Corp  acme.db"), 1)
    with started(log, size, environment) as terminal:
        until_the_glance(terminal)
        terminal.wait_for("row 1")
        terminal.wait_for("LIVE")
        for place in (table, names, layout.query):
            the_same(cells(terminal._screen, place), cells(glanced(terminal), place))
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert restored(terminal)


def test_what_changed_since_the_last_visit_is_marked_in_it(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with raw(log) as connection:
        connection.execute("UPDATE store SET created_at = ?", [now_ms() - 9 * DAY])
    state = log.parent / "state" / "joblog"
    state.mkdir(parents=True)
    whole = {"version": 1, "everywhere": {}, "stores": {str(log): {"last_visit": now_ms() - 3 * DAY}}}
    (state / "state.json").write_text(json.dumps(whole))
    monkeypatch.setenv("XDG_STATE_HOME", str(state.parent))
    layout = layout_for(120, 40, sidebar=True)
    assert layout is not None
    gutter = Place(layout.table.x, layout.table.y, 1, layout.table.height)
    with started(log) as terminal:
        until_the_glance(terminal)
        terminal.wait_for("row 1")
        assert "▏" in {line[0].data for line in cells(glanced(terminal), gutter)}
        the_same(cells(terminal._screen, gutter), cells(glanced(terminal), gutter))


def test_the_rows_are_never_gone(log: Path) -> None:
    with started(log) as terminal:
        until_the_glance(terminal)
        row = glanced(terminal).display[12].rstrip()
        taken: list[str] = []

        def whole(terminal: Terminal) -> bool:
            """the dashboard is there"""
            taken.append(terminal.lines[12])
            return "row 1" in terminal.text

        terminal.wait_for(whole)
        assert all(line[31:100] == row[31:100] for line in taken)
        assert terminal.raw.count(b"\x1b[?1049h") == 1


def test_keys_typed_on_it_act_and_are_not_echoed(log: Path) -> None:
    with started(log) as terminal:
        until_the_glance(terminal)
        terminal.type("jjj")
        terminal.wait_for("row 4")
        terminal.type("k")
        terminal.wait_for("row 3")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert "jjj" not in terminal.text


def test_a_query_typed_on_it_is_not_lost(log: Path) -> None:
    with started(log) as terminal:
        until_the_glance(terminal)
        terminal.type("/status:completed\r")
        terminal.wait_for("/ status:completed")
        terminal.wait_for("12 match")


def test_leaving_on_it_leaves(log: Path) -> None:
    with started(log) as terminal:
        until_the_glance(terminal)
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert restored(terminal)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda terminal: terminal.press("ctrl+c"), 0),
        (lambda terminal: terminal.signal(signal.SIGINT), 0),
        (lambda terminal: terminal.signal(signal.SIGTERM), 128 + signal.SIGTERM),
        (lambda terminal: terminal.signal(signal.SIGHUP), 128 + signal.SIGHUP),
    ],
    ids=["ctrl+c", "SIGINT", "SIGTERM", "SIGHUP"],
)
def test_a_signal_gives_the_terminal_back(log: Path, act: Callable[[Terminal], None], code: int) -> None:
    with started(log) as terminal:
        until_the_glance(terminal)
        act(terminal)
        assert terminal.wait_end() == code
        assert restored(terminal)
        assert "NetSuite" not in terminal.text
        assert "Traceback" not in terminal.text


def test_suspended_from_it_and_back(log: Path) -> None:
    with started(log) as terminal:
        until_the_glance(terminal)
        terminal.press("ctrl+z")
        terminal.wait_stopped()
        assert restored(terminal)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("row 1")


def test_nothing_typed_is_shown_before_the_dashboard_has_the_terminal(log: Path) -> None:
    with started(log) as terminal:
        until_the_glance(terminal)
        assert not termios.tcgetattr(terminal.slave)[3] & (termios.ECHO | termios.ICANON)


@pytest.mark.parametrize("arguments", [("--query", "status:completed"), ("--view", "stalled")], ids=" ".join)
def test_what_it_could_not_show_begins_without_it(log: Path, arguments: tuple[str, ...]) -> None:
    with started(log, (120, 40), None, *arguments) as terminal:
        terminal.wait_for("LIVE")
        assert not glance_of(terminal)


def test_a_log_that_was_left_filtered_begins_without_it(log: Path) -> None:
    with started(log) as terminal:
        terminal.wait_for("LIVE")
        terminal.press("i")
        terminal.wait_for("is:incomplete")
        terminal.press("q")
        assert terminal.wait_end() == 0
    with started(log) as terminal:
        terminal.wait_for("is:incomplete")
        assert not glance_of(terminal)


def test_nothing_is_shown_to_who_may_not_open_the_log(tmp_path: Path) -> None:
    store = new_store(tmp_path, "others.db", owner="somebody")
    append(store, some_days_ago())
    with started(store) as terminal:
        assert terminal.wait_end() == 3
        assert not glance_of(terminal)
        assert "access refused" in terminal.text


def test_a_mistake_of_the_configuration_is_told_on_the_plain_screen(log: Path, tmp_path: Path) -> None:
    """A limit of a task that the store does not know is found only when the glance is there."""
    (tmp_path / "config" / "joblog" / "config.toml").write_text('[stall.limits]\nnonsense = "5m"\n')
    with started(log) as terminal:
        assert terminal.wait_end() == 2
        assert glance_of(terminal)
        assert restored(terminal)
        assert "nonsense is not a task of this store" in terminal.text.replace("\n", "")
