"""Which columns fit a width, and where they stand.

Columns fall away in a fixed order while the target would be too narrow; spare width goes to full headings, wider
gaps and wider times, as long as the target stays comfortable.
"""

from dataclasses import dataclass
from typing import Literal

from joblog_tui.query.listing import SortField

ColumnName = Literal["status", "target", "actor", "task", "trigger", "created", "updated", "nested"]

GUTTER = 2  # cells: cursor, mark or sign, and a blank
MARGIN = 1  # cells at the right edge, where the scrollbar stands
LEAST_TARGET = 20
COMFORTABLE_TARGET = 26
DROPPED_FIRST: tuple[ColumnName, ...] = ("trigger", "actor", "created", "task", "nested")
WIDE_TIME = 13  # clock and age
WIDE_ACTOR = 18
WIDE_GAP = 2

_ORDER: tuple[ColumnName, ...] = ("status", "target", "actor", "task", "trigger", "created", "updated", "nested")
_WIDTHS: dict[ColumnName, int] = {
    "status": 15, "actor": 9, "task": 19, "trigger": 17, "created": 8, "updated": 7, "nested": 11,
}  # fmt: skip
_HEADINGS: dict[ColumnName, str] = {
    "status": "Status", "target": "Target", "actor": "Actor", "task": "Task", "trigger": "Trigger",
    "created": "Created", "updated": "Updated", "nested": "All jobs",
}  # fmt: skip
_FULL_HEADINGS: dict[ColumnName, str] = {"created": "Created at", "updated": "Updated at", "nested": "View all jobs"}


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


def columns_for(width: int) -> Columns:
    """The columns of a table that is ``width`` cells wide, gutter and margin included."""
    shown = list(_ORDER)
    widths = dict(_WIDTHS)
    gap = 1

    def target() -> int:
        return (
            width - GUTTER - MARGIN - sum(widths[name] for name in shown if name != "target") - gap * (len(shown) - 1)
        )

    for name in DROPPED_FIRST:
        if target() >= LEAST_TARGET:
            break
        shown.remove(name)

    full: set[ColumnName] = set()

    def spend(wider: dict[ColumnName, int]) -> None:
        before = dict(widths)
        widths.update({name: cells for name, cells in wider.items() if name in shown})
        if target() >= COMFORTABLE_TARGET:
            full.update(name for name in wider if name in shown)
        else:
            widths.update(before)

    spend({"nested": 13})
    gap = WIDE_GAP
    if target() < COMFORTABLE_TARGET:
        gap = 1
    spend({"created": WIDE_TIME, "updated": WIDE_TIME})
    spend({"actor": WIDE_ACTOR})

    widths["target"] = max(0, target())
    columns: list[Column] = []
    x = GUTTER
    for name in shown:
        heading = _FULL_HEADINGS.get(name, _HEADINGS[name]) if name in full else _HEADINGS[name]
        columns.append(Column(name, x, widths[name], heading, name in full))
        x += widths[name] + gap
    return Columns(width, gap, tuple(columns))
