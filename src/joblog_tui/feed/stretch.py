"""A stretch of log lines in memory: replaced, grown at either end, joined by what arrives. Pure, no store in it."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from joblog_tui.model.log_line import LogLine
from joblog_tui.query.log_lines import LineQuery

MOST = 4_000  # lines in memory; what grows at one end is let go at the other


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines of ``query`` that are in memory, in order, without a gap.

    ``begins`` says that nothing lies before the first one, ``ends`` that nothing lies after the last one.
    ``searching`` is the moment (epoch ms) to which was looked through while more is looked for, None when nothing is.
    ``found`` is where a search has just led; ``nothing_more`` says that it led nowhere.
    """

    query: LineQuery
    lines: tuple[LogLine, ...] = ()
    begins: bool = False
    ends: bool = False
    searching: int | None = None
    found: LogLine | None = None
    nothing_more: bool = False

    def with_older(self, lines: Sequence[LogLine], *, begins: bool) -> "Stretch":
        """With lines before the first one."""
        whole = (*lines, *self.lines)
        return replace(self, lines=whole[:MOST], begins=begins, ends=self.ends and len(whole) <= MOST)

    def with_newer(self, lines: Sequence[LogLine], *, ends: bool) -> "Stretch":
        """With lines after the last one."""
        whole = (*self.lines, *lines)
        return replace(self, lines=whole[-MOST:], ends=ends, begins=self.begins and len(whole) <= MOST)

    def with_arrived(self, arrived: Sequence[LogLine]) -> "Stretch":
        """With those of the lines that have arrived whose place it reaches over; late ones among the others."""
        lines = list(self.lines)
        for line in arrived:
            at = bisect.bisect_left(lines, line.place, key=lambda known: known.place)
            known = at < len(lines) and lines[at].seq == line.seq
            reached = (at > 0 or self.begins) and (at < len(lines) or self.ends)
            if reached and not known:
                lines.insert(at, line)
        if len(lines) == len(self.lines):
            return self
        return replace(self, lines=tuple(lines[-MOST:]), begins=self.begins and len(lines) <= MOST)

    def holds(self, line: LogLine) -> bool:
        """Whether this line is in memory."""
        at = bisect.bisect_left(self.lines, line.place, key=lambda known: known.place)
        return at < len(self.lines) and self.lines[at].seq == line.seq
