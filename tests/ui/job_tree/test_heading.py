"""The heading of a timeline: times on its axis, and the present."""

from datetime import UTC

from joblog_tui.model.moment import MINUTE
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Vocabulary
from joblog_tui.query.listing import Sort
from joblog_tui.ui.look.glyphs import UNICODE
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.palette import PALETTES
from joblog_tui.ui.widgets.job_table.rows import Rows
from joblog_tui.ui.widgets.job_tree.axis import Span
from joblog_tui.ui.widgets.job_tree.layout import layout_for
from joblog_tui.ui.widgets.job_tree.painting import TimelinePainter
from tests.ui.job_table.making import NOW


def heading(width: int, minutes: int) -> str:
    """The heading of a job that began so long ago, and goes on."""
    layout = layout_for(width)
    axis = Span(NOW - minutes * MINUTE, NOW).axis(layout.lane_width)
    painter = TimelinePainter(
        layout, Paint(PALETTES["night"]), UNICODE, Vocabulary(TASKS, TRIGGERS), Rows, axis=axis, now=NOW,
        path=frozenset(), zone=UTC, going_on=True,
    )  # fmt: skip
    return "".join(segment.text for segment in painter.heading(Sort()))


def test_the_last_time_on_the_axis_keeps_clear_of_the_present() -> None:
    for width in range(110, 200, 7):
        for minutes in range(2, 240, 3):
            told = heading(width, minutes)
            assert " now " in told, (width, minutes, told)
            assert "╷" in told
