"""A screen that shows a live list: it looks at the store, takes over what was found, and keeps the table on its job.

Workers post what they found out; one handler takes each kind over into the state and then calls ``show_state``, where
a screen tells its widgets.
"""

from dataclasses import dataclass, replace

from textual import on, work
from textual.message import Message

from joblog_tui.feed.advice import without_each
from joblog_tui.feed.drift import Drift, drift, new_rows
from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.tombstone import tombstone_of
from joblog_tui.feed.window import LiveWindow, Look, Snapshot
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.job import Job
from joblog_tui.query.filters import Condition, Filter
from joblog_tui.ui.beneath import paint_now
from joblog_tui.ui.screens.aiming import Viewed, aim
from joblog_tui.ui.screens.list_state import Freeze, Hold, ListState
from joblog_tui.ui.screens.watching import WatchingScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.job_table import JobTable
from joblog_tui.ui.widgets.rule import Rule

FIRST_ROWS = 100
"""Rows below the first window that the inside of a job begins with; from then on it is as in any list."""


class LiveScreen(WatchingScreen):
    """The live part of a list screen. Its subclasses have a ``JobTable`` and a ``Rule``."""

    @dataclass
    class Looked(Message):
        """The window has looked: a snapshot, or why there is none."""

        news: Snapshot | JoblogError

        def can_replace(self, message: Message) -> bool:
            """A snapshot is whole: a later one makes it needless."""
            return isinstance(message, LiveScreen.Looked)

    @dataclass
    class Drifted(Message):
        """It was found out what has happened since the list was frozen."""

        freeze: Freeze
        drift: Drift

    @dataclass
    class CameMeanwhile(Message):
        """It was counted how many rows came since the operator looked away from the top."""

        hold: Hold
        new: int

    @dataclass
    class Departed(Message):
        """The job under the cursor, which left the listing, as it is now."""

        job: Job

    @dataclass
    class Advised(Message):
        """It was counted how many jobs there would be without one condition of a filter."""

        filter: Filter
        part: Condition
        total: int

    _begun = False

    def __init__(self, session: Session, *, filter: Filter | None = None, parent: str | None = None) -> None:
        """A list of what passes ``filter``, of the log or of the jobs nested in the job with the id ``parent``."""
        super().__init__()
        self.session = session
        self.start_over(filter or Filter(), parent)

    def start_over(self, filter: Filter, parent: str | None) -> None:
        """Know nothing but what is to be listed."""
        session = self.session
        self.state = ListState(filter, parent=parent)
        self._window = LiveWindow(session.store, self._look, clock=session.clock, eager=parent is not None)
        self._wanted: tuple[int, int] | None = None
        self._beaten: object = None  # what the last beat told besides that something has changed
        self._astray: int | None = None  # the job under the cursor, when the tree has no place for it
        self.returning: Viewed | None = None
        """Where the operator stood in the listing that is looked for, when it was listed before."""

    @property
    def table(self) -> JobTable:
        """The list."""
        return self.query_one(JobTable)

    def show_choices(self) -> None:
        """Tell the table how the operator wants it."""
        self.show_look()
        self.table.arrangement = self.session.arrangement

    def show_state(self) -> None:
        """Tell the widgets what the state is."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Begin to look."""
        self.watch(self.table, "under_cursor", self._cursor_moved, init=False)
        self.set_interval(1.0, self._tick)
        self.begin()

    def begin(self) -> None:
        """Look at the store from now on."""
        self._begun = True
        self.query_one(Rule).busy(True)
        self._watch()
        self.show_state()

    def on_screen_resume(self) -> None:
        """The operator is back: much may have happened, unless the screen has just begun to look."""
        if self._begun:
            self._begun = False
            return
        self.show_choices()
        self.look_again()

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again; or only the rate is another one."""
        if beat.vocabulary is not None:
            self.table.set_vocabulary(beat.vocabulary)
        if beat.changed:
            self._window.changed()
        told = (beat.rate, beat.log, beat.lost)
        if told != self._beaten or beat.vocabulary is not None:
            self._beaten = told
            self.show_state()

    def look_again(self) -> None:
        """Look now, because the operator waits; the old rows stay until the new ones are there."""
        if self.state.current is None:
            self._wanted = None
        self.query_one(Rule).busy(True)
        self._window.moved()

    def _look(self) -> Look:
        if self.returning is not None:
            return aim(self.state.listing, self.returning, None, self._wanted)
        snapshot, viewed = self.state.snapshot, Viewed.of(self.table)
        if viewed.cursor_seq is not None and viewed.cursor_seq == self._astray:
            return aim(self.state.listing, replace(viewed, cursor_seq=None), None, self._wanted)
        if snapshot is None and self.state.parent is not None:
            return Look(self.state.listing, limit=viewed.height + FIRST_ROWS)
        return aim(self.state.listing, viewed, None if snapshot is None else snapshot.block, self._wanted)

    @work(group="rows", exclusive=True)
    async def _watch(self) -> None:
        async for news in self._window.snapshots():
            self.post_message(self.Looked(news))

    @on(Looked)
    def _take_look(self, message: Looked) -> None:
        message.stop()
        if isinstance(message.news, Snapshot):
            self.take(message.news)
        else:
            self.state.trouble = str(message.news)
            self.show_state()
        paint_now(self.app)

    def take(self, snapshot: Snapshot) -> None:
        """Take a snapshot over, unless it is one of a listing that is not wanted any more."""
        self.state.ordering = snapshot.ordering
        if snapshot.look.listing != self.state.listing:
            if snapshot.ordering is not None:
                self.show_state()
            return
        before = self.state.current
        if before is not None and self._looked_astray(snapshot):
            self.look_again()
            return
        self.state.snapshot = snapshot
        self.state.trouble = ""
        if snapshot.look.anchor is None and self._wanted == (snapshot.look.rank, snapshot.look.limit):
            self._wanted = None
        landing = self.returning is not None and snapshot.look.anchor == self.returning.cursor_seq
        if before is None or landing:
            self._show_other_listing(snapshot)
        elif snapshot.block is not before.block or snapshot.stalls != before.stalls:
            self._bury(snapshot)
            self._show_rows()
        if self.state.tombstone is not None:
            self._look_after(self.state.tombstone.job)
        if self.state.hold is not None and self.state.freeze is None:
            self._count_new(self.state.hold)
        if self.state.freeze is not None:
            if before is None:
                self.state.freeze = Freeze(self.state.freeze.at, snapshot.look.listing, snapshot.block)
            self._measure_drift(self.state.freeze)
        if self.state.nothing_matches:
            self._advise(self.state.filter)
        self.query_one(Rule).busy(not snapshot.counted)
        self.show_state()

    # The job under the cursor stays there when it leaves the listing

    def _looked_astray(self, snapshot: Snapshot) -> bool:
        """Whether the rows are those around a job that is in no part of the tree, wherever they may be."""
        look, seq = snapshot.look, self.table.cursor_seq
        there = seq is None or look.anchor != seq or any(row.seq == seq for row in snapshot.block.rows)
        if there or look.listing.outline is None or self.returning is not None or self.state.freeze is not None:
            return False
        self._astray = seq
        return True

    def _bury(self, snapshot: Snapshot) -> None:
        """Keep the job under the cursor among the rows, when it has just left them."""
        table, job, rank = self.table, self.table.cursor_job, self.table.cursor_rank
        if self.state.freeze is not None or job is None:
            known = self.state.tombstone
            if job is None or (known and any(row.seq == known.job.seq for row in snapshot.block.rows)):
                self.state.tombstone = None
            return
        in_list = snapshot.look.listing.outline is None  # a tree knows no place for what is not in it
        place = snapshot.place if in_list and snapshot.look.anchor == job.seq else None
        self.state.tombstone = tombstone_of(job, rank, table.block, snapshot.block, place)
        if self.state.tombstone is None:
            self._astray = None

    def _show_rows(self) -> None:
        snapshot, tombstone = self.state.snapshot, self.state.tombstone
        if snapshot is not None and snapshot.look.listing == self.state.listing:
            block = snapshot.block if tombstone is None else tombstone.among(snapshot.block)
            gone = None if tombstone is None else tombstone.job.seq
            self.table.show(block, snapshot.stalls, now=snapshot.now, gone=gone)

    @work(group="departed", exclusive=True)
    async def _look_after(self, job: Job) -> None:
        try:
            present = (await self.session.store().jobs([job.seq])).get(job.seq)
        except JoblogError:
            return  # the pulse tells what is wrong with the store
        if present is not None:
            self.post_message(self.Departed(present))

    @on(Departed)
    def _take_departed(self, message: Departed) -> None:
        message.stop()
        tombstone = self.state.tombstone
        if tombstone is not None and tombstone.job.seq == message.job.seq and tombstone.job != message.job:
            self.state.tombstone = replace(tombstone, job=message.job)
            self._show_rows()
            self.show_state()

    def _cursor_moved(self) -> None:
        tombstone = self.state.tombstone
        if tombstone is not None and self.table.cursor_seq != tombstone.job.seq:
            self.state.tombstone = self._astray = None
            self.call_later(self._show_rows)

    # What comes while the operator looks elsewhere than at the top

    @on(JobTable.Held)
    def _hold(self, message: JobTable.Held) -> None:
        snapshot = self.state.current
        top = snapshot is not None and snapshot.block.first == 0
        self.state.hold = Hold(snapshot.look.listing, snapshot.block) if message.held and snapshot and top else None

    @work(group="hold", exclusive=True)
    async def _count_new(self, hold: Hold) -> None:
        try:
            new = await new_rows(self.session.store(), hold.listing, hold.block)
        except JoblogError:
            return  # the pulse tells what is wrong with the store
        self.post_message(self.CameMeanwhile(hold, new))

    @on(CameMeanwhile)
    def _take_new(self, message: CameMeanwhile) -> None:
        message.stop()
        hold = self.state.hold
        if hold is not None and hold.block is message.hold.block and hold.new != message.new:
            self.state.hold = replace(hold, new=message.new)
            self.show_state()

    def _show_other_listing(self, snapshot: Snapshot) -> None:
        """The cursor stays on its job when the other listing has it, else it goes to where that would stand."""
        self.state.hold = self.state.tombstone = self._astray = None
        table, block = self.table, snapshot.block
        if self.returning is not None:
            table.forget()
            cursor, first = self.returning.again(block, snapshot.place)
            table.show(block, snapshot.stalls, now=snapshot.now, cursor=cursor)
            table.scroll_to(y=first, force=True)
            self.returning = None
            return
        here = {job.seq: rank for rank, job in enumerate(block.rows, block.first)}
        rank = None if table.cursor_seq is None else here.get(table.cursor_seq)
        if rank is None:
            table.forget()
            table.show(block, snapshot.stalls, now=snapshot.now, cursor=snapshot.place or 0)
        else:
            # A frozen table would keep the rows of the other listing unless it is told where to go.
            table.show(block, snapshot.stalls, now=snapshot.now, cursor=rank if table.frozen else None)

    @on(JobTable.RowsWanted)
    def _fetch_rows(self, message: JobTable.RowsWanted) -> None:
        message.stop()
        if self.state.current is not None:
            self._wanted = (message.first, message.limit)
            self.look_again()

    def _tick(self) -> None:
        """A second has passed."""
        if self.is_current:
            self.table.tick(self.session.clock())
            if self.session.lost is None:
                self._window.passed()
            self.show_state()

    @work(group="drift", exclusive=True)
    async def _measure_drift(self, freeze: Freeze) -> None:
        try:
            self.post_message(self.Drifted(freeze, await drift(self.session.store(), freeze.listing, freeze.block)))
        except JoblogError:
            return  # the pulse tells what is wrong with the store

    @on(Drifted)
    def _take_drift(self, message: Drifted) -> None:
        message.stop()
        freeze = self.state.freeze
        if freeze is not None and freeze.block is message.freeze.block:
            self.state.freeze = replace(freeze, drift=message.drift)
            self.show_state()

    @work(group="advice", exclusive=True)
    async def _advise(self, filter: Filter) -> None:
        try:
            async for part, total in without_each(self.session.store(), self.state.listing):
                self.post_message(self.Advised(filter, part, total))
        except JoblogError:
            return  # the pulse tells what is wrong with the store

    @on(Advised)
    def _take_advice(self, message: Advised) -> None:
        message.stop()
        if message.filter == self.state.filter:
            self.state.without[message.part] = message.total
            self.show_state()
            self.refresh_bindings()
