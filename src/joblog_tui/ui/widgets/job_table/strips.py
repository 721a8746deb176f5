"""The one place where segments become a strip, the form in which Textual paints a line."""

from rich.segment import Segment
from textual.strip import Strip


def strip(segments: list[Segment], width: int) -> Strip:
    """A line of exactly ``width`` cells; a line that is too long for a tiny terminal is cropped."""
    whole = Strip(segments)
    return whole if whole.cell_length == width else whole.crop(0, width)
