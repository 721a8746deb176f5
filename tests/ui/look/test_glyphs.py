"""Every sign takes one cell, in the terminal and in Textual's own reckoning, and is no emoji."""

import dataclasses

import pytest
import wcwidth
from rich.cells import cell_len

from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.look.glyphs import ASCII, UNICODE, Glyphs, glyphs


def _signs(sets: Glyphs) -> list[str]:
    values = [getattr(sets, field.name) for field in dataclasses.fields(sets)]
    texts = [value for value in values if isinstance(value, str)]
    return [*sets.status.values(), *"".join(texts)]


@pytest.mark.parametrize("sets", [UNICODE, ASCII])
def test_one_cell_each(sets: Glyphs) -> None:
    for sign in _signs(sets):
        assert wcwidth.wcwidth(sign) == cell_len(sign) == 1, sign


def test_ascii_is_ascii() -> None:
    assert all(sign.isascii() for sign in _signs(glyphs(ascii_only=True)))
    assert glyphs() is UNICODE


@pytest.mark.parametrize("sets", [UNICODE, ASCII])
def test_every_status_has_a_sign_of_its_own(sets: Glyphs) -> None:
    assert len({sets.status[status] for status in Status}) == len(Status)
