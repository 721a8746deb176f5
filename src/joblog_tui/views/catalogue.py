"""The views of one person on one store, wherever each is kept."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from joblog_tui.model.errors import UsageError
from joblog_tui.query.views import Place, View, built_in, combined, named
from joblog_tui.store.base import JobStore
from joblog_tui.views.private import PrivateViews


class Catalogue:
    """Lists, saves and removes views for ``me``. ``store`` is asked anew each time: it may have been opened anew."""

    def __init__(self, store: Callable[[], JobStore], me: str, private: PrivateViews | None = None) -> None:
        self._store = store
        self._me = me
        self._private = PrivateViews() if private is None else private

    async def all(self) -> tuple[View, ...]:
        """Built in, shared, private; a private one stands in for a shared one of its name."""
        shared = await self._store().views()
        private = await asyncio.to_thread(self._private.load)
        return combined(built_in(self._me), shared, private)

    async def named(self, name: str) -> View:
        """The view of a name, letter case aside; ``UsageError`` with the nearest name when there is none."""
        return named(await self.all(), name)

    async def save(self, view: View) -> View:
        """Keep a view where its ``place`` says; ``UsageError`` when its name cannot be used."""
        if view.place == "built-in":
            raise UsageError(f"the view {view.name} is built in")
        if view.place == "shared":
            await self._store().save_view(view, self._me)
        else:
            await asyncio.to_thread(self._private.save, view)
        return replace(view, name=view.name.strip())

    async def remove(self, name: str, place: Place | None = None) -> View:
        """Take a view away: the private one of that name, else the shared one; or the one at ``place``."""
        views = await self._store().views() if place == "shared" else await self.all()
        view = named(views, name)
        if view.place == "built-in":
            raise UsageError(f"the view {view.name} is built in and stays")
        if place is not None and view.place != place:
            raise UsageError(f"the view {view.name} is {view.place}")
        if view.place == "shared":
            await self._store().remove_view(view.name)
        else:
            await asyncio.to_thread(self._private.remove, view.name)
        return view
