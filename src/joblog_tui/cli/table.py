"""A table for a person: aligned columns, cut to the terminal's width; uncut where there is no terminal."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from joblog_tui.cli.output import BOLD, paint

GAP = 2  # cells between two columns


@dataclass(slots=True)
class Column:
    """One column. Its cells are safe already (``text.safe``); ``sgr`` paints them, one rendition a cell.

    ``least`` is the width to which it can be cut (None: never), ``gives_way`` the order in which a column is
    left out where the terminal is too narrow (0: never).
    """

    heading: str
    cells: Sequence[str]
    right: bool = False
    least: int | None = None
    gives_way: int = 0
    sgr: Sequence[str] = field(default_factory=tuple)

    def natural_width(self) -> int:
        """The cells that heading and content take."""
        return max([cell_width(self.heading), *map(cell_width, self.cells)])


def lines(columns: Sequence[Column], width: int | None) -> Iterator[str]:
    """The heading and the rows; at most ``width`` cells wide when it is given."""
    fitted = _fit(columns, width)
    yield "".join(paint(_pad(column.heading, size, column), BOLD) for column, size in fitted).rstrip()
    for row in range(len(columns[0].cells)):
        yield "".join(
            paint(_pad(column.cells[row], size, column), column.sgr[row] if column.sgr else "")
            for column, size in fitted
        ).rstrip()


def cell_width(text: str) -> int:
    """How many terminal cells a safe text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(character) in "WF" else 0 if unicodedata.combining(character) else 1
        for character in text
    )


def cut(text: str, size: int) -> str:
    """The text in at most ``size`` cells, the last of them ``…`` when something had to go."""
    if cell_width(text) <= size:
        return text
    kept, used = [], 0
    for character in text:
        used += cell_width(character)
        if used > size - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def _pad(text: str, size: int, column: Column) -> str:
    text = cut(text, size)
    space = " " * (size - cell_width(text))
    gap = " " * GAP
    return f"{space}{text}{gap}" if column.right else f"{text}{space}{gap}"


def _fit(columns: Sequence[Column], width: int | None) -> list[tuple[Column, int]]:
    """The columns that stay, and how wide each is: first long cells are cut, then whole columns give way."""
    kept = list(columns)
    while True:
        sizes = [column.natural_width() for column in kept]
        if width is None:
            return list(zip(kept, sizes, strict=True))
        excess = sum(sizes) + GAP * (len(kept) - 1) - width
        while excess > 0:
            spare = [size - (column.least or size) for column, size in zip(kept, sizes, strict=True)]
            widest = max(range(len(kept)), key=spare.__getitem__)
            if spare[widest] <= 0:
                break
            sizes[widest] -= 1
            excess -= 1
        dispensable = [column for column in kept if column.gives_way]
        if excess <= 0 or not dispensable:
            return list(zip(kept, sizes, strict=True))
        kept.remove(min(dispensable, key=lambda column: column.gives_way))
