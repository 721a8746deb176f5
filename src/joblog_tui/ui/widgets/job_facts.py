"""The facts of one job: what it does, when, from where, which attempt; and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from textual.content import Content

from joblog_tui.model.job import Job, Report
from joblog_tui.model.stall import Verdict
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.text import safe
from joblog_tui.ui import job_words as words
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.spread import Part, Piece, part
from joblog_tui.ui.widgets.line import Line

LONGEST = 1_000  # characters of a reason


@dataclass(frozen=True, slots=True)
class Facts:
    """A job and its history at ``now`` (epoch ms)."""

    job: Job
    reports: tuple[Report, ...] = ()
    verdict: Verdict | None = None
    now: int = 0
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    zone: tzinfo | None = None


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
            lines.append(self.spread(width, [part(*trouble)]))
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
            _named("attempt", _attempt(shown.reports), rank=2),
            _named("progress", _progress(shown.reports), rank=3),
            _named("scheduled for", _clock(job.scheduled_for, shown), rank=4),
            _named("own word", safe(job.source_status or "", words.NAME), rank=5),
            _named("from", safe(job.source or "", words.NAME), rank=6),
        ]
        return self.spread(width, [each for each in parts if each.pieces])

    def _trouble(self, shown: Facts) -> tuple[Piece, ...]:
        if shown.verdict is not None:
            return words.stalled(shown.verdict, shown.now, shown.vocabulary, self._glyphs)
        if shown.job.status not in (Status.NOT_COMPLETED, Status.RETRYING):
            return ()
        reason = last_reason(shown.reports)
        status = words.style(shown.job.status.slug)
        return (("because ", "$jl-muted"), (safe(reason, LONGEST), f"bold {status}")) if reason else ()


def last_reason(reports: Sequence[Report]) -> str:
    """The latest reason that was reported: ``mfa_timeout: the code came too late``."""
    for report in reversed(reports):
        told = [part for part in (report.reason_code, report.reason_message) if part]
        if told:
            return ": ".join(told)
    return ""


def _attempt(reports: Sequence[Report]) -> str:
    for report in reversed(reports):
        if report.attempt is not None:
            of = "" if report.max_attempts is None else f" of {report.max_attempts:,}"
            return f"{report.attempt:,}{of}"
    return ""


def _progress(reports: Sequence[Report]) -> str:
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
