"""The query language: ``parse`` reads a text into a ``Filter``, ``show`` writes a filter as text.

``parse(show(filter))`` equals the filter. ``docs/query.md`` describes the language for operators.
"""

import re
from datetime import tzinfo
from typing import TYPE_CHECKING, cast

from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query.filters import And, Condition, Filter, Not, Or, Word
from joblog_tui.query.mistakes import mistake
from joblog_tui.query.printing import show, show_condition
from joblog_tui.query.qualifiers import EVERYWHERE, QUALIFIERS, Asked, Qualifier, Setting, Value, any_of, qualifier
from joblog_tui.query.syntax import read_tree

if TYPE_CHECKING:
    from lark import Token

    from joblog_tui.query.syntax import Node

__all__ = ["MAX_LENGTH", "MAX_NESTING", "MAX_TERMS", "QUALIFIERS", "Qualifier", "parse", "show", "show_condition"]

MAX_LENGTH = 10_000  # characters
MAX_TERMS = 500  # words and values; a store turns each into a condition of its own
MAX_NESTING = 5  # levels of parentheses; each becomes several of SQL, where SQLite has room for about 30

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")  # no store can hold or look for these
_ESCAPED = re.compile(r'\\([\\"])')


def parse(text: str, vocabulary: Vocabulary, *, now: int, zone: tzinfo) -> Filter:
    """The filter that a query means; ``QueryError`` says where a mistake is and what could stand there.

    ``now`` (epoch milliseconds) and ``zone`` give today, yesterday and times without an offset their meaning.
    """
    _check(text)
    whole = _Reader(Setting(vocabulary, now, zone)).whole(read_tree(text, vocabulary))
    if len(show(whole)) > MAX_LENGTH:
        raise _too_long(f"written out it has more than {MAX_LENGTH:,}", at=0, length=len(text))
    return whole


def _check(text: str) -> None:
    if len(text) > MAX_LENGTH:
        raise _too_long(f"this one has {len(text):,}", at=MAX_LENGTH, length=len(text) - MAX_LENGTH)
    no_text = _NO_TEXT.search(text)
    if no_text is not None:
        what = f"the character \\u{ord(no_text[0]):04x} cannot be looked for; leave it out"
        raise mistake(what, at=no_text.start(), expected="text")


def _too_long(how: str, *, at: int, length: int) -> Exception:
    what = f"a query may have {MAX_LENGTH:,} characters, {how}"
    return mistake(what, at=at, length=length, expected=f"at most {MAX_LENGTH:,} characters")


class _Reader:
    """Turns one tree into conditions in their plainest form: no ``And`` within ``And``, no ``Not`` of ``Not``."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._terms = 0

    def whole(self, tree: "Node") -> Filter:
        if not tree.children:
            return Filter()
        top = _node(tree.children[0])
        parts: list[Condition] = []
        everywhere = False
        for node in map(_node, top.children) if top.data == "conjunction" else (top,):
            asked = self._asked(node) if node.data == "qualifier" else None
            if asked is not None and asked.key == EVERYWHERE:
                qualifier(asked.key, asked.position).read(asked, self._setting)
                everywhere = True
            else:
                condition = self._condition(node, 0) if asked is None else self._meaning(asked, 0)
                parts.extend(condition.parts if isinstance(condition, And) else (condition,))
        return Filter(tuple(parts), everywhere)

    def _condition(self, node: "Node", depth: int) -> Condition:
        """What a node means that stands within ``depth`` pairs of parentheses."""
        negative = False
        while node.data == "negation":
            negative = not negative
            node = _node(node.children[0])
        condition = self._positive(node, depth)
        if not negative:
            return condition
        return condition.part if isinstance(condition, Not) else Not(condition)

    def _positive(self, node: "Node", depth: int) -> Condition:
        if node.data == "word":
            value = self._value(_token(node.children[0]))
            return Word(value.text)
        if node.data == "qualifier":
            return self._meaning(self._asked(node), depth)
        if node.data == "group":
            self._check_depth(depth, _token(node.children[0]).start_pos or 0)
            return self._condition(_node(node.children[1]), depth + 1)
        parts = [self._condition(_node(child), depth) for child in node.children]
        return _all_of(parts) if node.data == "conjunction" else any_of(parts)

    def _asked(self, node: "Node") -> Asked:
        key, *values = map(_token, node.children)
        position = key.start_pos or 0
        known = qualifier(key[:-1], position)
        return Asked(known.key, position, [self._value(value) for value in values])

    def _meaning(self, asked: Asked, depth: int) -> Condition:
        condition = qualifier(asked.key, asked.position).read(asked, self._setting)
        if condition is None:
            what = "in:all concerns the whole query; it stands outside parentheses, OR and not"
            raise mistake(what, at=asked.position, length=len("in:all"), expected="a condition")
        if isinstance(condition, Or):
            self._check_depth(depth, asked.position)  # written out, it may need parentheses of its own
        return condition

    def _value(self, token: "Token") -> Value:
        position = token.start_pos or 0
        self._terms += 1
        if self._terms > MAX_TERMS:
            what = f"a query may have {MAX_TERMS} words and values, this is one more"
            raise mistake(what, at=position, length=len(token), expected="the end of the query")
        exact = token.type == "VALUE" and token.startswith("=")
        written = token[1:] if exact else str(token)
        text = _ESCAPED.sub(r"\1", written[1:-1]) if written.startswith('"') else written
        if not text:
            where = "between the quotes" if written else "directly after the ="
            raise mistake(f"expected some text {where}", at=position, length=len(token), expected="text")
        return Value(text, position, len(token), exact)

    def _check_depth(self, depth: int, position: int) -> None:
        if depth >= MAX_NESTING:
            what = f"parentheses may be nested {MAX_NESTING} deep, these are deeper"
            raise mistake(what, at=position, expected="a condition without parentheses")


def _all_of(conditions: list[Condition]) -> Condition:
    parts: list[Condition] = []
    for condition in conditions:
        parts.extend(condition.parts if isinstance(condition, And) else (condition,))
    return And(tuple(parts))


def _node(child: "Token | Node") -> "Node":
    return cast("Node", child)


def _token(child: "Token | Node") -> "Token":
    return cast("Token", child)
