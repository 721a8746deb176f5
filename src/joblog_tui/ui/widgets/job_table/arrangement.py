"""How the operator wants the table: how times are told, and which columns there are."""

from dataclasses import dataclass, field
from datetime import tzinfo

from joblog_tui.ui.column_choice import ColumnChoice
from joblog_tui.ui.preferences import Times
from joblog_tui.ui.widgets.job_table.columns import Columns, columns_for


@dataclass(frozen=True, slots=True)
class Arrangement:
    """``times`` tells both only in columns with room for them; ``zone`` None is the machine's own."""

    times: Times = "both"
    zone: tzinfo | None = None
    choice: ColumnChoice = field(default_factory=ColumnChoice)

    def columns(self, width: int) -> Columns:
        """The columns of a table that is ``width`` cells wide."""
        return columns_for(width, self.choice, ages_only=self.times == "relative")

    def has_room_for_both(self, width: int) -> bool:
        """Whether a column has room for the clock and the age."""
        return any(column.full and column.right for column in columns_for(width, self.choice).columns)
