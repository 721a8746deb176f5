"""What the header says."""

from dataclasses import replace

import pytest

from joblog_tui.ui.widgets.header_line import Header, HeaderLine, jobs, rate

WHOLE = Header("Acme Corp", "acme.db", "live", rate=6.21, total=11_119, everything=14_212, stalled=3)


@pytest.mark.parametrize(("per_second", "told"), [(None, ""), (0.0, "0.0/s"), (6.21, "6.2/s"), (1234.5, "1,234/s")])
def test_rates(per_second: float | None, told: str) -> None:
    assert rate(per_second) == told


@pytest.mark.parametrize(
    ("total", "everything", "told"),
    [(None, 5, ""), (5, 5, "5 jobs"), (1, 1, "1 job"), (11_119, 14_212, "11,119 of 14,212 jobs")],
)
def test_numbers_of_jobs(total: int | None, everything: int, told: str) -> None:
    assert "".join(text for text, _ in jobs(total, everything)) == told


@pytest.mark.parametrize(
    ("width", "there", "gone"),
    [
        (120, ["joblog", "Acme Corp", "acme.db", "● LIVE", "6.2/s", "11,119 of 14,212 jobs", "▲ 3 stalled"], []),
        (72, ["joblog", "Acme Corp", "● LIVE", "6.2/s", "of 14,212 jobs", "▲ 3 stalled"], ["acme.db"]),
        (50, ["joblog", "Acme Corp", "● LIVE", "6.2/s", "▲ 3 stalled"], ["acme.db", "14,212"]),
        (24, ["● LIVE", "▲ 3 stalled"], ["Acme Corp"]),
        (12, ["● LIVE"], ["stalled"]),
    ],
)
def test_what_a_narrow_header_keeps(width: int, there: list[str], gone: list[str]) -> None:
    line = HeaderLine(WHOLE).draw(WHOLE, width).plain
    assert all(text in line for text in there)
    assert not any(text in line for text in gone)


def test_names_are_made_safe() -> None:
    header = Header("A\x1b[31m\u202e", "b\n.db", "live")
    assert "A\\x1b[31m\\u202e" in HeaderLine(header).draw(header, 120).plain
    assert "b\\n.db" in HeaderLine(header).draw(header, 120).plain


def test_frozen_and_lost() -> None:
    frozen = Header("Acme Corp", "acme.db", "frozen", frozen_at="09:39:52", new=14, changed=6)
    assert " FROZEN 09:39:52   +14 new, 6 changed" in HeaderLine(frozen).draw(frozen, 120).plain
    lost = Header("Acme Corp", "acme.db", "lost")
    assert "STORE LOST" in HeaderLine(lost).draw(lost, 120).plain


def test_a_large_write_ahead_log_is_told_and_a_small_one_is_not() -> None:
    small, large = replace(WHOLE, log=8 * 2**20), replace(WHOLE, log=200 * 2**20)
    assert "WAL" not in HeaderLine(small).draw(small, 120).plain
    assert "WAL 200 MB" in HeaderLine(large).draw(large, 140).plain
