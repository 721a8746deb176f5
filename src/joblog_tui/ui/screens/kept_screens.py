"""Screens of jobs are kept when they are closed, and turned to another job when one is opened.

To make, style and lay out thirty widgets takes several times as long as to fill them, and what is thrown away waits for
the garbage collector. A few are kept; where more lie over each other, the others come and go.
"""

import asyncio

from textual.app import App

from joblog_tui.model.job import Job
from joblog_tui.query.listing import Listing
from joblog_tui.ui.screens.nested import NestedScreen
from joblog_tui.ui.session import Session

KEPT = tuple(f"job {number}" for number in (1, 2, 3))
"""The names of the screens that are kept."""
PATIENCE = 0.03  # seconds that a screen waits for what it shows, so that it comes in one frame with it


async def screen_of(
    app: App[object], session: Session, job: Job, *, store_url: str, listing: Listing | None, alone: bool = False
) -> NestedScreen:
    """A screen of ``job`` that is on no stack yet; see ``NestedScreen``."""
    kept = _free(app, leaf=alone or not job.nested)
    if kept is None:
        return _made(app, NestedScreen(session, job, store_url=store_url, listing=listing, alone=alone))
    kept.taken = True
    turned = asyncio.Event()

    def turn() -> None:
        kept.turn_to(job, store_url=store_url, listing=listing, alone=alone)
        turned.set()

    # In its own time: what was sent to it while it showed another job comes first.
    kept.call_later(turn)
    await turned.wait()
    await kept.there(PATIENCE)
    return kept


def _free(app: App[object], *, leaf: bool) -> NestedScreen | None:
    """A kept screen that nobody looks at, rather one that was laid out for such a job."""
    screens = [app.get_screen(name) for name in KEPT if app.is_screen_installed(name)]
    free = [screen for screen in screens if isinstance(screen, NestedScreen) and screen.is_free]
    return min(free, key=lambda screen: screen.has_class("-leaf") is not leaf, default=None)


def _made(app: App[object], screen: NestedScreen) -> NestedScreen:
    """A new screen, which is kept if there is room for it."""
    name = next((name for name in KEPT if not app.is_screen_installed(name)), None)
    if name is not None:
        app.install_screen(screen, name)
    return screen
