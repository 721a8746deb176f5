"""A dashboard without a terminal, over a store in memory, and somebody who operates it.

It runs as it does in production (``run_async``), so that on Python 3.12 and later its tasks begin eagerly.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC
from types import MappingProxyType
from typing import Any, TypeVar, cast

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from joblog_tui.store.base import JobStore
from joblog_tui.ui.app import JoblogApp
from joblog_tui.ui.preferences import Preferences
from joblog_tui.ui.screens.listing import ListScreen
from joblog_tui.ui.widgets.filter_sidebar import FilterSidebar
from joblog_tui.ui.widgets.job_table import JobTable
from joblog_tui.ui.widgets.query_input import QueryInput
from tests.support.memory_store import NOW

DEADLINE = 15.0  # seconds; only ever reached by a failure

Shown = TypeVar("Shown", bound=Widget)


class Operator:
    """Presses keys, and looks at the screen."""

    def __init__(self, app: JoblogApp, pilot: "Pilot[object]") -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self.pilot.press(*keys)

    def burst(self, *keys: str) -> None:
        """Press keys faster than anything can react; a single character stands for its key."""
        for key in keys:
            character = key if len(key) == 1 else None
            self.app.post_message(Key(key if character is None else _character_to_key(key), character))

    async def write(self, text: str) -> None:
        """Type a text."""
        await self.pilot.press(*["space" if character == " " else character for character in text])

    async def until(self, holds: Callable[[], Any]) -> None:
        """Wait until something holds."""
        try:
            async with asyncio.timeout(DEADLINE):
                while not holds():
                    if self.app.failure is not None:
                        raise self.app.failure
                    await self.pilot.pause()
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"never came true; the screen:\n{self.text}") from None

    async def sees(self, *texts: str) -> None:
        """Wait until all these texts are on the screen."""
        await self.until(lambda: all(text in self.text for text in texts))

    async def no_longer_sees(self, text: str) -> None:
        """Wait until a text is gone from the screen."""
        await self.until(lambda: text not in self.text)

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def rows(self) -> list[str]:
        """The lines of the list without its scrollbar, its heading first."""
        region = self.table.region
        return [line[region.x : -1] for line in self.lines[region.y : region.bottom]]

    def line_with(self, text: str) -> str:
        """The first line of the screen that holds a text."""
        return next(line for line in self.lines if text in line)

    def find(self, kind: type[Shown]) -> Shown:
        """A widget of the screen."""
        return self.app.screen.query(kind).first()

    @property
    def screen(self) -> ListScreen:
        """The list that is on the screen."""
        return cast("ListScreen", self.app.screen)

    @property
    def kind(self) -> str:
        """Which screen is on."""
        return type(self.app.screen).__name__

    @property
    def table(self) -> JobTable:
        """The list."""
        return self.find(JobTable)

    @property
    def sidebar(self) -> FilterSidebar:
        """The filters."""
        return self.find(FilterSidebar)

    @property
    def input(self) -> QueryInput:
        """The query that is being edited."""
        return self.find(QueryInput)

    @property
    def cursor(self) -> str | None:
        """The id of the job under the cursor."""
        job = self.table.cursor_job
        return None if job is None else job.id

    @property
    def clipboard(self) -> str:
        """What was copied."""
        return self.app.clipboard


@asynccontextmanager
async def dashboard(
    store: JobStore | None = None,
    *,
    open_store: Callable[[], Awaitable[JobStore]] | None = None,
    size: tuple[int, int] = (120, 40),
    now: Callable[[], int] = lambda: NOW,
    theme: str | None = "night",
    ascii_glyphs: bool = False,
    reduced_motion: bool = False,
    preferences: Preferences | None = None,
    others: Mapping[str, Callable[[], Awaitable[JobStore]]] = MappingProxyType({}),
    **options: Any,
) -> AsyncIterator[Operator]:
    """A dashboard on ``store``, or on what ``open_store`` opens; left when the block ends.

    ``preferences`` is the configuration as a whole, in place of the three before it; ``others`` open the stores of
    other workspaces, by their URL.
    What went wrong inside the dashboard is raised.
    """

    async def open_it() -> JobStore:
        assert store is not None
        return store

    opener = open_store or open_it

    async def open_at(url: str) -> JobStore:
        return await (others[url]() if url in others else opener())

    preferences = preferences or Preferences(
        theme, "ascii" if ascii_glyphs else "unicode", "reduced" if reduced_motion else "full"
    )
    app = JoblogApp("acme.db", me="ana", open_store=open_at, clock=now, zone=UTC, preferences=preferences, **options)
    ready, done = asyncio.Event(), asyncio.Event()
    pilots: list[Pilot[object]] = []

    async def story(pilot: "Pilot[object]") -> None:
        pilots.append(pilot)
        ready.set()
        await done.wait()

    running = asyncio.ensure_future(app.run_async(headless=True, size=size, auto_pilot=story))
    try:
        await asyncio.wait({running, asyncio.ensure_future(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
        if pilots:
            with app._context():
                yield Operator(app, pilots[0])
        else:
            await running
            raise app.failure or AssertionError("the dashboard did not start")
    finally:
        done.set()
        app.exit()
        await running
    if app.failure is not None:
        raise app.failure
