"""The live part of the screen with a job's log: what is read, and what the widgets say of it."""

from contextlib import suppress
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from joblog_tui.feed.line_window import LineWindow
from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.stretch import Stretch
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.query.log_lines import LineQuery
from joblog_tui.text import safe
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


class LinesScreen(WatchingScreen):
    """Reads the log of one job, and tells its widgets what to show. A subclass says what keys do."""

    AUTO_FOCUS = "LogLines"
    HORIZONTAL_BREAKPOINTS = [(0, "-drawer"), (120, "-docked"), (180, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (10, "-short"), (30, "-tall")]  # noqa: RUF012

    @dataclass
    class Read(Message):
        """The window has read lines, or could not."""

        news: Stretch | JoblogError

        def can_replace(self, message: Message) -> bool:
            """A stretch is whole: a later one makes it needless."""
            return isinstance(message, LinesScreen.Read)

    @dataclass
    class WayFound(Message):
        """The jobs from the outermost down to the one whose log this is; none when it is not there any more."""

        jobs: tuple[Job, ...]

    def __init__(self, session: Session, job: Job) -> None:
        """The log of ``job``."""
        super().__init__()
        self.session = session
        self._job = job
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
        yield Breadcrumbs(Way((self._job,)), glyphs=glyphs)
        yield LinesTitle(LinesShown(), glyphs=glyphs)
        yield LogLines(self._stretch, zone=self.session.zone, glyphs=glyphs)
        yield AskLine()
        yield KeyFooter(Footer(), glyphs=glyphs)

    def on_mount(self) -> None:
        """Begin to read."""
        self.bindings_updated_signal.subscribe(self, lambda _: self._show_footer())
        self._watch()
        self._find_the_way()
        self.show()

    @work(group="way", exclusive=True)
    async def _find_the_way(self) -> None:
        with suppress(JoblogError):  # the pulse tells what is wrong with the store
            self.post_message(self.WayFound(await self.session.store().path(self._job.id)))

    @on(WayFound)
    def _show_the_way(self, message: WayFound) -> None:
        message.stop()
        if message.jobs:
            self._job = message.jobs[-1]
            self.query_one(Breadcrumbs).show(Way(message.jobs))
            self.show()

    @property
    def lines(self) -> LogLines:
        """The lines."""
        return self.query_one(LogLines)

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again."""
        if beat.changed:
            self._window.changed()
            self._find_the_way()
        self.show()

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
        self.show()

    def show(self) -> None:
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
