"""Which columns fit a width, and where they stand.

The operator chooses columns, their order and their widths. Whatever the choice, columns fall away in a fixed order
while the target would be too narrow; spare width goes to full headings, wider gaps and wider times, as long as the
target stays comfortable. Widths that leave the target no room even so are not heeded.
"""

from dataclasses import dataclass, replace

from joblog_tui.query.listing import SortField
from joblog_tui.ui.column_choice import LABELS, ColumnChoice, ColumnName

GUTTER = 2  # cells: cursor, mark or sign, and a blank
MARGIN = 1  # cells at the right edge, where the scrollbar stands
LEAST_TARGET = 20
COMFORTABLE_TARGET = 26
DROPPED_FIRST: tuple[ColumnName, ...] = ("trigger", "actor", "created", "task", "nested")
WIDE_TIME = 13  # clock and age
WIDE_ACTOR = 18
WIDE_GAP = 2

_WIDTHS: dict[ColumnName, int] = {
    "status": 15, "target": 0, "actor": 9, "task": 19, "trigger": 17, "created": 8, "updated": 7, "nested": 11,
}  # fmt: skip
_SHORT_HEADINGS: dict[ColumnName, str] = {"created": "Created", "updated": "Updated", "nested": "All jobs"}
_FULL_FROM: dict[ColumnName, int] = {"created": WIDE_TIME, "updated": WIDE_TIME, "nested": 13}  # cells


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``x`` is its first cell. ``full`` says that it has room for its longer form."""

    name: ColumnName
    x: int
    width: int
    heading: str
    full: bool = False

    @property
    def end(self) -> int:
        """The cell after its last one."""
        return self.x + self.width

    @property
    def right(self) -> bool:
        """Whether it is right-aligned."""
        return self.name in ("created", "updated")

    @property
    def value_width(self) -> int:
        """Cells for the value: the short Created column keeps its last cell for the arrow of its heading."""
        return self.width - 1 if self.name == "created" and not self.full else self.width

    @property
    def sort(self) -> SortField:
        """What a click on the heading sorts by."""
        return self.name


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a table of ``width`` cells, from left to right."""

    width: int
    gap: int
    columns: tuple[Column, ...]

    def at(self, x: int) -> Column | None:
        """The column that a cell belongs to; the gap after a column is part of it."""
        return next((column for column in self.columns if column.x <= x < column.end + self.gap), None)

    def named(self, name: ColumnName) -> Column | None:
        """The column of this name, None when it has been dropped."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def names(self) -> tuple[ColumnName, ...]:
        """The columns that are shown."""
        return tuple(column.name for column in self.columns)


def columns_for(width: int, choice: ColumnChoice | None = None, *, ages_only: bool = False) -> Columns:
    """The columns of a table that is ``width`` cells wide, gutter and margin included.

    ``ages_only``: times need no room for a clock beside the age.
    """
    choice = choice or ColumnChoice()
    fitting = _Fitting(width, choice)
    if not fitting.fits and choice.widths:
        fitting = _Fitting(width, replace(choice, widths={}))
    fitting.spend({"nested": 13})
    fitting.spread_out()
    if not ages_only:
        fitting.spend({"created": WIDE_TIME, "updated": WIDE_TIME})
    fitting.spend({"actor": WIDE_ACTOR})
    return fitting.placed()


class _Fitting:
    """The columns while it is being found out how wide each can be."""

    def __init__(self, width: int, choice: ColumnChoice) -> None:
        self._width = width
        self._chosen = choice.widths
        self._widths = {**_WIDTHS, **choice.widths}
        self._shown = list(choice.shown)
        self._gap = 1
        self._full = {name for name, cells in choice.widths.items() if cells >= _FULL_FROM.get(name, cells + 1)}
        least = min(LEAST_TARGET, choice.widths.get("target", LEAST_TARGET))
        for name in DROPPED_FIRST:
            if self._target < least and name in self._shown:
                self._shown.remove(name)
        self.fits = self._target >= least

    @property
    def _target(self) -> int:
        """What is left for the target."""
        others = sum(self._widths[name] for name in self._shown if name != "target")
        return self._width - GUTTER - MARGIN - others - self._gap * (len(self._shown) - 1)

    def spend(self, wider: dict[ColumnName, int]) -> None:
        """Make columns wider whose width nobody chose, if the target stays comfortable."""
        before = dict(self._widths)
        wider = {name: cells for name, cells in wider.items() if name in self._shown and name not in self._chosen}
        self._widths.update(wider)
        if self._target >= COMFORTABLE_TARGET:
            self._full.update(wider)
        else:
            self._widths = before

    def spread_out(self) -> None:
        """Leave more between the columns, if the target stays comfortable."""
        self._gap = WIDE_GAP
        if self._target < COMFORTABLE_TARGET:
            self._gap = 1

    def placed(self) -> Columns:
        """Where each column stands."""
        room = max(0, self._target)
        self._widths["target"] = min(room, self._chosen.get("target", room))
        columns: list[Column] = []
        x = GUTTER
        for name in self._shown:
            full = name in self._full
            heading = LABELS[name] if full or name not in _SHORT_HEADINGS else _SHORT_HEADINGS[name]
            columns.append(Column(name, x, self._widths[name], heading, full))
            x += self._widths[name] + self._gap
        return Columns(self._width, self._gap, tuple(columns))
