"""Lines without drawing characters, for ASCII mode: whatever Textual itself draws scrollbars and frames with.

What we draw is in ASCII from the start; names of jobs stay what they are.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ACROSS, _DOWN, _CORNERS = "─━┄┅┈┉╌╍═╴╶╸╺", "│┃┆┇┊┋╎╏║╵╷╹╻", "┌┐└┘├┤┬┴┼╭╮╯╰╔╗╚╝"
_BLOCKS = "".join(map(chr, range(0x2580, 0x25A0)))
_IN_ASCII = str.maketrans(
    {sign: plain for signs, plain in ((_ACROSS, "-"), (_DOWN, "|"), (_CORNERS, "+"), (_BLOCKS, " ")) for sign in signs}
    | {"🔎": "> ", "…": "~"}  # the first is two cells wide
)


class AsciiOnly(LineFilter):
    """Puts a plain sign in the place of every drawing character."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same line, as wide as before."""
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(_IN_ASCII), *segment[1:])
            for segment in segments
        ]
