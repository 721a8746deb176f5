"""The choice of columns: which, in which order, how wide. Every step shows in the list behind at once."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.column_choice import ALWAYS, LABELS, ColumnChoice, ColumnName
from joblog_tui.ui.keymap import OF_COLUMNS, bindings
from joblog_tui.ui.look.cut import pad
from joblog_tui.ui.screens.dialog import Dialog
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.choice_list import ChoiceList, Entry, Said
from joblog_tui.ui.widgets.job_table import JobTable
from joblog_tui.ui.widgets.job_table.columns import Columns

NAME = 16  # cells


class ColumnsDialog(Dialog[None]):
    """Lists the columns in their order; the table behind has the widths as they are now."""

    HEADING: ClassVar[str] = "Columns"
    KEYS: ClassVar[tuple[str, ...]] = (
        "dialog.choose", "column.left", "column.right", "column.wider", "column.narrower", "column.reset",
        "dialog.close",
    )  # fmt: skip
    WORDS: ClassVar[Mapping[str, str]] = {
        "dialog.choose": "show, hide",
        "column.right": "right",
        "column.left": "left",
    }
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(*OF_COLUMNS)]

    def __init__(self, session: Session, table: JobTable, choose: Callable[[ColumnChoice], None]) -> None:
        """``choose`` makes a choice hold at once, for ``table`` among others."""
        super().__init__(session)
        self._table = table
        self._choose = choose

    def body(self) -> ComposeResult:
        """The columns."""
        yield ChoiceList(self._entries(), glyphs=self.session.glyphs)

    @property
    def _choice(self) -> ColumnChoice:
        return self._table.arrangement.choice

    @property
    def _columns(self) -> Columns:
        """The columns as the table has them."""
        return self._table.arrangement.columns(self._table.size.width)

    @property
    def _list(self) -> ChoiceList:
        return self.query_one(ChoiceList)

    @property
    def _column(self) -> ColumnName:
        return self._choice.order[self._list.cursor]

    def _entries(self) -> list[Entry]:
        return [self._entry(name) for name in self._choice.order]

    def _entry(self, name: ColumnName) -> Entry:
        shown = name not in self._choice.hidden
        column = self._columns.named(name)
        sign = self.session.glyphs.status[Status.COMPLETED] if shown else " "
        if not shown:
            width = Said("hidden", "muted")
        elif column is None:
            width = Said("no room at this width", "muted")
        else:
            chosen = name in self._choice.widths
            width = Said(f"{column.width} wide", "accent" if chosen else "muted", bold=chosen)
        left = (Said(f"{sign} ", "accent", bold=True), Said(pad(LABELS[name], NAME), "text" if shown else "muted"))
        return Entry(left, (width,))

    def _hold(self, choice: ColumnChoice, cursor: int | None = None) -> None:
        self._choose(choice)
        self._list.show(self._entries(), cursor)
        self.remark("" if choice.usual else "changed")

    @on(ChoiceList.Chosen)
    def _toggle(self, message: ChoiceList.Chosen) -> None:
        message.stop()
        if self._column == ALWAYS:
            self.remark(f"{LABELS[ALWAYS]} is always shown")
        else:
            self._hold(self._choice.toggled(self._column))

    def action_move(self, by: int) -> None:
        """The column under the cursor, and the cursor with it, further right or left in the list."""
        choice = self._choice.moved(self._column, by)
        self._hold(choice, choice.order.index(self._column))

    def action_size(self, by: int) -> None:
        """The column under the cursor, wider or narrower."""
        column = self._columns.named(self._column)
        if column is not None:
            self._hold(self._choice.sized(column.name, column.width + by))

    def action_usual_width(self) -> None:
        """The column under the cursor, as wide as usual."""
        self._hold(self._choice.sized(self._column, None))

    def action_reset(self) -> None:
        """Everything as usual."""
        self._hold(ColumnChoice(), 0)
