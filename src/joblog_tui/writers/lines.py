"""Lines of NDJSON as they come out of a file: numbered, and never more of one in memory than is needed."""

from collections.abc import Iterator
from dataclasses import dataclass

MAX_LINE = 1024 * 1024  # bytes; no event within its limits is longer
KEPT = 4 * 1024  # bytes that are kept of a line which is longer than that
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its newline. ``number`` counts from 1, ``size`` is in bytes.

    ``text`` is only the beginning of the line when it is over the limit (``too_long``).
    """

    file: str
    number: int
    text: bytes
    size: int

    @property
    def too_long(self) -> bool:
        """Whether the line is over the limit, and ``text`` only its beginning."""
        return self.size > MAX_LINE


class Splitter:
    """Cuts the pieces of one file into lines."""

    def __init__(self, file: str) -> None:
        """``file`` is the name under which the lines go."""
        self._file = file
        self._number = 0
        self._rest = b""  # the line that has not ended yet; its beginning when it is too long
        self._size = 0  # of that line, in bytes

    def feed(self, piece: bytes) -> Iterator[Line]:
        """The lines that end in this piece."""
        first, *others = piece.split(b"\n")
        if not others:
            self._take(first)
            return
        yield self._ended(first)
        rest = others.pop()
        for text in others:
            if len(text) > MAX_LINE:
                yield self._ended(text)
            else:
                self._number += 1
                yield Line(self._file, self._number, text, len(text))
        self._take(rest)

    def end(self) -> Iterator[Line]:
        """The last line, when it has no newline."""
        if self._size:
            yield self._ended(b"")

    def _take(self, part: bytes) -> None:
        self._size += len(part)
        self._rest = self._rest + part if self._size <= MAX_LINE else (self._rest + part)[:KEPT]

    def _ended(self, part: bytes) -> Line:
        self._take(part)
        self._number += 1
        text = self._rest.removeprefix(_BYTE_ORDER_MARK) if self._number == 1 else self._rest
        line = Line(self._file, self._number, text, self._size)
        self._rest, self._size = b"", 0
        return line
