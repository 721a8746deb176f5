"""The status history of one job: every change, with the attempt and the reason that came with it."""

from collections.abc import Sequence
from datetime import tzinfo

from joblog_tui.model.job import Report
from joblog_tui.text import safe
from joblog_tui.ui import job_words as words
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.spread import Piece
from joblog_tui.ui.widgets.scrolled_lines import Entry

LONGEST = 500  # characters of a reason
WORD_WIDTH = 15  # cells of the longest status with its sign


def status_history(
    reports: Sequence[Report], *, now: int, zone: tzinfo | None, glyphs: Glyphs, brief: bool = False
) -> list[Entry]:
    """One entry for each report of a status, by whom, and what it was before; ``brief`` leaves these two out.

    Reports in a row that only say the same thing again are told in one line.
    """
    told: list[Entry] = []
    again: list[Report] = []
    for report in reports:
        if report.status is None:
            continue
        if report.changed or report.late or _another_attempt(report, again):
            told += _told_again(again, now, zone)
            again = [report]
            told.append(_entry(report, now, zone, glyphs, brief=brief))
        else:
            again.append(report)
    return told + _told_again(again, now, zone)


def _another_attempt(report: Report, before: Sequence[Report]) -> bool:
    return report.attempt is not None and (not before or report.attempt != before[-1].attempt)


def _told_again(reports: Sequence[Report], now: int, zone: tzinfo | None) -> list[Entry]:
    """The reports behind the first one, which said all there is to say."""
    count = len(reports) - 1
    if count < 1:
        return []
    times = "once" if count == 1 else f"{count:,} times"
    last = full_clock(reports[-1].at, now, zone)
    said = f"the same again, {times}{_by(reports[-1])}"
    sent_again = sum(report.times > 1 for report in reports[1:])
    twice = f", {sent_again:,} of them arrived more than once" if sent_again else ""
    return [Entry(((f"{last} ", "$jl-muted"), ("  ", "")), ((said, "$jl-muted"), (twice, "$jl-retrying")))]


def _by(report: Report) -> str:
    return f", from {safe(report.source, words.NAME)}" if report.source else ""


def _entry(report: Report, now: int, zone: tzinfo | None, glyphs: Glyphs, *, brief: bool) -> Entry:
    assert report.status is not None
    sign, word = words.glyph(report.status, glyphs), words.word(report.status)
    blanks = " " * (WORD_WIDTH - len(sign[0]) - len(word[0]) + 1)
    head = ((f"{full_clock(report.at, now, zone)} ", "$jl-muted"), sign, word, (blanks, ""))
    return Entry(head, tuple(_remarks(report, now, zone, brief=brief)))


def _remarks(report: Report, now: int, zone: tzinfo | None, *, brief: bool) -> list[Piece]:
    remarks: list[Piece] = []

    def add(text: str, style: str) -> None:
        if text:
            remarks.extend([(", ", "$jl-muted")] if remarks else [])
            remarks.append((text, style))

    if report.changed and report.before is not None and not brief:
        add(f"was {report.before.label}", "$jl-muted")
    if report.attempt is not None:
        of = "" if report.max_attempts is None else f" of {report.max_attempts:,}"
        add(f"attempt {report.attempt:,}{of}", "$jl-muted")
    add(safe(report.reason_code or report.reason_message or "", LONGEST), "$jl-soft")
    if report.source_status and not (brief and report.reason_code):
        add(f"own word {safe(report.source_status, words.NAME)}", "$jl-muted")
    if report.source and not brief:
        add(f"from {safe(report.source, words.NAME)}", "$jl-muted")
    if report.late:
        add(f"arrived late, at {full_clock(report.arrived_at, now, zone)}", "$jl-retrying")
    if report.times > 1:
        last = report.arrived_at if report.last_arrived_at is None else report.last_arrived_at
        add(f"arrived {report.times:,} times, last at {full_clock(last, now, zone)}", "$jl-retrying")
    return remarks
