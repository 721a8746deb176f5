"""The one textual form of a filter: what ``parse`` reads back as an equal filter."""

import re

from joblog_tui.query.durations import write_duration
from joblog_tui.query.filters import And, Between, Condition, Exactly, Filter, Flag, Not, OneOf, Or, Span, Text, Word
from joblog_tui.query.times import write_bounds

_PLAIN_WORD = re.compile(r'(?!(?:or|and|not)\Z)[^\s()":,\-][^\s()":]*', re.IGNORECASE)
_PLAIN_VALUE = re.compile(r'(?!=)[^\s()",]+')  # a = in front says that the value is the whole

_LOOSE, _JOINED, _TIGHT = range(3)  # what may stand bare: anything, no OR, one term only


def show(filter: Filter) -> str:
    """The filter as the query bar writes it; only what needs quotes gets them.

    A condition that no text says, such as an ``Or`` of nothing or an empty word, is a ``ValueError``.
    """
    alone = len(filter.parts) == 1 and not filter.everywhere
    terms = [_written(part, _LOOSE if alone else _JOINED) for part in filter.parts]
    if filter.everywhere:
        terms.append("in:all")
    return " ".join(terms)


def show_condition(condition: Condition) -> str:
    """One condition as it stands among others in a query."""
    return _written(condition, _JOINED)


def _written(condition: Condition, room: int) -> str:
    match condition:
        case OneOf(group, slugs):
            return f"{group}:{_values(slugs)}"
        case Text(key, texts):
            return f"{key}:{_values(texts)}"
        case Exactly(key, names):
            return f"{key}:={_values(names, ',=')}"
        case Word(text):
            return text if _PLAIN_WORD.fullmatch(text) else _quoted(text)
        case Flag(name):
            return f"{'has' if name == 'nested' else 'is'}:{name}"
        case Span(key, comparison, milliseconds):
            return f"{key}:{comparison}{write_duration(milliseconds)}"
        case Between(key, low, high, text):
            return f"{key}:{written_value(text or write_bounds(low, high))}"
        case Not(part):
            return f"-{_written(part, _TIGHT)}"
        case And(parts):
            return _joined(parts, " ", _JOINED, room)
        case Or(parts):
            return _joined(parts, " OR ", _LOOSE, room)


def _joined(parts: tuple[Condition, ...], between: str, own: int, room: int) -> str:
    if not parts:
        raise ValueError("a condition without parts has no written form")
    if len(parts) == 1:
        return _written(parts[0], room)
    text = between.join(_written(part, _JOINED) for part in parts)
    return f"({text})" if room > own else text


def _values(texts: tuple[str, ...], between: str = ",") -> str:
    if not texts:
        raise ValueError("a qualifier without a value has no written form")
    return between.join(map(written_value, texts))


def written_value(text: str) -> str:
    """The value of a qualifier as a query writes it, in quotes where it needs them."""
    return text if _PLAIN_VALUE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    if not text:
        raise ValueError("an empty text has no written form")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
