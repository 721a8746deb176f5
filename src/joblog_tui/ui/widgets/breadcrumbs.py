"""The way down to the job on the screen, each level with its status."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from joblog_tui.model.job import Job
from joblog_tui.text import safe
from joblog_tui.ui import job_words as words
from joblog_tui.ui.look.glyphs import UNICODE
from joblog_tui.ui.look.status import role
from joblog_tui.ui.spread import Part, part
from joblog_tui.ui.widgets.line import Line


@dataclass(frozen=True, slots=True)
class Place:
    """The job on the screen is number ``number`` of ``total`` in the list; ``before`` and ``after`` are keys."""

    number: int
    total: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Way:
    """The jobs from the outermost to the one on the screen, and which one of its list that is."""

    jobs: tuple[Job, ...]
    place: Place | None = None


class Breadcrumbs(Line[Way]):
    """``All jobs › ● Finance › ↻ Finance / NetSuite``; outer levels fall away first: ``All jobs › … › ● deep 32``."""

    def draw(self, shown: Way, width: int) -> Content:
        """The levels that fit."""
        last = len(shown.jobs) - 1
        between = "›" if self._glyphs is UNICODE else ">"
        step = (f"  {between} ", "$jl-muted")
        levels = []
        for level, job in enumerate(shown.jobs):
            name = (words.target(job), "bold $jl-text" if level == last else "$jl-soft")
            sign = (f"{self._glyphs.status[job.status]} ", words.style(role(job.status)))
            levels.append(part(sign, name, *(() if level == last else (step,)), rank=last - level))
        top, left_out = ("All jobs", "$jl-muted"), (f" {self._glyphs.cut}", "$jl-muted")
        parts = [part(top, step), *levels]
        while _width(parts) > width and len(parts) > 2:
            levels = levels[1:]
            parts = [part(top, step, left_out, step), *levels]
        here = shown.jobs[last]
        right = [part((safe(here.id, words.NAME), "$jl-muted"), rank=last + 3)]
        place = shown.place
        if place is not None:
            number = ((f"  job {place.number:,}", "$jl-soft"), (f" of {place.total:,}  ", "$jl-muted"))
            keys = ((f"{place.before} {place.after}", "bold $jl-accent"), (" before, after", "$jl-muted"))
            right.append(part(*number, *keys, rank=last + 2))
        return self.spread(width, parts, right, gap=1)


def _width(parts: Sequence[Part]) -> int:
    """The cells that they take, with blanks between them and a margin."""
    return sum(each.width for each in parts) + len(parts) + 1
