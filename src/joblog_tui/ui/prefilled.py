"""Lines whose terminal output is made once: they pass the compositor, its cuts and its line filters as they are."""

from collections.abc import Iterable

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from joblog_tui.ui.look.ansi import SYSTEMS, ansi

BLACK = Color(0, 0, 0)  # what a filter would mix see-through colours with; lines that we draw have none


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
            output = self._output[system] = ansi(self, SYSTEMS.get(system or "truecolor", ColorSystem.TRUECOLOR))
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
