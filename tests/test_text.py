"""The one door between data and a terminal: what passes it can be seen, and cannot act."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.text import safe, safe_json, safe_lines

# DerivedCoreProperties.txt of Unicode: Default_Ignorable_Code_Point. Not known to unicodedata.
DEFAULT_IGNORABLE = [
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip
INVISIBLE_CATEGORIES = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Every character, unassigned and surrogate ones too, with those that matter more often.
ANY_TEXT = st.text(
    st.one_of(
        st.characters(codec=None), st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp")), st.sampled_from("\r\n\t[]")
    )
)


def must_escape(code: int) -> bool:
    return unicodedata.category(chr(code)) in INVISIBLE_CATEGORIES or any(a <= code <= b for a, b in DEFAULT_IGNORABLE)


def test_exactly_the_invisible_characters_are_escaped() -> None:
    escaped = {code for code in range(0x110000) if safe(chr(code)) != chr(code)}
    wanted = {code for code in range(0x110000) if must_escape(code)}
    assert not wanted - escaped
    # What is escaped beyond that must be unknown to this Python's Unicode: a later version may have assigned it.
    assert {unicodedata.category(chr(code)) for code in escaped - wanted} <= {"Cn"}


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "\\x1b]52;c;aGk=\\x07"),
        ("REAL\rFAKE", "REAL\\rFAKE"),
        ("a\tb\nc", "a\\tb\\nc"),
        ("\x9b31mred", "\\x9b31mred"),
        ("nul\x00", "nul\\x00"),
        ("bob\u202egpj.exe", "bob\\u202egpj.exe"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("half\ud83d", "half\\ud83d"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("営業部 Zoë", "営業部 Zoë"),
    ],
)
def test_safe_shows_what_would_act(hostile: str, shown: str) -> None:
    assert safe(hostile) == shown


@given(ANY_TEXT)
def test_safe_text_is_one_line_that_stays_as_it_is(text: str) -> None:
    once = safe(text)
    assert not any(must_escape(ord(character)) for character in once)
    assert safe(once) == once


@given(ANY_TEXT, st.integers(1, 20))
def test_the_limit_counts_characters_of_the_original(text: str, limit: int) -> None:
    limited = safe(text, limit)
    assert limited == safe(text) if len(text) <= limit else limited == safe(text[: limit - 1]) + "…"


@given(ANY_TEXT)
def test_safe_lines_keeps_the_lines_and_nothing_that_acts(text: str) -> None:
    lines = safe_lines(text)
    assert len(lines) == text.replace("\r\n", "\n").count("\n") + 1
    assert not any(must_escape(ord(character)) for line in lines for character in line)


@given(st.dictionaries(ANY_TEXT, ANY_TEXT))
def test_safe_json_is_the_same_value_without_anything_that_acts(value: dict[str, str]) -> None:
    text = safe_json(json.dumps(value, ensure_ascii=False))
    assert json.loads(text) == json.loads(json.dumps(value))
    assert not any(must_escape(ord(character)) for character in text)
