"""The log lines that one screen shows: read where the operator looks, a page at a time, live at their newest end."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, replace
from typing import Literal

from joblog_tui.feed.cadence import Cadence
from joblog_tui.feed.stretch import Stretch
from joblog_tui.feed.window import GAP
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.log_line import LogLine, Place
from joblog_tui.query.log_lines import LinePage, LineQuery
from joblog_tui.store.base import JobStore

PAGE = 500  # lines that are read at a time


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the operator waits for. ``newer`` is the way; a search looks for ``text`` from ``place`` on."""

    what: Literal["end", "more", "find"]
    newer: bool
    text: str = ""
    place: Place | None = None


class LineWindow:
    """Reads lines for one screen. ``store`` is asked anew each time, because it may have been opened anew."""

    def __init__(self, store: Callable[[], JobStore], query: LineQuery, *, gap: float = GAP) -> None:
        """Begin at the newest lines of ``query``."""
        self._store = store
        self._stretch = Stretch(query)
        self._wish: _Wish | None = _Wish("end", newer=True)
        self._stale = False
        self._heard = 0
        self._pace = Cadence(gap, leisure=2)
        self._work: asyncio.Task[None] | None = None
        self._told: Stretch | JoblogError | None = None
        self._news = asyncio.Event()

    # What the screen wants

    def ask(self, query: LineQuery) -> None:
        """Other lines, from the newest on."""
        self._stretch = Stretch(query)
        self.to_end(newer=True)

    def to_end(self, *, newer: bool) -> None:
        """To the newest lines, or to the oldest."""
        self._want(_Wish("end", newer))

    def more(self, *, newer: bool) -> None:
        """More lines after the last one, or before the first one; nothing when there are none."""
        if self._wish is None and not (self._stretch.ends if newer else self._stretch.begins):
            self._want(_Wish("more", newer))

    def find(self, text: str, place: Place | None, *, newer: bool) -> None:
        """To the next line that holds ``text``, after ``place`` or before it."""
        self._want(_Wish("find", newer, text, place))

    def give_up(self) -> bool:
        """What is looked for is not wanted any more; whether anything was."""
        wanted, self._wish = self._wish, None
        if self._work is not None and wanted is not None:
            self._work.cancel()
        return wanted is not None

    def changed(self) -> None:
        """The store has changed."""
        self._stale = True
        self._pace.soon()

    def _want(self, wish: _Wish) -> None:
        self._wish = wish
        if self._work is not None:
            self._work.cancel()
        self._pace.now()

    # What it gets

    async def stretches(self) -> AsyncGenerator[Stretch | JoblogError, None]:
        """The lines whenever they are others; an error when the store gave none."""
        keeping = asyncio.ensure_future(self._keep())
        self._pace.now()
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                if self._told is not None:
                    yield self._told
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    async def _keep(self) -> None:
        while True:
            await self._pace.due()
            wish = self._wish
            self._work = asyncio.ensure_future(self._hear() if wish is None else self._fulfil(wish))
            try:
                await self._work
            except asyncio.CancelledError:
                this = asyncio.current_task()
                if this is not None and this.cancelling():
                    self._work.cancel()
                    raise
            except JoblogError as error:
                self._tell(error)
            else:
                if self._wish is wish:
                    self._wish = None
                self._tell(replace(self._stretch, searching=None))
            self._work = None
            if self._stale and self._wish is None:
                self._pace.soon()

    def _tell(self, news: Stretch | JoblogError) -> None:
        if isinstance(news, Stretch):
            self._stretch = news
        self._told = news
        self._news.set()

    async def _fulfil(self, wish: _Wish) -> None:
        stretch = _without_search(self._stretch)
        if wish.what == "find":
            await self._find(stretch, wish)
        elif wish.what == "more" and stretch.lines:
            await self._grow(stretch, newer=wish.newer)
        else:
            self._stale = False
            self._heard = await self._store().last_event()
            empty = Stretch(stretch.query, begins=not wish.newer, ends=wish.newer)
            await self._grow(empty, newer=not wish.newer)

    async def _grow(self, stretch: Stretch, *, newer: bool) -> None:
        """A page of lines at one end of the stretch."""
        place = stretch.lines[-1 if newer else 0].place if stretch.lines else None
        wanted = PAGE
        while True:
            page = await self._page(stretch.query, place, wanted, newer=newer)
            if newer:
                stretch = stretch.with_newer(page.lines, ends=page.end)
            else:
                stretch = stretch.with_older(page.lines, begins=page.end)
            wanted -= len(page.lines)
            place = page.reached
            self._stretch = stretch
            if page.end or wanted <= 0:
                return
            self._tell(replace(stretch, searching=place[0]))

    async def _find(self, stretch: Stretch, wish: _Wish) -> None:
        sought, place = replace(stretch.query, text=wish.text), wish.place
        while True:
            page = await self._page(sought, place, 1, newer=wish.newer)
            if page.lines or page.end:
                break
            place = page.reached
            self._tell(replace(stretch, searching=place[0]))
        found = page.lines[0] if page.lines else None
        if found is not None and not stretch.holds(found):
            stretch = await self._around(stretch.query, found)
        self._stretch = replace(stretch, found=found, nothing_more=found is None)

    async def _around(self, query: LineQuery, line: LogLine) -> Stretch:
        before = await self._page(query, line.place, PAGE // 2, newer=False)
        after = await self._page(query, line.place, PAGE // 2, newer=True)
        return Stretch(query, (*before.lines, line, *after.lines), before.end, after.end)

    async def _hear(self) -> None:
        """Take in what has arrived."""
        self._stale = False
        news = await self._store().lines_arrived(self._stretch.query, self._heard)
        self._heard = news.upto
        stretch = _without_search(self._stretch)
        if not news.missed:
            self._stretch = stretch.with_arrived(news.lines)
        elif stretch.ends:
            await self._grow(Stretch(stretch.query, ends=True), newer=False)

    async def _page(self, query: LineQuery, place: Place | None, limit: int, *, newer: bool) -> LinePage:
        call = self._store().lines_after if newer else self._store().lines_before
        return await call(query, place, limit)


def _without_search(stretch: Stretch) -> Stretch:
    """What a search has led to is told once."""
    return replace(stretch, found=None, nothing_more=False)
