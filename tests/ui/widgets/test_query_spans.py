"""How the parts of a query look, and that nothing in it acts."""

from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.text import safe
from joblog_tui.ui.query_spans import query_spans, stand_ins


def test_qualifiers_are_quiet_and_values_are_not() -> None:
    text = 'status:running,retrying -trigger:scim (a OR target:"Sales EMEA")'
    quiet = [text[span.start : span.end] for span in query_spans(text) if span.look == "muted"]
    loud = [text[span.start : span.end] for span in query_spans(text) if span.look == "text"]
    assert quiet == ["status:", ",", "-trigger:", "(", "OR", "target:", ")"]
    assert loud == ["running", "retrying", "scim", "a", '"Sales EMEA"']


@given(st.text())
def test_spans_lie_in_the_text_one_after_the_other(text: str) -> None:
    at = 0
    for span in query_spans(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end


@given(st.text())
def test_stand_ins_keep_every_character_in_its_place(text: str) -> None:
    shown = stand_ins(text)
    assert len(shown) == len(text)
    assert safe(shown) == shown
    assert all(a == b for a, b in zip(shown, text, strict=True) if safe(b) == b)
