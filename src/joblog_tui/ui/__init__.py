"""The dashboard: the only part of joblog that imports textual.

``run`` starts it. Textual reads two variables once, when it is imported, so they are set here before that. Its usual
60 frames a second would keep a key waiting for up to 16 milliseconds; and escape would wait for 100, lest it be the
beginning of another key. Terminals send keys whole, and those that do not, over a bad line, are what ``ESCDELAY`` (in
milliseconds, as of ncurses) is for.
"""

import os
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from joblog_tui.store.base import JobStore
    from joblog_tui.ui.glance.stage import Stage
    from joblog_tui.ui.memory import Memory
    from joblog_tui.ui.preferences import Preferences

os.environ.setdefault("TEXTUAL_FPS", "250")
os.environ.setdefault("ESCDELAY", "25")


def run(
    store_url: str,
    *,
    query: str = "",
    view: str | None = None,
    me: str,
    limits: dict[str, int] | None = None,
    open_store: "Callable[[str], Awaitable[JobStore]] | None" = None,
    preferences: "Preferences | None" = None,
    memory: "Memory | None" = None,
    reload: "Callable[[], Preferences | None] | None" = None,
    stage: "Stage | None" = None,
) -> int:
    """Run the dashboard of ``me`` on the store until the operator leaves; the exit code, 128 + n after signal n.

    It opens with ``query``, with the ``view`` of that name, or with what was listed when it was left.
    ``limits`` are stall limits by task slug, in milliseconds; when the configuration is changed, so are they, here
    where ``open_store`` finds them. ``open_store`` opens the store in our place, now and when
    it was lost and is there again, so that whoever starts the dashboard may look who asks. ``preferences`` are those of
    the configuration, ``memory`` is what was set on the screen the last time, and takes what is set now. ``stage`` is
    a terminal with a glance on it, which the dashboard takes over. Whatever ended it otherwise is raised when the
    terminal is as it was before: a ``JoblogError`` for what is wrong with the store or the query.
    """
    import gc

    gc.disable()  # until the app is ready: so far nearly everything that is made stays
    from joblog_tui.ui.little_memory import hold_little_memory

    hold_little_memory()
    import asyncio

    from joblog_tui.ui.app import JoblogApp
    from joblog_tui.ui.ending import until_told_to_leave

    app = JoblogApp(
        store_url,
        query=query,
        view=view,
        me=me,
        limits=limits,
        open_store=open_store,
        preferences=preferences,
        memory=memory,
        reload=reload,
        stage=stage,
    )
    try:
        asyncio.run(until_told_to_leave(app))
    finally:
        gc.enable()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
