"""A list with the operator's views as tabs over it: opening, counting, keeping them; what changed since last time."""

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from joblog_tui.feed.pulse import Beat
from joblog_tui.feed.view_counts import Counts, ViewCounts
from joblog_tui.feed.window import Snapshot, depends_on_time
from joblog_tui.model.errors import JoblogError, QueryError, UsageError
from joblog_tui.model.moment import MINUTE
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.query.printing import show
from joblog_tui.query.views import View, built_in, combined
from joblog_tui.text import safe
from joblog_tui.ui.column_choice import COLUMNS, ColumnChoice
from joblog_tui.ui.keymap import OF_VIEWING, bindings
from joblog_tui.ui.listed import LISTED, Listed
from joblog_tui.ui.reopening import Opening
from joblog_tui.ui.screens.aiming import Viewed
from joblog_tui.ui.screens.returning import ReturningScreen
from joblog_tui.ui.session import Session
from joblog_tui.ui.view_columns import ViewColumns
from joblog_tui.ui.view_shelf import ORDER, SINCE, Shelf, label, since_view
from joblog_tui.ui.widgets.header_line import Header, HeaderLine
from joblog_tui.ui.widgets.key_footer import NO_KEY
from joblog_tui.ui.widgets.rule import Rule
from joblog_tui.ui.widgets.view_tabs import Tab, TabsShown, ViewTabs

if TYPE_CHECKING:
    from joblog_tui.views.catalogue import Catalogue

COUNTED_AFTER = 0.05  # seconds that the first rows have to get onto the screen, before anything else is computed
AGEING = 5  # seconds after which time alone may have changed the count of a view
TALL_FROM = 30  # rows from which a line under the tabs says which one is on


