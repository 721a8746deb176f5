"""The qualifiers of the query language: which keys there are, and what the values of each mean.

Several values, joined by commas, always mean "any of them".
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from typing import Literal

from joblog_tui.model.errors import QueryError
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.model.vocabulary import Word as KnownWord
from joblog_tui.query.durations import read_duration
from joblog_tui.query.filters import (
    FLAG_NAMES,
    GROUPS,
    Between,
    Comparison,
    Condition,
    Exactly,
    Flag,
    Group,
    OneOf,
    Or,
    Span,
    Text,
)
from joblog_tui.query.mistakes import listed, mistake, nearest_word, shown
from joblog_tui.query.times import WORDS as TIME_WORDS
from joblog_tui.query.times import NoTime, read_bounds

Spellings = Mapping[str, str]
"""From every accepted spelling of a word (casefolded) to the word as the query writes it."""

EVERYWHERE = "in"  # the one key that is no condition: it says where to look


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a qualifier as it stands in the query: ``length`` characters from ``position`` on.

    ``exact``: a ``=`` stands before it, which is no part of ``text``.
    """

    text: str
    position: int
    length: int
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A qualifier as it stands in the query: its key, where that begins, and its values, one or more."""

    key: str
    position: int
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the meaning of a value depends on: the known words, this moment (epoch ms), the operator's zone."""

    vocabulary: Vocabulary
    now: int
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A key of the language: an example with a value of it, and what it selects, for help and error messages."""

    key: str
    example: str
    meaning: str
    read: Callable[[Asked, Setting], Condition | None]


def qualifier(key: str, position: int) -> Qualifier:
    """The qualifier of a key (letter case aside); ``QueryError`` with the nearest key when there is none."""
    known = QUALIFIERS_BY_KEY.get(key.casefold())
    if known is not None:
        return known
    keys = {key: key for key in QUALIFIERS_BY_KEY}
    near = nearest_word(key, keys)
    hint = f"did you mean {near}:?" if near else f"put text with a colon in quotes, or use one of {', '.join(keys)}"
    what = f"no qualifier is called {shown(key)}; {hint}"
    raise mistake(what, at=position, length=len(key), expected="a qualifier", nearest=near)


def expected_value(key: str, vocabulary: Vocabulary) -> str:
    """What can stand after a key and its colon, in words."""
    if key in _WORDS:
        return " or ".join(_WORDS[key])
    if key in GROUPS:
        return f"one of {listed(_spellings(key, vocabulary))}"
    return f"a value, such as {QUALIFIERS_BY_KEY[key].example}"


def fixed_words(key: str) -> tuple[str, ...]:
    """The words that alone can stand after a key such as ``is``; none where other values can."""
    return _WORDS.get(key, ())


def _one_of(group: Group, asked: Asked, setting: Setting) -> OneOf:
    known = _spellings(group, setting.vocabulary)
    return OneOf(group, tuple(dict.fromkeys(_known(asked, value, known, setting) for value in asked.values)))


def _flag(asked: Asked, setting: Setting) -> Condition:
    known = _spellings(asked.key, setting.vocabulary)
    return any_of([_FLAGS[_known(asked, value, known, setting)] for value in asked.values])


def _everywhere(asked: Asked, setting: Setting) -> None:
    for value in asked.values:
        _known(asked, value, _spellings(asked.key, setting.vocabulary), setting)


def _text(key: Literal["id", "source", "correlation", "reason"], asked: Asked, _: Setting) -> Text:
    return Text(key, tuple(dict.fromkeys(value.text for value in asked.values)))


def _name(key: Literal["actor", "target"], asked: Asked, _: Setting) -> Condition:
    names = tuple(dict.fromkeys(value.text for value in asked.values if value.exact))
    texts = tuple(dict.fromkeys(value.text for value in asked.values if not value.exact))
    return any_of([*([Exactly(key, names)] if names else []), *([Text(key, texts)] if texts else [])])


_SPAN = re.compile(r"([<>]=?)(.*)", re.DOTALL)


def _span(key: Literal["age", "idle", "took"], asked: Asked, _: Setting) -> Condition:
    return any_of([_one_span(key, value) for value in asked.values])


def _one_span(key: Literal["age", "idle", "took"], value: Value) -> Span:
    if read_duration(value.text) is not None:
        expected = f"{key}:<{value.text} or {key}:>{value.text}"
        what = f"{shown(key + ':' + value.text)} needs a comparison; write {expected}"
        raise mistake(what, at=value.position, length=value.length, expected=expected)
    match = _SPAN.fullmatch(value.text)
    milliseconds = None if match is None else read_duration(match[2])
    if match is None or milliseconds is None:
        expected = f"one such as {key}:>1h30m, with < or > and w, d, h, m or s"
        what = f"{shown(value.text)} is not a length of time; write {expected}"
        raise mistake(what, at=value.position, length=value.length, expected=expected)
    comparison: Comparison = match[1]  # type: ignore[assignment]  # the pattern admits these four only
    return Span(key, comparison, milliseconds)


def _between(key: Literal["created", "updated"], asked: Asked, setting: Setting) -> Condition:
    return any_of([_one_between(key, value, setting) for value in asked.values])


def _one_between(key: Literal["created", "updated"], value: Value, setting: Setting) -> Between:
    try:
        low, high = read_bounds(value.text, now=setting.now, zone=setting.zone)
    except NoTime as no_time:
        near = nearest_word(no_time.text, TIME_WORDS)
        advice = f"did you mean {near}?" if near else no_time.advice
        what = f"{shown(no_time.text)} {no_time}".strip() + (f"; {advice}" if advice else "")
        expected = "a day, a time, a range or a comparison"
        raise mistake(what, at=value.position, length=value.length, expected=expected, nearest=near) from None
    return Between(key, low, high, value.text)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """``Or`` over the conditions, in its plainest form: no ``Or`` within, nothing twice, none around a single one."""
    parts: list[Condition] = []
    for condition in conditions:
        parts.extend(condition.parts if isinstance(condition, Or) else (condition,))
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Or(distinct)


def _spellings(key: str, vocabulary: Vocabulary) -> Spellings:
    if key == "status":
        return _slugs_and_labels(KnownWord(status.slug, status.label) for status in Status)
    if key == "task":
        return _slugs_and_labels(vocabulary.tasks)
    if key == "trigger":
        return _slugs_and_labels(vocabulary.triggers)
    return {word: word for word in _WORDS[key]}


def _slugs_and_labels(words: Iterable[KnownWord]) -> Spellings:
    words = tuple(words)
    return {word.label.casefold(): word.slug for word in words} | {word.slug.casefold(): word.slug for word in words}


def _known(asked: Asked, value: Value, known: Spellings, setting: Setting) -> str:
    """The word that a value means; a mistake names the nearest one, or the qualifier that has such a word."""
    word = known.get(value.text.casefold())
    if word is not None:
        return word
    raise _elsewhere(asked, value, setting) or _unknown(asked, value, known)


def _unknown(asked: Asked, value: Value, known: Spellings) -> QueryError:
    near = nearest_word(value.text, known)
    if asked.key in _WORDS:
        what = f"there is no {asked.key}:{shown(value.text)}"
        hint = f"write {' or '.join(f'{asked.key}:{word}' for word in _WORDS[asked.key])}"
    else:
        what = f"no {asked.key} is called {shown(value.text)}"
        hint = f"did you mean {near}?" if near else f"the known ones are {listed(known)}"
    return mistake(f"{what}; {hint}", at=value.position, length=value.length, expected=listed(known), nearest=near)


def _elsewhere(asked: Asked, value: Value, setting: Setting) -> QueryError | None:
    for key in (*GROUPS, *_WORDS):
        word = _spellings(key, setting.vocabulary).get(value.text.casefold())
        if word is None:
            continue
        written = f"{key}:{word}"
        what = f"there is no {asked.key}:{word}; did you mean {written}?"
        if len(asked.values) > 1:
            return mistake(what, at=value.position, length=value.length, expected=written)
        length = value.position + value.length - asked.position
        return mistake(what, at=asked.position, length=length, expected=written, nearest=written)
    return None


_FLAGS: Mapping[str, Flag] = {name: Flag(name) for name in FLAG_NAMES}
_WORDS = {"is": ("stalled", "incomplete", "acknowledged"), "has": ("nested",), EVERYWHERE: ("all",)}

QUALIFIERS = (
    Qualifier("status", "status:running,retrying", "has one of these statuses", partial(_one_of, "status")),
    Qualifier("task", "task:rotating_passwords", "does one of these tasks", partial(_one_of, "task")),
    Qualifier("trigger", "trigger:scim", "came from one of these triggers", partial(_one_of, "trigger")),
    Qualifier("actor", "actor:ana", "this is part of the actor's name; after = all of it", partial(_name, "actor")),
    Qualifier(
        "target",
        'target:"Marketing / Instagram"',
        "this is part of the target's name; after = all of it",
        partial(_name, "target"),
    ),
    Qualifier("id", "id:job-7", "has exactly this id", partial(_text, "id")),
    Qualifier("source", "source:worker-3", "was last reported by exactly this source", partial(_text, "source")),
    Qualifier("correlation", "correlation:req-51", "an event carries exactly this", partial(_text, "correlation")),
    Qualifier("reason", "reason:timeout", "it, or one nested in it, gave this reason code", partial(_text, "reason")),
    Qualifier(
        "is", "is:stalled", "is stalled; or is:incomplete, is not completed; or is:acknowledged, was seen to", _flag
    ),
    Qualifier("has", "has:nested", "has nested jobs", _flag),
    Qualifier("age", "age:<2h", "was created less than this ago", partial(_span, "age")),
    Qualifier("idle", "idle:>15m", "gave no sign of life for longer than this", partial(_span, "idle")),
    Qualifier("took", "took:>5m", "is finished, and ran for longer than this", partial(_span, "took")),
    Qualifier("created", "created:2026-11-01..2026-11-23", "was created then", partial(_between, "created")),
    Qualifier("updated", "updated:>=2026-11-20T09:00", "last changed its status then", partial(_between, "updated")),
    Qualifier(EVERYWHERE, "in:all", "lists nested jobs too", _everywhere),
)
"""Every key of the language, in the order of the help screen."""

QUALIFIERS_BY_KEY: Mapping[str, Qualifier] = {known.key: known for known in QUALIFIERS}
