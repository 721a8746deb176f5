"""Segments as they are written to a terminal.

What Textual writes names the whole style of every segment and resets it behind it. Here only what differs from the
segment before is written, which is a third of the bytes; what a terminal shows is the same.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

RESET = "\x1b[0m"
SYSTEMS = {
    "standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}  # fmt: skip
"""By the names that Rich gives them."""

Codes: TypeAlias = tuple[str, str, str, bool]
"""The parameters for attributes, foreground and background, and whether blanks show the foreground, too."""


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
