"""The line under the query: a mistake in it, what goes on, or the legend of statuses."""

from dataclasses import dataclass, replace

from textual.content import Content

from joblog_tui.model.errors import QueryError
from joblog_tui.model.vocabulary import Status
from joblog_tui.text import safe
from joblog_tui.ui.look.glyphs import ASCII, UNICODE, Glyphs
from joblog_tui.ui.look.status import role
from joblog_tui.ui.spread import Part, part
from joblog_tui.ui.widgets.line import Line

GAP = 3
PROMPT = 3  # cells before the text of the query
LONGEST = 400  # characters of a message


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a query; ``quiet`` while the word that is wrong is still being typed."""

    message: str
    position: int
    length: int
    nearest: str | None = None
    quiet: bool = False
    take: str = "tab"
    """The key that takes the nearest word."""

    @classmethod
    def of(cls, error: QueryError, *, quiet: bool, take: str) -> "Mistake":
        """The mistake that reading the query ended with."""
        return cls(str(error), error.position, max(1, error.length), error.nearest, quiet, take)


@dataclass(frozen=True, slots=True)
class Frozen:
    """The list stands still: for how long, and what happened meanwhile."""

    since: str
    news: str
    resume: str
    """The key that lets it move again."""


@dataclass(frozen=True, slots=True)
class Legend:
    """How many of the jobs shown have each status."""

    counts: tuple[tuple[Status, int], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What the line has to say, the first of: trouble, a mistake, that the list is frozen, news, the legend."""

    trouble: str = ""
    mistake: Mistake | None = None
    frozen: Frozen | None = None
    legend: Legend | None = None
    news: str = ""
    """What has happened since the operator was here last; told for a while."""

    @property
    def pressing(self) -> bool:
        """Whether it must be said even where there is little room."""
        return bool(self.trouble) or self.mistake is not None or bool(self.news)


class QueryNote(Line[Note]):
    """One line; the class ``-pressing`` says that it must be seen."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(Note(), glyphs=glyphs, id=id)

    def show_mistake(self, mistake: Mistake | None) -> None:
        """Tell a mistake, or that there is none any more."""
        self.show(replace(self.shown, mistake=mistake))

    def show_news(self, news: str) -> None:
        """Tell what has happened since last time; nothing, to have told it."""
        self.show(replace(self.shown, news=news))

    def show_state(self, *, trouble: str, frozen: Frozen | None, legend: Legend | None) -> None:
        """Tell everything else."""
        self.show(replace(self.shown, trouble=trouble, frozen=frozen, legend=legend))

    def show(self, shown: Note) -> None:
        """Show it, and say how pressing it is."""
        super().show(shown)
        self.set_class(shown.pressing, "-pressing")
        self.set_class(shown.frozen is not None and not (shown.trouble or shown.mistake), "-frozen")

    def draw(self, shown: Note, width: int) -> Content:
        """The most urgent of what there is to say."""
        if shown.trouble:
            return self.spread(
                width,
                [
                    part(
                        (f"{self._glyphs.status[Status.NOT_COMPLETED]} ", "bold $jl-not-completed"),
                        (safe(shown.trouble, LONGEST), "$jl-text"),
                    )
                ],
            )
        if shown.mistake is not None:
            return self._mistake(shown.mistake, width)
        if shown.frozen is not None:
            return self.spread(
                width,
                self._frozen(shown.frozen),
                [part((shown.frozen.resume, "bold $jl-accent"), (" resume", "$jl-muted"))],
            )
        if shown.news:
            return self.spread(width, [part((shown.news, "$jl-text"))], margin=PROMPT)
        if shown.legend is not None:
            return self.spread(width, [self._count(*count) for count in shown.legend.counts], margin=3)
        return Content()

    def _mistake(self, mistake: Mistake, width: int) -> Content:
        message = safe(mistake.message, LONGEST)
        if mistake.quiet:
            parts = [part((message, "$jl-muted"))]
        else:
            parts = [part(("^ " if self._glyphs is ASCII else "└ ", "$jl-not-completed"), (message, "$jl-text"))]
        if mistake.nearest:
            parts.append(
                part((mistake.take, "bold $jl-accent"), (f" takes {safe(mistake.nearest, 80)}", "$jl-muted"), rank=1)
            )
        needed = sum(each.width for each in parts) + GAP * len(parts)
        indent = max(0, min(PROMPT + mistake.position, width - needed) - 1)
        return Content.blank(indent) + self.spread(width - indent, parts, gap=GAP)

    def _frozen(self, frozen: Frozen) -> list[Part]:
        return [
            part((f"Frozen for {frozen.since}", "bold $jl-frozen")),
            part((frozen.news, "bold $jl-frozen")),
            part(("nothing is lost, rows stay where they are", "$jl-soft"), rank=1),
        ]

    def _count(self, status: Status, count: int) -> Part:
        return part(
            (f"{self._glyphs.status[status]} ", f"$jl-{role(status).replace('_', '-')}"),
            (f"{count:,}", "bold $jl-text" if count else "$jl-muted"),
            (f" {status.label}", "$jl-muted"),
            rank=int(status),
        )
