"""Keys come out of the driver as they were typed; escape does not wait for the next turn of its thread."""

import inspect
import os
import queue
import selectors
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual import constants, events
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from joblog_tui.ui import prompt_escape
from joblog_tui.ui.prompt_escape import PromptEscape

PATIENCE = 15.0  # seconds; only ever reached by a failure


class Typing:
    """Somebody who types into the driver, and what it makes of that."""

    def __init__(self, write: int) -> None:
        self._write = write
        self.told: queue.Queue[Message] = queue.Queue()

    def type(self, data: bytes) -> None:
        os.write(self._write, data)

    def key(self) -> str:
        """The next key."""
        message = self.told.get(timeout=PATIENCE)
        assert isinstance(message, events.Key)
        return message.key


@contextmanager
def typing() -> Iterator[Typing]:
    """The thread of the driver on a pipe."""
    reading, writing = os.pipe()
    typist = Typing(writing)
    driver = PromptEscape.__new__(PromptEscape)
    driver._debug = False
    driver.fileno = reading
    driver.exit_event = threading.Event()
    driver.process_message = typist.told.put  # type: ignore[assignment, method-assign]
    thread = threading.Thread(target=driver.run_input_thread, daemon=True)
    thread.start()
    try:
        yield typist
    finally:
        driver.exit_event.set()
        thread.join(PATIENCE)
        os.close(reading)
        os.close(writing)
    assert not thread.is_alive()


def test_keys_are_told_as_they_were_typed() -> None:
    with typing() as typist:
        typist.type(b"j\x1b[A\x1b[6~" + "é".encode() + b"\x1b")
        assert [typist.key() for _ in range(5)] == ["j", "up", "pagedown", "é", "escape"]


def test_a_letter_after_escape_is_a_key_of_its_own() -> None:
    with typing() as typist:
        typist.type(b"\x1b")
        assert typist.key() == "escape"
        typist.type(b"q")
        assert typist.key() == "q"


def test_the_thread_looks_again_when_escape_is_known_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float | None] = []

    class Noted(selectors.SelectSelector):
        def select(self, timeout: float | None = None) -> Any:
            waits.append(timeout)
            return super().select(timeout)

    monkeypatch.setattr(selectors, "SelectSelector", Noted)
    with typing() as typist:
        typist.type(b"\x1b")
        assert typist.key() == "escape"
    assert constants.ESCAPE_DELAY + prompt_escape.GRACE in waits


def test_textual_still_looks_at_the_clock_ten_times_a_second() -> None:
    """When this fails, Textual's thread is another one: look whether ours is needed, and is still like it."""
    assert "selector.select(0.1)" in inspect.getsource(LinuxDriver.run_input_thread)


def test_only_what_was_suspended_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """SIGCONT comes behind SIGHUP when a terminal goes away: a second pair of threads would never end."""
    started: list[bool] = []
    monkeypatch.setattr(PromptEscape, "resume_application_mode", lambda driver: started.append(True))
    driver = PromptEscape.__new__(PromptEscape)
    driver._auto_restart = True
    driver._must_signal_resume = False
    driver._sigcont_application()
    assert started == []
    driver._must_signal_resume = True
    driver._sigcont_application()
    assert started == [True]
