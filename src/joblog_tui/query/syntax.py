"""From the text of a query to its tree, by the grammar in ``language.lark``."""

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from joblog_tui.model.errors import QueryError
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query import misfits

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

    Node: TypeAlias = "Tree[Token]"


def read_tree(text: str, vocabulary: Vocabulary) -> "Node":
    """The tree of a query; ``QueryError`` at the first place that does not fit the grammar.

    The vocabulary serves to say which words could stand where one is missing.
    """
    from lark import UnexpectedInput

    try:
        return _parser().parse(text)
    except UnexpectedInput:
        raise _misfit(text, vocabulary) from None


@cache
def _parser() -> "Lark":
    """Built once, and only when somebody asks: start-up is imports."""
    from importlib.resources import files

    from lark import Lark

    grammar = files("joblog_tui.query").joinpath("language.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer="basic", start="query", maybe_placeholders=False)


def _misfit(text: str, vocabulary: Vocabulary) -> QueryError:
    """Reads the text again, token by token, up to the place that does not fit, and says what is wrong there."""
    from lark import UnexpectedCharacters, UnexpectedToken

    steps = _parser().parse_interactive(text)
    read: list[Token] = []
    try:
        for token in steps.iter_parse():
            read.append(token)
    except UnexpectedCharacters as unreadable:
        return misfits.unreadable(text, unreadable.pos_in_stream or 0, read, vocabulary)
    except UnexpectedToken:
        return misfits.misplaced(read[:-1], read[-1], vocabulary)
    return misfits.unfinished(text, read, vocabulary)
