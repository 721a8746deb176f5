"""Which columns the operator wants to see, in which order and how wide. A value; no widget, no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, get_args

from joblog_tui.model.vocabulary import nearest

ColumnName: TypeAlias = Literal["status", "target", "actor", "task", "trigger", "created", "updated", "nested"]
COLUMNS: tuple[ColumnName, ...] = get_args(ColumnName)
"""Every column, in the order in which they stand when nobody chose another one."""

LABELS: Mapping[ColumnName, str] = {
    "status": "Status", "target": "Target", "actor": "Actor", "task": "Task", "trigger": "Trigger",
    "created": "Created at", "updated": "Updated at", "nested": "View all jobs",
}  # fmt: skip

ALWAYS: ColumnName = "target"
"""The column that cannot be hidden: without it, nobody could tell what a row is about."""

NARROWEST: Mapping[ColumnName, int] = dict.fromkeys(COLUMNS, 4) | {
    "status": 15, "created": 8, "updated": 7, "nested": 7,
}  # fmt: skip
"""The least width, in cells, that can be chosen: no status and no number is ever cut."""

WIDEST = 80  # cells


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """``order`` has every column once, hidden ones too. ``widths`` are in cells; a column without one has its usual."""

    order: tuple[ColumnName, ...] = COLUMNS
    hidden: frozenset[ColumnName] = frozenset()
    widths: Mapping[ColumnName, int] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[ColumnName, ...]:
        """The columns to show, from left to right, as far as they find room."""
        return tuple(name for name in self.order if name not in self.hidden)

    @property
    def usual(self) -> bool:
        """Whether nothing was chosen."""
        return self == ColumnChoice()

    def toggled(self, name: ColumnName) -> "ColumnChoice":
        """With this column hidden, or shown again."""
        return self if name == ALWAYS else replace(self, hidden=self.hidden ^ {name})

    def moved(self, name: ColumnName, by: int) -> "ColumnChoice":
        """With this column ``by`` places further right; left when negative."""
        rest = [other for other in self.order if other != name]
        at = max(0, min(len(rest), self.order.index(name) + by))
        return replace(self, order=(*rest[:at], name, *rest[at:]))

    def sized(self, name: ColumnName, width: int | None) -> "ColumnChoice":
        """With this column ``width`` cells wide; as usual when None."""
        widths = {column: cells for column, cells in self.widths.items() if column != name}
        if width is not None:
            widths[name] = max(NARROWEST[name], min(width, WIDEST))
        return replace(self, widths=widths)

    def written(self) -> tuple[str, ...]:
        """The columns that are shown as words: ``("status", "target:40", "updated")``; ``read`` reads them."""
        return tuple(f"{name}:{self.widths[name]}" if name in self.widths else name for name in self.shown)

    @classmethod
    def read(cls, words: Iterable[str]) -> "ColumnChoice":
        """The choice in such words, hidden columns last; ``ValueError`` says which word is wrong."""
        shown: list[ColumnName] = []
        widths: dict[ColumnName, int] = {}
        for word in words:
            text, colon, size = word.partition(":")
            name = next((column for column in COLUMNS if column == text), None)
            if name is None:
                near = nearest(text, COLUMNS)
                hint = f"did you mean {near}?" if near else f"there are {', '.join(COLUMNS)}"
                raise ValueError(f"names no column: {text!r}; {hint}")
            if name in shown:
                raise ValueError(f"names the column {name} twice")
            shown.append(name)
            if colon:
                if not (size.isascii() and size.isdigit() and NARROWEST[name] <= int(size[:3]) <= WIDEST):
                    raise ValueError(f"gives {name} no width between {NARROWEST[name]} and {WIDEST}: {size!r}")
                widths[name] = int(size)
        if ALWAYS not in shown:
            raise ValueError(f"leaves out {ALWAYS}, which is always shown")
        rest = tuple(name for name in COLUMNS if name not in shown)
        return cls((*shown, *rest), frozenset(rest), widths)
