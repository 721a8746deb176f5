"""What is told of figures."""

from pathlib import Path

import pytest
from benchmarks.bars import BARS, Bar
from benchmarks.figures import Figures, percentile, short

from benchmarks import results


def figures(**values: float) -> Figures:
    """Figures of joblog, by name with underscores."""
    found = Figures()
    for name, value in values.items():
        found.note("joblog", name.replace("_", " "), value)
    return found


@pytest.mark.parametrize(
    ("bar", "value", "verdict"),
    [
        (Bar("a", 10, "ms", "took"), 10, "reached"),
        (Bar("a", 10, "ms", "took"), 15, "missed by 1.50 x"),
        (Bar("a", 10, "a second", "took", least=True), 15, "reached"),
        (Bar("a", 10, "a second", "took", least=True), 4, "missed by 2.50 x"),
        (Bar("a", 10, "ms", "took"), None, "not measured"),
    ],
)
def test_a_bar_is_reached_or_missed_by_how_much(bar: Bar, value: float | None, verdict: str) -> None:
    assert bar.verdict(figures() if value is None else figures(took=value)) == verdict


def test_a_bar_can_be_on_a_ratio_to_somebody_else_in_the_same_run() -> None:
    bar = Bar("a", 2, "x", "took", against=("other", "took"))
    found = figures(took=30)
    assert bar.verdict(found) == "not measured"
    found.note("other", "took", 10)
    assert (bar.value(found), bar.verdict(found), bar.told) == (3, "missed by 1.50 x", "<= 2 x other")


def test_figures_are_medians_over_runs_and_percentiles_within_one() -> None:
    found = Figures()
    for run in (range(1, 101), range(101, 201), range(1, 101)):
        found.spread("joblog", "key:", run)
    assert (found.get("joblog", "key: p50, ms"), found.get("joblog", "key: p95, ms")) == (50, 95)
    assert [percentile([1, 2, 3], percent) for percent in (1, 50, 95, 100)] == [1, 2, 3, 3]
    assert [short(value) for value in (None, 0.123, 1.234, 12.34, 1234.5)] == ["-", "0.12", "1.23", "12.3", "1,234"]


def test_the_results_name_every_bar_the_growth_the_peers_and_who_is_missing(tmp_path: Path) -> None:
    small, large = Figures(), Figures()
    for found, factor in ((small, 1), (large, 3)):
        for name in ("key down: p50, ms", "key down: p95, ms"):
            found.note("joblog", name, 4 * factor)
            found.note("lnav", name, 2)
    results.write(tmp_path / "R.md", {"100k": small, "1m": large}, ["a machine"], ["visidata"], "a remark")
    text = (tmp_path / "R.md").read_text("utf-8")
    assert all(bar.what in text for bar in BARS)
    assert "| key down, key to paint p95 | <= 6 ms | 4.00 | 12.0 | missed by 2.00 x |" in text
    assert "| joblog | key down: p95, ms | 4.00 | 12.0 | 3.00 x |" in text
    assert "2.00 (0.17 x)" in text
    assert all(told in text for told in ("a machine", "visidata", "a remark"))
    assert list(tmp_path.iterdir()) == [tmp_path / "R.md"]
