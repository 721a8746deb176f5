"""The dashboard as an app: opens the store, keeps watch over it, shows the log, and leaves the terminal as it was."""

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from signal import Signals
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message
from textual.screen import Screen

from joblog_tui.feed.pulse import Beat, Pulse
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.moment import now_ms
from joblog_tui.store.base import JobStore
from joblog_tui.ui.behind_glance import BehindGlance
from joblog_tui.ui.failing import FailingQuietly
from joblog_tui.ui.glance.stage import Stage
from joblog_tui.ui.kept_stylesheet import KeptStylesheet
from joblog_tui.ui.keymap import PALETTE, SUSPEND, bindings
from joblog_tui.ui.keys_in_order import KeysInOrder
from joblog_tui.ui.last_visit import visit_before
from joblog_tui.ui.look.ascii_only import AsciiOnly
from joblog_tui.ui.look.monochrome import WithoutColour
from joblog_tui.ui.look.themes import variable_defaults
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.outlasting import outlasting
from joblog_tui.ui.preferences import Preferences
from joblog_tui.ui.reopening import Opening, opening
from joblog_tui.ui.screens.log import LogScreen
from joblog_tui.ui.screens.watching import WatchingScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.stylesheets import stylesheets
from joblog_tui.ui.switching import OpenStore, Switching
from joblog_tui.ui.wishing import Reload

if TYPE_CHECKING:
    from textual.command import Provider


def _offered() -> "type[Provider]":
    """Imported when the palette is opened first."""
    from joblog_tui.ui.offering import Offered

    return Offered


class JoblogApp(BehindGlance, KeysInOrder, FailingQuietly, Switching):
    """The dashboard on one store.

    When it has ended, ``failure`` is why it could not go on (None when the operator left), and ``return_code`` is 0,
    or 128 plus the number of the signal that ended it.
    """

    TITLE = "joblog"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SUSPEND, PALETTE),
        Binding("ctrl+c", "quit", "quit", show=False, id="interrupt"),
    ]

    COMMANDS: ClassVar[set["type[Provider] | Callable[[], type[Provider]]"]] = {_offered}

    _being_made = False
    _told_to_leave: Signals | None = None

    @dataclass
    class Beaten(Message):
        """The pulse has told something of the store."""

        beat: Beat

    def __init__(
        self,
        store_url: str,
        *,
        query: str = "",
        view: str | None = None,
        me: str,
        limits: dict[str, int] | None = None,
        open_store: OpenStore | None = None,
        clock: Callable[[], int] = now_ms,
        zone: tzinfo | None = None,
        preferences: Preferences | None = None,
        memory: Memory | None = None,
        reload: Reload | None = None,
        stage: Stage | None = None,
    ) -> None:
        """A dashboard of ``me`` (a login name) on the store at ``store_url``, beginning with ``query``, with
        the ``view`` of that name, or with what was listed when it was left.

        ``limits`` are stall limits by task slug, in milliseconds, changed when the configuration is. ``open_store``
        opens the store at a URL in our place; ``clock`` gives epoch milliseconds; ``zone`` None is the machine's own.
        ``preferences`` are those of the configuration, ``reload`` gives those of a changed one; ``memory`` is what was
        set on the screen the last time. ``stage`` is a terminal with a glance on it.
        """
        super().__init__(stage, css_path=[str(path) for path in stylesheets()])
        self.url = store_url
        self.open_store = open_store or self._open_store
        self.reload = reload
        self._query = query
        self._view = view
        self.limits = {} if limits is None else limits
        self._opening = Opening()
        preferences = preferences or Preferences()
        self.session = Session(
            Pulse(partial(self.open_store, store_url)),
            me,
            clock=clock,
            zone=zone,
            memory=memory or Memory(store=store_url),
            preferences=preferences,
        )
        self.begin_as_wished()
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.add_mode(self.DEFAULT_MODE, self.log_screen)

    async def _open_store(self, url: str) -> JobStore:
        from joblog_tui.store.factory import open_store

        return await open_store(url, self.limits)

    # Beginning and end

    async def on_load(self) -> None:
        """Open the store before the terminal is taken over, so that an error is told on the plain screen."""
        session = self.session
        try:
            await session.pulse.open()
            session.workspace = await session.store().workspace()
            session.vocabulary = await session.store().vocabulary()
            session.visited = visit_before(session.memory, session.workspace.created_at)
            self._opening = await opening(session, self._query, self._view)
            self._being_made = True
        except JoblogError as error:
            self.failure = error
            self.exit(return_code=error.exit_code)

    def log_screen(self) -> LogScreen:
        """The log of the store that the session has, with what it opens with."""
        return LogScreen(self.session, store_url=self.url, opening=self._opening)

    async def reopen(self) -> None:
        """On another store: open with what was listed there."""
        self._opening = await opening(self.session)

    def on_mount(self) -> None:
        """Begin to watch the store; after a stay in the shell, draw everything anew."""
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self.keep_watch()

    def on_ready(self) -> None:
        """What the beginning made stays: the garbage collector need not look at it again, least of all during a key."""
        gc.freeze()
        gc.enable()
        self._being_made = False
        if self._told_to_leave is not None:
            self.leave_because_of(self._told_to_leave)

    async def on_unmount(self) -> None:
        """Give the store back."""
        await self.session.pulse.close()

    def leave_because_of(self, number: Signals) -> None:
        """Leave as if the operator had, because the process was told to end."""
        if self.stage is not None and self.stage.standing:
            self.stage.end(number)
        if self._being_made:  # screens cannot be taken down before they stand
            self._told_to_leave = number
        else:
            self.exit(return_code=0 if number is Signals.SIGINT else 128 + number)

    # Watching the store

    @work(group="pulse", exclusive=True)
    async def keep_watch(self) -> None:
        """Hear what the pulse of the store has to tell."""
        async for beat in self.session.pulse.beats():
            self.post_message(self.Beaten(beat))

    @on(Beaten)
    def _take_beat(self, message: Beaten) -> None:
        session, beat = self.session, message.beat
        session.lost = beat.lost
        session.rate = beat.rate
        session.log = beat.log
        if beat.vocabulary is not None:
            session.vocabulary = beat.vocabulary
        for screen in self._seen(self.screen_stack):
            screen.beat(beat)

    @staticmethod
    def _seen(stack: Sequence[Screen[object]]) -> Iterable[WatchingScreen]:
        """The live screen that is seen, which a dialogue may lie over."""
        return [screen for screen in stack if isinstance(screen, WatchingScreen) and screen.is_mounted][-1:]

    def get_driver_class(self) -> type[Driver]:
        """How Textual talks to the terminal, which may go away, and which sends escape as the beginning of others."""
        stock = super().get_driver_class()
        if stock.__name__ == "LinuxDriver":
            from joblog_tui.ui.asking_driver import Asking

            stock = Asking
        return outlasting(self.on_stage(stock))

    # How it looks, and what the palette offers

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What themes that know nothing of joblog leave out."""
        return variable_defaults(self.current_theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colour, where no colour is wanted; without drawing characters, where they cannot be shown."""
        filters = [WithoutColour()] if self.no_color else [*super().get_line_filters()]
        return [*filters, AsciiOnly()] if self.session.ascii_glyphs else filters

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that can be done and chosen here."""
        from joblog_tui.ui.palette import offered

        return offered(self, screen)
