"""The log of one job: what was said about it, with level and time."""

from collections.abc import Sequence
from datetime import tzinfo

from joblog_tui.model.job import Report
from joblog_tui.text import safe, safe_lines
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.widgets.scrolled_lines import Entry

LONGEST = 20_000  # characters of a message that are shown; all of it is in ``joblog show --json``
MOST_LINES = 200  # of one message
LEVEL_WIDTH = 5

_LEVELS = {
    "debug": ("$jl-muted", "$jl-muted"),
    "info": ("$jl-muted", "$jl-soft"),
    "warn": ("$jl-retrying", "$jl-text"),
    "warning": ("$jl-retrying", "$jl-text"),
    "error": ("bold $jl-not-completed", "$jl-text"),
    "critical": ("bold $jl-not-completed", "$jl-text"),
    "fatal": ("bold $jl-not-completed", "$jl-text"),
}
"""The styles of a level and of what it says; other levels look like info."""

_SHORT = {"warning": "warn", "critical": "crit"}


def job_log(reports: Sequence[Report], *, now: int, zone: tzinfo | None) -> list[Entry]:
    """One entry for each report that says something."""
    return [entry for report in reports for entry in _entries(report, now, zone)]


def _entries(report: Report, now: int, zone: tzinfo | None) -> list[Entry]:
    message = report.message or _reason(report)
    if not message:
        return []
    level = (report.level or "info").casefold()
    of_level, of_text = _LEVELS.get(level, _LEVELS["info"])
    told = safe(_SHORT.get(level, level), LEVEL_WIDTH)
    head = ((f"{full_clock(report.at, now, zone)} ", "$jl-muted"), (f"{told:<{LEVEL_WIDTH}} ", of_level))
    cut = len(message) > LONGEST
    first, *more = safe_lines(message[:LONGEST])
    blank = ((" " * sum(len(text) for text, _ in head), ""),)
    lines = [Entry(head, ((first, of_text),)), *(Entry(blank, ((line, of_text),)) for line in more[: MOST_LINES - 1])]
    if cut or len(more) >= MOST_LINES:
        lines.append(Entry(blank, (("the rest is in joblog show", "$jl-muted"),)))
    return lines


def _reason(report: Report) -> str:
    return ": ".join(part for part in (report.reason_code, report.reason_message) if part)
