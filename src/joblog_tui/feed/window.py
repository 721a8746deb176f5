"""The live window: what one list screen shows now.

It looks where the screen says (``Look``), again whenever the store changed or the screen looks elsewhere, and
hands out whole snapshots. Rows and the counts beside them are looked up apart, so that counting never stands
between a key and its row; when both are quick they come in one snapshot, which is one frame.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace

from joblog_tui.feed.cadence import Cadence
from joblog_tui.feed.superseding import Superseding
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.moment import now_ms
from joblog_tui.model.stall import Stalls
from joblog_tui.query.filters import And, Condition, Filter, Flag, Not, Or, Span
from joblog_tui.query.listing import Block, Facets, Listing, Ordering
from joblog_tui.store.base import JobStore

GAP = 0.12  # seconds between the beginnings of two looks, at least
COUNTS = 2.5  # times as long between two looks at the counts: rows are followed, numbers are read
BLOCK = 400  # rows that are fetched at a time
PATIENCE = 0.03  # seconds that rows wait for their counts, and counts for their rows
STALLS_GOOD_FOR = 1_000  # milliseconds; jobs stall by the passing of time alone
STALLS_GOOD_FOR_AT_MOST = 10_000  # milliseconds; in a store that does not change
STALLS_LEISURE = 200  # in such a store, times as long as they took to find out


@dataclass(frozen=True, slots=True)
class Look:
    """Where a screen looks: at the rows around the job ``anchor`` (a ``Job.seq``), else from ``rank`` on.

    ``above`` is how many rows over the anchor are wanted.
    """

    listing: Listing
    rank: int = 0
    anchor: int | None = None
    above: int = 0
    limit: int = BLOCK


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a list screen shows, taken at ``now`` (epoch ms).

    ``look`` is where the rows were looked up, and ``place`` the rank of its anchor, or where that would stand if it
    still matched; None when there was no anchor, or when the rows are those of the snapshot before.
    ``counted`` says whether ``facets`` are those of the listing: while they are counted, they are the last known ones,
    or, with ``so_far``, those of the jobs that were looked at so far. ``ordering`` is how far putting the listing in
    its order is, while that is awaited; the rows are those of the look before then.
    """

    look: Look
    block: Block
    facets: Facets
    stalls: Stalls
    now: int
    place: int | None = None
    counted: bool = True
    so_far: bool = False
    ordering: Ordering | None = None


def depends_on_time(condition: Filter | Condition) -> bool:
    """Whether the passing of time alone changes what a condition lets through."""
    match condition:
        case Flag(name):
            return name == "stalled"
        case Span(key):
            return key in ("age", "idle")
        case Not(part):
            return depends_on_time(part)
        case Filter(parts) | And(parts) | Or(parts):
            return any(depends_on_time(part) for part in parts)
    return False


