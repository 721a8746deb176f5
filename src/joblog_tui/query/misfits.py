"""What to say of a query that does not fit the grammar: ``read`` are the tokens that did fit, up to there."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from joblog_tui.model.errors import QueryError
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query.mistakes import mistake, shown
from joblog_tui.query.qualifiers import expected_value, qualifier

if TYPE_CHECKING:
    from lark import Token

_QUOTED = re.compile(r'"(?:\\[\s\S]|[^"\\])*"')
_PLAIN = re.compile(r'[^\s()":]+')
_PARENTHESIS = re.compile(rf"{_QUOTED.pattern}|[()]")
_AWAITING_CONDITION = ("_OR", "_AND", "_NOT", "_MINUS", "LPAR")
_AWAITING_VALUE = ("KEY", "_COMMA")


def unfinished(text: str, read: Sequence["Token"], vocabulary: Vocabulary) -> QueryError:
    """The text ends where more must follow."""
    last = read[-1]
    if last.type in _AWAITING_VALUE:
        error = _value_missing(read, vocabulary)
    elif last.type in _AWAITING_CONDITION:
        error = _condition_missing("after", last)
    else:
        error = mistake("this ( is never closed; expected )", at=_unclosed(text), expected=")")
    error.unfinished = True
    return error


def misplaced(read: Sequence["Token"], stray: "Token", vocabulary: Vocabulary) -> QueryError:
    """The token ``stray`` cannot stand where it does."""
    before = read[-1] if read else None
    position = stray.start_pos or 0
    if before is not None and before.type in _AWAITING_VALUE:
        return _value_missing(read, vocabulary)
    if stray.type == "_COMMA":
        return _stray_comma(position)
    if before is not None and before.type in _AWAITING_CONDITION:
        return _condition_missing("after", before)
    if stray.type == "_RPAR":
        what = "this ) closes nothing; put text with parentheses in quotes"
        return mistake(what, at=position, expected="a condition")
    return _condition_missing("before", stray)


def unreadable(text: str, position: int, read: Sequence["Token"], vocabulary: Vocabulary) -> QueryError:
    """At ``position`` stands what is no token at all."""
    rest = text[position:]
    if rest.startswith('="') and read and read[-1].type in _AWAITING_VALUE:
        return _bad_quotes(rest[1:], position + 1)
    if rest.startswith('"'):
        return _bad_quotes(rest, position)
    plain = _PLAIN.match(rest)
    if plain is not None and rest[plain.end() : plain.end() + 1] in ("(", '"'):
        what = (
            f"{rest[plain.end()]} cannot follow {shown(plain[0])} directly; put a space between, or quotes around both"
        )
        return mistake(what, at=position + plain.end(), expected="a space")
    if read and read[-1].type in _AWAITING_VALUE:
        return _value_missing(read, vocabulary)
    if rest.startswith("-"):
        what = 'a - stands directly before what it excludes; write -word, or "-" to look for one'
        return mistake(what, at=position, expected="a condition directly after the -")
    if rest.startswith(":"):
        what = "expected a qualifier before :, such as status:running; put text with a colon in quotes"
        return mistake(what, at=position, expected="a qualifier")
    return _stray_comma(position)


def _bad_quotes(rest: str, position: int) -> QueryError:
    quoted = _QUOTED.match(rest)
    if quoted is None:
        error = mistake('this quote is never closed; expected "', at=position, length=len(rest), expected='"')
        error.unfinished = True
        return error
    what = f"expected a space after the closing quote, not {rest[quoted.end()]}"
    return mistake(what, at=position + quoted.end(), expected="a space")


def _value_missing(read: Sequence["Token"], vocabulary: Vocabulary) -> QueryError:
    """After a key and its colon, or after a comma between values, no value follows."""
    token = next(token for token in reversed(read) if token.type == "KEY")
    key = qualifier(token[:-1], token.start_pos or 0).key
    expected = expected_value(key, vocabulary)
    after = f"{key}:" if read[-1].type == "KEY" else "the comma"
    return mistake(f"directly after {after} expected {expected}", at=read[-1].end_pos or 0, expected=expected)


def _condition_missing(where: str, token: "Token") -> QueryError:
    what = f"expected a condition {where} {token}"
    if token.type in ("_OR", "_AND", "_NOT"):
        what += f'; put "{token}" in quotes to look for the word'
    return mistake(what, at=token.start_pos or 0, length=len(token), expected="a condition")


def _stray_comma(position: int) -> QueryError:
    what = "a comma stands between the values of one qualifier, without spaces; put text with a comma in quotes"
    return mistake(what, at=position, expected="a condition")


def _unclosed(text: str) -> int:
    """Where the last ( stands that nothing closes."""
    opened: list[int] = []
    for match in _PARENTHESIS.finditer(text):
        if match[0] == "(":
            opened.append(match.start())
        elif match[0] == ")":
            opened.pop()
    return opened[-1]
