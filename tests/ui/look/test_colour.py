"""Colours can be mixed, compared and made readable."""

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.ui.look.colour import contrast, mix, readable

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_black_on_white_is_the_strongest_contrast() -> None:
    assert round(contrast("#000000", "#ffffff"), 3) == 21
    assert contrast("#777777", "#777777") == 1


def test_a_known_ratio() -> None:
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54  # the grey that WCAG's own examples name


@given(colours, colours)
def test_mixing_all_or_nothing(one: str, other: str) -> None:
    assert mix(one, other, 1) == one
    assert mix(one, other, 0) == other


@given(colours, colours)
def test_what_is_made_readable_is(colour: str, ground: str) -> None:
    assert contrast(readable(colour, [ground]), ground) >= 4.5


@given(colours)
def test_what_is_readable_stays_as_it_is(ground: str) -> None:
    fine = readable("#808080", [ground])
    assert readable(fine, [ground]) == fine
