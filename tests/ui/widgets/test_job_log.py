"""The log and the status history of a job, entry by entry."""

from datetime import UTC

import pytest

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.look.glyphs import UNICODE
from joblog_tui.ui.widgets.job_log import LONGEST, MOST_LINES, job_log
from joblog_tui.ui.widgets.scrolled_lines import Entry
from joblog_tui.ui.widgets.status_history import status_history
from tests.support.memory_store import NOW, a_report


def text(entry: Entry) -> str:
    return "".join(text for text, _ in (*entry.head, *entry.body))


def test_time_level_and_message() -> None:
    (entry,) = job_log([a_report(1, "job-1", level="info", message="signed in")], now=NOW, zone=UTC)
    assert text(entry) == "08:00:01 info  signed in"


@pytest.mark.parametrize(
    ("level", "shown"), [(None, "info"), ("WARNING", "warn"), ("critical", "crit"), ("x\x1b", "x\\x1b")]
)
def test_levels(level: str | None, shown: str) -> None:
    (entry,) = job_log([a_report(1, "job-1", level=level, message="hm")], now=NOW, zone=UTC)
    assert entry.head[1][0].strip() == shown


def test_a_report_without_a_message_is_not_in_the_log_unless_it_has_a_reason() -> None:
    reports = [a_report(1, "job-1"), a_report(2, "job-1", reason_code="mfa_timeout", reason_message="too late")]
    assert [text(entry)[15:] for entry in job_log(reports, now=NOW, zone=UTC)] == ["mfa_timeout: too late"]


def test_lines_of_a_message_are_entries_and_control_characters_are_told() -> None:
    entries = job_log([a_report(1, "job-1", message="one\r\ntwo\x1b[2J\u202e")], now=NOW, zone=UTC)
    assert [entry.body[0][0] for entry in entries] == ["one", "two\\x1b[2J\\u202e"]


def test_an_endless_message_is_cut_and_says_so() -> None:
    for message in ("x" * (LONGEST + 1), "\n" * (MOST_LINES + 5)):
        entries = job_log([a_report(1, "job-1", message=message)], now=NOW, zone=UTC)
        assert len(entries) <= MOST_LINES + 1
        assert "the rest is in joblog show" in text(entries[-1])


def test_the_history_holds_changes_and_attempts() -> None:
    reports = [
        a_report(1, "job-1", status=Status.QUEUED, changed=True),
        a_report(2, "job-1", message="only said something"),
        a_report(3, "job-1", status=Status.RUNNING, changed=True, attempt=1),
        a_report(4, "job-1", status=Status.RUNNING),
        a_report(5, "job-1", status=Status.RUNNING, attempt=2, max_attempts=3, late=True),
    ]
    entries = status_history(reports, now=NOW, zone=UTC, glyphs=UNICODE)
    assert [" ".join(text(entry).split()) for entry in entries] == [
        "08:00:01 ○ Queued",
        "08:00:03 ● Running attempt 1",
        "08:00:04 the same again, once",
        "08:00:05 ● Running attempt 2 of 3, arrived late, at 08:00:05",
    ]


def test_words_of_the_writer_are_made_safe() -> None:
    report = a_report(
        1, "job-1", status=Status.RETRYING, changed=True, source_status="WAIT\u202e", reason_code="x\x07y"
    )
    (entry,) = status_history([report], now=NOW, zone=UTC, glyphs=UNICODE)
    assert "WAIT\\u202e" in text(entry)
    assert "x\\x07y" in text(entry)
