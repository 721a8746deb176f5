"""What a list screen knows, and what its widgets are to say about it. Plain values, no widget."""

from dataclasses import dataclass, field
from typing import Literal

from joblog_tui.feed.drift import Drift
from joblog_tui.feed.tombstone import Tombstone
from joblog_tui.feed.window import Snapshot
from joblog_tui.model.errors import StoreLoading
from joblog_tui.model.job import Job
from joblog_tui.model.moment import long_duration
from joblog_tui.model.stall import Verdict
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import Condition, Filter
from joblog_tui.query.listing import Block, Listing, Ordering, Sort
from joblog_tui.query.outline import Outline
from joblog_tui.query.printing import show_condition
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.empty_state import NUMBERED, Empty, EmptyStore, NoMatch, Opening, Searching, Unreadable
from joblog_tui.ui.widgets.header_line import Header, drift_words
from joblog_tui.ui.widgets.query_line import Matching
from joblog_tui.ui.widgets.query_note import Frozen, Legend


@dataclass(frozen=True, slots=True)
class Freeze:
    """The list was frozen ``at`` (epoch ms) while it showed ``block`` of ``listing``; ``drift`` is what came since."""

    at: int
    listing: Listing
    block: Block
    drift: Drift = field(default_factory=Drift)


@dataclass(frozen=True, slots=True)
class Hold:
    """The operator has looked away from the top since ``block`` of ``listing`` stood there; ``new`` rows came since."""

    listing: Listing
    block: Block
    new: int = 0


@dataclass(slots=True)
class ListState:
    """The state of one list screen, which alone changes it.

    ``parent`` is the id of the job whose nested jobs are listed, None for the log. ``without`` counts, per condition,
    how many jobs there would be without it, while nothing matches. ``trouble`` is why the last look gave nothing.
    ``outline`` is what is unfolded in a tree, ``filtered_outline`` the same under a filter; None: it is no tree.
    ``together`` is the same for nested jobs of the whole log, which are listed by themselves while it is None.
    ``hold`` is what came since the operator looked away from the top, ``tombstone`` the job under the cursor when it
    does not match any more.
    ``ordering`` is how far putting the listing in its order is, while its rows are awaited.
    """

    filter: Filter = field(default_factory=Filter)
    sort: Sort = field(default_factory=Sort)
    parent: str | None = None
    outline: Outline | None = None
    filtered_outline: Outline | None = None
    together: Outline | None = None
    snapshot: Snapshot | None = None
    freeze: Freeze | None = None
    hold: Hold | None = None
    tombstone: Tombstone | None = None
    without: dict[Condition, int] = field(default_factory=dict)
    trouble: str = ""
    ordering: Ordering | None = None

    @property
    def listing(self) -> Listing:
        """What is listed."""
        return Listing(self.filter, self.sort, self.parent, self.folds)

    @property
    def folds(self) -> Outline | None:
        """What is unfolded now."""
        if self.parent is None and self.filter.everywhere:
            return self.together
        return self.outline if self.filter.empty else self.filtered_outline

    @property
    def found(self) -> int:
        """How many jobs match, as far as it is known; a tree also has rows that do not."""
        snapshot = self.current
        if snapshot is None:
            return 0
        if snapshot.look.listing.outline is None:
            return snapshot.block.total
        return snapshot.facets.total if snapshot.counted else max(0, snapshot.block.total - 1)

    @property
    def current(self) -> Snapshot | None:
        """The last snapshot, when it is one of what is listed now."""
        snapshot = self.snapshot
        return snapshot if snapshot is not None and snapshot.look.listing == self.listing else None

    def verdict(self, job: Job) -> Verdict | None:
        """Why a job is stalled, if it is."""
        return None if self.snapshot is None else self.snapshot.stalls.verdicts.get(job.seq)

    def droppable(self, number: int) -> Condition | None:
        """The condition that the key ``number`` drops while nothing matches, if that would bring jobs."""
        parts = self.filter.parts
        if not 1 <= number <= min(NUMBERED, len(parts)) or not self.nothing_matches:
            return None
        part = parts[number - 1]
        return part if self.without.get(part) else None

    @property
    def nothing_matches(self) -> bool:
        """Whether there are jobs, but none that pass the filter."""
        snapshot = self.current
        if snapshot is None or self.filter.empty or not snapshot.block.exact:
            return False
        on_top = self.parent is not None and snapshot.look.listing.outline is not None
        return snapshot.block.total <= on_top


