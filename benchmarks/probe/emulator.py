"""A terminal in memory: takes the bytes of a program, and says at which moments its picture changed.

pyte does the drawing. Around it: synchronised updates (nothing is shown before they end), scrolling and repeating,
which pyte does not know, and sequences that it would print instead of ignoring.
"""

import codecs
import re
from collections.abc import Callable
from typing import Any, TypeAlias

import pyte

Line: TypeAlias = tuple[Any, ...]
"""The cells of a line, with their attributes."""

_SEQUENCE = re.compile(
    r"\x1b(?:\[(?P<mark>[<=>?]?)(?P<numbers>[\d;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|[PX^_](?s:.*?)\x1b\\"  # strings for the terminal
    r"|\](?s:.*?)(?:\x07|\x1b\\)"
    r"|(?P<short>[ -/]*[0-OQ-WYZ\\`-~]))"
)
_FOR_PYTE = frozenset("@ABCDEFGHJKLMPXadefghlmnr`")
_HIDDEN_UNTIL_ITS_END = "2026"
_OTHER_SCREENS = frozenset({"47", "1047", "1049"})


class Emulator:
    """A screen of ``columns`` x ``lines``. ``lines`` afterwards hold what is shown, as text."""

    def __init__(self, columns: int, lines: int) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._held = False
        self._last = " "
        self.picture: list[Line] = [self._line(y) for y in range(lines)]
        self._screen.dirty.clear()

    @property
    def lines(self) -> list[str]:
        """What is shown, line by line."""
        return ["".join(cell.data for cell in line) for line in self.picture]

    def feed(self, data: bytes, shown: Callable[[], None]) -> None:
        """Take bytes; ``shown`` is called whenever ``picture`` has changed."""
        text = self._rest + self._decoder.decode(data)
        at = 0
        while True:
            escape = text.find("\x1b", at)
            if escape < 0:
                self._draw(text[at:])
                self._rest = ""
                break
            self._draw(text[at:escape])
            sequence = _SEQUENCE.match(text, escape)
            if sequence is None:
                self._rest = text[escape:]
                break
            at = sequence.end()
            self._obey(sequence, shown)
        self._show(shown)

    def _draw(self, text: str) -> None:
        if text:
            self._last = text[-1]
            self._stream.feed(text)

    def _obey(self, sequence: re.Match[str], shown: Callable[[], None]) -> None:
        mark, numbers, final = sequence["mark"], sequence["numbers"], sequence["final"]
        if final is None:
            if sequence["short"] in ("7", "8", "D", "E", "M", "c"):
                self._stream.feed(sequence[0])
            return
        if mark == "?" and final in "hl":
            self._switch(numbers.split(";"), final == "h", sequence[0], shown)
        elif sequence["between"] or mark not in ("", "?") or (mark == "?" and final not in "JK"):
            return
        elif final in "STb":
            self._many(final, int(numbers or 1))
        elif final == "m":
            self._stream.feed(f"\x1b[{_colours_with_semicolons(numbers)}m")
        elif final in "su" and not numbers:
            self._stream.feed("\x1b7" if final == "s" else "\x1b8")
        elif final in _FOR_PYTE:
            self._stream.feed(sequence[0])

    def _switch(self, modes: list[str], on: bool, sequence: str, shown: Callable[[], None]) -> None:
        if _HIDDEN_UNTIL_ITS_END in modes:
            self._show(shown)
            self._held = on
            self._show(shown)
            return
        self._stream.feed(sequence)
        if _OTHER_SCREENS & set(modes):
            self._stream.feed("\x1b[m\x1b[2J\x1b[H")

    def _many(self, final: str, count: int) -> None:
        if final == "b":
            self._screen.draw(self._last * count)
            return
        screen = self._screen
        top, bottom = screen.margins or (0, screen.lines - 1)
        x, y = screen.cursor.x, screen.cursor.y
        screen.cursor.y = bottom if final == "S" else top
        for _ in range(count):
            (screen.index if final == "S" else screen.reverse_index)()
        screen.cursor.x, screen.cursor.y = x, y

    def _show(self, shown: Callable[[], None]) -> None:
        if self._held:
            return
        changed = False
        for y in sorted(self._screen.dirty):
            if y < len(self.picture):
                line = self._line(y)
                changed |= line != self.picture[y]
                self.picture[y] = line
        self._screen.dirty.clear()
        if changed:
            shown()

    def _line(self, y: int) -> Line:
        cell, default = self._screen.buffer[y].get, self._screen.default_char
        return tuple(cell(x, default) for x in range(self._screen.columns))


def _colours_with_semicolons(numbers: str) -> str:
    """``38:2::1:2:3`` as ``38;2;1;2;3``; kinds of underlines are left out, as pyte knows but one."""
    told = []
    for number in numbers.split(";"):
        parts = number.split(":")
        if parts[0] in ("38", "48") and len(parts) > 4:
            told.append(";".join((parts[0], "2", *parts[-3:])))
        elif parts[0] in ("38", "48") and len(parts) == 3:
            told.append(";".join(parts))
        elif parts[0] != "58":
            told.append(parts[0])
    return ";".join(told)
