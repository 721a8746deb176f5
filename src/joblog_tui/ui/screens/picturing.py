"""A list under an activity strip: it looks up what the strip shows, and makes what is brushed part of the query."""

from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message
from textual.timer import Timer

from joblog_tui.feed.activity import ActivityWindow, Asked, Picture, Stretch
from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.window import Snapshot
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.activity import Window, window
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Listing
from joblog_tui.query.ranges import created_within, without_created
from joblog_tui.ui.charts.brush import Brush
from joblog_tui.ui.charts.zooms import ZOOMS, column_of
from joblog_tui.ui.keymap import STRIP, SUMMARY, bindings
from joblog_tui.ui.screens.aiming import Viewed
from joblog_tui.ui.screens.footing import Where
from joblog_tui.ui.screens.listing import ListScreen
from joblog_tui.ui.screens.time_view import TimeView
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.activity_strip import ActivityStrip
from joblog_tui.ui.widgets.activity_words import StripShown

LOFTY_FROM = 46  # rows from which the strip is higher
COUNTING_AFTER = 0.25  # seconds that an old picture stands as it was under another query


class PicturingScreen(ListScreen):
    """A list screen that has an ``ActivityStrip``, when it is high enough for one."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(STRIP, SUMMARY)]

    @dataclass
    class Pictured(Message):
        """Jobs over time were looked up: what was found, or why nothing was."""

        news: Picture | JoblogError

        def can_replace(self, message: Message) -> bool:
            """A picture is whole: a later one makes it needless."""
            return isinstance(message, PicturingScreen.Pictured)

    def __init__(self, session: Session, *, store_url: str, filter: Filter | None = None) -> None:
        super().__init__(session, store_url=store_url, filter=filter)
        self._time_view = TimeView()
        self._picture: Picture | None = None
        self._counting = False
        self._patience: Timer | None = None
        self._picture_waits = False
        self._picture_window = ActivityWindow(session.store, self._ask)

    def strip_part(self) -> ActivityStrip:
        """Jobs over time."""
        return ActivityStrip(glyphs=self.session.glyphs)

    @property
    def strip(self) -> ActivityStrip:
        """Jobs over time."""
        return self.query_one(ActivityStrip)

    @property
    def keys_go(self) -> Where:
        """Where the keys go."""
        return "strip" if self.strip.has_focus else super().keys_go

    def on_mount(self) -> None:
        """Begin to look."""
        self._watch_activity()

    def on_resize(self) -> None:
        """There may be room for more columns, or for more rows."""
        self.strip.set_class(self.size.height >= LOFTY_FROM, "-lofty")
        self.call_after_refresh(self._picture_window.moved)

    # Looking

    @property
    def _zone(self) -> tzinfo:
        return self.session.local_zone

    @property
    def _wanted_window(self) -> Window:
        return window(Listing(self.state.filter, parent=self.state.parent))

    def _ask(self) -> Asked | None:
        if not self.is_mounted or not self.strip.display or not self.strip.columns:
            return None
        return Asked(self._wanted_window.listing, self._stretch)

    def _stretch(self, reach: int | None) -> Stretch:
        wanted, columns, now = self._wanted_window, self.strip.columns, self._now
        self._time_view = self._time_view.looking(wanted, reach, now, columns, self._zone)
        return self._time_view.stretch(wanted, self._time_view.edges(wanted, now, columns, self._zone))

    @property
    def _now(self) -> int:
        freeze = self.state.freeze
        return self.session.clock() if freeze is None else freeze.at

    @work(group="activity", exclusive=True)
    async def _watch_activity(self) -> None:
        async for news in self._picture_window.pictures():
            self.post_message(self.Pictured(news))

    @on(Pictured)
    def _take_picture(self, message: Pictured) -> None:
        message.stop()
        if isinstance(message.news, JoblogError):
            return  # the pulse tells what is wrong with the store
        picture, view = message.news, self._time_view
        if picture.listing == self._wanted_window.listing:
            self._counted()
            self._picture = picture
            if view.brush is not None:
                self._time_view = replace(view, brush=view.brush.snapped(picture.activity.edges))
            self._show_strip()

    def _turn_to(self, filter: Filter, viewed: Viewed | None = None) -> None:
        """List what passes this filter, and draw when those jobs were created: after the rows, which come first."""
        other = window(Listing(filter)) != window(Listing(self.state.filter))
        super()._turn_to(filter, viewed)
        if other:
            self._time_view = TimeView()
            if self._patience is None:
                self._patience = self.set_timer(COUNTING_AFTER, self._still_counting)
            self._picture_waits = True
            self._picture_window.let_go()

    def take(self, snapshot: Snapshot) -> None:
        """Take a snapshot over; when the rows of another listing are there, it is time for the picture of it."""
        super().take(snapshot)
        if snapshot.look.listing == self.state.listing:
            self._picture_now()

    def _picture_now(self) -> None:
        if self._picture_waits:
            self._picture_waits = False
            self._picture_window.moved()

    def _still_counting(self) -> None:
        if self._patience is None:  # counted, when the call of the timer was on its way already
            return
        self._counting = True
        self._picture_now()
        self._show_strip()

    def _counted(self) -> None:
        if self._patience is not None:
            self._patience.stop()
        self._patience, self._counting = None, False

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again."""
        super().beat(beat)
        if beat.changed and self.state.freeze is None:
            self._picture_window.changed()

    def action_freeze(self) -> None:
        """Stand still, or catch up."""
        super().action_freeze()
        self._picture_window.changed()

    def on_screen_resume(self) -> None:
        """The operator is back."""
        self._picture_window.changed()

    def _tick(self) -> None:
        super()._tick()
        picture = self._picture
        if picture is not None and self.state.freeze is None and self.is_current:
            wanted, columns = self._wanted_window, self.strip.columns
            if self._time_view.edges(wanted, self._now, columns, self._zone) != picture.activity.edges:
                self._picture_window.changed()

    # Telling the strip

    def show_state(self) -> None:
        """Tell the strip too."""
        super().show_state()
        self._show_strip()

    def _show_strip(self) -> None:
        if not self.is_mounted:
            return
        snapshot, picture, view = self.state.snapshot, self._picture, self._time_view
        if picture is None:
            self.strip.show(StripShown(zone=self._zone))
            return
        wanted = self._wanted_window
        edges, now = picture.activity.edges, self._now
        stretch = view.stretch(wanted, edges)
        same = (stretch.first, stretch.last) == (picture.stretch.first, picture.stretch.last)
        chosen = None
        if wanted.low is not None or wanted.high is not None:
            chosen = (edges[0] if wanted.low is None else wanted.low, edges[-1] if wanted.high is None else wanted.high)
        # Only where there is one row are they told; elsewhere another filter would draw the strip anew for nothing.
        counts = {} if snapshot is None or self.strip.size.height != 1 else snapshot.facets.status
        self.strip.show(
            StripShown(
                activity=picture.activity,
                run_times=picture.run_times if same else None,
                now=now // 1000 * 1000 if view.brush is None else edges[-1],
                zone=self._zone,
                follows=edges[-2] <= now < edges[-1],
                chosen=chosen,
                brush=view.brush,
                zoom=ZOOMS[view.place].name,
                statuses=tuple((status, counts.get(status.slug, 0)) for status in Status),
                counting=self._counting,
            )
        )

    # What the operator does

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The strip can be used while it is there."""
        if action == "strip" and self.is_mounted:
            return self.strip.display and self._picture is not None
        return super().check_action(action, parameters)

    def action_strip(self) -> None:
        """The keys to the strip: what is brushed is what the query asks for, else the last column."""
        shown = self.strip.shown
        if shown.edges:
            marked = shown.marked_columns
            last = len(shown.edges) - 2
            self._brush(Brush.over(shown.edges, *(marked or (last, last))))
            self.set_focus(self.strip)

    async def action_summary(self) -> None:
        """What is listed, in numbers and bars."""
        from joblog_tui.ui.screens.summary import SummaryScreen

        snapshot = self.state.current
        total = snapshot.facets.total if snapshot is not None and snapshot.counted else None
        await self.app.push_screen(SummaryScreen(self, self.state.filter, total))

    def _brush(self, brush: Brush | None) -> None:
        self._time_view = replace(self._time_view, brush=brush)
        self._show_strip()
        self._picture_window.changed()

    @on(ActivityStrip.Brushed)
    def _brushed(self, message: ActivityStrip.Brushed) -> None:
        message.stop()
        self._brush(message.brush)

    @on(ActivityStrip.Applied)
    def _apply_brush(self, message: ActivityStrip.Applied) -> None:
        message.stop()
        self._leave_strip()
        self.filter_by(created_within(self.state.filter, message.brush.first, message.brush.last, self._zone))

    @on(ActivityStrip.Cleared)
    def _any_time(self, message: ActivityStrip.Cleared) -> None:
        message.stop()
        self._leave_strip()
        self.filter_by(without_created(self.state.filter))

    @on(ActivityStrip.Left)
    def _strip_left(self, message: ActivityStrip.Left) -> None:
        message.stop()
        self._leave_strip()

    def _leave_strip(self) -> None:
        if self._time_view.brush is not None:
            self._brush(None)
        if self.strip.has_focus:
            self.set_focus(self.table)

    @on(ActivityStrip.Zoomed)
    def _zoom(self, message: ActivityStrip.Zoomed) -> None:
        message.stop()
        shown = self.strip.shown
        if not shown.edges:
            return
        column = message.column
        if column is None and shown.brush is None and shown.marked is not None:
            column = column_of(sum(shown.marked) // 2, shown.edges)
        self._time_view = self._time_view.zoomed(message.by, shown.edges, column, self._now)
        self._show_strip()
        self._picture_window.moved()

    @on(ActivityStrip.Panned)
    def _pan(self, message: ActivityStrip.Panned) -> None:
        message.stop()
        shown = self.strip.shown
        view = self._time_view.panned(message.by, shown.edges, self._now)
        if message.by > 0 and self._time_view.end is None:
            return
        self._time_view = view
        self._picture_window.moved()
