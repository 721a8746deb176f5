"""The sections of a summary, side by side as far as they fit, with a cursor on one row."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message

from joblog_tui.query.summary import TOP
from joblog_tui.ui.look.cut import cut_end
from joblog_tui.ui.spread import Piece
from joblog_tui.ui.summary_sections import Row, Section, drawn
from joblog_tui.ui.widgets.line import Line

TWO_FROM, THREE_FROM = 96, 170  # cells from which sections stand in so many columns
BETWEEN = 4  # cells between two columns
_OUTCOME, _SUCCESS, _RUN_TIMES, _REASONS, _ACTORS, _TARGETS, _SOURCES = range(7)
_COLUMNS = {
    1: ((_OUTCOME, _SUCCESS, _RUN_TIMES, _REASONS, _ACTORS, _TARGETS, _SOURCES),),
    2: ((_OUTCOME, _SUCCESS, _RUN_TIMES, _SOURCES), (_REASONS, _ACTORS, _TARGETS)),
    3: ((_OUTCOME, _SUCCESS, _SOURCES), (_RUN_TIMES, _REASONS), (_ACTORS, _TARGETS)),
}
PERIODS = 8  # stretches of time, and as many more as find room
MOST_PERIODS = 14
_ABOVE_SOURCES = {2: 21, 3: 11}  # lines of the first column that neither stretches nor sources take, mostly


@dataclass(frozen=True, slots=True)
class PageShown:
    """Seven sections, or what there is to say in their place; the cursor is on a row of a section."""

    sections: tuple[Section, ...] = ()
    cursor: tuple[int, int] = (0, 0)
    told: str = ""


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line of a column: a section's title, one of its rows, what stands for rows, or a blank."""

    section: int
    row: int | None = None
    title: bool = False


class SummaryPage(Line[PageShown]):
    """As many lines as there is room for, around the cursor."""

    @dataclass
    class Clicked(Message):
        """The operator clicked a row."""

        cursor: tuple[int, int]

    @property
    def top(self) -> int:
        """How many names of a kind find room without scrolling; a single column is scrolled anyway."""
        ranked = {1: 0, 2: 3, 3: 2}[self._number(self.size.width)]
        room = (self.size.height - 2 * ranked + 1) // ranked if ranked else 0
        return max(8, min(room, TOP))

    @property
    def periods(self) -> int:
        """How many stretches of time find room without scrolling, as ``top``."""
        return max(PERIODS, min(self._left - 8, MOST_PERIODS))

    @property
    def most_sources(self) -> int:
        """How many sources do; where one must scroll anyway, eight."""
        room = self._left - self.periods
        return 8 if room < 2 else min(room, TOP)

    @property
    def _left(self) -> int:
        """Lines of the first column that stretches and sources share; 0 where it is scrolled anyway."""
        return max(0, self.size.height - _ABOVE_SOURCES.get(self._number(self.size.width), self.size.height))

    def draw(self, shown: PageShown, width: int) -> Content:
        """The sections."""
        height = self.size.height
        if shown.told:
            blank = max(0, (width - cell_len(shown.told)) // 2)
            return Content("\n" * (height // 3)) + Content.assemble(" " * blank, (shown.told, "$jl-muted"))
        columns = self._columns(shown, width)
        size = self._width(width, len(columns))
        first = self._first(columns, shown, height)
        lines = []
        for line in range(first, first + height):
            pieces: list[Content] = [Content(" ")]
            for number, column in enumerate(columns):
                spot = column[line] if line < len(column) else None
                pieces.append(self._spot(spot, shown, size))
                if number < len(columns) - 1:
                    pieces.append(Content(" " * BETWEEN))
            lines.append(Content.assemble(*pieces).truncate(width))
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Filter by what was clicked."""
        shown, width = self.shown, self.size.width
        columns = self._columns(shown, width)
        size = self._width(width, len(columns))
        number = min(len(columns) - 1, max(0, event.x - 1) // (size + BETWEEN))
        line = self._first(columns, shown, self.size.height) + event.y
        if shown.sections and line < len(columns[number]):
            spot = columns[number][line]
            if spot is not None and spot.row is not None:
                self.post_message(self.Clicked((spot.section, spot.row)))

    def moved(self, cursor: tuple[int, int], by: int) -> tuple[int, int]:
        """The cursor so many rows further, in the order in which the eye reads a column after the other."""
        order = self._order()
        if cursor not in order:
            return order[0] if order else cursor
        return order[max(0, min(order.index(cursor) + by, len(order) - 1))]

    def next_section(self, cursor: tuple[int, int], by: int) -> tuple[int, int]:
        """The first row of the next section that has rows, or of the one before."""
        sections = list(dict.fromkeys(section for section, _ in self._order()))
        if not sections:
            return cursor
        at = sections.index(cursor[0]) if cursor[0] in sections else 0
        return sections[(at + by) % len(sections)], 0

    def _order(self) -> list[tuple[int, int]]:
        shown = self.shown
        return [
            (section, row)
            for column in _COLUMNS[self._number(self.size.width)]
            for section in column
            if section < len(shown.sections)
            for row in range(len(shown.sections[section].rows))
        ]

    @staticmethod
    def _number(width: int) -> int:
        return 3 if width >= THREE_FROM else 2 if width >= TWO_FROM else 1

    def _width(self, width: int, columns: int) -> int:
        return max(1, (width - 2 - BETWEEN * (columns - 1)) // columns)

    def _columns(self, shown: PageShown, width: int) -> list[list[_Spot | None]]:
        columns: list[list[_Spot | None]] = []
        for numbers in _COLUMNS[self._number(width)]:
            spots: list[_Spot | None] = []
            for number in numbers:
                if number >= len(shown.sections):
                    continue
                if spots:
                    spots.append(None)
                spots.append(_Spot(number, title=True))
                rows = len(shown.sections[number].rows)
                spots += [_Spot(number, row) for row in range(rows)] or [_Spot(number)]
            columns.append(spots)
        return columns

    def _first(self, columns: Sequence[Sequence[_Spot | None]], shown: PageShown, height: int) -> int:
        """The first line in view, so that the cursor is, and its section's title when that fits."""
        longest = max((len(column) for column in columns), default=0)
        at = next(
            (
                line
                for column in columns
                for line, spot in enumerate(column)
                if spot is not None and (spot.section, spot.row) == shown.cursor
            ),
            0,
        )
        return max(0, min(at - height // 2, longest - height))

    def _spot(self, spot: _Spot | None, shown: PageShown, width: int) -> Content:
        if spot is None:
            return Content(" " * width)
        section = shown.sections[spot.section]
        if spot.title:
            return self._title(section, width)
        if spot.row is None:
            return _filled([("  ", ""), (section.nothing, "$jl-muted")], width)
        row: Row = section.rows[spot.row]
        here = (spot.section, spot.row) == shown.cursor
        line = _filled(drawn(row, width, self._glyphs, here=here), width)
        return line.stylize_before("on $jl-cursor") if here else line

    def _title(self, section: Section, width: int) -> Content:
        remark = cut_end(section.remark, max(0, width - cell_len(section.title) - 4), self._glyphs.cut)
        blanks = max(1, width - 2 - cell_len(section.title) - len(remark))
        return _filled([("  ", ""), (section.title, "bold $jl-text"), (" " * blanks, ""), (remark, "$jl-muted")], width)


def _filled(pieces: Sequence[Piece], width: int) -> Content:
    content = Content.assemble(*pieces).truncate(width)
    return content + Content(" " * max(0, width - content.cell_length))
