"""The main screen: the automation log."""

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer

from joblog_tui.feed.detail import Detail, DetailWindow
from joblog_tui.feed.pulse import Beat
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.query.filters import Filter
from joblog_tui.ui.reopening import Opening
from joblog_tui.ui.screens.beside import BesideScreen
from joblog_tui.ui.screens.viewing import ViewingScreen
from joblog_tui.ui.session import Session

CHILDREN = 6  # nested jobs that the detail beside the list shows
SETTLED = 0.06  # seconds without a move of the cursor before the job under it is looked up


class LogScreen(BesideScreen, ViewingScreen):
    """The jobs of the workspace, live; on a wide terminal with the job under the cursor beside them."""

    with_log = True

    @dataclass
    class Inspecting(Message):
        """The job under the cursor was looked up."""

        detail: Detail

        def can_replace(self, message: Message) -> bool:
            """A detail is whole: a later one makes it needless."""
            return isinstance(message, LogScreen.Inspecting)

    def __init__(
        self, session: Session, *, store_url: str, filter: Filter | None = None, opening: Opening | None = None
    ) -> None:
        super().__init__(session, store_url=store_url, filter=filter, opening=opening)
        self._detail: Detail | None = None
        self._detail_window = DetailWindow(
            session.store, children=CHILDREN, below=False, usual=session.usual, clock=session.clock
        )
        self._settling: Timer | None = None
        self._pointed: Job | None = None

    def compose(self) -> ComposeResult:
        """Header, query, activity, filters beside the list, the job under the cursor, keys."""
        yield from self.header_parts()
        yield from self.query_parts()
        yield self.strip_part()
        with Horizontal(id="list"):
            yield from self.list_parts()
            yield from self.beside_part()
        yield self.peek_part()
        yield self.foot_part()

    def on_mount(self) -> None:
        """Be ready to look at the job under the cursor."""
        self._watch_detail()

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again."""
        super().beat(beat)
        if beat.changed and self.is_beside and self.state.freeze is None:
            self._detail_window.changed()

    def action_trail_back(self) -> None:
        """To the filter before this one; a log that was opened from inside a job begins there."""
        if self._trail.behind:
            super().action_trail_back()
        else:
            self.leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Behind the first filter is the screen that this one was opened from."""
        if action == "trail_back" and self.is_mounted and self.can_leave:
            return True
        return super().check_action(action, parameters)

    @work(group="detail", exclusive=True)
    async def _watch_detail(self) -> None:
        async for news in self._detail_window.details():
            if not isinstance(news, JoblogError):  # the pulse tells what is wrong with the store
                self.post_message(self.Inspecting(news))

    @on(Inspecting)
    def _take_detail(self, message: Inspecting) -> None:
        message.stop()
        self._detail = message.detail
        self._show_beside()

    def show_cursor(self) -> None:
        """Look up the job under the cursor when the cursor rests; until then the detail is that of the last one."""
        super().show_cursor()
        if self.is_beside and self.subject is None:
            self._show_beside()
        if self.is_beside and self._settling is None:
            self._pointed = self.subject
            self._settling = self.set_timer(SETTLED, self._look_up)

    def _look_up(self) -> None:
        self._settling = None
        before, self._pointed = self._pointed, self.subject
        if before is not None and self.subject is not None and before.id != self.subject.id:
            self._settling = self.set_timer(SETTLED, self._look_up)
            return
        self._detail_window.turn_to(None if self.subject is None else self.subject.id)
        self._show_beside()

    def _show_beside(self) -> None:
        """Tell everything of the job under the cursor, as soon as that is known."""
        from joblog_tui.ui.widgets.detail_pane import DetailPane
        from joblog_tui.ui.widgets.job_detail import Detailed

        job, detail, session, freeze = self.subject, self._detail, self.session, self.state.freeze
        for pane in self.query("#beside").results(DetailPane):
            if job is None:
                pane.start_over()
            elif detail is not None and detail.job.id == job.id:
                now = session.second() if freeze is None else freeze.at
                verdict = self.state.verdict(job)
                pane.tell(Detailed(detail, verdict, now, session.vocabulary, session.zone, session.glyphs))
