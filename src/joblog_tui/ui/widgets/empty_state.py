"""What stands in the place of rows when there are none: why, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from textual.content import Content

from joblog_tui.text import safe
from joblog_tui.ui.spread import Piece
from joblog_tui.ui.widgets.line import Line

LONGEST = 300  # characters of anything from outside
NUMBERED = 9  # filters that have a key of their own


@dataclass(frozen=True, slots=True)
class Opening:
    """The first rows are still being looked up."""


@dataclass(frozen=True, slots=True)
class Searching:
    """No job is known that passes, but only ``looked_at`` of ``everything`` were looked at so far."""

    looked_at: int
    everything: int


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Jobs there are, but none of ``everything`` passes. ``without`` is each condition as text, and how many jobs
    there would be without it; None while that is being counted. ``clear`` and ``edit`` are the keys that help.
    """

    everything: int
    without: tuple[tuple[str, int | None], ...] = ()
    clear: str = "x"
    edit: str = "/"


@dataclass(frozen=True, slots=True)
class EmptyStore:
    """There are no jobs at all; ``held`` ones wait for a fact. ``url`` names the store on a command line."""

    url: str
    held: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The store gave nothing, and why."""

    error: str


Empty: TypeAlias = Opening | Searching | NoMatch | EmptyStore | Unreadable | None


class EmptyState(Line[Empty]):
    """A few lines in the middle; invisible when there is nothing to say."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(None, id=id)
        self.display = False

    def show(self, shown: Empty) -> None:
        """Show it, or nothing."""
        super().show(shown)
        self.display = shown is not None

    def draw(self, shown: Empty, width: int) -> Content:
        """The lines, centred."""
        match shown:
            case None:
                return Content()
            case Opening():
                lines: list[_Line] = [_Line((("Looking up the first jobs", "$jl-muted"),))]
            case Searching(looked_at, everything):
                lines = [_Line((("Looking for jobs that match", "bold $jl-text"),))]
                if looked_at:
                    far = f"none among the newest {min(looked_at, everything):,} of {everything:,}"
                    lines += [_BLANK, _Line(((far, "$jl-muted"),))]
            case Unreadable(error):
                lines = [
                    _Line((("The store cannot be read", "bold $jl-not-completed"),)),
                    _BLANK,
                    _Line(((safe(error, LONGEST), "$jl-text"),)),
                    _Line((("It is tried again every second; everything comes back by itself.", "$jl-muted"),)),
                ]
            case EmptyStore():
                lines = _first_steps(shown)
            case NoMatch():
                lines = _way_out(shown)
        return self._centred(lines, width)

    def _centred(self, lines: Sequence["_Line"], width: int) -> Content:
        height = self.size.height
        contents = [Content.assemble(*line.pieces) for line in lines]
        block = max((c.cell_length for c, line in zip(contents, lines, strict=True) if line.block), default=0)
        placed = []
        for content, line in zip(contents, lines, strict=True):
            own = block if line.block else content.cell_length
            placed.append(self.cut(Content.assemble(" " * max(0, (width - own) // 2), content), width))
        if len(placed) > height:
            placed = [line for line in placed if line.plain.strip()]
        above = max(0, (height - len(placed)) // 3)
        return Content("\n").join([*[Content()] * above, *placed[:height]])


@dataclass(frozen=True, slots=True)
class _Line:
    """``block`` lines are as wide as the widest of them, so that they stand in columns."""

    pieces: tuple[Piece, ...]
    block: bool = False


_BLANK = _Line(())


def _way_out(shown: NoMatch) -> list[_Line]:
    number = len(shown.without)
    these = "this filter leaves" if number == 1 else f"these {number} filters together leave"
    there = f"{shown.everything:,} job is" if shown.everything == 1 else f"{shown.everything:,} jobs are"
    lines = [
        _Line((("No job matches this query", "bold $jl-text"),)),
        _BLANK,
        _Line(((f"{there} in the log; {these} none.", "$jl-soft"),)),
        _BLANK,
    ]
    texts = [safe(text, 60) for text, _ in shown.without]
    widest = max((len(text) for text in texts), default=0)
    for key, (text, (_, count)) in enumerate(zip(texts, shown.without, strict=True), 1):
        counted = "..." if count is None else f"{count:,} job{'' if count == 1 else 's'}"
        lines.append(
            _Line(
                (
                    ("Without ", "$jl-muted"),
                    (f"{text:<{widest}}", "bold $jl-text"),
                    (f"  {counted:>12}", "$jl-soft"),
                    (f"   {key}" if key <= NUMBERED and count else "    ", "bold $jl-accent"),
                ),
                block=True,
            )
        )
    keys = ((shown.clear, "bold $jl-accent"), (" clear all filters   ", "$jl-muted"), (shown.edit, "bold $jl-accent"),
            (" edit the query", "$jl-muted"))  # fmt: skip
    return [*lines, _BLANK, _Line(keys)]


def _first_steps(shown: EmptyStore) -> list[_Line]:
    from shlex import quote

    store = safe(quote(shown.url), LONGEST)
    commands = (
        (f"joblog simulate --store {store}", "a lively workspace, made up"),
        (f"joblog ingest --store {store} FILE", "events from a file, one JSON object a line"),
        ("INSERT INTO job_event ...", "from any program that speaks SQL"),
    )
    widest = max(len(command) for command, _ in commands)
    lines = [
        _Line((("No jobs yet", "bold $jl-text"),)),
        _BLANK,
        _Line((("Jobs appear here as soon as somebody reports them. In another terminal:", "$jl-soft"),)),
        _BLANK,
        *[
            _Line(((f"{command:<{widest}}", "bold $jl-text"), (f"   {what}", "$jl-muted")), block=True)
            for command, what in commands
        ],
    ]
    if shown.held:
        some = "1 job waits" if shown.held == 1 else f"{shown.held:,} jobs wait"
        lines += [_BLANK, _Line(((f"{some} for a task, trigger, target or actor to be listed.", "$jl-soft"),))]
    return lines
