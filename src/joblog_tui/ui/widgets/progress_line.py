"""How far the nested jobs are: a stacked bar, and the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from textual.content import Content

from joblog_tui.model.blocking import Wait
from joblog_tui.model.moment import long_duration
from joblog_tui.model.vocabulary import Status
from joblog_tui.text import safe
from joblog_tui.ui import job_words as words
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.look.status import role
from joblog_tui.ui.spread import Piece, part
from joblog_tui.ui.widgets.line import Line

ORDER = (
    Status.COMPLETED, Status.NOT_COMPLETED, Status.RETRYING, Status.RUNNING, Status.STARTED, Status.QUEUED,
)  # fmt: skip
"""What is done, what went wrong, what is under way, what waits."""

WORDS = {**{status: status.label.lower() for status in Status}, Status.NOT_COMPLETED: "failed"}


def blocked_words(path: Sequence[Wait], now: int) -> tuple[Piece, ...]:
    """``blocked by svc-payouts for 9m 35s``, by the end of a blocking path; when all is over, what it waited for."""
    if not path:
        return ()
    last = path[-1]
    over = last.until is not None
    name = words.target(last.job) if last.job.target is not None else safe(last.job.id, words.NAME)
    length = long_duration(last.length(now))
    return (
        ("ended with " if over else "waits for " if last.job.status is Status.QUEUED else "blocked by ", "$jl-muted"),
        (name, "bold $jl-text"),
        (", which took " if over else " for ", "$jl-muted"),
        (length, "$jl-soft" if over else "bold $jl-stalled"),
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the jobs nested in one, at any depth, have each status (by slug), and how many are stalled.

    ``blocked`` says what it waits for.
    """

    below: Mapping[str, int] = field(default_factory=dict)
    stalled: int = 0
    blocked: tuple[Piece, ...] = ()

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.below.values())


class ProgressLine(Line[Progress]):
    """Two lines; invisible for a job without nested ones."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(Progress(), glyphs=glyphs, id=id)
        self.display = False

    def show(self, shown: Progress) -> None:
        """Show it, or nothing."""
        super().show(shown)
        self.display = shown.total > 0

    def draw(self, shown: Progress, width: int) -> Content:
        """The bar over the words."""
        completed = shown.below.get(Status.COMPLETED.slug, 0)
        parts = [part((f"{completed:,}", "bold $jl-text"), (f" of {shown.total:,} completed", "$jl-muted"))]
        for rank, status in enumerate(ORDER[1:], 1):
            count = shown.below.get(status.slug, 0)
            if count:
                colour = words.style(role(status))
                sign = f"{self._glyphs.status[status]} {count:,}"
                parts.append(part((sign, f"bold {colour}"), (f" {WORDS[status]}", "$jl-muted"), rank=rank))
        if shown.stalled:
            sign = f"{self._glyphs.stalled} {shown.stalled:,}"
            parts.append(part((sign, "bold $jl-stalled"), (" stalled", "$jl-muted"), rank=2))
        told = self.spread(width, parts, [part(*shown.blocked, rank=4)])
        return told if self.size.height < 2 else Content("\n").join([self._bar(shown, width), told])

    def _bar(self, shown: Progress, width: int) -> Content:
        counts = [(status, shown.below.get(status.slug, 0)) for status in ORDER]
        present = [(status, count) for status, count in counts if count]
        cells = shares([count for _, count in present], max(0, width - 2 - (len(present) - 1)))
        pieces = [(" ", "")]
        for (status, _), share in zip(present, cells, strict=True):
            waiting = status is Status.QUEUED
            sign = self._glyphs.rest if waiting else self._glyphs.done
            pieces += [(sign * share, "$jl-faint" if waiting else words.style(role(status))), (" ", "")]
        return Content.assemble(*pieces[:-1]).truncate(width)


def shares(counts: list[int], cells: int) -> list[int]:
    """``cells`` divided in proportion to ``counts``; whatever exists gets at least one while there are enough."""
    total = sum(counts)
    if not total or cells <= 0:
        return [0] * len(counts)
    exact = [count * cells / total for count in counts]
    given = [max(1, int(share)) for share in exact]
    while sum(given) > cells and max(given) > 1:
        given[given.index(max(given))] -= 1
    while sum(given) < cells:
        most = max(range(len(given)), key=lambda index: exact[index] - given[index])
        given[most] += 1
    return given
