"""The facts of one job: what it does, when, from where, which attempt; and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from textual.content import Content

from joblog_tui.model.job import Job, Report
from joblog_tui.model.moment import SECOND, long_duration
from joblog_tui.model.stall import Verdict
from joblog_tui.model.usual import Estimate
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.text import safe
from joblog_tui.ui import job_words as words
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.spread import Part, Piece, part
from joblog_tui.ui.widgets.line import Line

LONGEST = 1_000  # characters of a reason


@dataclass(frozen=True, slots=True)
class Facts:
    """A job and its history at ``now`` (epoch ms), and when it may end. ``gone`` is why it cannot be read any more."""

    job: Job
    reports: tuple[Report, ...] = ()
    verdict: Verdict | None = None
    now: int = 0
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    zone: tzinfo | None = None
    estimate: Estimate | None = None
    gone: str = ""


class JobFacts(Line[Facts]):
    """Two lines, and a third one for what is wrong."""

    def on_mount(self) -> None:
        """As many lines as there is to say."""
        self._fit()

    def show(self, shown: Facts) -> None:
        """Show it, on as many lines as it needs."""
        super().show(shown)
        if self.is_mounted:
            self._fit()

    def _fit(self) -> None:
        self.set_class(bool(self._trouble(self.shown)), "-trouble")

    def draw(self, shown: Facts, width: int) -> Content:
        """What, from where, what is wrong."""
        lines = [self._what(shown, width), self._whence(shown, width)]
        trouble = self._trouble(shown)
        if trouble:
            noted = words.acknowledged(shown.job, shown.now, shown.zone, self._glyphs)
            lines.append(self.spread(width, [part(*trouble), part(*noted, rank=1)]))
        return Content("\n").join(lines)

    def _what(self, shown: Facts, width: int) -> Content:
        job = shown.job
        what, length = words.span(job, shown.now)
        left = [
            part(words.glyph(job.status, self._glyphs), words.word(job.status)),
            part(*words.doing(job, shown.vocabulary, loud=True), rank=1),
        ]
        right = [
            part((f"{what} ", "$jl-muted"), (length, "bold $jl-text"), rank=2),
            part(*words.clocked("created", job.created_at, shown.now, shown.zone), rank=3),
            part(*words.clocked("updated", job.updated_at, shown.now, shown.zone), rank=4),
        ]
        return self.spread(width, left, right)

    def _whence(self, shown: Facts, width: int) -> Content:
        job = shown.job
        parts = [
            _named("target", f"{words.target(job)}{_in_brackets(words.kind(job))}", rank=1),
            _named("attempt", last_attempt(shown.reports), rank=2),
            _named("progress", last_progress(shown.reports), rank=3),
            _named("scheduled for", _clock(job.scheduled_for, shown), rank=4),
            _named("own word", safe(job.source_status or "", words.NAME), rank=5),
            _named("from", safe(job.source or "", words.NAME), rank=6),
        ]
        return self.spread(width, [each for each in parts if each.pieces], [part(*_end(shown.estimate), rank=2)])

    def _trouble(self, shown: Facts) -> tuple[Piece, ...]:
        if shown.gone:
            return ((safe(shown.gone, LONGEST), "bold $jl-not-completed"),)
        if shown.verdict is not None:
            return words.stalled(shown.verdict, shown.now, shown.vocabulary, self._glyphs)
        if shown.job.status in (Status.NOT_COMPLETED, Status.RETRYING) and (reason := last_reason(shown.reports)):
            status = words.style(shown.job.status.slug)
            return ("because ", "$jl-muted"), (safe(reason, LONGEST), f"bold {status}")
        return (("seen to", "$jl-muted"),) if shown.job.acknowledged is not None else ()


def _end(estimate: Estimate | None) -> tuple[Piece, ...]:
    """``estimate: about 4m to go, 9m at most``, with what that leaves out."""
    if estimate is None:
        return ()
    if estimate.overdue and estimate.at_most < SECOND:
        jobs = "one runs" if estimate.overdue == 1 else f"{estimate.overdue:,} run"
        return ("no estimate: ", "$jl-muted"), (f"{jobs} longer than usual", "$jl-soft")
    overdue = f", {estimate.overdue:,} overdue" if estimate.overdue else ""
    return (
        ("estimate: about ", "$jl-muted"),
        (long_duration(estimate.likely), "$jl-soft"),
        (" to go, ", "$jl-muted"),
        (long_duration(estimate.at_most), "$jl-soft"),
        (f" at most{overdue}", "$jl-muted"),
    )


def last_reason(reports: Sequence[Report]) -> str:
    """The latest reason that was reported: ``mfa_timeout: the code came too late``."""
    for report in reversed(reports):
        told = [part for part in (report.reason_code, report.reason_message) if part]
        if told:
            return ": ".join(told)
    return ""


def last_attempt(reports: Sequence[Report]) -> str:
    """The latest attempt that was counted: ``2 of 3``."""
    for report in reversed(reports):
        if report.attempt is not None:
            of = "" if report.max_attempts is None else f" of {report.max_attempts:,}"
            return f"{report.attempt:,}{of}"
    return ""


def last_progress(reports: Sequence[Report]) -> str:
    """The latest progress that was reported: ``2 of 5``."""
    for report in reversed(reports):
        if report.progress_done is not None:
            of = "" if report.progress_total is None else f" of {report.progress_total:,}"
            return f"{report.progress_done:,}{of}"
    return ""


def _clock(at: int | None, shown: Facts) -> str:
    return "" if at is None else full_clock(at, shown.now, shown.zone)


def _in_brackets(text: str) -> str:
    return f" ({text})" if text else ""


def _named(name: str, value: str, *, rank: int) -> Part:
    return part((f"{name} ", "$jl-muted"), (value, "$jl-soft"), rank=rank) if value else part()
