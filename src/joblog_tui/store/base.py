"""The contract of a store. Every store passes ``tests/contract``; nobody above this layer knows which one it is.

Two doors: ``JobStore`` reads (asynchronous, for the dashboard and the commands), ``Appender`` writes
(synchronous, one per writer). Times are epoch milliseconds UTC, words are slugs.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from joblog_tui.store.operators import OperatorStore, Progress
from joblog_tui.store.pictures import PictureStore

if TYPE_CHECKING:
    import threading

    from joblog_tui.model.blocking import Wait
    from joblog_tui.model.event import Event
    from joblog_tui.model.job import Job, Report
    from joblog_tui.model.log_line import Place
    from joblog_tui.model.stall import Stalls
    from joblog_tui.model.usual import Remaining
    from joblog_tui.model.vocabulary import Role, Vocabulary, Word
    from joblog_tui.query.listing import Block, Facets, Listing, NameKind, Ordering
    from joblog_tui.query.log_lines import LineNews, LinePage, LineQuery

__all__ = [
    "Appended", "Appender", "FileReport", "JobStore", "Loader", "Member", "Progress", "Refusal", "Workspace",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A person (a login name of the machine) and their role in the workspace."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Workspace:
    """What the store is for: its name, and a short label of where it is kept."""

    name: str
    store: str
    created_at: int


@dataclass(frozen=True, slots=True)
class FileReport:
    """What ``joblog doctor`` says of the file of a store: ``mode`` its permission bits, ``size`` in bytes.

    ``engine`` is the database and its version, ``advice`` what an operator should know about that version, ``pruned``
    what was ever removed.
    """

    path: str
    mode: int
    owner_uid: int
    size: int
    journal_mode: str
    engine: str
    advice: tuple[str, ...] = ()
    pruned: Pruned | None = None


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed from a store: top-level jobs, those nested in them, events, and the bytes of disk given back."""

    jobs: int = 0
    nested: int = 0
    events: int = 0
    freed: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """An event of a batch that was not accepted: its index in the batch, and why, in one line."""

    index: int
    reason: str


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of a batch: ``accepted`` counts events that are in the store now (duplicates included)."""

    accepted: int
    refused: tuple[Refusal, ...] = ()


class Appender(Protocol):
    """The write door of one writer. Not shared between threads."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The tasks and triggers known when it was opened (refreshed after a refusal for an unknown word)."""
        ...

    def append(self, events: Sequence[Event]) -> Appended:
        """Append a batch in one transaction; when it returns, the accepted ones are durable.

        A refused event does not stop the others. Waits for other writers; ``StoreBusy`` when that took longer
        than the time-out, ``StoreError`` when the store cannot be written (disk full, read-only): then nothing
        of the batch was kept, and it may be sent again.
        """
        ...

    def close(self) -> None:
        """Give the store back. May be called twice."""
        ...


class Loader(Appender, Protocol):
    """The write door for a history. What only readers need is made at its end, when all is there.

    Until then the store cannot be read; other writers write as ever, and everything appended is durable and right.
    """

    def finish(self, progress: Progress | None = None, stop: threading.Event | None = None) -> bool:
        """Make what readers need, until ``stop`` is set; whether all of it is there.

        What is left is made when the store is opened to be read next; ``close`` leaves it to that too.
        """
        ...


