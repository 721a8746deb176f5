"""View all jobs: one job, everything nested directly in it, its status history and its log."""

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.message import Message

from joblog_tui.feed.detail import Detail, DetailWindow
from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.window import Snapshot
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.query.filters import Filter
from joblog_tui.ui.screens.listing import ListScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.breadcrumbs import Breadcrumbs, Way
from joblog_tui.ui.widgets.job_facts import Facts, JobFacts
from joblog_tui.ui.widgets.job_log import job_log
from joblog_tui.ui.widgets.pane import Pane
from joblog_tui.ui.widgets.progress_line import Progress, ProgressLine
from joblog_tui.ui.widgets.scrolled_lines import ScrolledLines
from joblog_tui.ui.widgets.status_history import status_history

OF_NESTED_JOBS = ("query", "filters", "stalled", "incomplete", "clear", "freeze")
"""Actions that concern the list of nested jobs alone."""


class NestedScreen(ListScreen):
    """One job. It has nested jobs or not: without them there is more room for its history and its log."""

    @dataclass
    class Detailed(Message):
        """The job was looked up: what it is now, or why that cannot be told."""

        news: Detail | JoblogError

        def can_replace(self, message: Message) -> bool:
            """A detail is whole: a later one makes it needless."""
            return isinstance(message, NestedScreen.Detailed)

    def __init__(self, session: Session, job: Job, *, store_url: str, above: tuple[Job, ...] = ()) -> None:
        """The screen of ``job``, as the list knew it; ``above`` are the jobs that it is nested in, as far as known."""
        super().__init__(session, store_url=store_url, parent=job.id)
        self._job = job
        self._above = above
        self._detail: Detail | None = None
        self._detail_window = DetailWindow(session.store, job.id, clock=session.clock)

    def compose(self) -> ComposeResult:
        """Where it is, what it is, its nested jobs, its history beside its log."""
        glyphs = self.session.glyphs
        yield from self.header_parts()
        yield Breadcrumbs(Way((*self._above, self._job)), glyphs=glyphs)
        yield JobFacts(self._facts(), glyphs=glyphs)
        yield ProgressLine(glyphs=glyphs)
        yield from self.query_parts()
        with Horizontal(id="list"):
            yield from self.list_parts()
        yield self.peek_part()
        with Container(id="panes"):
            yield Pane("Status history", glyphs=glyphs, id="history")
            yield Pane("Log", glyphs=glyphs, id="log")
        yield self.foot_part()

    def on_mount(self) -> None:
        """Begin to look."""
        self.set_class(self.is_leaf, "-leaf")
        self._watch_detail()
        if self.is_leaf:
            self.set_focus(self.query_one("#log", Pane).lines)

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again."""
        super().beat(beat)
        if beat.changed:
            self._detail_window.changed()

    def on_screen_resume(self) -> None:
        """The operator is back."""
        self._detail_window.changed()

    @work(group="detail", exclusive=True)
    async def _watch_detail(self) -> None:
        async for news in self._detail_window.details():
            self.post_message(self.Detailed(news))

    @on(Detailed)
    def _take_detail(self, message: Detailed) -> None:
        message.stop()
        if isinstance(message.news, Detail):
            self._detail = message.news
            self._job = message.news.job
            self._above = message.news.above
            self._refresh_detail()
        else:
            self.state.trouble = str(message.news)
            self.show_state()

    def take(self, snapshot: Snapshot) -> None:
        """Take a snapshot of the nested jobs over."""
        self._detail_window.judged(snapshot.stalls)
        super().take(snapshot)
        self._refresh_detail()

    @on(ScrolledLines.TopReached)
    def _further_back(self, message: ScrolledLines.TopReached) -> None:
        message.stop()
        if self._detail is not None and not self._detail.whole:
            self._detail_window.further_back()

    def _refresh_detail(self) -> None:
        detail = self._detail
        if self.is_leaf != self.has_class("-leaf"):
            self.set_class(self.is_leaf, "-leaf")
            self.refresh_bindings()
        self.query_one(Breadcrumbs).show(Way((*self._above, self._job)))
        self.query_one(JobFacts).show(self._facts())
        if detail is None:
            return
        self.query_one(ProgressLine).show(Progress(detail.below))
        session = self.session
        now = session.second()
        older = "" if detail.whole else "earlier ones above"
        history = status_history(detail.reports, now=now, zone=session.zone, glyphs=session.glyphs)
        self.query_one("#history", Pane).show(history, older)
        said = job_log(detail.reports, now=now, zone=session.zone)
        lines = f"{len(said):,} line{'' if len(said) == 1 else 's'}"
        self.query_one("#log", Pane).show(said, f"{lines}, {older}" if older else lines)

    @property
    def is_leaf(self) -> bool:
        """Whether nothing is nested in the job."""
        return not self._job.nested

    @property
    def subject(self) -> Job | None:
        """The job that keys act on: the one under the cursor, or this one when it has no nested jobs."""
        return self._job if self.is_leaf else super().subject

    async def pivot_to(self, filter: Filter) -> None:
        """The whole log over this screen: what is like this job need not be nested beside it."""
        from joblog_tui.ui.screens.log import LogScreen

        await self.app.push_screen(LogScreen(self.session, store_url=self._store_url, filter=filter))

    @property
    def above_subject(self) -> tuple[Job, ...]:
        """The way down to the subject."""
        return self._above if self.is_leaf else (*self._above, self._job)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without nested jobs there is nothing to filter or freeze."""
        if action in OF_NESTED_JOBS and self.is_leaf:
            return False
        return super().check_action(action, parameters)

    def _tick(self) -> None:
        super()._tick()
        self.query_one(JobFacts).show(self._facts())

    def _facts(self) -> Facts:
        session = self.session
        reports = () if self._detail is None else self._detail.reports
        return Facts(
            self._job, reports, self.state.verdict(self._job), session.second(), session.vocabulary, session.zone
        )
