"""The status history: what is told of reports that came more than once."""

from datetime import UTC

from joblog_tui.model.job import Report
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.look.glyphs import UNICODE
from joblog_tui.ui.widgets.status_history import status_history
from tests.support.memory_store import NOW, a_report


def told(*reports: Report, brief: bool = False) -> list[str]:
    entries = status_history(reports, now=NOW, zone=UTC, glyphs=UNICODE, brief=brief)
    return ["".join(text for text, _ in entry.body) for entry in entries]


def test_a_report_that_came_again_says_how_often_in_any_width() -> None:
    report = a_report(1, "job-1", status=Status.RUNNING, changed=True, times=3, last_arrived_at=NOW - 60_000)
    for brief in (False, True):
        (line,) = told(report, brief=brief)
        assert "arrived 3 times, last at " in line


def test_reports_of_the_same_say_how_many_of_them_came_again() -> None:
    running = a_report(1, "job-1", status=Status.RUNNING, changed=True)
    same = [a_report(n, "job-1", status=Status.RUNNING, times=2 if n > 3 else 1) for n in range(2, 6)]
    first, again = told(running, *same)
    assert "arrived" not in first
    assert again == "the same again, 4 times, 2 of them arrived more than once"
