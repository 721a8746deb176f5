"""How loud a log line is, and when its arrival is worth telling."""

import pytest

from joblog_tui.model.log_line import NOTABLY_LATER, LogLine, loudness


@pytest.mark.parametrize(
    ("word", "level"),
    [(None, "info"), ("", "info"), ("notice", "info"), ("TRACE", "debug"), ("Warning", "warn"), ("FATAL", "error")],
)
def test_every_writers_word_counts_as_a_level(word: str | None, level: str) -> None:
    assert loudness(word) == level


@pytest.mark.parametrize(
    ("later", "told"), [(0, None), (NOTABLY_LATER - 1, None), (NOTABLY_LATER, NOTABLY_LATER), (-90_000, -90_000)]
)
def test_an_arrival_is_told_when_it_differs_much(later: int, told: int | None) -> None:
    assert LogLine(1, "job-1", None, 1_000_000, 1_000_000 + later, None, "hm").arrived_later == told
