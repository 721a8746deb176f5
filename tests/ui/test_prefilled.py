"""Prefilled output: a terminal shows what it would show of Textual's own, in every colour system; in fewer bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from joblog_tui.ui.prefilled import Prefilled
from tests.ui.painted import SYSTEMS, cells, console, unrendered

COLOURS = some.sampled_from([None, "#0d1117", "#f5735a", "#22304a", "red", "bright_blue", "default", "color(203)"])
FLAGS = some.sampled_from([None, True])
STYLES = some.builds(Style, color=COLOURS, bgcolor=COLOURS, bold=FLAGS, underline=FLAGS, reverse=FLAGS)
TEXTS = some.sampled_from(["", " ", "    ", "Running", "東京", "▌ x", "e\u0301"])
SEGMENTS = some.lists(some.builds(Segment, TEXTS, some.none() | STYLES, some.none()), max_size=8)


@given(SEGMENTS, some.sampled_from(SYSTEMS))
def test_a_terminal_shows_the_same(segments: list[Segment], system: str) -> None:
    stock, ours = unrendered(Strip(segments)).render(console(system)), Prefilled(segments).render(console(system))
    assert cells(ours + "|", 80) == cells(stock + "|", 80)  # nothing goes on behind its end either


@given(SEGMENTS, some.integers(0, 20), some.integers(0, 20))
def test_a_part_is_the_part_that_textual_cuts(segments: list[Segment], start: int, length: int) -> None:
    ours, stock = Prefilled(segments).crop(start, start + length), Strip(segments).crop(start, start + length)
    assert (ours.text, ours.cell_length) == (stock.text, stock.cell_length)
    assert cells(ours.render(console()), 80) == cells(unrendered(Strip(list(stock))).render(console()), 80)


def test_output_is_made_once_for_each_colour_system() -> None:
    strip = Prefilled([Segment("x", Style(color="#f5735a"))])
    written = {system: strip.render(console(system)) for system in SYSTEMS}
    assert len(set(written.values())) == len(SYSTEMS)
    assert all(strip.render(console(system)) is written[system] for system in SYSTEMS)


def test_what_does_not_differ_is_not_written_again() -> None:
    style = Style(color="#e2e8f1", bgcolor="#0d1117")
    strip = Prefilled(
        [Segment("a", style), Segment("  ", Style(color="#f5735a", bgcolor="#0d1117")), Segment("b", style)]
    )
    assert strip.render(console()) == "\x1b[38;2;226;232;241;48;2;13;17;23ma  b\x1b[0m"


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_link_stays_one(system: str) -> None:
    assert "\x1b]8;;https://acme.example\x1b\\x\x1b]8;;\x1b\\" in Prefilled(
        [Segment("x", Style(link="https://acme.example"))]
    ).render(console(system))
