"""The log of a job, or of it and everything nested in it: live, by level, searched, copied, saved."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from joblog_tui.feed.line_window import LineWindow
from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.saving_lines import save_lines, written
from joblog_tui.feed.stretch import Stretch
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.model.log_line import LEVELS
from joblog_tui.query.log_lines import LineQuery
from joblog_tui.text import safe
from joblog_tui.ui.keymap import OF_LOG_LINES, bindings
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.screens.watching import WatchingScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.ask_line import AskLine
from joblog_tui.ui.widgets.breadcrumbs import Breadcrumbs, Way
from joblog_tui.ui.widgets.header_line import Header, HeaderLine
from joblog_tui.ui.widgets.key_footer import Footer, KeyFooter, hints
from joblog_tui.ui.widgets.lines_title import LinesShown, LinesTitle
from joblog_tui.ui.widgets.log_lines import LogLines
from joblog_tui.ui.widgets.log_lines.painter import arrival_words
from joblog_tui.ui.widgets.rule import Rule

IN_FOOTER = (
    "log.search", "log.next", "log.level", "log.nested", "log.follow", "log.wrap", "log.copy", "log.save", "log.back",
    "log.help",
)  # fmt: skip
NEEDED_MOST = ("log.back", "log.search", "log.help", "log.level", "log.nested", "log.follow", "log.save", "log.next")
LONGEST_TOLD = 40  # characters of what is searched for
SEARCH, SAVE = "search", "save"


class JobLogScreen(WatchingScreen):
    """What was said about one job, newest last."""

    AUTO_FOCUS = "LogLines"
    HORIZONTAL_BREAKPOINTS = [(0, "-drawer"), (120, "-docked"), (180, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_LOG_LINES)]

    @dataclass
    class Read(Message):
        """The window has read lines, or could not."""

        news: Stretch | JoblogError

        def can_replace(self, message: Message) -> bool:
            """A stretch is whole: a later one makes it needless."""
            return isinstance(message, JobLogScreen.Read)

    @dataclass
    class Saved(Message):
        """Lines were saved, are being saved, or could not be."""

        told: str

    def __init__(self, session: Session, job: Job, *, above: tuple[Job, ...] = ()) -> None:
        """The log of ``job``; ``above`` are the jobs that it is nested in, as far as known."""
        super().__init__()
        self.session = session
        self._job = job
        self._above = above
        self._query = LineQuery(job.id, nested=bool(job.nested))
        self._window = LineWindow(session.store, self._query)
        self._stretch = Stretch(self._query)
        self._sought = ""
        self._told = ""
        self._wrapped = True

    def compose(self) -> ComposeResult:
        """Where it is, which lines these are, the lines, a place to type, keys."""
        glyphs = self.session.glyphs
        yield HeaderLine(Header(), glyphs=glyphs)
        yield Rule(glyphs=glyphs, reduced_motion=self.session.reduced_motion)
        yield Breadcrumbs(Way((*self._above, self._job)), glyphs=glyphs)
        yield LinesTitle(LinesShown(), glyphs=glyphs)
        yield LogLines(self._stretch, zone=self.session.zone, glyphs=glyphs)
        yield AskLine()
        yield KeyFooter(Footer(), glyphs=glyphs)

    def on_mount(self) -> None:
        """Begin to read."""
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_footer())
        self._watch()
        self._show()

    @property
    def lines(self) -> LogLines:
        """The lines."""
        return self.query_one(LogLines)

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again."""
        if beat.changed:
            self._window.changed()
        self._show()

    @work(group="lines", exclusive=True)
    async def _watch(self) -> None:
        async for news in self._window.stretches():
            self.post_message(self.Read(news))

    @on(Read)
    def _take(self, message: Read) -> None:
        message.stop()
        if isinstance(message.news, JoblogError):
            self._told = safe(str(message.news))
        else:
            self._stretch = message.news
            if self._stretch.nothing_more:
                self._told = f"nothing more with {safe(self._sought, LONGEST_TOLD)}"
            self.lines.show(self._stretch, now=self.session.clock(), sought=self._sought)
        self._show()

    # What the operator does

    def _ask(self, query: LineQuery) -> None:
        self._query = query
        self._told = ""
        self.lines.following = True
        self._window.ask(query)
        self._show()

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
        self._show()

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
            self._show()
        elif message.text.strip():
            self._save(Path(message.text.strip()).expanduser())

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
        self._show()

    def action_save(self) -> None:
        """All lines, not only those in view, to a file."""
        name = "".join(each if each.isalnum() or each in "-_." else "_" for each in self._job.id)
        self.query_one(AskLine).ask(SAVE, "save to", f"{name[:60]}.log", "a path")

    @work(group="saving", exclusive=True)
    async def _save(self, path: Path) -> None:
        def progress(count: int) -> None:
            self.post_message(self.Saved(f"saving, {count:,} lines so far"))

        try:
            count = await save_lines(self.session.store(), self._query, path, progress)
        except JoblogError as error:
            self.post_message(self.Saved(safe(str(error))))
        else:
            self.post_message(self.Saved(f"saved {count:,} line{'' if count == 1 else 's'} to {safe(path.name)}"))

    @on(Saved)
    def _show_saved(self, message: Saved) -> None:
        message.stop()
        self._told = message.told
        self._show()

    def action_back(self) -> None:
        """Let go what is being looked for; else to the screen behind this one."""
        if self._stretch.searching is not None and self._window.give_up():
            self._stretch = replace(self._stretch, searching=None)
            self._show()
        else:
            self.app.pop_screen()

    async def action_help(self) -> None:
        """Keys and words."""
        from joblog_tui.ui.screens.help import HelpScreen

        await self.app.push_screen(HelpScreen(self.session, self.active_bindings))

    # Telling the widgets

    def _show(self) -> None:
        if not self.is_mounted:
            return
        session, stretch = self.session, self._stretch
        workspace, lost = session.workspace, session.lost
        header = Header(workspace.name, workspace.store, "lost" if lost else "live", rate=session.rate)
        self.query_one(HeaderLine).show(header)
        self.query_one(Rule).busy(stretch.searching is not None)
        at = stretch.searching
        self.query_one(LinesTitle).show(
            LinesShown(
                nested=self._job.nested if self._query.nested else None,
                least=self._query.least,
                sought=self._sought,
                only=bool(self._query.text),
                count=len(stretch.lines),
                whole=stretch.begins and stretch.ends,
                following=self.lines.following and stretch.ends,
                searching="" if at is None else full_clock(max(0, at), session.clock(), session.zone),
                told=safe(str(lost)) if lost else self._told,
            )
        )
        self._show_footer()

    def _show_footer(self) -> None:
        line = self.lines.cursor
        parts = () if line is None else (f"from {safe(line.source, 40)}" if line.source else "", arrival_words(line))
        place = ", ".join(each for each in parts if each)
        found = hints(self.active_bindings, IN_FOOTER, NEEDED_MOST)
        self.query_one(KeyFooter).show(Footer(found, place))
