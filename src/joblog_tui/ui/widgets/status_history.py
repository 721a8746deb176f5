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


def status_history(reports: Sequence[Report], *, now: int, zone: tzinfo | None, glyphs: Glyphs) -> list[Entry]:
    """One entry for each report that changed the status, or repeated it with another attempt."""
    return [_entry(report, now, zone, glyphs) for report in reports if report.changed or _another_attempt(report)]


def _another_attempt(report: Report) -> bool:
    return report.status is not None and report.attempt is not None


def _entry(report: Report, now: int, zone: tzinfo | None, glyphs: Glyphs) -> Entry:
    assert report.status is not None
    sign, word = words.glyph(report.status, glyphs), words.word(report.status)
    blanks = " " * (WORD_WIDTH - len(sign[0]) - len(word[0]) + 1)
    head = ((f"{full_clock(report.at, now, zone)} ", "$jl-muted"), sign, word, (blanks, ""))
    return Entry(head, tuple(_remarks(report)))


def _remarks(report: Report) -> list[Piece]:
    remarks: list[Piece] = []

    def add(text: str, style: str) -> None:
        if text:
            remarks.extend([("  ", "")] if remarks else [])
            remarks.append((text, style))

    if report.attempt is not None:
        of = "" if report.max_attempts is None else f" of {report.max_attempts:,}"
        add(f"attempt {report.attempt:,}{of}", "$jl-muted")
    add(safe(report.reason_code or report.reason_message or "", LONGEST), "$jl-soft")
    if report.source_status:
        add(f"own word {safe(report.source_status, words.NAME)}", "$jl-muted")
    if report.late:
        add("arrived late", "$jl-muted")
    return remarks
