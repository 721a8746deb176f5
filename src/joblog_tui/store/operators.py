"""What an operator's day asks of a store besides rows: views, acknowledgements, counts of views, the feed of events."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from joblog_tui.model.job import Acknowledgement, Job, Report
    from joblog_tui.query.head import Head
    from joblog_tui.query.listing import Listing
    from joblog_tui.query.views import View


Progress = Callable[[str, int, int], None]
"""Called with (what, done, total) while something long goes on; ``total`` 0 means unknown."""


class OperatorStore(Protocol):
    """A part of ``store.base.JobStore``."""

    async def views(self) -> tuple[View, ...]:
        """The views that are shared through the store, by name."""
        ...

    async def save_view(self, view: View, by: str) -> None:
        """Share a view, in place of another one of its name; ``UsageError`` when its name cannot be used."""
        ...

    async def remove_view(self, name: str) -> None:
        """Take a shared view away; ``UsageError`` when there is none of that name."""
        ...

    async def acknowledge(self, job_id: str, by: str, note: str | None = None) -> Acknowledgement:
        """Keep in the log that ``by`` has seen to a job; durable when it returns.

        ``UsageError`` when the job is unknown, or the note longer than 4 KiB. The act is an event: append-only, and
        in the job's history for good. Whether the job is one to be acknowledged is the caller's to ask.
        """
        ...

    async def counts(self, listings: Sequence[Listing]) -> tuple[int, ...]:
        """How many jobs match each of some listings, all at one moment; far cheaper than their facets."""
        ...

    async def arrivals(self, after: int, limit: int) -> tuple[tuple[Report, ...], int]:
        """What arrived after event ``after``, of every job and in order of arrival, and the last event looked at.

        At most ``limit`` events are looked at; heartbeats are left out. Asking again from the event that was returned
        misses nothing and repeats nothing: an event that is visible has every earlier one before it.
        """
        ...

    def walk(self, listing: Listing, size: int) -> AsyncIterator[tuple[Job, ...]]:
        """Every job of a listing, newest first, in pages of up to ``size``; ``listing.sort`` does not matter.

        The moment that ages and ``is:stalled`` refer to is that of the first page; each page is read on its own, as
        its jobs are then, and no transaction is held between two. No job comes twice. Where nested jobs are listed too,
        the order is that in which jobs were first named.
        """
        ...

    async def head(self, upto: int | None = None, progress: Progress | None = None) -> Head:
        """The head of the store, now or as it was when ``upto`` was the last event; reads every event."""
        ...
