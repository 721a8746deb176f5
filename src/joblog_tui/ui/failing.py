"""Keeps a fault of the program off the terminal: it is kept for whoever started the app, who tells it in one line.

Textual prints a traceback when something unexpected happens, and offers no public way not to. The two private names
that stand between are used here and nowhere else; a test fails when Textual changes them.
"""

import os

from textual.app import App

SHOW = "JOBLOG_TRACEBACK"


class FailingQuietly(App[None]):
    """An app that ends with ``failure`` set instead of printing a traceback (``JOBLOG_TRACEBACK=1`` prints it too)."""

    failure: Exception | None = None

    def _handle_exception(self, error: Exception) -> None:
        if self.failure is None:
            self.failure = error
        super()._handle_exception(error)
        if not os.environ.get(SHOW):
            self._exit_renderables.clear()
