"""Which part of a query looks how: qualifiers quiet, values loud, what is wrong underlined."""

import re
from dataclasses import dataclass
from typing import Literal

from joblog_tui.text import safe

_PART = re.compile(r'"(?:\\.|[^"\\])*"?|-?[A-Za-z_]+:|[(),]|[^\s"(),]+')
_WORDS = ("or", "and", "not")
STAND_IN = "\ufffd"

Look = Literal["muted", "text"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters from ``start`` up to ``end``, and the role of the palette that they have."""

    start: int
    end: int
    look: Look


def query_spans(text: str) -> list[Span]:
    """The parts of a query, whether or not it can be read."""
    spans = []
    for match in _PART.finditer(text):
        part = match[0]
        quiet = part.endswith(":") or part in "()," or part.casefold() in _WORDS
        spans.append(Span(*match.span(), "muted" if quiet else "text"))
    return spans


def stand_ins(text: str) -> str:
    """The text, character by character safe to show: whatever could act on a terminal has a stand-in."""
    return text if safe(text) == text else "".join(one if safe(one) == one else STAND_IN for one in text)