class JobStore(PictureStore, OperatorStore, Protocol):
    """The read door, and the few administrative acts. Every call is one short transaction of its own.

    A call whose task is cancelled is interrupted in the store. Errors: ``StoreError`` for everything that is
    wrong with the store itself.
    """

    async def close(self) -> None:
        """Give the store back. May be called twice."""
        ...

    async def workspace(self) -> Workspace:
        """Name and place of the workspace."""
        ...

    async def vocabulary(self) -> Vocabulary:
        """The tasks and triggers the store knows now."""
        ...

    async def add_word(self, kind: str, word: Word) -> None:
        """Register a task (``kind`` "task") or trigger ("trigger"); ``UsageError`` when the slug is not usable."""
        ...

    async def members(self) -> tuple[Member, ...]:
        """Everybody with a role, by role, then name."""
        ...

    async def set_member(self, name: str, role: Role) -> None:
        """Give a person a role; ``UsageError`` when this would leave no owner."""
        ...

    async def remove_member(self, name: str) -> None:
        """Take a person's role; ``UsageError`` when there is no such member or it is the last owner."""
        ...

    async def revision(self) -> int:
        """A number that differs whenever another connection has committed since; microseconds."""
        ...

    async def last_event(self) -> int:
        """How many events have ever arrived (0 in an empty store); its growth gives events per second."""
        ...

    async def wal_size(self) -> int:
        """Bytes of the write-ahead log, 0 where there is none."""
        ...

    async def block(self, listing: Listing, rank: int, limit: int, *, soon: bool = False) -> Block:
        """Up to ``limit`` rows from ``rank`` on (clamped to what is there); none of a job that is not there.

        Where neither indexes nor counts lead to them, every job is looked at once. With ``soon`` it is not waited
        for: the block holds what is known by now, and is not ``exact`` while there may be more.
        """
        ...

    async def block_around(
        self, listing: Listing, seq: int, above: int, limit: int, *, soon: bool = False
    ) -> tuple[Block, int]:
        """Up to ``limit`` rows with ``above`` of them over the place of the job ``seq``, and that place's rank.

        The place of a job is defined by its sort key even when it does not match the filter any more; a job
        that is unknown has place 0. In a tree, a job that is folded away has the place of the one it is folded into.
        """
        ...

    async def facets(self, listing: Listing) -> Facets:
        """Exact counts; the filter groups of the sidebar, the totals of the header."""
        ...

    def counting(self, listing: Listing) -> AsyncGenerator[Facets, None]:
        """The same as they become known: counts that grow, the last of them ``exact``; at once where it is quick."""
        ...

    def ordering(self, listing: Listing) -> AsyncGenerator[Ordering, None]:
        """Put the listing in its order, and tell how far that is; nothing where its pages are quick anyway.

        Pages of it are quick afterwards; what changes meanwhile is put where it belongs.
        """
        ...

    async def stalls(self) -> Stalls:
        """Which jobs are stalled now and why; ``is:stalled`` means the answer last given (at most 3 s old)."""
        ...

    def judge_by(self, limits: Mapping[str, int]) -> None:
        """From now on these are the stall limits that are set, milliseconds by task slug, in place of all before."""
        ...

    async def job(self, job_id: str) -> Job | None:
        """One job by its id."""
        ...

    async def jobs(self, seqs: Sequence[int]) -> Mapping[int, Job]:
        """The present state of some jobs, by ``seq``."""
        ...

    async def path(self, job_id: str) -> tuple[Job, ...]:
        """The job's ancestors, outermost first, and the job itself; empty when unknown."""
        ...

    async def nested(self, job_id: str, limit: int) -> tuple[Job, ...]:
        """Its direct nested jobs in order of creation, oldest first."""
        ...

    async def blocking_path(self, job_id: str) -> tuple[Wait, ...]:
        """The nested jobs that a job is, or was, waiting for, outermost first (``model.blocking``)."""
        ...

    async def remaining(self, job_id: str) -> Remaining | None:
        """What is left of a job with nested ones; None when nothing is, or when that cannot be told."""
        ...

    async def last_run_times(self, task: str) -> tuple[int, ...]:
        """The run times (ms) of the last completed jobs of a task (a slug), 1,000 at most; the latest first."""
        ...

    async def history(self, job_id: str, limit: int, before: int | None = None) -> tuple[Report, ...]:
        """The job's own events in ``(at, arrival)`` order: the last ``limit``, or those before event ``before``."""
        ...

    async def lines_before(self, query: LineQuery, place: Place | None, limit: int) -> LinePage:
        """Up to ``limit`` log lines, the last ones before ``place`` (None: the last ones of all), in order."""
        ...

    async def lines_after(self, query: LineQuery, place: Place | None, limit: int) -> LinePage:
        """Up to ``limit`` log lines, the first ones after ``place`` (None: the first ones of all), in order."""
        ...

    async def lines_arrived(self, query: LineQuery, after: int) -> LineNews:
        """The log lines among the events that have arrived after the event ``after``, late ones included."""
        ...

    async def names(self, kind: NameKind, text: str, limit: int) -> tuple[str, ...]:
        """Up to ``limit`` known names of targets, actors or sources that hold ``text``, letter case aside.

        Those that begin with it come first. May take long where few names hold the text: cancel what is not wanted.
        """
        ...

    async def held(self, limit: int) -> tuple[Job, ...]:
        """Jobs some of whose facts have not arrived, oldest arrival first."""
        ...

    async def rebuild(self, progress: Progress | None = None) -> int:
        """Compute every projection anew from the events; the number of events. The result is identical."""
        ...
