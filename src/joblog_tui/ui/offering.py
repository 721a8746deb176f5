"""Hands what the palette offers to Textual's palette, as text: names of views come from outside, and are no markup."""

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content


class Offered(Provider):
    """Everything that ``JoblogApp.get_system_commands`` names."""

    async def discover(self) -> Hits:
        """What is offered before anything is typed."""
        for command in sorted(self._commands(), key=lambda command: command.title):
            if command.discover:
                title = Content(command.title)
                yield DiscoveryHit(_told(title, command), self._run(command), text=command.title)

    async def search(self, query: str) -> Hits:
        """What has the typed letters in its title."""
        matcher = self.matcher(query)
        for command in self._commands():
            score, places = matcher.fuzzy_search.match(query, command.title)
            if score > 0:
                title = Content(command.title)
                for at in places:
                    if not command.title[at].isspace():
                        title = title.stylize(self.match_style or "", at, at + 1)
                yield Hit(score, _told(title, command), self._run(command), text=command.title)

    def _commands(self) -> list[SystemCommand]:
        return list(self.app.get_system_commands(self.screen))

    def _run(self, command: SystemCommand) -> Callable[[], Any]:
        return partial(command.callback)


def _told(title: Content, command: SystemCommand) -> Content:
    """The title, and under it what there is to say of it."""
    return Content("\n").join([title, Content.styled(f"  {command.help}", "$jl-muted")]) if command.help else title
