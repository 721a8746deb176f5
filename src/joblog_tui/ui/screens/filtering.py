"""What is filtered and how it is sorted: by the sidebar, the query, keys; and the way back to what was tried before."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from joblog_tui.model.errors import JoblogError
from joblog_tui.query.filters import Filter, Flag
from joblog_tui.query.listing import NameKind
from joblog_tui.ui.facet_groups import order_of
from joblog_tui.ui.keymap import OF_FILTERING, bindings
from joblog_tui.ui.query_history import remember
from joblog_tui.ui.screens.aiming import Viewed
from joblog_tui.ui.screens.telling import TellingScreen
from joblog_tui.ui.screens.trail import Stop, Trail
from joblog_tui.ui.widgets.empty_state import NUMBERED
from joblog_tui.ui.widgets.filter_sidebar import FilterSidebar
from joblog_tui.ui.widgets.header_line import HeaderLine
from joblog_tui.ui.widgets.query_bar import QueryBar

NAMES = 6  # that are looked up for completion


class FilteringScreen(TellingScreen):
    """A list screen whose filter the operator changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*OF_FILTERING),
        *[
            Binding(str(n), f"drop({n})", f"drop filter {n}", show=False, id=f"drop.{n}")
            for n in range(1, NUMBERED + 1)
        ],
    ]

    @dataclass
    class NamesFound(Message):
        """Names of this kind that hold ``text``."""

        kind: NameKind
        text: str
        names: tuple[str, ...]

    def start_over(self, filter: Filter, parent: str | None) -> None:
        """Know nothing but what is to be listed, and nothing that was tried before."""
        super().start_over(filter, parent)
        self._trail = Trail()
        self._before_typing: Stop | None = None

    def filter_by(self, filter: Filter) -> None:
        """Show what passes this filter."""
        if filter != self.state.filter:
            self._trail.leave(self._here())
            self._turn_to(filter)
            self.refresh_bindings()

    def _turn_to(self, filter: Filter, viewed: Viewed | None = None) -> None:
        """List what passes this filter, looking there."""
        self.state.filter = filter
        self.state.without = {}
        self.returning = viewed
        self.show_state()
        self.look_again()

    # Back and forward through what was tried

    def _here(self) -> Stop:
        return Stop(self.state.filter, self.state.sort, Viewed.of(self.table))

    def action_trail_back(self) -> None:
        """To the filter before this one, and to the place in it."""
        self._go_to(self._trail.back(self._here()))

    def action_trail_forward(self) -> None:
        """To the filter that the operator came back from."""
        self._go_to(self._trail.forward(self._here()))

    def _go_to(self, stop: Stop | None) -> None:
        if stop is not None:
            self.state.sort = self.table.sort = stop.sort
            self._turn_to(stop.filter, stop.viewed)
            self.refresh_bindings()

    # By sidebar, query and keys

    @on(FilterSidebar.Toggled)
    def _toggle_value(self, message: FilterSidebar.Toggled) -> None:
        message.stop()
        order = order_of(self.facet_groups(), message.group)
        change = self.state.filter.with_excluded if message.exclude else self.state.filter.toggled
        self.filter_by(change(message.group, message.slug, order))

    @on(QueryBar.Opened)
    def _query_opened(self, message: QueryBar.Opened) -> None:
        message.stop()
        self._before_typing = self._here()

    @on(QueryBar.Typed)
    def _follow_typing(self, message: QueryBar.Typed) -> None:
        message.stop()
        self._turn_to(message.filter)

    @on(QueryBar.Applied)
    def _apply_query(self, message: QueryBar.Applied) -> None:
        message.stop()
        before, self._before_typing = self._before_typing or self._here(), None
        if message.filter != before.filter:
            self._trail.leave(before)
            self.refresh_bindings()
        if message.filter != self.state.filter:
            self._turn_to(message.filter)
        remember(self.session.memory, message.text)

    @on(QueryBar.Left)
    def _query_left(self, message: QueryBar.Left) -> None:
        message.stop()
        before, self._before_typing = self._before_typing, None
        if message.given_up:
            self._go_to(before)
        if self.focused is None or not self.focused.display:
            self.set_focus(self.table)

    @on(QueryBar.NamesWanted)
    def _names_wanted(self, message: QueryBar.NamesWanted) -> None:
        message.stop()
        self._find_names(message.kinds, message.text)

    @work(group="names", exclusive=True)
    async def _find_names(self, kinds: tuple[NameKind, ...], text: str) -> None:
        try:
            for kind in kinds:
                names = await self.session.store().names(kind, text, NAMES)
                self.post_message(self.NamesFound(kind, text, names))
        except JoblogError:
            return  # the pulse tells what is wrong with the store

    @on(NamesFound)
    def _names_found(self, message: NamesFound) -> None:
        message.stop()
        self.query_bar.take_names(message.kind, message.text, message.names)

    @on(HeaderLine.StalledWanted)
    def _stalled_clicked(self, message: HeaderLine.StalledWanted) -> None:
        message.stop()
        self.action_stalled()

    @on(HeaderLine.SeenToWanted)
    def _seen_to_clicked(self, message: HeaderLine.SeenToWanted) -> None:
        message.stop()
        self.filter_by(Filter((Flag("stalled"), Flag("acknowledged"))))

    @on(HeaderLine.NewWanted)
    def _new_clicked(self, message: HeaderLine.NewWanted) -> None:
        message.stop()
        self.table.action_first()

    def action_stalled(self) -> None:
        """Stalled jobs only that nobody has seen to, or all again."""
        self.filter_by(self.state.filter.with_stalled())

    def action_incomplete(self) -> None:
        """Incomplete jobs only, or all again."""
        self.filter_by(self.state.filter.with_flag("incomplete"))

    def action_clear(self) -> None:
        """No filter."""
        self.filter_by(Filter())

    def action_drop(self, number: int) -> None:
        """Without one of the conditions that together leave nothing."""
        part = self.state.droppable(number)
        if part is not None:
            self.filter_by(self.state.filter.without(part))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some keys work only while there is something for them to do."""
        if action == "drop":
            number = parameters[0]
            return isinstance(number, int) and self.state.droppable(number) is not None
        if action == "trail_back":
            return bool(self._trail.behind)
        if action == "trail_forward":
            return bool(self._trail.ahead)
        return super().check_action(action, parameters)
