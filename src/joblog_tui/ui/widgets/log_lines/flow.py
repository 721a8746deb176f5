"""From log lines to rows of the screen: what each says, wrapped to a width or cut. Pure, no widget in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from joblog_tui.model.log_line import LogLine
from joblog_tui.text import safe_lines
from joblog_tui.ui.look.cut import cut_end, width_of

LONGEST = 20_000  # characters of a message that are shown; all of it is in ``joblog show --json``
MOST_ROWS = 200  # of one line
LEAST_WIDTH = 12  # cells that a text is wrapped to, at least
REST = "the rest is in joblog show"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the screen: the ``part``-th of the line at ``index``."""

    index: int
    part: int
    text: str


class Flow:
    """Rows of lines at one width. Lines that were laid out before are not laid out again."""

    def __init__(self, width: int, *, wrap: bool, cut: str) -> None:
        """``width`` is in cells; ``cut`` stands where something is missing."""
        self._width = max(LEAST_WIDTH, width)
        self._wrap = wrap
        self._cut = cut
        self._known: dict[int, tuple[str, ...]] = {}

    def rows(self, lines: Sequence[LogLine]) -> list[Row]:
        """The rows of these lines, in order."""
        known = {line.seq: self._known.get(line.seq) or tuple(self._lay_out(line.text)) for line in lines}
        self._known = known
        return [Row(index, part, text) for index, line in enumerate(lines) for part, text in enumerate(known[line.seq])]

    def _lay_out(self, message: str) -> Iterator[str]:
        told = safe_lines(message[:LONGEST])
        if not self._wrap:
            more = len(told) - 1
            tail = f" {self._cut} +{more:,} line{'' if more == 1 else 's'}" if more else ""
            yield cut_end(told[0], self._width - width_of(tail), self._cut) + tail
            return
        count = 0
        for line in told:
            for text in wrapped(line, self._width):
                count += 1
                if count == MOST_ROWS:
                    yield REST
                    return
                yield text
        if len(message) > LONGEST:
            yield REST


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in pieces of at most ``width`` cells, broken at blanks where there are any; at least one piece."""
    while width_of(text) > width:
        piece = cut_end(text, width, "")
        blank = piece.rfind(" ")
        at_word = blank > 0 and len(piece) < len(text) and text[len(piece)] != " "
        end = blank if at_word else max(1, len(piece))
        yield text[:end]
        text = text[end:].lstrip(" ")
    yield text


def occurrences(text: str, sought: str) -> Iterator[tuple[int, int]]:
    """Where ``sought`` stands in the text, letter case aside, as (start, end)."""
    folded, part = text.lower(), sought.lower()
    if not part or len(folded) != len(text):
        return
    at = folded.find(part)
    while at >= 0:
        yield at, at + len(part)
        at = folded.find(part, at + len(part))