def header(session: Session, state: ListState) -> Header:
    """What the first line says."""
    snapshot = state.snapshot
    freeze = state.freeze
    lost: Literal["loading", "lost"] | None = (
        "loading" if isinstance(session.lost, StoreLoading) else "lost" if session.lost else None
    )
    known = snapshot is not None and snapshot.counted
    listed = state.parent is None or (snapshot is not None and snapshot.facets.everything > 0)
    return Header(
        workspace=session.workspace.name,
        store=session.workspace.store,
        state=lost if lost else "frozen" if freeze else "live" if snapshot else "opening",
        frozen_at=full_clock(freeze.at, freeze.at, session.zone) if freeze else "",
        new=freeze.drift.new if freeze else state.hold.new if state.hold else 0,
        changed=len(freeze.drift.changed) if freeze else 0,
        rate=session.rate,
        log=session.log,
        zone=session.zone_told,
        total=snapshot.facets.total if snapshot and known and listed else None,
        everything=snapshot.facets.everything if snapshot else 0,
        stalled=snapshot.stalls.unseen if snapshot else 0,
        seen_to=snapshot.stalls.acknowledged if snapshot else 0,
        judged=snapshot is not None and snapshot.stalls.at > 0,
    )


def matching(state: ListState) -> Matching:
    """What stands beside the query."""
    if state.ordering is not None:
        return Matching(state.ordering.jobs, doing=state.ordering.doing)
    snapshot = state.current
    if snapshot is None:
        return Matching()
    if snapshot.block.exact:
        return Matching(state.found, snapshot.counted)
    found = snapshot.facets.total if snapshot.so_far or snapshot.counted else 0
    return Matching(max(snapshot.block.total, found), snapshot.counted, exact=snapshot.counted)


def trouble(session: Session, state: ListState) -> str:
    """Why the screen may not be what the store holds."""
    if isinstance(session.lost, StoreLoading):
        return str(session.lost)
    if session.lost is not None:
        return f"{session.lost} - tried again every second"
    return state.trouble


def frozen(state: ListState, now: int, key: str) -> Frozen | None:
    """The banner of a list that stands still; ``key`` lets it move again."""
    if state.freeze is None:
        return None
    drift = state.freeze.drift
    return Frozen(long_duration(now - state.freeze.at), drift_words(drift.new, len(drift.changed)), key)


def legend(state: ListState) -> Legend | None:
    """How many jobs of each status there are, for where the sidebar is hidden."""
    snapshot = state.snapshot
    if snapshot is None:
        return None
    return Legend(tuple((status, snapshot.facets.status.get(status.slug, 0)) for status in Status))


def empty(session: Session, state: ListState, url: str, *, clear: str, edit: str) -> Empty:
    """What stands in the place of rows, None when there are rows; ``clear`` and ``edit`` are keys for the filter."""
    snapshot = state.current
    if snapshot is None:
        problem = trouble(session, state)
        if state.snapshot is not None:
            return None  # the rows of the last listing stay until those of this one are there
        if problem:
            return Unreadable(problem)
        return Opening() if state.parent is None else None  # what is nested in a job is there before it could be read
    if snapshot.block.total and not state.nothing_matches:
        return None
    if not snapshot.block.exact:
        return Searching(snapshot.facets.looked_at if snapshot.so_far else 0, snapshot.facets.everything)
    if state.filter.empty:
        return EmptyStore(url, snapshot.facets.held) if state.parent is None else None
    without = tuple((show_condition(part), state.without.get(part)) for part in state.filter.parts)
    return NoMatch(snapshot.facets.everything, without, clear, edit)
