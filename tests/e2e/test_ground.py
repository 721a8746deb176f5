"""A terminal is asked for its ground: one that answers, does not, answers late, or in pieces. No key is lost."""

from pathlib import Path

import pytest

from joblog_tui.ui.ground import ASK
from joblog_tui.ui.look.palette import PALETTES
from tests.cli.conftest import append, event
from tests.e2e.conftest import JOBLOG
from tests.e2e.terminal import Terminal

LIGHT = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"


@pytest.fixture
def log(store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    append(store, [event(f"job-{n}", 1_000 + n) for n in range(30)])
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("NO_COLOR", "COLORFGBG", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    return store


def started(store: Path, **environment: str) -> Terminal:
    return Terminal([*JOBLOG, "--store", str(store)], environment=environment)


def asked(terminal: Terminal) -> bool:
    """the terminal was asked"""
    return ASK.encode() in terminal.raw


def ground(name: str) -> bytes:
    colour = PALETTES[name].canvas.lstrip("#")
    return ("48;2;" + ";".join(str(int(colour[at : at + 2], 16)) for at in (0, 2, 4))).encode()


def light(terminal: Terminal) -> bool:
    """the ground is that of the light theme"""
    return ground("paper") in terminal.raw


def leave(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.wait_end() == 0


def test_an_answer_among_keys_turns_the_theme_and_takes_no_key(log: Path) -> None:
    with started(log) as terminal:
        terminal.wait_for(asked)
        terminal.type(f"jj{LIGHT}j")
        terminal.wait_for(light)
        terminal.wait_for("row 4")
        leave(terminal)
    with started(log) as terminal:  # the next time it is light from the first glance on
        terminal.wait_for(light)
        terminal.wait_for("row 1")
        assert ground("night") not in terminal.raw
        leave(terminal)


def test_no_answer_is_dark_and_nothing_is_waited_for(log: Path) -> None:
    with started(log) as terminal:
        terminal.wait_for(asked)
        terminal.type("jj")
        terminal.wait_for("row 3")
        assert not light(terminal)
        leave(terminal)


def test_a_late_answer_in_pieces_is_no_key(log: Path) -> None:
    with started(log) as terminal:
        terminal.wait_for(asked)
        terminal.press("j")
        terminal.wait_for("row 2")
        for at in range(0, len(LIGHT), 5):
            terminal.type(LIGHT[at : at + 5])
        terminal.press("j")
        terminal.wait_for("row 3")
        terminal.wait_for(light)
        assert "is:" not in terminal.text
        leave(terminal)


@pytest.mark.parametrize(
    "environment",
    [{"NO_COLOR": "1"}, {"COLORFGBG": "15;0"}, {"TERM": "xterm", "COLORTERM": ""}, {"TERM": "screen-256color"}],
    ids=lambda environment: next(iter(environment)),
)
def test_who_need_not_answer_is_not_asked(log: Path, environment: dict[str, str]) -> None:
    with started(log, **environment) as terminal:
        terminal.wait_for("row 1")
        terminal.press("j")
        terminal.wait_for("row 2")
        assert not asked(terminal)
        leave(terminal)
