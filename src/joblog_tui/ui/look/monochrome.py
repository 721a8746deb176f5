"""Output without any colour, for NO_COLOR: bold, underline and reverse stay.

Textual's own answer to NO_COLOR is shades of grey, which are colour codes all the same.
"""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter


@lru_cache(1024)
def _without_colour(style: Style) -> Style:
    return Style(
        bold=style.bold, underline=style.underline, reverse=style.reverse, strike=style.strike, meta=style.meta
    )


class WithoutColour(LineFilter):
    """Takes every colour out of a line. ``App.get_line_filters`` returns it alone when ``App.no_color`` is set."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same text with weight, underline and reverse only."""
        return [
            Segment(text, None if style is None else _without_colour(style), control)
            for text, style, control in segments
        ]
