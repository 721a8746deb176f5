"""The query as text, told apart by its parts, and how many jobs match."""

from dataclasses import dataclass

from textual.content import Content

from joblog_tui.ui.query_spans import query_spans, stand_ins
from joblog_tui.ui.spread import Part, part
from joblog_tui.ui.widgets.line import Line


@dataclass(frozen=True, slots=True)
class Matching:
    """How much the query lets through; ``counted`` is False while the counts beside it are being found out.

    While ``total`` is not ``exact``, so many are known so far. ``doing`` says what is being done with so many jobs
    before they can be shown, such as sorting.
    """

    total: int | None = None
    counted: bool = True
    stale: bool = False
    """The text has a mistake: what is shown is the result of the last query that could be read."""
    exact: bool = True
    doing: str = ""


@dataclass(frozen=True, slots=True)
class QueryShown:
    """What the bar shows while it is not edited."""

    text: str = ""
    matching: Matching = Matching()
    everything: str = "all jobs"
    """What is shown when there is no query."""


class QueryLine(Line[QueryShown]):
    """The query as text, and how many jobs match."""

    def draw(self, shown: QueryShown, width: int) -> Content:
        """The text with its parts told apart."""
        text = stand_ins(shown.text)
        if text:
            query = Content(text)
            for span in query_spans(text):
                query = query.stylize(f"$jl-{span.look}", span.start, span.end)
        else:
            query = Content.styled(shown.everything, "$jl-muted")
        told = text or shown.matching.total is None or shown.matching.doing
        tail = matching_words(shown.matching) if told else part()
        line = self.spread(width, [part(("/", "bold $jl-accent"))], [tail])
        room = max(0, width - 4 - (tail.width + 3 if tail.width else 0))
        query = self.cut(query, room)
        return Content.assemble(line[:3], query, line[3 + query.cell_length :])


class PromptSign(Line[None]):
    """The sign before the text."""

    def __init__(self) -> None:
        super().__init__(None)

    def draw(self, shown: None, width: int) -> Content:
        """A slash."""
        return Content.styled(" / ", "bold $jl-accent")


class MatchingLine(Line[Matching]):
    """How many jobs match, beside the text that is being edited."""

    def draw(self, shown: Matching, width: int) -> Content:
        """At the right end."""
        whole = matching_words(shown)
        return self.spread(width, [], [whole if whole.width <= width - 2 else _in_few_cells(shown)])


def _in_few_cells(matching: Matching) -> Part:
    """As ``matching_words`` where there is no room for these."""
    if matching.stale or matching.total is None:
        return part(("last valid one", "$jl-muted"))
    words = " match" if matching.exact and not matching.doing else " so far"
    return part((f"{matching.total:,}", "bold $jl-text"), (words, "$jl-muted"))


def matching_words(matching: Matching) -> Part:
    """``11,119 match``, or ``counting, 1,200 so far``."""
    if matching.stale:
        return part(("showing the last valid query", "$jl-muted"))
    if matching.total is None:
        return part(("looking", "$jl-muted"))
    number = (f"{matching.total:,}", "bold $jl-text")
    if matching.doing:
        return part((f"{matching.doing} ", "$jl-muted"), number)
    if not matching.exact:
        return part(("counting, ", "$jl-muted"), number, (" so far", "$jl-muted"))
    words = " match" if matching.counted else " match, counting"
    return part(number, (words, "$jl-muted"))
