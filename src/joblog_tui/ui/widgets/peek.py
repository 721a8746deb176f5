"""The job under the cursor in one or two lines: what the columns left out, why it is stalled, its times in full."""

from dataclasses import dataclass, field
from datetime import tzinfo

from textual.content import Content

from joblog_tui.model.job import Job
from joblog_tui.model.stall import Verdict
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.text import safe
from joblog_tui.ui import job_words as words
from joblog_tui.ui.look.cut import fit
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.spread import Piece, part
from joblog_tui.ui.widgets.line import Line

MARGINS = 7  # cells: both ends of the line, the sign of the status, the gap


@dataclass(frozen=True, slots=True)
class Peeked:
    """The job under the cursor at ``now`` (epoch ms); None when there is none."""

    job: Job | None = None
    verdict: Verdict | None = None
    now: int = 0
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    zone: tzinfo | None = None


class Peek(Line[Peeked]):
    """One line, or two where there is room."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(Peeked(), glyphs=glyphs, id=id)

    def draw(self, shown: Peeked, width: int) -> Content:
        """What there is room for."""
        if shown.job is None:
            return Content()
        if self.size.height < 2:
            return self._in_one(shown, shown.job, width)
        return Content("\n").join([self._what(shown, shown.job, width), self._how(shown, shown.job, width)])

    def _in_one(self, shown: Peeked, job: Job, width: int) -> Content:
        left = [
            part(words.glyph(job.status, self._glyphs), self._target(shown, job, width)),
            part(*words.doing(job, shown.vocabulary), rank=1),
        ]
        if shown.verdict is not None:
            silent, why = words.stalled(shown.verdict, shown.now, shown.vocabulary, self._glyphs)
            left.insert(1, part(silent))
            left.append(part((why[0].removeprefix("; "), why[1]), rank=3))
        left.append(part(*words.acknowledged(job, shown.now, shown.zone, self._glyphs), rank=2))
        right = [
            part(*words.clocked("created", job.created_at, shown.now, shown.zone), rank=2),
            part((safe(job.id, words.NAME), "$jl-muted"), rank=4),
        ]
        return self.spread(width, left, right)

    def _target(self, shown: Peeked, job: Job, width: int) -> Piece:
        """A long name leaves room for what is done with it, but keeps a third of the line."""
        beside = part(*words.doing(job, shown.vocabulary)).width + MARGINS
        return fit(words.target(job), max(width // 3, width - beside), self._glyphs.cut), "bold $jl-text"

    def _what(self, shown: Peeked, job: Job, width: int) -> Content:
        left = [
            part(words.glyph(job.status, self._glyphs), self._target(shown, job, width)),
            part((words.kind(job), "$jl-muted"), rank=2),
            part(*words.doing(job, shown.vocabulary), rank=1),
        ]
        return self.spread(width, left, [part((safe(job.id, words.NAME), "$jl-muted"), rank=3)])

    def _how(self, shown: Peeked, job: Job, width: int) -> Content:
        if shown.verdict is not None:
            left = [part(*words.stalled(shown.verdict, shown.now, shown.vocabulary, self._glyphs))]
        else:
            what, length = words.span(job, shown.now)
            left = [
                part((f"{what} ", "$jl-muted"), (length, "$jl-soft"), rank=3),
                part(*words.nested(job), rank=4),
                part(*_own_word(job), rank=5),
                part(*_from(job), rank=6),
            ]
        if job.acknowledged is not None:
            left.insert(1, part(*words.acknowledged(job, shown.now, shown.zone, self._glyphs)))
        right = [
            part(*words.clocked("created", job.created_at, shown.now, shown.zone), rank=2),
            part(*words.clocked("updated", job.updated_at, shown.now, shown.zone), rank=1),
        ]
        return Content.assemble("  ", self.spread(max(0, width - 2), left, right))


def _own_word(job: Job) -> tuple[tuple[str, str], ...]:
    if job.source_status is None:
        return ()
    return ("own word ", "$jl-muted"), (safe(job.source_status, words.NAME), "$jl-soft")


def _from(job: Job) -> tuple[tuple[str, str], ...]:
    return () if job.source is None else (("from ", "$jl-muted"), (safe(job.source, words.NAME), "$jl-soft"))
