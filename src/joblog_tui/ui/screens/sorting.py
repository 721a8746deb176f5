"""The choice of what a list is sorted by."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from joblog_tui.query.listing import Sort, SortField
from joblog_tui.ui.column_choice import COLUMNS, LABELS
from joblog_tui.ui.screens.arranging import towards
from joblog_tui.ui.screens.dialog import Dialog
from joblog_tui.ui.session import Session
from joblog_tui.ui.widgets.choice_list import ChoiceList, Entry, Said

_TOLD: dict[SortField, tuple[str, str]] = {
    "created": ("oldest first", "newest first"),
    "updated": ("oldest first", "newest first"),
    "nested": ("fewest first", "most first"),
    "status": ("Not completed first", "Completed first"),
}


def told(sort: Sort) -> str:
    """An order in words."""
    return _TOLD.get(sort.field, ("A to Z", "Z to A"))[sort.descending]


class SortDialog(Dialog[Sort]):
    """Every column and its direction; choosing the present one turns it round."""

    HEADING: ClassVar[str] = "Sort by"

    def __init__(self, session: Session, sort: Sort) -> None:
        """``sort`` is the present order."""
        super().__init__(session)
        self._now = sort

    def body(self) -> ComposeResult:
        """The columns."""
        entries = [self._entry(field) for field in COLUMNS]
        yield ChoiceList(entries, cursor=COLUMNS.index(self._now.field), glyphs=self.session.glyphs)

    def _entry(self, field: SortField) -> Entry:
        glyphs, current = self.session.glyphs, field == self._now.field
        after = towards(self._now, field)
        arrow = glyphs.down if self._now.descending else glyphs.up
        left = (
            Said(f"{arrow} " if current else "  ", "accent", bold=True),
            Said(LABELS[field], "text" if current else "soft", bold=current),
            Said(f"  {told(self._now)}" if current else "", "muted"),
        )
        return Entry(left, (Said(f"turn to {told(after)}" if current else told(after), "muted"),))

    @on(ChoiceList.Chosen)
    def _chosen(self, message: ChoiceList.Chosen) -> None:
        message.stop()
        self.dismiss(towards(self._now, COLUMNS[message.number]))
