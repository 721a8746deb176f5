"""Without colour: weight, reverse and underline stay, every colour goes."""

from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from joblog_tui.ui.look.monochrome import WithoutColour
from joblog_tui.ui.look.paint import Paint
from joblog_tui.ui.look.palette import NIGHT


def test_only_colours_go() -> None:
    style = Style(color="#ff0000", bgcolor="#00ff00", bold=True, reverse=True, underline=True, meta={"@click": "x"})
    (segment,) = WithoutColour().apply([Segment("text", style)], Color(0, 0, 0))
    kept = segment.style
    assert kept is not None
    assert (kept.color, kept.bgcolor, kept.dim) == (None, None, None)
    assert (kept.bold, kept.reverse, kept.underline) == (True, True, True)
    assert kept.meta == {"@click": "x"}
    assert segment.text == "text"


def test_a_segment_without_a_style_stays_without() -> None:
    assert WithoutColour().apply([Segment("text")], Color(0, 0, 0)) == [Segment("text")]


def test_monochrome_paint_has_no_colour_and_a_reversed_cursor() -> None:
    paint = Paint(NIGHT, monochrome=True)
    assert paint.style("running", "canvas") == Style()
    assert paint.style("text", "cursor", True) == Style(bold=True, reverse=True)
