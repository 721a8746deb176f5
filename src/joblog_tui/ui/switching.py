"""From one workspace to another without leaving the dashboard."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.message import Message
from textual.screen import Screen

from joblog_tui.feed.pulse import Pulse
from joblog_tui.model.errors import JoblogError, UsageError
from joblog_tui.store.base import JobStore
from joblog_tui.store.factory import known_as
from joblog_tui.ui.wishing import Wishing

OpenStore = Callable[[str], Awaitable[JobStore]]
"""Opens the store at a URL for the operator; ``JoblogError`` when that cannot be done or is not allowed."""


@dataclass
class WorkspaceWanted(Message):
    """The operator wants to see the log of the store at a URL."""

    url: str


class Switching(Wishing):
    """An app that can turn to the store of another workspace. Whatever is wrong with that, this one stays.

    Each has screens of its own, a mode of Textual's: the screens of the one before go when those of the next are there.
    """

    DEFAULT_MODE: ClassVar[str] = "workspace 1"

    url: str
    open_store: OpenStore
    _opened = 1

    async def action_workspaces(self) -> None:
        """Choose another workspace."""
        from joblog_tui.ui.screens.workspaces import WorkspacesDialog

        await self.push_screen(WorkspacesDialog(self.session, self.open_store, self._is_here))

    def _is_here(self, url: str) -> bool:
        try:
            return known_as(url) == known_as(self.url)
        except UsageError:
            return False

    def log_screen(self) -> Screen[None]:
        """The log of the store that the session has."""
        raise NotImplementedError

    async def reopen(self) -> None:
        """Find out what the log of the store that the session has opens with."""
        raise NotImplementedError

    def keep_watch(self) -> object:
        """Watch the store that the session has, and no other."""
        raise NotImplementedError

    @on(WorkspaceWanted)
    def _wanted(self, message: WorkspaceWanted) -> None:
        self._switch(message.url)

    @work(group="switching", exclusive=True)
    async def _switch(self, url: str) -> None:
        session = self.session
        pulse = Pulse(partial(self.open_store, url))
        try:
            await pulse.open()
            workspace, vocabulary = await pulse.store.workspace(), await pulse.store.vocabulary()
        except JoblogError as error:
            await pulse.close()
            self.tell_of(str(error), wrong=True)
            return
        before, self.url = session.pulse, url
        session.turn_to(pulse, workspace, vocabulary, known_as(url))
        self.keep_watch()
        await self.reopen()
        gone = self.current_mode
        self._opened += 1
        self.add_mode(f"workspace {self._opened}", self.log_screen)
        await self.switch_mode(f"workspace {self._opened}")
        await self.remove_mode(gone)
        await before.close()
