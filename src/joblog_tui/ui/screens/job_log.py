"""The log of a job, or of it and everything nested in it: what keys do there."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message
from textual.worker import Worker

from joblog_tui.feed.saving_lines import save_lines, written
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.log_line import LEVELS
from joblog_tui.query.log_lines import LineQuery
from joblog_tui.text import safe
from joblog_tui.ui.keymap import OF_LOG_LINES, bindings
from joblog_tui.ui.screens.lines import LinesScreen
from joblog_tui.ui.widgets.ask_line import AskLine
from joblog_tui.ui.widgets.log_lines import LogLines

SEARCH, SAVE = "search", "save"


class JobLogScreen(LinesScreen):
    """What was said about one job, newest last: searched, followed, copied, saved."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_LOG_LINES)]

    @dataclass
    class Saved(Message):
        """Lines were saved, are being saved, or could not be."""

        told: str

    _saving: Worker[None] | None = None

    def _ask(self, query: LineQuery) -> None:
        self._query = query
        self._told = ""
        self.lines.following = True
        self._window.ask(query)
        self.show()

    def action_level(self) -> None:
        """Only louder lines, then all again."""
        least = LEVELS[(LEVELS.index(self._query.least) + 1) % len(LEVELS)]
        self._ask(replace(self._query, least=least))

    def action_nested(self) -> None:
        """With the lines of everything nested, or of the job alone."""
        self._ask(replace(self._query, nested=not self._query.nested))

    def action_only(self) -> None:
        """Only lines that hold what is searched for, or all again."""
        self._ask(replace(self._query, text="" if self._query.text else self._sought))

    def action_wrap(self) -> None:
        """Long lines on several rows, or cut."""
        self._wrapped = not self._wrapped
        self.lines.set_wrap(self._wrapped)

    def action_follow(self) -> None:
        """To the newest line, and stay there."""
        self.action_last()

    def action_first(self) -> None:
        """To the oldest line."""
        if not self.lines.to_end(newer=False):
            self._window.to_end(newer=False)

    def action_last(self) -> None:
        """To the newest line; from there on new ones are followed."""
        if not self.lines.to_end(newer=True):
            self._window.to_end(newer=True)

    def action_search(self) -> None:
        """Look for a text."""
        self.query_one(AskLine).ask(SEARCH, "/", self._sought, "any part of a line")

    def action_next(self) -> None:
        """To the next line that holds the text."""
        self._search(newer=True)

    def action_previous(self) -> None:
        """To the line before that holds the text."""
        self._search(newer=False)

    def _search(self, *, newer: bool) -> None:
        if not self._sought:
            self.action_search()
            return
        cursor = self.lines.cursor
        self._told = ""
        self._window.find(self._sought, None if cursor is None else cursor.place, newer=newer)

    @on(LogLines.MoreWanted)
    def _more(self, message: LogLines.MoreWanted) -> None:
        message.stop()
        self._window.more(newer=message.newer)

    @on(LogLines.CursorMoved)
    def _moved(self, message: LogLines.CursorMoved) -> None:
        message.stop()
        self.show()

    @on(AskLine.Answered)
    def _answered(self, message: AskLine.Answered) -> None:
        message.stop()
        self.set_focus(self.lines)
        if message.text is None:
            return
        if message.what == SEARCH:
            self._sought = message.text
            if message.text:
                self._search(newer=False)
            elif self._query.text:
                self.action_only()
            self.lines.show(self._stretch, now=self.session.clock(), sought=self._sought)
            self.show()
        elif message.text.strip():
            self._saving = self._save(message.text.strip())

    def action_copy(self) -> None:
        """The line under the cursor, to the terminal's clipboard."""
        line = self.lines.cursor
        if line is not None:
            self._copy("\n".join(written(line)), "copied the line")

    def action_copy_all(self) -> None:
        """All lines in view, to the terminal's clipboard."""
        lines = self._stretch.lines
        self._copy("\n".join(text for line in lines for text in written(line)), f"copied {len(lines):,} lines")

    def _copy(self, text: str, told: str) -> None:
        self.app.copy_to_clipboard(text)
        self._told = told
        self.show()

    def action_save(self) -> None:
        """All lines, not only those in view, to a file."""
        name = "".join(each if each.isalnum() or each in "-_." else "_" for each in self._job.id)
        self.query_one(AskLine).ask(SAVE, "save to", f"{name[:60]}.log", "a path")

    @work(group="saving", exclusive=True)
    async def _save(self, name: str) -> None:
        def progress(count: int) -> None:
            self.post_message(self.Saved(f"saving, {count:,} lines so far"))

        try:
            path = _path(name)
            count = await save_lines(self.session.store(), self._query, path, progress)
        except JoblogError as error:
            self.post_message(self.Saved(safe(str(error))))
        else:
            self.post_message(self.Saved(f"saved {count:,} line{'' if count == 1 else 's'} to {safe(path.name)}"))

    @on(Saved)
    def _show_saved(self, message: Saved) -> None:
        message.stop()
        self._told = message.told
        self.show()

    def action_back(self) -> None:
        """Let go what is being looked for or saved; else to the screen behind this one."""
        if self._saving is not None and self._saving.is_running:
            self._saving.cancel()
            self._told = "not saved"
            self.show()
        elif self._stretch.searching is not None and self._window.give_up():
            self._stretch = replace(self._stretch, searching=None)
            self.show()
        else:
            self.app.pop_screen()

    async def action_help(self) -> None:
        """Keys and words."""
        from joblog_tui.ui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen(self.session, self.active_bindings))


def _path(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:
        raise JoblogError(f"{name} is in the home of nobody known here") from None
