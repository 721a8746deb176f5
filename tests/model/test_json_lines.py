"""Attributes are laid out, and every value stays exactly as it was written."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.json_lines import json_lines
from joblog_tui.model.links import links

values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=12,
)


def laid_out(text: str) -> str:
    return "\n".join(json_lines(text))


@given(values)
def test_it_is_laid_out_as_json_lays_it_out(value: Any) -> None:
    assert laid_out(json.dumps(value, ensure_ascii=False)) == json.dumps(value, ensure_ascii=False, indent=2)


def test_numbers_and_repeated_names_stay_as_they_were_written() -> None:
    text = '{"n":123456789012345678901234567890,"x":1.10,"x":1e999}'
    assert laid_out(text) == '{\n  "n": 123456789012345678901234567890,\n  "x": 1.10,\n  "x": 1e999\n}'


def test_what_is_no_json_comes_as_it_is() -> None:
    for text in ("{not json", '{"a": "never closed', "[1, 2}", ""):
        assert laid_out(text) == text


def test_a_megabyte_is_begun_without_being_finished() -> None:
    text = json.dumps({str(n): n for n in range(60_000)})
    assert next(json_lines(text)) == "{"


def test_addresses_are_found_once_each_without_what_stands_around_them() -> None:
    said = ["see https://a.example/x?y=1, and (https://b.example/).", '{"url": "https:\\/\\/a.example\\/x?y=1"}']
    assert links(said) == ("https://a.example/x?y=1", "https://b.example/")


def test_nothing_that_could_act_is_part_of_an_address() -> None:
    assert links(["https://a.example/\x1b]8;;x\x07", "javascript:alert(1)", "http://"]) == ("https://a.example/",)
