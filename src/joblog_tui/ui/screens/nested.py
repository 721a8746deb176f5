"""View all jobs: one job, everything nested in it, and the history and log of the one under the cursor."""

import asyncio
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.message import Message
from textual.timer import Timer

from joblog_tui.feed.cadence import happens
from joblog_tui.feed.detail import Detail, DetailWindow
from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.window import Snapshot
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Facets, Listing
from joblog_tui.ui.beneath import is_stacked
from joblog_tui.ui.screens.alone import AloneScreen
from joblog_tui.ui.screens.among import Among
from joblog_tui.ui.screens.beside import BesideScreen
from joblog_tui.ui.screens.tree import TreeScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.breadcrumbs import Breadcrumbs, Way
from joblog_tui.ui.widgets.detail_pane import DetailPane
from joblog_tui.ui.widgets.job_detail import Detailed, links_of
from joblog_tui.ui.widgets.job_facts import Facts, JobFacts
from joblog_tui.ui.widgets.job_log import job_log
from joblog_tui.ui.widgets.job_tree.tree import JobTree
from joblog_tui.ui.widgets.pane import Pane
from joblog_tui.ui.widgets.progress_line import Progress, ProgressLine, blocked_words
from joblog_tui.ui.widgets.rule import Rule
from joblog_tui.ui.widgets.scrolled_lines import ScrolledLines
from joblog_tui.ui.widgets.status_history import status_history

ROOM_FOR_ALL = 50  # cells from which on the history says of each change by whom, and what it was before
CHILDREN = 6  # nested jobs that the detail beside the tree shows
ROWS_FIRST = 0.2  # seconds that everything else waits for the first rows, at most
SETTLED = 0.08  # seconds that the cursor rests on a job before it is looked up


class NestedScreen(AloneScreen, Among, BesideScreen, TreeScreen):
    """One job. Where nothing is nested in it, or ``alone``, its detail and its log have the whole screen."""

    taken = False
    """Whether it is about to be shown."""
    _settling: Timer | None = None
    _waiting: Timer | None = None

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
        self._stand(job, above, listing, alone=alone)

    def _stand(self, job: Job, above: tuple[Job, ...], listing: Listing | None, *, alone: bool) -> None:
        session = self.session
        self._listing = listing
        self._standing = None
        self._above = above
        self._alone = alone
        self._gone = ""
        self._detail: Detail | None = None
        self._of_subject: Detail | None = None
        usual, clock = session.usual, session.clock
        self._below = Facets()
        self._detail_window = DetailWindow(session.store, job.id, below=False, usual=usual, clock=clock)
        self._subject_window = DetailWindow(session.store, children=CHILDREN, below=False, usual=usual, clock=clock)
        self._links_copied = 0
        self._there = asyncio.Event()

    def turn_to(self, job: Job, *, store_url: str, listing: Listing | None = None, alone: bool = False) -> None:
        """Be the screen of ``job`` as if it had just been made; it must not be on any stack."""
        self._store_url = store_url
        self.start_over(Filter(), job.id)
        self.take_up(job)
        self._stand(job, (), listing, alone=alone)
        self.job_tree.start_over()
        self.sidebar.start_over()
        for pane in self.query(Pane):
            pane.start_over()
        self.show_choices()
        self.begin()

    async def there(self, patience: float) -> None:
        """Wait until there is something to see, ``patience`` seconds at most."""
        await happens(self._there, patience)

    def rest(self) -> None:
        """Do nothing while nobody looks."""
        self.workers.cancel_node(self)
        self.query_one(Rule).busy(False)
        for timer in (self._settling, self._waiting):
            if timer is not None:
                timer.stop()
        self._settling = self._waiting = None

    @property
    def is_free(self) -> bool:
        """Whether nobody looks at it, nor will when what lies over it is closed, and nothing is half done on it."""
        return self.is_running and not (self.taken or is_stacked(self) or self.query_bar.editing)

    def on_screen_suspend(self) -> None:
        """Something lies over it, or it was closed."""
        self.taken = False
        if not is_stacked(self):
            self.rest()

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
            yield from self.beside_part()
        yield self.peek_part()
        with Container(id="panes"):
            yield DetailPane(heading=False, glyphs=glyphs, id="history")
            yield Pane("Log", glyphs=glyphs, id="log")
        yield self.foot_part()

    def begin(self) -> None:
        """Look at the store from now on."""
        self.set_class(self.is_leaf, "-leaf")
        super().begin()
        if self.is_leaf:
            self.set_focus(self.query_one("#history" if self._alone else "#log", Pane).lines)
            self.look_closer()
        else:
            self.set_focus(self.table)
            self._waiting = self.set_timer(ROWS_FIRST, self._rows_drawn)
        self._refresh_detail()

    def _rows_drawn(self) -> None:
        if self._waiting is not None:
            self.look_closer()

    def look_closer(self) -> None:
        """Look also for what the rows do not tell: they come first, because a store answers one after the other."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        super().look_closer()
        self._watch_detail()
        self._watch_subject()
        self.look_around()

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
            self._below = news.below or self._below
            self._refresh_detail()
            if self.is_leaf:
                self._there.set()
        else:
            self._gone = "" if self.session.lost else str(news)
            self.query_one(JobFacts).show(self._facts())

    def take(self, snapshot: Snapshot) -> None:
        """Take a snapshot of the nested jobs over."""
        self._detail_window.judged(snapshot.stalls)
        self._subject_window.judged(snapshot.stalls)
        super().take(snapshot)
        self._count_below()
        self._refresh_detail()
        if not self.is_leaf and not self._there.is_set():
            self._there.set()
            self.call_after_refresh(self._rows_drawn)

    def _count_below(self) -> None:
        """Take over what the list counts anyway, when that is everything nested in the job; else have it counted."""
        snapshot = self.state.current
        everything = Listing(Filter(everywhere=True), parent=self._job.id)
        known = self.state.listing.counted == everything
        if snapshot is not None and snapshot.counted and self.state.filter.empty:
            known = known or snapshot.facets.everything == self._job.nested
            self._below = snapshot.facets if known else self._below
        self._detail_window.count_below(not known and not self._alone)

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
            below = self._below
            shown = Progress() if self._alone else Progress(below.status, below.stalled, blocked)
            self.query_one(ProgressLine).show(shown)
        self._refresh_panes()

    def _refresh_panes(self) -> None:
        detail, session = self._shown_detail(), self.session
        if detail is None:
            return
        now = session.second()
        older = "" if detail.whole else "earlier ones above"
        first, glyphs = self.query_one("#history", DetailPane), session.glyphs
        first.retitle("Detail" if self.is_leaf else "Status history")
        first.lines.from_top = self.is_leaf
        if self.is_leaf or self.is_beside:
            verdict = self.state.verdict(detail.job)
            shown = Detailed(detail, verdict, now, session.vocabulary, session.zone, glyphs)
            for pane in [first] if self.is_leaf else self.query("#beside").results(DetailPane):
                pane.tell(shown)
        if not self.is_leaf and first.display:
            brief = first.size.width < ROOM_FOR_ALL
            first.show(status_history(detail.reports, now=now, zone=session.zone, glyphs=glyphs, brief=brief), older)
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
        job = self.meant(message.job)
        await self.open_job(job, alone=job.id == self._job.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without nested jobs there is nothing to fold; what would filter or freeze them says so."""
        if action in ("form", "all_folds", "trouble", "blocking", "detail", "beside") and self.is_leaf:
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