class LiveWindow:
    """Looks at a store for one list screen. ``store`` is asked anew each time, ``look`` whenever a look begins."""

    def __init__(
        self,
        store: Callable[[], JobStore],
        look: Callable[[], Look],
        *,
        clock: Callable[[], int] = now_ms,
        gap: float = GAP,
        pace: Callable[[], float] = time.monotonic,
        eager: bool = False,
    ) -> None:
        """An ``eager`` window hands out its first rows without waiting for their counts, and counts after them."""
        self._store = store
        self._eager = eager
        self._look = look
        self._clock = clock
        self._gap = gap
        self._rows_pace = Cadence(gap, 1, pace)
        self._counts_pace = Cadence(COUNTS * gap, 4, pace)
        self._work = Superseding()
        self._taken: Snapshot | None = None
        self._facets = Facets()
        self._pace = pace
        self._stalls = Stalls(0)
        self._stalls_good_for = STALLS_GOOD_FOR
        self._counted: Listing | None = None
        self._counts_are_old = True
        self._ordering: Ordering | None = None
        self._error: JoblogError | None = None
        self._news = asyncio.Event()
        self._had_rows = asyncio.Event()

    def changed(self) -> None:
        """The store has changed: look again, as soon as the pace allows."""
        self._counts_are_old = True
        self._rows_pace.soon()
        self._counts_pace.soon()

    def passed(self) -> None:
        """Time has passed: jobs may have stalled, and filters about ages may let other jobs through."""
        if depends_on_time(self._look().listing.filter):
            self.changed()
        else:
            self._counts_pace.soon()

    def moved(self) -> None:
        """The screen looks elsewhere: look there at once. What is under way for another listing is let go."""
        listing = self._look().listing
        self._work.supersede(listing, listing.counted)
        self._rows_pace.now()
        if listing.counted != self._counted:
            self._counts_pace.now()

    async def snapshots(self) -> AsyncGenerator[Snapshot | JoblogError, None]:
        """A snapshot whenever there is something new to see; an error when the store gave none.

        What comes after an error is up to the store: the window goes on looking when it is told to.
        """
        eager = self._eager
        loops = [asyncio.ensure_future(self._keep_rows()), asyncio.ensure_future(self._keep_counts())]
        self.moved()
        try:
            while True:
                await self._news.wait()
                if await self._rows_pace.settled(PATIENCE) and not eager:
                    await self._counts_pace.settled(PATIENCE)
                eager = False
                self._news.clear()
                if self._error is not None:
                    error, self._error = self._error, None
                    yield error
                elif self._taken is not None:
                    yield self._with_counts(self._taken)
                    self._taken = replace(self._taken, place=None)
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)

    async def _keep_rows(self) -> None:
        while True:
            await self._rows_pace.due()
            look = self._look()
            try:
                rows = await self._work.unless_superseded(look.listing, self._rows(look))
            except JoblogError as error:
                self._ordering = None
                self._error = error
            else:
                self._ordering = None
                if rows is None:
                    continue
                block, place = rows
                self._taken = Snapshot(look, block, self._facets, self._stalls, self._clock(), place)
            self._had_rows.set()
            self._news.set()

    async def _keep_counts(self) -> None:
        if self._eager:
            await self._had_rows.wait()
            await asyncio.sleep(PATIENCE)  # while they are drawn
        while True:
            await self._counts_pace.due()
            await self._rows_pace.begun(self._gap)  # what is looked up together comes in one frame
            # One after the other is done sooner than both at once: fetching rows, two threads wait for each other.
            await self._rows_pace.settled(PATIENCE)
            listing = self._look().listing
            try:
                counted = await self._work.unless_superseded(listing.counted, self._counts(listing.counted))
            except JoblogError as error:
                self._counts_are_old = True
                self._error = error
                self._news.set()
                continue
            if counted is None:
                self._counts_are_old = True

    async def _rows(self, look: Look) -> tuple[Block, int | None]:
        async with aclosing(self._store().ordering(look.listing)) as steps:
            async for step in steps:
                self._ordering = step
                self._news.set()
        if look.anchor is None:
            return await self._store().block(look.listing, look.rank, look.limit, soon=True), None
        return await self._store().block_around(look.listing, look.anchor, look.above, look.limit, soon=True)

    async def _counts(self, listing: Listing) -> bool:
        """Look up facets and stalls, as far as there can be anything new about them; True."""
        if self._counted not in (None, listing):
            await self._count(listing)  # the operator waits for these; who is stalled is known from a moment ago
        stalls = self._stalls
        if self._clock() - stalls.at >= (STALLS_GOOD_FOR if self._counts_are_old else self._stalls_good_for):
            began = self._pace()
            stalls = await self._store().stalls()
            pause = int(STALLS_LEISURE * 1_000 * (self._pace() - began))
            self._stalls_good_for = min(STALLS_GOOD_FOR_AT_MOST, max(STALLS_GOOD_FOR, pause))
        judged = (stalls.verdicts, stalls.cells) != (self._stalls.verdicts, self._stalls.cells)
        self._stalls = stalls
        if judged or self._counts_are_old or self._counted != listing:
            await self._count(listing)
        return True

    async def _count(self, listing: Listing) -> None:
        self._counts_are_old = False
        async with aclosing(self._store().counting(listing)) as counting:
            async for facets in counting:
                if not facets.exact and self._counted == listing and self._facets.exact:
                    continue  # the exact ones of a moment ago say more
                self._facets, self._counted = facets, listing
                taken = self._taken
                if taken is not None and not taken.block.exact and taken.look.listing.counted == listing:
                    self._rows_pace.soon()  # more rows may be known by now
                self._news.set()

    def _with_counts(self, taken: Snapshot) -> Snapshot:
        of_listing = self._counted == taken.look.listing.counted
        return replace(
            taken,
            facets=self._facets,
            stalls=self._stalls,
            now=self._clock(),
            counted=of_listing and self._facets.exact,
            so_far=of_listing and not self._facets.exact,
            ordering=self._ordering,
        )