class ViewingScreen(ReturningScreen):
    """A list screen with views."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_VIEWING)]

    @dataclass
    class Counted(Message):
        """Views were counted."""

        counts: Counts

    @dataclass
    class ViewsRead(Message):
        """The catalogue of views was read."""

        views: tuple[View, ...]

    def __init__(
        self, session: Session, *, store_url: str, filter: Filter | None = None, opening: Opening | None = None
    ) -> None:
        """The log, with ``opening`` when it is the first screen on its store; ``filter`` alone over another screen."""
        super().__init__(session, store_url=store_url, opening=opening or Opening(filter or Filter()))
        since = since_view(session.visited, session.clock(), session.local_zone)
        opened = [] if self._opening.view is None or self._opening.view.name == SINCE else [self._opening.view]
        self._shelf = Shelf(combined(built_in(session.me), opened), session.memory.get(ORDER), since)
        self._view = (self._opening.view or self._shelf.views[0]).name
        self._counts: Counts = {}
        self._columns = ViewColumns(session.memory)
        self._filters: dict[tuple[str, str], Filter | None] = {}
        self._view_counts = ViewCounts(session.store, self._wanted_listings)
        self._left_at = session.clock()
        self._at_bottom = False
        self._views_key = NO_KEY
        self._noted: tuple[View, Filter, Sort] | None = None
        self._counted_ago = 0

    def header_parts(self) -> ComposeResult:
        """The first line, the views, and the rule under them."""
        yield HeaderLine(Header(), glyphs=self.session.glyphs)
        yield ViewTabs(TabsShown(), glyphs=self.session.glyphs)
        yield Rule(glyphs=self.session.glyphs, reduced_motion=self.session.reduced_motion)

    @property
    def tabs(self) -> ViewTabs:
        """The views."""
        return self.query_one(ViewTabs)

    def on_mount(self) -> None:
        """Read the views, and look back; they are counted when the first rows are there."""
        self._read_views()
        if self.session.visited is not None and self._shelf.since is not None:
            self._look_back(self.session.visited)
        self._at_bottom = not self.can_leave
        self._note_visit()
        if self._opening.told:
            self._say(self._opened_as())
        if self._shelf.since is not None:
            self.table.unseen_since = self.session.visited
        self._recognise()
        self._show_views()

    def on_unmount(self) -> None:
        """The operator was here until now."""
        self._note_visit()
        self._note_listed()

    def on_screen_suspend(self) -> None:
        """Another screen lies over this one, from which the operator may leave altogether."""
        self._note_listed()

    def _note_listed(self) -> None:
        """Remember what is listed, for the next time; a query is not listed before it was applied."""
        state, memory = self.state, self.session.memory
        if not self._at_bottom or memory.store != self._store_of_visit or self._before_typing is not None:
            return
        now = (self.view, state.filter, state.sort)
        if now != self._noted:
            self._noted = now
            of_view = self.filter_of(self.view)
            query = None if state.filter == of_view else show(state.filter)
            sort = None if state.sort == self.view.sort else state.sort
            usual = self.view.name == self._shelf.views[0].name and query is None and sort is None
            memory.set(LISTED, None if usual else Listed(self.view.name, query, sort))

    def _recognise(self) -> None:
        """The dashboard may have been opened with the query of a view."""
        if self._view == self._shelf.views[0].name and self.state.filter.parts:
            found = (view.name for view in self._shelf.views if self.filter_of(view) == self.state.filter)
            self._view = next(found, self._view)

    def take(self, snapshot: Snapshot) -> None:
        """Take a snapshot over; the first one lets the views be counted."""
        first = self.state.snapshot is None
        super().take(snapshot)
        if first and self.state.snapshot is not None:
            self.set_timer(COUNTED_AFTER, self._count_views)

    # What is known of them

    def filter_of(self, view: View) -> Filter | None:
        """What a view lets through here and now; None when its query cannot be read (any more)."""
        today = f"{self.session.clock() // MINUTE // 15}"  # a day begins on a quarter of an hour, in every zone
        key = (view.query, today)
        if key not in self._filters:
            if len(self._filters) > 500:
                self._filters.clear()
            try:
                self._filters[key] = self.session.read_query(view.query) if view.query else Filter()
            except QueryError:
                self._filters[key] = None
        return self._filters[key]

    def count_of(self, view: View) -> int | None:
        """How many jobs a view lists, None until that is known."""
        if not self._counts:
            return None  # to read a query takes the grammar, and the first rows do not wait for that
        filter = self.filter_of(view)
        return None if filter is None else self._counts.get(Listing(filter))

    @property
    def shelf(self) -> Shelf:
        """Every view."""
        return self._shelf

    @property
    def view(self) -> View:
        """The view that is on, edited or not."""
        return self._shelf.view(self._view) or self._shelf.views[0]

    @property
    def edited(self) -> bool:
        """Whether something else is listed than the view says."""
        if self.state.filter != self.filter_of(self.view) or self.state.sort != self.view.sort:
            return True
        return self._columns.changed(self.view, self.session.choices.columns)

    def _wanted_listings(self) -> tuple[Listing, ...]:
        return tuple(map(Listing, self._filters_of_views))

    @property
    def _filters_of_views(self) -> list[Filter]:
        filters = (self.filter_of(view) for view in self._shelf.views)
        return [filter for filter in filters if filter is not None]

    @work(group="view counts", exclusive=True)
    async def _count_views(self) -> None:
        await asyncio.to_thread(self.session.read_query, "is:stalled")  # reads the grammar, which takes long once
        async for counts in self._view_counts.counts():
            self.post_message(self.Counted(counts))

    @on(Counted)
    def _take_counts(self, message: Counted) -> None:
        message.stop()
        self._counts = message.counts
        self._show_views()

    @work(group="views", exclusive=True)
    async def _read_views(self) -> None:
        try:
            self.post_message(self.ViewsRead(await self.catalogue.all()))
        except UsageError as error:
            self._say(safe(str(error), 300))
        except JoblogError:
            return  # the pulse tells what is wrong with the store

    @property
    def catalogue(self) -> "Catalogue":
        """Where views are kept."""
        from joblog_tui.views.catalogue import Catalogue

        return Catalogue(self.session.store, self.session.me)

    @on(ViewsRead)
    def _take_views(self, message: ViewsRead) -> None:
        message.stop()
        self._columns.keep_only(view.name for view in message.views)
        if message.views != self._shelf.kept:
            self._shelf = replace(self._shelf, kept=message.views)
            self._recognise()
            self._view_counts.changed()
            self._show_views()

    def beat(self, beat: Beat) -> None:
        """The store changed, is lost, or was found again."""
        super().beat(beat)
        if beat.changed:
            self._view_counts.changed()

    def _tick(self) -> None:
        super()._tick()
        if self.is_current:
            self._note_listed()
            self._counted_ago += 1
            if self._counted_ago >= AGEING and any(map(depends_on_time, self._filters_of_views)):
                self._counted_ago = 0
                self._view_counts.changed()
            if self.session.clock() - self._left_at > MINUTE:
                self._left_at = self.session.clock()
                self._note_visit()
                self._read_views()

    def on_screen_resume(self) -> None:
        """The operator is back."""
        self._view_counts.changed()

    # Telling

    def show_state(self) -> None:
        """Tell the tabs too."""
        super().show_state()
        self._show_views()

    def on_resize(self) -> None:
        """Where tabs stand has changed."""
        self.call_after_refresh(self._show_views)

    def _show_views(self) -> None:
        if not self.is_mounted:
            return
        visited, now = self.session.visited, self.session.second()
        tabs = tuple(Tab(view.name, label(view, visited, now), self.count_of(view)) for view in self._shelf.views)
        low = self.size.height < TALL_FROM
        key = self._key("views")
        self._views_key = self._views_key if key == NO_KEY else key  # letters are inert while the query is edited
        self.tabs.show(TabsShown(tabs, self.view.name, self.edited, self._views_key, low))
        self.query_one(Rule).mark(self.tabs.on_span)

    def _turn_to(self, filter: Filter, viewed: Viewed | None = None) -> None:
        """A slow count must not stand before what the operator waits for. Without a filter there are all jobs."""
        self._view_counts.moved()
        if not filter.parts and not filter.everywhere:
            self._view = built_in(self.session.me)[0].name
            self.show_choices()
        super()._turn_to(filter, viewed)

    # Opening and keeping them

    def open_view(self, name: str) -> None:
        """List what a view says, in its order."""
        view = self._shelf.view(name)
        if view is None:
            return
        if view.name == self._view and self.edited:
            self._columns.forget([view.name])  # it is opened to have it as it was saved
        try:
            filter = self.session.read_query(view.query) if view.query else Filter()
        except QueryError as error:
            self._say(f"{safe(view.name, 40)}: {safe(str(error), 200)}")
            return
        self._view = view.name
        if self.state.sort != view.sort:
            self.state.sort = self.table.sort = view.sort
            self.look_again()
        self.filter_by(filter)
        self.show_choices()
        self._show_views()

    def current_as(self, name: str) -> View:
        """What is listed now, in its order and with its columns, as a view."""
        choice = self.table.arrangement.choice
        columns = () if choice.shown == COLUMNS else choice.shown
        return View(name, show(self.state.filter), self.state.sort, columns)

    def show_choices(self) -> None:
        """A view may have columns of its own."""
        super().show_choices()
        arrangement = self.session.arrangement
        self.table.arrangement = replace(arrangement, choice=self._columns.of(self.view, arrangement.choice))

    def choose_columns(self, choice: ColumnChoice) -> None:
        """Show these columns from now on: those of the log, or those of the saved view that is on."""
        if self.view.place == "built-in":
            super().choose_columns(choice)
        else:
            self._columns.choose(self.view, choice)
            self.show_choices()
        self._show_views()

    def keep(self, shelf: Shelf) -> None:
        """Have other views, or another order."""
        if shelf.order != self._shelf.order:
            self.session.memory.set(ORDER, shelf.order)
        self._shelf = shelf
        self._view_counts.changed()
        self._show_views()

    def rename(self, old: str, new: View) -> None:
        """A view has another name or place; what is listed, and what was chosen for it, stays."""
        self._columns.rename(old, new.name)
        if self.view.name == old:
            self._view = new.name

    @on(ViewTabs.Chosen)
    def _choose(self, message: ViewTabs.Chosen) -> None:
        message.stop()
        self.open_view(message.name)

    @on(ViewTabs.AllWanted)
    async def _all_wanted(self, message: ViewTabs.AllWanted) -> None:
        message.stop()
        await self.action_views()

    def action_next_view(self, by: int) -> None:
        """The view beside this one; after the last one comes the first."""
        names = [view.name for view in self._shelf.views]
        self.open_view(names[(names.index(self.view.name) + by) % len(names)])

    async def action_views(self) -> None:
        """All views."""
        from joblog_tui.ui.screens.views import ViewsScreen

        await self.app.push_screen(ViewsScreen(self))
