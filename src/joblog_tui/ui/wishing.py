"""What the operator wishes, made so at once: by the configuration when it was changed, by the palette, by keys."""

import asyncio
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import App
from textual.message import Message
from textual.theme import Theme

from joblog_tui.feed.pulse import Beat
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.stall import mistake_in
from joblog_tui.text import safe
from joblog_tui.ui.ground import GroundTold, asks
from joblog_tui.ui.look.first_theme import first_theme
from joblog_tui.ui.look.themes import THEMES
from joblog_tui.ui.preferences import GlyphSet, Motion, Preferences
from joblog_tui.ui.screens.watching import WatchingScreen
from joblog_tui.ui.session import Session

LOOK_EVERY = 1.0  # seconds between two looks at the configuration
TOLD_FOR = 8.0  # seconds that a notice stays
LONGEST = 400  # characters of a notice

PLAIN = "-plain"
"""The class of the app where no ground tells things apart."""

Reload = Callable[[], Preferences | None]
"""The preferences when the configuration was changed since the last call, else None; ``JoblogError`` says what is
wrong with it. Called in a thread."""


class Wishing(App[None]):
    """An app that is as its operator wishes."""

    session: Session
    reload: Reload | None = None
    limits: dict[str, int]
    """Stall limits that are set, milliseconds by task slug, for whoever opens a store here."""
    _theme_shown = ""  # that the app has turned to by itself, until it is told of the change
    look_every: ClassVar[float] = LOOK_EVERY

    @dataclass
    class Reconfigured(Message):
        """The configuration was changed: what it says now, or why it cannot be read."""

        news: Preferences | JoblogError

    def begin_as_wished(self) -> None:
        """Register the themes, and begin with what was chosen."""
        for known in THEMES:
            self.register_theme(known)
        self.session.turn_to_zone()
        self.session.turn_to_signs(os.environ)
        self._show_theme()
        self.set_keymap(self.session.preferences.keys)

    def on_mount(self) -> None:
        """Keep what the operator chooses; tell what there is to tell about the last time."""
        self.theme_changed_signal.subscribe(self, self._theme_changed)
        if self.session.memory.notice:
            self.tell_of(self.session.memory.notice)
        if self.reload is not None:
            self._keep_configured(self.reload)

    def tell_of(self, what: str, *, wrong: bool = False) -> None:
        """A notice over the screen, for a few seconds; ``what`` may come from outside."""
        severity = "error" if wrong else "information"
        self.notify(safe(what, LONGEST), severity=severity, timeout=TOLD_FOR, markup=False)  # type: ignore[arg-type]

    def choose_zone(self, name: str) -> None:
        """Tell times in this zone from now on."""
        self.session.choices.set_zone(name)
        self._arrange_anew()

    def choose_signs(self, glyphs: GlyphSet) -> None:
        """Draw with these signs from now on."""
        self.session.choices.set_glyphs(glyphs)
        self._arrange_anew()

    def choose_motion(self, motion: Motion) -> None:
        """Let things move, or not, from now on."""
        self.session.choices.set_motion(motion)
        self._arrange_anew()

    @work(group="configuration", exclusive=True)
    async def _keep_configured(self, reload: Reload) -> None:
        while True:
            await asyncio.sleep(self.look_every)
            try:
                news: Preferences | JoblogError | None = await asyncio.to_thread(reload)
            except JoblogError as error:
                news = error
            if news is not None:
                self.post_message(self.Reconfigured(news))

    @on(Reconfigured)
    def _reconfigure(self, message: Reconfigured) -> None:
        mistake = str(message.news) if isinstance(message.news, JoblogError) else self._judged_by(message.news.limits)
        if mistake or isinstance(message.news, JoblogError):
            self.tell_of(f"{mistake} - everything stays as it was", wrong=True)
            return
        self.session.preferences = message.news
        self.set_keymap(message.news.keys)
        self._show_theme()
        self._arrange_anew()
        self.tell_of("the changed configuration holds")

    def _judged_by(self, limits: Mapping[str, int]) -> str:
        """Judge what is stalled by these limits from now on; what is wrong with them, else nothing."""
        wrong = mistake_in(limits, self.session.vocabulary)
        if wrong is not None:
            return f"the configuration: stall.limits.{wrong[0]} {wrong[1]}"
        if limits != self.limits:
            self.limits.clear()
            self.limits.update(limits)
            self._judge_anew()
        return ""

    def _judge_anew(self) -> None:
        session = self.session
        session.store().judge_by(self.limits)
        for screen in self.screen_stack:
            if isinstance(screen, WatchingScreen) and screen.is_mounted:
                screen.beat(Beat(changed=True, rate=session.rate, lost=session.lost, log=session.log))

    @property
    def asks_ground(self) -> bool:
        """Whether it depends on the terminal's ground which theme is shown."""
        return self.session.choices.theme is None and asks(os.environ, self.console.color_system)

    @on(GroundTold)
    def _take_ground(self, message: GroundTold) -> None:
        self.session.choices.set_ground(os.environ, message.light)
        self._show_theme()

    def _show_theme(self) -> None:
        choices = self.session.choices
        chosen = choices.theme
        if chosen is None or chosen not in self.available_themes:
            chosen = first_theme(self.console.color_system, os.environ, choices.light_ground(os.environ))
        if chosen != self.theme:
            self._theme_shown = chosen
            self.theme = chosen
        self.set_class(self.no_color or self.current_theme.ansi, PLAIN)

    def _theme_changed(self, theme: Theme) -> None:
        shown, self._theme_shown = self._theme_shown, ""
        if theme.name != shown:
            self.session.choices.set_theme(theme.name)
        self.set_class(self.no_color or theme.ansi, PLAIN)

    def _arrange_anew(self) -> None:
        self.session.turn_to_zone()
        self.session.turn_to_signs(os.environ)
        for screen in self.screen_stack:
            if isinstance(screen, WatchingScreen) and screen.is_mounted:
                screen.show_choices()
