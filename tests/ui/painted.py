"""What a terminal shows after some output, cell by cell."""

from typing import Any

import pyte
from rich.console import Console
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

SYSTEMS = ("truecolor", "256", "standard")


def console(system: str | None = "truecolor", width: int = 120) -> Console:
    """The console of a terminal with these colours."""
    return Console(color_system=system, force_terminal=True, width=width, legacy_windows=False)  # type: ignore[arg-type]


def unrendered(strip: Strip) -> Strip:
    """The strip with styles that no console has rendered yet.

    Rich keeps on a style what it was in the first console that rendered it, and hands it on to copies; and styles are
    shared by all that runs in a process.
    """
    return Strip([segment._replace(style=_unrendered(segment.style)) for segment in strip])


def _unrendered(style: Style | None) -> Style | None:
    if style is None:
        return None
    fresh = style.copy()
    fresh._ansi = None
    return fresh


def cells(output: str, columns: int, lines: int = 1, region: Region | None = None) -> list[list[tuple[Any, ...]]]:
    """Every cell as (text, foreground, background, bold, underline, reverse); a blank's foreground is not seen."""
    screen = pyte.Screen(columns, lines)
    pyte.Stream(screen).feed(output)
    region = region or Region(0, 0, columns, lines)
    return [[_cell(screen.buffer[y][x]) for x in region.column_range] for y in region.line_range]


def _cell(char: pyte.screens.Char) -> tuple[Any, ...]:
    seen = char.data != " " or char.underscore or char.reverse
    return (char.data, char.fg if seen else "", char.bg, char.bold if seen else False, char.underscore, char.reverse)
