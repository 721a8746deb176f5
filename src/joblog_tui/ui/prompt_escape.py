"""Escape acts when it is known to be escape.

It may be the first byte of another key, so Textual waits for ``ESCDELAY`` (see ``joblog_tui.ui``). But its thread looks
at the clock ten times a second only, so that every escape took a tenth of a second, whatever the delay. The thread here
is Textual's own, except that it looks again when that time is over.
"""

import os
import selectors
from codecs import getincrementaldecoder
from contextlib import suppress

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

TURN = 0.1  # seconds that the thread waits for input before it looks whether it is to end
GRACE = 0.001  # seconds; a clock that is read too early reads in vain
MOST = 4096  # bytes at a time


class PromptEscape(LinuxDriver):
    """The driver for terminals of Linux and macOS.

    What it needs of Textual's inside is in here; ``tests/ui/test_prompt_escape.py`` fails when that changes.
    """

    def typed(self, text: str) -> str:
        """What of a text is for the parser of keys; called with nothing when time has gone by."""
        return text

    @property
    def waiting(self) -> bool:
        """Whether something is held back that time alone brings back."""
        return False

    def _sigcont_application(self, *_: object) -> None:
        # When a terminal goes away, SIGCONT comes right behind SIGHUP. Nothing was suspended then: starting anew would
        # leave a second pair of threads that nobody stops, and a process that never ends.
        if self._must_signal_resume:
            super()._sigcont_application()

    def run_input_thread(self) -> None:
        """Read what is typed until the driver is told to stop."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")().decode
        perhaps_escape = False
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(constants.ESCAPE_DELAY + GRACE if perhaps_escape else TURN)
                perhaps_escape = False
                read = decode(os.read(self.fileno, MOST)) if ready else ""
                if ready and not read:  # nobody types any more
                    self.exit_event.wait(TURN)
                typed = self.typed(read) if read or self.waiting else ""
                perhaps_escape = typed.endswith("\x1b")
                for event in parser.feed(typed) if typed else ():
                    self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass
