"""How one row of a log line looks: when, how loudly, of which job, what."""

from dataclasses import dataclass
from datetime import tzinfo

from rich.segment import Segment

from joblog_tui.model.log_line import NOTABLY_LATER, Level, LogLine, loudness
from joblog_tui.model.moment import long_duration
from joblog_tui.text import safe
from joblog_tui.ui.look.cut import fit, pad, width_of
from joblog_tui.ui.look.glyphs import Glyphs
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.times import full_clock
from joblog_tui.ui.widgets.log_lines.flow import Row, occurrences

GUTTER = 2  # cells: the cursor, and a blank
LEVEL_WIDTH = 5
NAME = 200  # characters of a name that are looked at
NARROWEST_NAME, WIDEST_NAME, NAME_SHARE = 10, 26, 5

_LEVELS: dict[Level, tuple[str, str, bool]] = {
    "debug": ("muted", "muted", False),
    "info": ("muted", "soft", False),
    "warn": ("retrying", "text", False),
    "error": ("not_completed", "text", True),
}
"""The role of a level's word, that of what it says, and whether the word is bold."""
_SHORT = {"warning": "warn", "critical": "crit", "emergency": "emerg"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a row stand, in cells. ``name`` is 0 where all lines are of one job."""

    width: int
    clock: int
    name: int

    @property
    def text(self) -> int:
        """Where the text begins."""
        return GUTTER + self.clock + 1 + LEVEL_WIDTH + 1 + (self.name + 2 if self.name else 0)

    @classmethod
    def fitting(cls, width: int, *, dated: bool, named: bool) -> "Columns":
        """The columns of a place of this width; ``dated`` says that times need their day."""
        name = max(NARROWEST_NAME, min(WIDEST_NAME, width // NAME_SHARE)) if named and width >= 60 else 0
        return cls(width, 19 if dated else 8, name)


class LinePainter:
    """Draws rows in one theme."""

    def __init__(self, columns: Columns, paint: Paint, glyphs: Glyphs, zone: tzinfo | None, now: int) -> None:
        """``now`` (epoch ms) decides whether a time needs its day; ``zone`` None is the machine's own."""
        self.columns = columns
        self._paint = paint
        self._glyphs = glyphs
        self._zone = zone
        self._now = now

    def row(self, row: Row, line: LogLine, before: LogLine | None, *, cursor: str, sought: str) -> list[Segment]:
        """One row of ``line``, which stands after ``before``.

        ``cursor`` is "focused", "blurred" or empty, ``sought`` is what was searched for.
        """
        ground = {"focused": "cursor", "blurred": "raised"}.get(cursor, "canvas")
        style = self._paint.style
        segments = [
            Segment(
                self._glyphs.cursor if cursor else " ", style("accent" if cursor == "focused" else "muted", ground)
            ),
            Segment(" ", style("text", ground)),
        ]
        level = loudness(line.level)
        of_word, of_text, loud = _LEVELS[level]
        columns = self.columns
        if row.part == 0:
            told = full_clock(line.at, self._now, self._zone)
            segments.append(Segment(pad(told[-columns.clock :], columns.clock + 1), style("muted", ground)))
            word = (line.level or "info").lower()
            word = fit(safe(_SHORT.get(word, word), LEVEL_WIDTH), LEVEL_WIDTH, self._glyphs.cut)
            segments.append(Segment(pad(word, LEVEL_WIDTH + 1), style(of_word, ground, loud)))
            if columns.name:
                name = fit(safe(line.name or line.job, NAME), columns.name, self._glyphs.cut)
                segments.append(Segment(pad(name, columns.name + 2), style("muted", ground)))
        else:
            segments.append(Segment(" " * (columns.text - GUTTER), style("muted", ground)))
        segments += self._text(row.text, sought, of_text, ground)
        used = columns.text + width_of(row.text)
        if row.part == 0:
            arrival = arrival_words(line) if _is_news(line, before) else ""
            if arrival and used + width_of(arrival) + 2 <= columns.width:
                arrival = f"  {arrival}"
                segments.append(Segment(arrival, style("muted", ground)))
                used += width_of(arrival)
        segments.append(Segment(" " * max(0, columns.width - used), style("text", ground)))
        return segments

    def _text(self, text: str, sought: str, role: str, ground: str) -> list[Segment]:
        plain, found = self._paint.style(role, ground), self._paint.style("accent", "raised", True)
        if self._paint.monochrome:
            found = found + self._paint.style("text", "cursor")
        segments: list[Segment] = []
        at = 0
        for start, end in occurrences(text, sought):
            segments += [Segment(text[at:start], plain), Segment(text[start:end], found)]
            at = end
        return [*segments, Segment(text[at:], plain)]


def arrival_words(line: LogLine) -> str:
    """How the arrival differs from what the source says of the time, when it differs much."""
    later = line.arrived_later
    if later is None:
        return ""
    return f"arrived {long_duration(abs(later))} {'later' if later > 0 else 'earlier'}"


def _is_news(line: LogLine, before: LogLine | None) -> bool:
    """Whether a line arrived with another delay than the one before it: a log brought in at once says so once."""
    if before is None or before.arrived_later is None:
        return True
    return abs((line.arrived_later or 0) - before.arrived_later) >= NOTABLY_LATER
