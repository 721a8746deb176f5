"""View all jobs: one job, everything nested in it, and the history and log of the one under the cursor."""

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.message import Message
from textual.timer import Timer

from joblog_tui.feed.detail import Detail, DetailWindow
from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.window import Snapshot
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Listing
from joblog_tui.ui.screens.among import Among
from joblog_tui.ui.screens.tree import TreeScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.breadcrumbs import Breadcrumbs, Way
from joblog_tui.ui.widgets.job_detail import Detailed, job_detail, links_of
from joblog_tui.ui.widgets.job_facts import Facts, JobFacts
from joblog_tui.ui.widgets.job_log import job_log
from joblog_tui.ui.widgets.job_tree.tree import JobTree
from joblog_tui.ui.widgets.pane import Pane
from joblog_tui.ui.widgets.progress_line import Progress, ProgressLine, blocked_words
from joblog_tui.ui.widgets.scrolled_lines import ScrolledLines
from joblog_tui.ui.widgets.status_history import status_history

OF_NESTED_JOBS = ("query", "filters", "stalled", "incomplete", "clear", "freeze")
"""Actions that concern the list of nested jobs alone."""
SETTLED = 0.08  # seconds that the cursor rests on a job before it is looked up


class NestedScreen(Among, TreeScreen):
    """One job. Where nothing is nested in it, or ``alone``, its detail and its log have the whole screen."""

    @dataclass
    class LookedUp(Message):
        """A job was looked up: what it is now, or why that cannot be told."""

        news: Detail | JoblogError
        subject: bool = False

        def can_replace(self, message: Message) -> bool:
            """A detail is whole: a later one makes it needless."""
            return isinstance(message, NestedScreen.LookedUp) and message.subject is self.subject

    def __init__(
        self, session: Session, job: Job, *, store_url: str, above: tuple[Job, ...] = (),
        listing: Listing | None = None, alone: bool = False,
    ) -> None:  # fmt: skip
        """The screen of ``job``, as the list knew it; ``above`` are the jobs that it is nested in, as far as known.

        ``listing`` is the list that the operator comes from. ``alone`` shows the job without what is nested in it.
        """
        super().__init__(session, job, store_url=store_url)
        self._listing = listing
        self._above = above
        self._alone = alone
        self._gone = ""
        self._detail: Detail | None = None
        self._of_subject: Detail | None = None
        self._detail_window = DetailWindow(session.store, job.id, usual=self._usual, clock=session.clock)
        self._subject_window = DetailWindow(session.store, usual=self._usual, clock=session.clock)
        self._settling: Timer | None = None
        self._links_copied = 0

    def compose(self) -> ComposeResult:
        """Where it is, what it is, its nested jobs, history beside log of one of them."""
        glyphs = self.session.glyphs
        yield from self.header_parts()
        yield Breadcrumbs(Way((*self._above, self._job)), glyphs=glyphs)
        yield JobFacts(self._facts(), glyphs=glyphs)
        yield ProgressLine(glyphs=glyphs)
        yield from self.query_parts()
        with Horizontal(id="list"):
            yield from self.list_parts()
            yield Pane("Detail", glyphs=glyphs, id="beside")
        yield self.peek_part()
        with Container(id="panes"):
            yield Pane("Detail" if self.is_leaf else "Status history", glyphs=glyphs, id="history")
            yield Pane("Log", glyphs=glyphs, id="log")
        yield self.foot_part()

    def on_mount(self) -> None:
        """Begin to look."""
        self.set_class(self.is_leaf, "-leaf")
        self._watch_detail()
        self._watch_subject()
        self.look_around()
        if self.is_leaf:
            self.set_focus(self.query_one("#history" if self._alone else "#log", Pane).lines)

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again."""
        super().beat(beat)
        if beat.changed:
            self._detail_window.changed()
            self._subject_window.changed()

    def on_screen_resume(self) -> None:
        """The operator is back."""
        self._detail_window.changed()
        self._subject_window.changed()

    # Looking up the job, and the one under the cursor

    @work(group="detail", exclusive=True)
    async def _watch_detail(self) -> None:
        async for news in self._detail_window.details():
            self.post_message(self.LookedUp(news))

    @work(group="subject", exclusive=True)
    async def _watch_subject(self) -> None:
        async for news in self._subject_window.details():
            self.post_message(self.LookedUp(news, subject=True))

    @on(LookedUp)
    def _take_detail(self, message: LookedUp) -> None:
        message.stop()
        news = message.news
        if message.subject:
            if isinstance(news, Detail):
                self._of_subject = news
            self._refresh_panes()
        elif isinstance(news, Detail):
            self._gone = ""
            self._detail, self._job, self._above = news, news.job, news.above
            self._refresh_detail()
        else:
            self._gone = "" if self.session.lost else str(news)
            self.query_one(JobFacts).show(self._facts())

    def take(self, snapshot: Snapshot) -> None:
        """Take a snapshot of the nested jobs over."""
        self._detail_window.judged(snapshot.stalls)
        self._subject_window.judged(snapshot.stalls)
        super().take(snapshot)
        self._refresh_detail()

    @on(ScrolledLines.TopReached)
    def _further_back(self, message: ScrolledLines.TopReached) -> None:
        message.stop()
        detail = self._shown_detail()
        if detail is not None and not detail.whole:
            (self._detail_window if detail is self._detail else self._subject_window).further_back()

    def show_cursor(self) -> None:
        """Tell what is known of the job under the cursor, and look up the rest when the cursor rests."""
        super().show_cursor()
        if self.is_leaf or not self.is_mounted:
            return
        if self._settling is None and self._shown_detail() is None:
            self._settling = self.set_timer(SETTLED, self._look_up)

    def _look_up(self) -> None:
        self._settling = None
        subject = self.subject
        self._subject_window.turn_to(None if subject is None or subject.id == self._job.id else subject.id)
        self._refresh_panes()

    def _shown_detail(self) -> Detail | None:
        """What was looked up of the job that the panes are about."""
        subject = self.subject
        for detail in (self._detail, self._of_subject):
            if detail is not None and subject is not None and detail.job.id == subject.id:
                return detail
        return None

    # Showing it

    def show_inside(self) -> None:
        """Say what the job waits for, and when it may end."""
        self._refresh_detail()

    def _refresh_detail(self) -> None:
        if self.is_leaf != self.has_class("-leaf"):
            self.set_class(self.is_leaf, "-leaf")
            self.refresh_bindings()
        self.query_one(Breadcrumbs).show(Way((*self._above, self._job), self.place_among()))
        self.query_one(JobFacts).show(self._facts())
        self.show_course()
        detail = self._detail
        if detail is not None:
            blocked = blocked_words(self.inside.path, self.session.second())
            shown = Progress() if self._alone else Progress(detail.below, detail.stalled, blocked)
            self.query_one(ProgressLine).show(shown)
        self._refresh_panes()

    def _refresh_panes(self) -> None:
        detail, session = self._shown_detail(), self.session
        if detail is None:
            return
        now = session.second()
        older = "" if detail.whole else "earlier ones above"
        first, glyphs = self.query_one("#history", Pane), session.glyphs
        beside = self.query_one("#beside", Pane)
        if self.is_leaf or beside.display:
            told = job_detail(
                Detailed(detail, self.state.verdict(detail.job), now, session.vocabulary, session.zone, glyphs)
            )
            (first if self.is_leaf else beside).show(told)
        if self.is_leaf:
            first.retitle("Detail")
        else:
            first.retitle("Status history")
            first.show(status_history(detail.reports, now=now, zone=session.zone, glyphs=glyphs, brief=True), older)
        said = job_log(detail.reports, now=now, zone=session.zone)
        lines = f"{len(said):,} line{'' if len(said) == 1 else 's'}"
        self.query_one("#log", Pane).show(said, f"{lines}, {older}" if older else lines)

    def action_copy_link(self) -> None:
        """The next address that the job under the cursor names, to the terminal's clipboard; nothing opens it."""
        detail = self._shown_detail()
        found = () if detail is None else links_of(detail.reports)
        if not found:
            self.tell("this job names no link")
            return
        link = found[self._links_copied % len(found)]
        self._links_copied += 1
        self.app.copy_to_clipboard(link)
        self.tell(f"copied {link[:60]}")

    @property
    def is_leaf(self) -> bool:
        """Whether the job has the screen for itself."""
        return self._alone or not self._job.nested

    @property
    def subject(self) -> Job | None:
        """The job that keys act on: the one under the cursor, or this one when it has the screen for itself."""
        return self._job if self.is_leaf else super().subject

    async def pivot_to(self, filter: Filter) -> None:
        """The whole log over this screen: what is like this job need not be nested beside it."""
        from joblog_tui.ui.screens.log import LogScreen

        await self.app.push_screen(LogScreen(self.session, store_url=self._store_url, filter=filter))

    @on(JobTree.Opened)
    async def _open_nested(self, message: JobTree.Opened) -> None:
        """The job that the tree is in is open already: alone, it tells more."""
        message.stop()
        message.prevent_default()
        await self.open_job(message.job, alone=message.job.id == self._job.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without nested jobs there is nothing to filter, fold or freeze."""
        if action in (*OF_NESTED_JOBS, "form", "all_folds", "trouble", "blocking", "detail") and self.is_leaf:
            return False
        return super().check_action(action, parameters)

    def _tick(self) -> None:
        super()._tick()
        self._refresh_detail()

    def _facts(self) -> Facts:
        session = self.session
        reports = () if self._detail is None else self._detail.reports
        return Facts(
            self._job, reports, self.state.verdict(self._job), session.second(), session.vocabulary, session.zone,
            self.inside.estimate, self._gone,
        )  # fmt: skip
