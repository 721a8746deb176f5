"""Labels of a time axis."""

from datetime import tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.moment import parse_rfc3339
from joblog_tui.ui.charts.axis import labels
from joblog_tui.ui.charts.zooms import ZOOMS, Zoom, edges
from tests.ui.charts.test_zooms import BERLIN, NAMED, ZONES, moments


@given(
    zoom=st.sampled_from(ZOOMS),
    within=moments,
    columns=st.integers(1, 200),
    zone=st.sampled_from(ZONES),
    now=st.sampled_from(["", "now"]),
)
def test_labels_never_overlap_nor_leave_the_axis(zoom: Zoom, within: int, columns: int, zone: tzinfo, now: str) -> None:
    found = labels(edges(zoom, within, columns, zone), zone, now=now)
    for label, after in pairwise(found):
        assert label.column + len(label.text) < after.column
    for label in found:
        assert label.column + len(label.text) <= columns or columns < len(now)


@pytest.mark.parametrize(
    ("name", "at", "columns", "texts"),
    [
        ("1 minute", "2026-11-20T08:40:30Z", 60, ["╵08:45", "╵09:00", "╵09:15", "╵09:30"]),
        ("1 minute", "2026-11-20T23:30:00Z", 60, ["╵23:45", "╵21 Nov", "╵00:15"]),
        ("1 hour", "2026-11-20T08:40:30Z", 60, ["╵18 Nov", "╵12:00", "╵19 Nov", "╵12:00"]),
        ("1 day", "2026-11-20T08:40:30Z", 60, ["╵Oct", "╵Nov"]),
        ("1 week", "2026-11-20T08:40:30Z", 60, ["╵Oct", "╵2026", "╵Apr", "╵Jul"]),
        ("1 month", "2026-11-20T08:40:30Z", 60, ["╵2022", "╵2023", "╵2024", "╵2025", "╵2026"]),
    ],
)
def test_labels_say_what_the_clocks_say(name: str, at: str, columns: int, texts: list[str]) -> None:
    found = labels(edges(NAMED[name], parse_rfc3339(at), columns, BERLIN), BERLIN, now="now")
    assert [label.text for label in found][:-1] == texts
    assert (found[-1].column, found[-1].text) == (columns - 3, "now")


def test_an_hour_that_comes_twice_is_labelled_twice() -> None:
    found = labels(edges(NAMED["5 minutes"], parse_rfc3339("2026-10-25T02:30:00Z"), 60, BERLIN), BERLIN)
    assert [label.text for label in found] == ["╵25 Oct", "╵01:00", "╵02:00", "╵02:00", "╵03:00"]


def test_another_zone_says_another_time() -> None:
    found = edges(NAMED["1 minute"], parse_rfc3339("2026-11-20T08:40:30Z"), 60, BERLIN)
    kathmandu = labels(found, ZoneInfo("Asia/Kathmandu"))
    assert [label.text for label in kathmandu] == ["╵13:30", "╵13:45", "╵14:00", "╵14:15"]
