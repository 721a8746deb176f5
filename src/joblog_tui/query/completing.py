"""What is being typed at a place of a query, and what could stand there.

A half-typed query cannot be parsed, so the terms around the cursor are told apart by their outer form alone; what
they mean is left to ``language``. Names of targets, actors and sources come from a store: see ``NAMED``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from joblog_tui.model.vocabulary import Status, Word
from joblog_tui.query.filters import GROUPS, Group
from joblog_tui.query.listing import Facets, NameKind
from joblog_tui.query.printing import written_value
from joblog_tui.query.qualifiers import QUALIFIERS, QUALIFIERS_BY_KEY, Setting, fixed_words

NAMED: Mapping[str, NameKind] = {"target": "target", "actor": "actor", "source": "source"}
"""The qualifiers whose values are names that a store knows."""

_SPACE = re.compile(r"[\s()]*")
_KEY = re.compile(r'-*([^\s()":,\-][^\s()":]*):')
_VALUE = re.compile(r'=?"(?:\\[\s\S]|[^"\\])*"?|[^\s()",]*')
_WORD = re.compile(r'-*("(?:\\[\s\S]|[^"\\])*"?|[^\s()":,]*)')
_NUMBER = re.compile(r"[<>]=?\d+")
_LENGTHS = (
    (">5m", "longer than 5 minutes"),
    (">15m", "longer than 15 minutes"),
    (">1h", "longer than an hour"),
    ("<15m", "less than 15 minutes"),
    ("<1h", "less than an hour"),
    ("<1d", "less than a day"),
)
_UNITS = (("s", "seconds"), ("m", "minutes"), ("h", "hours"), ("d", "days"), ("w", "weeks"))
_MEANINGS = {
    "stalled": "silent for longer than its task usually takes",
    "incomplete": "any status but Completed",
    "acknowledged": "somebody has seen to it",
    "nested": "has nested jobs",
    "all": "nested jobs too",
}


@dataclass(frozen=True, slots=True)
class Typing:
    """The word or value at the cursor: the characters from ``start`` up to ``end``; ``stem`` is what stands before it.

    ``key`` is the qualifier it belongs to, None for a word; ``others`` are the other values of that qualifier.
    ``term`` is where the whole term begins.
    """

    start: int
    end: int
    stem: str
    term: int
    key: str | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could stand there: ``text`` as the query writes it, what that means, and how many jobs have it."""

    text: str
    meaning: str = ""
    count: int | None = None
    status: Status | None = None


def typing_at(text: str, cursor: int) -> Typing:
    """What is being typed at ``cursor`` (a character's index, or the length of the text)."""
    at = 0
    while True:
        term = at = _end(_SPACE, text, at)
        if cursor < at or at == len(text):
            return Typing(cursor, cursor, "", cursor)
        key = _KEY.match(text, at)
        if key is not None and cursor >= key.end():
            values, at = _values(text, key.end())
            for start, end in values:
                if start <= cursor <= end:
                    known = QUALIFIERS_BY_KEY.get(key[1].casefold())
                    others = tuple(_plain(text[a:b]) for a, b in values if (a, b) != (start, end))
                    name = key[1] if known is None else known.key
                    if text[start : start + 1] == "=" and start < cursor:
                        start += 1
                    return Typing(start, end, _plain(text[start:cursor]), term, name, others)
            continue
        word = _WORD.match(text, at)
        assert word is not None  # it matches anything, be it nothing
        start, at = word.start(1), word.end()
        if key is not None and cursor < key.end():
            return Typing(start, key.end(), text[start : max(start, cursor)], term)
        if cursor <= at:
            return Typing(start, at, _plain(text[start : max(start, cursor)]), term)
        if at == term:
            at += 1  # a stray comma or colon


def proposals(typing: Typing, setting: Setting, facets: Facets | None = None) -> list[Proposal]:
    """What the language itself proposes; ``facets`` count the words of the sidebar, None while that is not known."""
    found = list(_of_word(typing, setting, facets) if typing.key is None else _of_key(typing, setting, facets))
    if [each.text for each in found] == [typing.stem]:
        return []
    return found


