"""Lines whose terminal output is made once: they pass the compositor, its cuts and its line filters as they are.

What Textual writes names the whole style of every segment and resets it behind it. Here only what differs from the
segment before is written, which is a third of the bytes; what a terminal shows is the same.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

RESET = "\x1b[0m"
BLACK = Color(0, 0, 0)  # what a filter would mix see-through colours with; lines that we draw have none
_SYSTEMS = {
    "standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}  # fmt: skip

Codes: TypeAlias = tuple[str, str, str, bool]
"""The parameters for attributes, foreground and background, and whether blanks show the foreground, too."""


class Prefilled(Strip):
    """A strip that keeps what it is in a terminal, and what parts of it are."""

    def __init__(self, segments: Iterable[Segment], cell_length: int | None = None) -> None:
        super().__init__(segments, cell_length)
        self._output: dict[str | None, str] = {}
        self._parts: dict[tuple[int, int | None], Prefilled] = {}

    def render(self, console: Console) -> str:
        """What is written to the terminal of ``console``."""
        system = console.color_system
        output = self._output.get(system)
        if output is None:
            output = self._output[system] = ansi(self, _SYSTEMS.get(system or "truecolor", ColorSystem.TRUECOLOR))
        return output

    def crop(self, start: int, end: int | None = None) -> "Prefilled":
        """The cells from ``start`` up to ``end``."""
        if start == 0 and (end is None or end >= self.cell_length):
            return self
        part = self._parts.get((start, end))
        if part is None:
            cropped = super().crop(start, end)
            part = self._parts[start, end] = Prefilled(cropped, cropped.cell_length)
        return part


def prefilled(widget: Widget, segments: Iterable[Segment], width: int) -> Prefilled:
    """A line of a widget, ``width`` cells wide, with the line filters of the app (NO_COLOR, ASCII) worked into it."""
    strip = Strip(segments, width)
    for line_filter in widget.get_line_filters():
        strip = strip.apply_filter(line_filter, BLACK)
    return Prefilled(strip, width)


def ansi(segments: Iterable[Segment], system: ColorSystem) -> str:
    """The segments as they are written to a terminal with these colours; it begins and ends without any style."""
    written: list[str] = []
    attributes = foreground = background = ""
    for text, style, control in segments:
        if control or not text:
            continue
        wanted, colour, ground, shown = ("", "", "", False) if style is None else _codes(style, system)
        changes = []
        if wanted != attributes or (not ground and background) or (not colour and foreground):
            changes = ["0"] if attributes or foreground or background else []
            attributes, foreground, background = wanted, "", ""
            if wanted:
                changes.append(wanted)
        if colour != foreground and (shown or not text.isspace()):
            foreground = colour
            changes.append(colour)
        if ground != background:
            background = ground
            changes.append(ground)
        if changes:
            written.append(f"\x1b[{';'.join(changes)}m")
        link = None if style is None else style.link
        written.append(text if link is None else f"\x1b]8;;{link}\x1b\\{text}\x1b]8;;\x1b\\")
    if attributes or foreground or background:
        written.append(RESET)
    return "".join(written)


@lru_cache(4096)
def _codes(style: Style, system: ColorSystem) -> Codes:
    set_here = (
        ("1", style.bold), ("2", style.dim), ("3", style.italic), ("4", style.underline), ("5", style.blink),
        ("7", style.reverse), ("8", style.conceal), ("9", style.strike), ("21", style.underline2),
    )  # fmt: skip
    attributes = ";".join(code for code, on in set_here if on)
    colour = "" if style.color is None else ";".join(style.color.downgrade(system).get_ansi_codes())
    ground = "" if style.bgcolor is None else ";".join(style.bgcolor.downgrade(system).get_ansi_codes(False))
    shown = bool(style.underline or style.underline2 or style.reverse or style.strike)
    return attributes, colour, ground, shown
