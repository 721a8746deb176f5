"""How a mistake in a query is told: in one line, with the column, what could stand there, and the nearest word."""

from collections.abc import Mapping

from joblog_tui.model.errors import QueryError
from joblog_tui.model.vocabulary import nearest

_SHOWN = 40  # characters of the operator's text that a message repeats
_LISTED = 12  # known words that a message lists


def mistake(what: str, *, at: int, length: int = 1, expected: str = "", nearest: str | None = None) -> QueryError:
    """The error to raise; ``at`` counts characters from 0, the column that the operator reads from 1."""
    return QueryError(f"column {at + 1}: {what}", position=at, length=length, expected=expected, nearest=nearest)


def shown(text: str) -> str:
    """The operator's own text within a message: on one line, and cut when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def listed(words: Mapping[str, str]) -> str:
    """The known words, as a message lists them."""
    known = list(dict.fromkeys(words.values()))
    more = len(known) - _LISTED
    return ", ".join(known[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def nearest_word(text: str, words: Mapping[str, str]) -> str | None:
    """The word that ``text`` probably meant: the only one that it begins, else the one that looks most like it.

    ``words`` leads from every accepted spelling to the word as it should be written.
    """
    spelling = text.casefold()
    begun = {word for known, word in words.items() if spelling and known.startswith(spelling)}
    if len(begun) == 1:
        return begun.pop()
    known = nearest(text, words)
    return None if known is None else words[known]
