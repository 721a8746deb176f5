"""Cutting by cell width: where it hurts least, never in the middle of a character, never too wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from joblog_tui.text import safe
from joblog_tui.ui.look.cut import cut_end, cut_middle, fit, fit_path, pad

# Latin, wide, combining, a character that becomes an escape, and the path separator
pieces = st.sampled_from(
    ["a", "Z9", " ", "東", "京", "é", "\u0301", "\u0300", "👍", "\u202e", "\x1b[31m", " / ", "@", "-"]
)
texts = st.lists(pieces, max_size=30).map("".join).map(safe)


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Marketing / Instagram", 21, "Marketing / Instagram"),
        ("Marketing / LinkedIn Ads", 21, "Marke… / LinkedIn Ads"),
        ("Brand / TikTok for Business", 24, "B… / TikTok for Business"),
        ("Brand / TikTok for Business", 23, "… / TikTok for Business"),
        ("Brand / TikTok for Business", 22, "TikTok for Business"),
        ("Brand / TikTok for Business", 21, "TikTok for Business"),
        ("Brand / TikTok for Business", 12, "TikTok for…"),
        ("Finance / NetSuite / prod", 12, "Fina… / prod"),
        ("contractor-4412@partners.acme.co", 24, "contractor-4…ers.acme.co"),
        ("job-7f31a5c2", 9, "job-…a5c2"),
        ("Updating user roles", 10, "Updating…"),
        ("Mei Tanaka", 9, "Mei Tana…"),
        ("netsuite-sandbox", 9, "netsuite…"),
        ("東京オフィス", 7, "東京オ…"),
        ("東京オフィス", 6, "東京…"),
        ("anything", 1, "…"),
        ("anything", 0, ""),
    ],
)
def test_it_is_cut_where_its_kind_loses_least(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown


def test_ascii_cuts_with_an_ascii_sign() -> None:
    assert fit("Marketing / LinkedIn Ads", 21, "~") == "Marke~ / LinkedIn Ads"


@given(texts, st.integers(0, 25))
def test_nothing_is_ever_too_wide(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) <= width
    assert cell_len(cut_end(text, width)) <= width
    assert cell_len(cut_middle(text, width)) <= width


@given(texts, texts, st.integers(0, 25))
def test_a_path_loses_its_parent_before_its_leaf(parent: str, leaf: str, width: int) -> None:
    kept_parent, kept_leaf = fit_path(f"{parent} / ", leaf, width)
    assert cell_len(kept_parent + kept_leaf) <= width
    if kept_parent:
        assert cell_len(kept_leaf) == cell_len(leaf)


@given(st.text("abc d", max_size=30), st.integers(0, 30))
def test_what_fits_is_left_alone(text: str, width: int) -> None:
    if len(text) <= width:
        assert fit(text, width) == text


@given(texts, st.integers(0, 25))
def test_padding_fills_exactly(text: str, width: int) -> None:
    assert cell_len(pad(fit(text, width), width)) == width
    assert pad(fit(text, width), width, right=True).endswith(fit(text, width))


def test_marks_cannot_pile_up_over_other_rows() -> None:
    shown = fit("Z" + "\u0301" * 500, 10)
    assert shown == "Z" + "\u0301" * 3
    assert len(fit("\u0301" * 500 + "a", 10)) == 1


def test_a_cut_never_leaves_half_a_wide_character() -> None:
    for width in range(12):
        assert cell_len(cut_middle("東京オフィス経費", width)) <= width
        assert "\ufffd" not in cut_middle("東京オフィス経費", width)
