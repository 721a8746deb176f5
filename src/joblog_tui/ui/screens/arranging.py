"""How the operator wants the list: its columns, its order, its times."""

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from joblog_tui.query.listing import Sort, SortField
from joblog_tui.ui.column_choice import ColumnChoice
from joblog_tui.ui.keymap import OF_ARRANGING, bindings
from joblog_tui.ui.preferences import Times
from joblog_tui.ui.screens.pivoting import PivotingScreen
from joblog_tui.ui.widgets.job_table import JobTable

LARGEST_FIRST: tuple[SortField, ...] = ("created", "updated", "nested")
"""Other columns begin with their first word."""


TOLD_TIMES: dict[Times, str] = {"both": "clock and age", "clock": "the clock", "relative": "ages"}


class ArrangingScreen(PivotingScreen):
    """A screen around one list of jobs that can be arranged."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_ARRANGING)]

    def on_mount(self) -> None:
        """As it was the last time."""
        self.table.sort = self.state.sort
        self.show_choices()

    def show_choices(self) -> None:
        """As the operator wants it."""
        super().show_choices()
        self.set_class(not self.session.choices.sidebar, "-no-sidebar")
        self.show_state()

    async def action_sidebar(self) -> None:
        """Show or hide the filters beside the list; where they lie over it, go to them or back."""
        if not self.wide_enough_to_dock or self.state.parent is not None:
            await self.run_action("filters")
            return
        if self.sidebar.has_focus:
            await self.run_action("filters")
        self.session.choices.set_sidebar(not self.session.choices.sidebar)
        self.show_choices()

    def action_times(self) -> None:
        """The clock and the age, the clock, the age; where there is no room for both, the clock or the age."""
        arrangement, width = self.table.arrangement, self.table.size.width
        self.choose_times(next_times(arrangement.times, room=arrangement.has_room_for_both(width)))

    def choose_times(self, times: Times) -> None:
        """Tell times in this way from now on."""
        self.session.choices.set_times(times)
        self.show_choices()
        self.tell(f"times: {TOLD_TIMES[times]}")

    async def action_columns(self) -> None:
        """Choose columns; each choice shows at once."""
        from joblog_tui.ui.screens.columns import ColumnsDialog

        await self.app.push_screen(ColumnsDialog(self.session, self.table, self.choose_columns))

    def choose_columns(self, choice: ColumnChoice) -> None:
        """Show these columns from now on."""
        self.session.choices.set_columns(choice)
        self.show_choices()

    async def action_sort(self) -> None:
        """Choose what the list is sorted by."""
        from joblog_tui.ui.screens.sorting import SortDialog

        await self.app.push_screen(SortDialog(self.session, self.state.sort), self._sorted)

    def _sorted(self, sort: Sort | None) -> None:
        if sort is not None:
            self.sort_by(sort)

    @on(JobTable.SortWanted)
    def _sort(self, message: JobTable.SortWanted) -> None:
        message.stop()
        self.sort_by(towards(self.state.sort, message.field))

    def sort_by(self, sort: Sort) -> None:
        """List in this order."""
        self.state.sort = self.table.sort = sort
        self.look_again()


def next_times(shown: Times, *, room: bool) -> Times:
    """What the key makes of the way in which times are told."""
    if shown == "both":
        return "clock"
    return "relative" if shown == "clock" and room else "both"


def towards(sort: Sort, field: SortField) -> Sort:
    """The order by this column: the other way round if it is the order already."""
    return Sort(field, not sort.descending if sort.field == field else field in LARGEST_FIRST)
