"""Asks for the note that an acknowledgement may have."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from joblog_tui.ui.screens.dialog import Dialog
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.ask_line import AskLine


class NoteDialog(Dialog[str]):
    """Asks for a note on ``what`` is acknowledged; an empty one will do."""

    HEADING: ClassVar[str] = "Acknowledge"
    KEYS: ClassVar[Sequence[str]] = ("ask.take", "ask.leave")

    def __init__(self, session: Session, what: str) -> None:
        super().__init__(session)
        self._what = what

    def body(self) -> ComposeResult:
        """One line."""
        yield AskLine()

    def on_mount(self) -> None:
        """Ask."""
        self.remark(self._what)
        self.query_one(AskLine).ask("note", "note", hint="what is known, or done about it")

    @on(AskLine.Answered)
    def _answered(self, message: AskLine.Answered) -> None:
        message.stop()
        self.dismiss(message.text)
