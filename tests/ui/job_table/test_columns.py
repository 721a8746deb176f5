"""Which columns fit which width: the drop order, the spare width, and that nothing overlaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.ui.widgets.job_table.columns import COMFORTABLE_TARGET, LEAST_TARGET, MARGIN, columns_for

ALL = ("status", "target", "actor", "task", "trigger", "created", "updated", "nested")


def _without(*dropped: str) -> tuple[str, ...]:
    return tuple(name for name in ALL if name not in dropped)


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (80, _without("trigger", "actor", "created")),  # terminal of 80
        (100, _without("trigger")),  # terminal of 100
        (120, ALL),  # terminal of 120 without the sidebar, or of 150 with 30 of it
        (130, ALL),  # terminal of 160 with the sidebar
        (126, ALL),  # terminal of 200 with sidebar and inspector
        (94, _without("trigger", "actor")),  # terminal of 120 with 26 of sidebar: the target would have 16
        (115, _without("trigger")),
        (116, ALL),
        (98, _without("trigger")),
        (97, _without("trigger", "actor")),
        (79, _without("trigger", "actor", "created")),
        (78, _without("trigger", "actor", "created", "task")),
        (58, _without("trigger", "actor", "created", "task", "nested")),
        (59, _without("trigger", "actor", "created", "task")),
    ],
)
def test_columns_fall_away_while_the_target_would_be_too_narrow(width: int, names: tuple[str, ...]) -> None:
    assert columns_for(width).names == names


def test_the_widths_of_a_table_of_120() -> None:
    placed = {column.name: (column.x, column.width) for column in columns_for(120).columns}
    assert placed == {
        "status": (2, 15),
        "target": (18, 24),
        "actor": (43, 9),
        "task": (53, 19),
        "trigger": (73, 17),
        "created": (91, 8),
        "updated": (100, 7),
        "nested": (108, 11),
    }


def test_spare_width_goes_to_full_headings_first_then_gaps_then_times_then_actors() -> None:
    def spare(width: int) -> tuple[str, int, int, int]:
        columns = columns_for(width)
        nested, created, actor = columns.named("nested"), columns.named("created"), columns.named("actor")
        assert nested is not None
        assert created is not None
        assert actor is not None
        return nested.heading, columns.gap, created.width, actor.width

    assert spare(123) == ("All jobs", 1, 8, 9)
    assert spare(124) == ("View all jobs", 1, 8, 9)
    assert spare(130) == ("View all jobs", 1, 8, 9)
    assert spare(131) == ("View all jobs", 2, 8, 9)
    assert spare(142) == ("View all jobs", 2, 13, 9)
    assert spare(151) == ("View all jobs", 2, 13, 18)


@given(st.integers(0, 400))
def test_nothing_overlaps_and_everything_fits(width: int) -> None:
    columns = columns_for(width)
    for left, right in zip(columns.columns, columns.columns[1:], strict=False):
        assert left.end + columns.gap == right.x
        assert len(left.heading) <= left.width or left.name == "target"
    target = columns.named("target")
    assert target is not None
    if width >= 50:
        assert columns.columns[-1].end == width - MARGIN
        assert target.width >= LEAST_TARGET
    if columns.gap == 2 or any(column.full for column in columns.columns):
        assert target.width >= COMFORTABLE_TARGET


@given(st.integers(50, 300))
def test_every_cell_right_of_the_gutter_belongs_to_a_column(width: int) -> None:
    columns = columns_for(width)
    for x in range(2, width - MARGIN):
        assert columns.at(x) is not None
    assert columns.at(0) is None
