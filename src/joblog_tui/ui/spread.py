"""Lays out one line: parts from the left, parts from the right, and what falls away when the line is narrow.

Text is plain (never markup) and must have gone through ``text.safe`` when it came from outside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from joblog_tui.ui.look.cut import CUT

Piece = tuple[str, str]
"""Some text and its style, such as ``("joblog", "bold $jl-accent")``."""

KEPT = 0
"""The rank of a part that never falls away."""


@dataclass(frozen=True, slots=True)
class Part:
    """Pieces that belong together. A part of a higher ``rank`` gives way to one of a lower; ``KEPT`` stays."""

    pieces: tuple[Piece, ...]
    rank: int = KEPT

    @property
    def width(self) -> int:
        """In terminal cells."""
        return sum(cell_len(text) for text, _ in self.pieces)


def part(*pieces: Piece, rank: int = KEPT) -> Part:
    """A part of these pieces; those without text are left out."""
    return Part(tuple(piece for piece in pieces if piece[0]), rank)


def spread(
    width: int, left: Sequence[Part], right: Sequence[Part] = (), *, gap: int = 3, margin: int = 1, sign: str = CUT
) -> Content:
    """The parts in ``width`` cells, ``gap`` cells between them and ``margin`` cells at both ends.

    Parts take their place in the order of their ranks, those that find none are left out; what is kept in any case
    is cut at the end of the left side, where ``sign`` says so.
    """
    room = max(0, width - 2 * margin)
    placed = _placed([part for part in (*left, *right) if part.pieces], room, gap)
    tail = _joined((part for part in right if id(part) in placed), gap)
    head = _joined((part for part in left if id(part) in placed), gap)
    tail_room = tail.cell_length + (gap if tail else 0)
    if head.cell_length + tail_room > room:
        head = cut(head, room - tail_room, sign)
    blanks = Content.blank(max(0, room - head.cell_length - tail.cell_length))
    return Content.assemble(Content.blank(margin), head, blanks, tail).truncate(width)


def cut(content: Content, width: int, sign: str = CUT) -> Content:
    """The content in at most ``width`` cells; ``sign`` stands at its end when something is missing."""
    if content.cell_length <= width:
        return content
    signed = Content.styled(sign, "$jl-muted")
    return content.truncate(max(0, width - signed.cell_length)) + signed if width >= signed.cell_length else Content()


def _placed(parts: Sequence[Part], room: int, gap: int) -> set[int]:
    """The identities of the parts that find a place."""
    placed: set[int] = set()
    left = room + gap
    for each in sorted(parts, key=lambda part: part.rank):
        if each.rank == KEPT or each.width + gap <= left:
            placed.add(id(each))
            left -= each.width + gap
    return placed


def _joined(parts: Iterable[Part], gap: int) -> Content:
    pieces: list[Piece] = []
    for each in parts:
        if pieces:
            pieces.append((" " * gap, ""))
        pieces.extend(each.pieces)
    return Content.assemble(*pieces)
