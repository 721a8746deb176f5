"""The harness itself: it can fail, and it reads a screen as a terminal shows it."""

import sys

import pytest

from tests.e2e.terminal import Terminal


def test_it_shows_the_screen_and_takes_keys() -> None:
    program = "import sys; print('\\x1b[2J\\x1b[3;5Hhello\\x1b[>1u\\x1b[?2026$p'); print('got ' + sys.stdin.readline())"
    with Terminal([sys.executable, "-c", program], columns=40, lines=10) as terminal:
        terminal.wait_for("hello")
        assert terminal.lines[2] == "    hello"
        terminal.type("a line\n")
        terminal.wait_for("got a line")
        assert terminal.wait_end() == 0


def test_a_failure_shows_the_screen() -> None:
    program = "print('something else')"
    with (
        Terminal([sys.executable, "-c", program], columns=40, lines=10) as terminal,
        pytest.raises(AssertionError, match="something else"),
    ):
        terminal.wait_for("hello")


def test_modes_that_were_left_on_are_known() -> None:
    program = "print('\\x1b[?1049h\\x1b[?1000;1006h\\x1b[?25l\\x1b[?1049l')"
    with Terminal([sys.executable, "-c", program]) as terminal:
        terminal.wait_end()
        assert not terminal.mode_set(1049)
        assert terminal.mode_set(1006)
        assert not terminal.cursor_shown


def test_ctrl_c_arrives_as_a_signal() -> None:
    program = (
        "import signal\ntry:\n  print('ready', flush=True); signal.pause()\nexcept KeyboardInterrupt: print('int')"
    )
    with Terminal([sys.executable, "-c", program]) as terminal:
        terminal.wait_for("ready")
        terminal.press("ctrl+c")
        terminal.wait_for("int")


def test_leaving_the_alternate_screen_shows_what_was_there_before() -> None:
    program = "print('before'); print('\\x1b[?1049h\\x1b[Hinside'); input(); print('\\x1b[?1049lafter')"
    with Terminal([sys.executable, "-c", program], columns=40, lines=10) as terminal:
        terminal.wait_for("inside")
        assert "before" not in terminal.text
        terminal.press("enter")
        terminal.wait_for("after")
        assert terminal.lines[:2] == ["before", "after"]
