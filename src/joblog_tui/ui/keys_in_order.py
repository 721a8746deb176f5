"""Every key acts on the screen as the key before has left it, however fast they come.

Textual sends a key to the focused widget, lets it bubble up from queue to queue, and looks for its binding when it has
arrived at the app. Keys typed ahead overtake what the ones before them set going: after ``/`` the first letters of
the query would still act on the list. Here a binding is looked up at once, and the next key waits until every message
that the last one caused has been dealt with. That also saves five hops from queue to queue on each key. What the key
changed is painted at its end, in one frame.
"""

import asyncio
from contextlib import suppress

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.keys import key_to_character

from joblog_tui.ui.beneath import FramesInOneWrite, Standing, has_messages, paint_now, run_binding

ALT = "alt+"
LONGEST_WAIT = 0.5  # seconds; a key must never be lost because something else is slow


class KeysInOrder(FramesInOneWrite):
    """An app that deals with one key after the other."""

    async def on_event(self, event: events.Event) -> None:
        """Take a key to its end before the next one is looked at."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        if event.key.startswith(ALT) and event.key not in self.active_bindings:
            await self._take(events.Key("escape", None))
            event = _without_alt(event)
        await self._take(event)

    async def _take(self, event: events.Key) -> None:
        node = self.focused or self.screen
        typed = self.focused is not None and self.focused.check_consume_key(event.key, event.character)
        standing = Standing()
        if typed or not await run_binding(self, event.key):
            await super().on_event(event)
        if standing.over():
            paint_now(self)
            if not has_messages(node):
                return
        await _settled(node)
        paint_now(self)


def _without_alt(event: events.Key) -> events.Key:
    """The key after an escape that came so soon that a terminal means alt by it; nobody uses alt here."""
    key = event.key.removeprefix(ALT)
    return events.Key(key, event.character or key_to_character(key))


async def _settled(node: DOMNode) -> None:
    """Return when ``node`` and everything above it, up to the screen, have dealt with their messages."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_WAIT):
            for each in node.ancestors_with_self:
                done = asyncio.Event()
                if not isinstance(each, App) and each.call_later(done.set):
                    await done.wait()
