"""The page of the help: sections side by side as far as the width allows."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from joblog_tui.ui.help_words import Row, Section, name_width
from joblog_tui.ui.look.glyphs import UNICODE, Glyphs
from joblog_tui.ui.spread import cut

GAP = 3
WIDEST_NAME = 24  # cells


class HelpPage(Widget):
    """Rows of sections: those of one row stand side by side where there is room, else under each other."""

    ALLOW_SELECT = False

    def __init__(self, rows: Sequence[Sequence[Section]], *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = rows
        self._cut = glyphs.cut

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the page has at this width."""
        return len(self._page(width))

    def render(self) -> Content:
        """The page."""
        return Content("\n").join(self._page(self.size.width))

    def _page(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for row in self._rows:
            for sections in _fitting([section for section in row if section.rows], width):
                widths = _widths(sections, width)
                if lines:
                    lines.append(Content())
                blocks = [_block(section, cells, self._cut) for section, cells in zip(sections, widths, strict=True)]
                lines += _side_by_side(blocks, widths)
        return lines


def _fitting(sections: Sequence[Section], width: int) -> list[list[Section]]:
    """The sections in order, as many side by side as there is room for."""
    rows: list[list[Section]] = []
    for section in sections:
        if rows and _least([*rows[-1], section]) <= width:
            rows[-1].append(section)
        else:
            rows.append([section])
    return rows


def _least(sections: Sequence[Section]) -> int:
    return sum(map(_needed, sections)) + GAP * (len(sections) - 1)


def _widths(sections: Sequence[Section], width: int) -> list[int]:
    """How wide each section is where these stand side by side; what is left over is shared."""
    spare = max(0, width - _least(sections)) // len(sections)
    return [min(width, _needed(section) + spare) for section in sections]


def _needed(section: Section) -> int:
    return _names(section) + 2 + max(len(row.meaning) for row in section.rows)


def _names(section: Section) -> int:
    return min(WIDEST_NAME, name_width(section.rows))


def _block(section: Section, width: int, sign: str) -> list[Content]:
    return [
        Content.styled(section.title, "bold $jl-text"),
        *[_row(row, _names(section), width, sign) for row in section.rows],
    ]


def _row(row: Row, names: int, width: int, sign: str) -> Content:
    name = cut(Content.assemble(*row.name), names, sign)
    blanks = " " * (names - name.cell_length + 2)
    return cut(Content.assemble(name, blanks, (row.meaning, "$jl-soft")), width, sign)


def _side_by_side(blocks: Sequence[list[Content]], widths: Sequence[int]) -> list[Content]:
    lines = []
    for number in range(max(len(block) for block in blocks)):
        cells: list[Content] = []
        for block, width in zip(blocks, widths, strict=True):
            cell = block[number] if number < len(block) else Content()
            cells.append(cell + Content.blank(width - cell.cell_length + GAP))
        lines.append(Content("").join(cells))
    return lines
