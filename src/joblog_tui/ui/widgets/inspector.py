"""The job under the cursor beside the list, where there is room: facts, why it is stalled, nested jobs, last lines."""

from dataclasses import dataclass, field
from datetime import tzinfo

from textual.content import Content

from joblog_tui.feed.detail import Detail
from joblog_tui.model.job import Job
from joblog_tui.model.moment import duration, long_duration
from joblog_tui.model.stall import Verdict
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.text import safe
from joblog_tui.ui import job_words as words
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.spread import part
from joblog_tui.ui.widgets.line import Line

NAMES = 9  # cells of the names of facts
LEAST_LOG = 4  # lines that are worth a heading
LONGEST = 300  # characters of a reason


@dataclass(frozen=True, slots=True)
class Inspected:
    """A job at ``now`` (epoch ms), None when there is none; ``detail`` as soon as it was looked up."""

    job: Job | None = None
    detail: Detail | None = None
    verdict: Verdict | None = None
    now: int = 0
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    zone: tzinfo | None = None


class Inspector(Line[Inspected]):
    """As many lines as there is room for; the log takes what the rest leaves, and shows its end."""

    def draw(self, shown: Inspected, width: int) -> Content:
        """Section under section."""
        job = shown.job
        if job is None or width < NAMES:
            return Content()
        lines = [
            *self._title(shown, job, width),
            *self._facts(shown, job, width),
            *self._trouble(shown, job, width),
            *self._nested(shown, job, width),
        ]
        height = self.size.height
        return Content("\n").join([*lines, *self._log(shown, width, height - len(lines))][:height])

    def _title(self, shown: Inspected, job: Job, width: int) -> list[Content]:
        stalled = (f"{self._glyphs.stalled} stalled", "bold $jl-stalled") if shown.verdict is not None else ("", "")
        target = Content.styled(words.target(job), "bold $jl-text")
        return [
            self.spread(width, [part(words.glyph(job.status, self._glyphs), words.word(job.status)), part(stalled)]),
            *[Content.blank(1) + line for line in target.wrap(max(1, width - 2))[:3]],
            Content.assemble(" ", (words.kind(job), "$jl-muted")),
            Content(),
        ]

    def _facts(self, shown: Inspected, job: Job, width: int) -> list[Content]:
        what, length = words.span(job, shown.now)
        task = None if job.task is None else shown.vocabulary.task_label(job.task)
        trigger = None if job.trigger is None else shown.vocabulary.trigger_label(job.trigger)
        facts = (
            ("Task", task),
            ("Trigger", trigger),
            ("Actor", job.actor),
            ("Created", self._when(job.created_at, shown)),
            ("Updated", self._when(job.updated_at, shown)),
            (what.capitalize(), length),
            ("Source", job.source),
            ("Own word", job.source_status),
            ("Id", job.id),
        )
        return [
            self.cut(
                Content.assemble(
                    " ", (f"{name:<{NAMES + 1}}", "$jl-muted"), (safe(value or words.UNKNOWN, words.NAME), "$jl-soft")
                ),
                width - 1,
            )
            for name, value in facts
            if value or name in ("Task", "Trigger", "Actor")
        ]

    def _when(self, at: int | None, shown: Inspected) -> str:
        return "" if at is None else f"{full_clock(at, shown.now, shown.zone)}   {duration(shown.now - at)} ago"

    def _trouble(self, shown: Inspected, job: Job, width: int) -> list[Content]:
        if shown.verdict is not None:
            silent, why = words.stalled(shown.verdict, shown.now, shown.vocabulary, self._glyphs)
            said = Content.assemble(silent, why)
        else:
            wrong = job.status in (Status.NOT_COMPLETED, Status.RETRYING) and shown.detail is not None
            reason = _last_reason(shown.detail) if wrong and shown.detail is not None else ""
            said = Content.styled(safe(reason, LONGEST), words.style(job.status.slug)) if reason else Content()
        noted = Content.assemble(*words.acknowledged(job, shown.now, shown.zone, self._glyphs))
        lines = [line for each in (said, noted) if each for line in each.wrap(max(1, width - 2))[:5]]
        return [Content(), *[Content.blank(1) + line for line in lines]] if lines else []

    def _nested(self, shown: Inspected, job: Job, width: int) -> list[Content]:
        if not job.nested:
            return []
        counts = f"{job.nested_completed:,}/{job.nested:,}"
        lines = [
            Content(),
            self.spread(width, [part(("Nested jobs", "bold $jl-text")), part((counts, "$jl-soft"))]),
        ]
        detail = shown.detail
        for child in () if detail is None else detail.children:
            what, length = words.span(child, shown.now)
            length = f"in {length}" if what == words.BEGINS else length
            name = (words.target(child), "$jl-soft")
            lines.append(
                self.spread(width, [part(words.glyph(child.status, self._glyphs), name)], [part((length, "$jl-muted"))])
            )
        if detail is not None and detail.more > 0:
            lines.append(self.spread(width, [part((f"  {detail.more:,} more", "$jl-muted"))]))
        return lines

    def _log(self, shown: Inspected, width: int, room: int) -> list[Content]:
        if shown.detail is None or room < LEAST_LOG:
            return []
        from joblog_tui.ui.widgets.job_log import job_log
        from joblog_tui.ui.widgets.scrolled_lines import wrapped

        said = [
            Content.blank(1) + line
            for entry in job_log(shown.detail.reports[-room:], now=shown.now, zone=shown.zone)
            for line in wrapped(entry, max(1, width - 2))
        ]
        if shown.verdict is not None:
            since = full_clock(shown.verdict.since, shown.now, shown.zone)
            silent = long_duration(shown.now - shown.verdict.since)
            said.append(
                Content.assemble(
                    (f" {since} ", "$jl-muted"), (f"{self._glyphs.stalled} silent since, {silent}", "bold $jl-stalled")
                )
            )
        if not said:
            return []
        return [Content(), self.spread(width, [part(("Log", "bold $jl-text"))]), *said[-(room - 2) :]]


def _last_reason(detail: Detail) -> str:
    from joblog_tui.ui.widgets.job_facts import last_reason

    return last_reason(detail.reports)
