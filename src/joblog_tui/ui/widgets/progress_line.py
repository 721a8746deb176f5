"""How far the nested jobs are: a stacked bar, and the same in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual.content import Content

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui import job_words as words
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.look.status import role
from joblog_tui.ui.spread import part
from joblog_tui.ui.widgets.line import Line

ORDER = (
    Status.COMPLETED, Status.NOT_COMPLETED, Status.RETRYING, Status.RUNNING, Status.STARTED, Status.QUEUED,
)  # fmt: skip
"""What is done, what went wrong, what is under way, what waits."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the jobs nested in one, at any depth, have each status (by slug)."""

    below: Mapping[str, int] = field(default_factory=dict)

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
                parts.append(part((sign, f"bold {colour}"), (f" {status.label.lower()}", "$jl-muted"), rank=rank))
        told = self.spread(width, parts)
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