def proposals_of(names: Iterable[str], kind: NameKind, typing: Typing) -> list[Proposal]:
    """What a store proposes: names of this kind."""
    if typing.key is not None:
        return [Proposal(written_value(name), kind) for name in names if name not in typing.others]
    return [Proposal(f"{kind}:{written_value(name)}", kind) for name in names]


def _of_word(typing: Typing, setting: Setting, facets: Facets | None) -> Iterator[Proposal]:
    stem = typing.stem.casefold()
    for known in QUALIFIERS:
        if known.key.startswith(stem):
            yield Proposal(f"{known.key}:", known.meaning)
    if not stem:
        return
    for group in GROUPS:
        for each in _known_words(group, setting, facets):
            if _begins(stem, each):
                yield Proposal(f"{group}:{each.text}", each.meaning, each.count, each.status)
    for known in QUALIFIERS:
        for word in fixed_words(known.key):
            if word.startswith(stem):
                yield Proposal(f"{known.key}:{word}", _MEANINGS.get(word, ""))


def _of_key(typing: Typing, setting: Setting, facets: Facets | None) -> Iterator[Proposal]:
    key, stem = typing.key, typing.stem.casefold()
    if key in GROUPS:
        others = {other.casefold() for other in typing.others}
        known = [each for each in _known_words(key, setting, facets) if each.text not in others]
        first = [each for each in known if _begins(stem, each)]
        yield from first or (each for each in known if stem in each.meaning.casefold())
    elif key in ("age", "idle", "took"):
        yield from _lengths(stem)
    elif key in ("created", "updated"):
        yield from (each for each in _times(setting) if each.text.startswith(stem))
    elif key is not None:
        words = (word for word in fixed_words(key) if word.startswith(stem))
        yield from (Proposal(word, _MEANINGS.get(word, "")) for word in words)


def _known_words(group: Group, setting: Setting, facets: Facets | None) -> list[Proposal]:
    vocabulary = setting.vocabulary
    words: Iterable[Word | Status] = Status
    if group != "status":
        words = vocabulary.tasks if group == "task" else vocabulary.triggers
    counts: Mapping[str, int] | None = None if facets is None else getattr(facets, group)
    return [
        Proposal(
            word.slug,
            word.label,
            None if counts is None else counts.get(word.slug, 0),
            word if isinstance(word, Status) else None,
        )
        for word in words
    ]


def _begins(stem: str, word: Proposal) -> bool:
    """Whether the word, or a word of its label, begins like that."""
    label = word.meaning.casefold()
    return word.text.startswith(stem) or label.startswith(stem) or f" {stem}" in f" {label}"


def _lengths(stem: str) -> Iterator[Proposal]:
    if _NUMBER.fullmatch(stem):
        yield from (Proposal(stem + unit, name) for unit, name in _UNITS)
    else:
        yield from (Proposal(text, meaning) for text, meaning in _LENGTHS if text.startswith(stem))


def _times(setting: Setting) -> Iterator[Proposal]:
    now = datetime.fromtimestamp(setting.now / 1000, UTC).astimezone(setting.zone)
    today = now.date()
    yield Proposal("today", f"{today}")
    yield Proposal("yesterday", f"{today - timedelta(days=1)}")
    yield Proposal(f">={today}T{now:%H}:00", "this hour")
    yield Proposal(f"{today - timedelta(days=6)}..", "the last 7 days")
    yield Proposal(f"{today.replace(day=1)}..", "this month")
    yield Proposal(f"{today}", "this day")


def _values(text: str, at: int) -> tuple[list[tuple[int, int]], int]:
    """Where the values of a qualifier stand that begin at ``at``, and where they end."""
    values = []
    while True:
        end = _end(_VALUE, text, at)
        values.append((at, end))
        if text[end : end + 1] != ",":
            return values, end
        at = end + 1


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    assert match is not None  # these patterns match anything, be it nothing
    return match.end()


def _plain(value: str) -> str:
    """A value as it is meant, finished or not."""
    value = value.removeprefix("=")
    if not value.startswith('"'):
        return value
    inner = value[1:-1] if len(value) > 1 and value.endswith('"') and not value.endswith('\\"') else value[1:]
    return re.sub(r'\\([\\"])', r"\1", inner)
