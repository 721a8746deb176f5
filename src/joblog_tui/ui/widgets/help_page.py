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
            sections = [section for section in row if section.rows]
            widths = _widths(sections, width)
            if lines:
                lines.append(Content())
            if len(widths) == len(sections):
                blocks = [_block(section, cells, self._cut) for section, cells in zip(sections, widths, strict=True)]
                lines += _side_by_side(blocks, widths)
            else:
                for index, section in enumerate(sections):
                    lines += [*([Content()] if index else []), *_block(section, width, self._cut)]
        return lines


def _widths(sections: Sequence[Section], width: int) -> list[int]:
    """How wide each section is when they stand side by side; fewer than there are when they do not fit."""
    needed = [_needed(section) for section in sections]
    if sum(needed) + GAP * (len(needed) - 1) > width:
        return [width] if len(needed) == 1 else []
    spare = (width - sum(needed) - GAP * (len(needed) - 1)) // max(1, len(needed))
    return [cells + spare for cells in needed]


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
