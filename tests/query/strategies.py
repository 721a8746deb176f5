"""Random queries, filters and jobs, for properties of the language and for whoever compares an answer with it."""

from datetime import UTC, datetime

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from joblog_tui.model.event import Target
from joblog_tui.model.job import Acknowledgement, Job, LeafCounts
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status, Vocabulary
from joblog_tui.query.filters import (
    FLAG_NAMES,
    And,
    Between,
    Condition,
    Exactly,
    Filter,
    Flag,
    Group,
    Not,
    OneOf,
    Or,
    Span,
    Text,
    Word,
)

NOW = int(datetime(2026, 11, 23, 9, 15, tzinfo=UTC).timestamp()) * 1000
VOCABULARY = Vocabulary()
SLUGS: dict[Group, tuple[str, ...]] = {
    "status": tuple(status.slug for status in Status),
    "task": tuple(word.slug for word in TASKS),
    "trigger": tuple(word.slug for word in TRIGGERS),
}

_AWKWARD = st.sampled_from(
    [
        "or",
        "AND",
        "not",
        "-x",
        "a,b",
        ",",
        "a:b",
        "(x)",
        'say "hi"',
        "back\\slash",
        "\\",
        '\\"',
        "  ",
        "a\nb",
        "Straße",
        "ǅ",
        "in:all",
        "=x",
        "=",
    ]
)
texts = st.one_of(
    st.sampled_from(["ana", "ANA", "marketing", "job-1", "worker-3", "a"]),
    _AWKWARD,
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=8),
)
moments = st.integers(NOW - 40_000, NOW + 40_000)


def _distinct(values: SearchStrategy[str]) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)


def _group_condition(group: Group) -> SearchStrategy[OneOf]:
    return st.builds(OneOf, st.just(group), _distinct(st.sampled_from(SLUGS[group])))


def _bounds(low: int | None, high: int | None) -> tuple[int | None, int | None]:
    if low is None and high is None:
        return NOW, None
    if low is not None and high is not None:
        return min(low, high), max(low, high) + 1
    return low, high


group_conditions: SearchStrategy[OneOf] = st.one_of(*(_group_condition(group) for group in SLUGS))
atoms: SearchStrategy[Condition] = st.one_of(
    group_conditions,
    st.builds(Text, st.sampled_from(("actor", "target", "id", "source", "correlation", "reason")), _distinct(texts)),
    st.builds(Exactly, st.sampled_from(("actor", "target")), _distinct(texts)),
    st.builds(Word, texts),
    st.builds(Flag, st.sampled_from(FLAG_NAMES)),
    st.builds(
        Span,
        st.sampled_from(("age", "idle", "took")),
        st.sampled_from(("<", "<=", ">", ">=")),
        st.one_of(st.integers(0, 40_000), st.integers(0, 10_000_000_000)),
    ),
    st.builds(
        lambda key, bounds: Between(key, *bounds),
        st.sampled_from(("created", "updated")),
        st.builds(_bounds, st.none() | moments, st.none() | moments),
    ),
)


def _negated(condition: Condition) -> Condition:
    return condition.part if isinstance(condition, Not) else Not(condition)


def _and(parts: list[Condition]) -> Condition:
    flat = tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return And(flat) if len(flat) > 1 else flat[0]


def _or(parts: list[Condition]) -> Condition:
    flat = tuple(dict.fromkeys(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))))
    return Or(flat) if len(flat) > 1 else flat[0]


def _several(inner: SearchStrategy[Condition]) -> SearchStrategy[list[Condition]]:
    return st.lists(inner, min_size=1, max_size=3)


conditions: SearchStrategy[Condition] = st.recursive(
    atoms,
    lambda inner: st.one_of(inner.map(_negated), _several(inner).map(_and), _several(inner).map(_or)),
    max_leaves=8,
)
"""Conditions in their plainest form, which is the form that a text is read into."""

untidy_conditions: SearchStrategy[Condition] = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        _several(inner).map(lambda parts: And(tuple(parts))),
        _several(inner).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)
"""Conditions in any form that a program may build."""


def _whole(parts: list[Condition], everywhere: bool) -> Filter:
    flat = _and(parts) if parts else And()
    return Filter(flat.parts if isinstance(flat, And) else (flat,), everywhere)


filters: SearchStrategy[Filter] = st.builds(_whole, st.lists(conditions, max_size=4), st.booleans())
untidy_filters: SearchStrategy[Filter] = st.builds(
    lambda parts, everywhere: Filter(tuple(parts), everywhere), st.lists(untidy_conditions, max_size=4), st.booleans()
)

_names = st.one_of(st.sampled_from(["Ana", "Marketing / Instagram", "STRASSE", "worker-3", "job-1"]), texts)
_leaves = st.sampled_from(
    [LeafCounts(completed=1), LeafCounts(queued=1), LeafCounts(not_completed=1), LeafCounts(running=1, completed=2)]
)


def _jobs(*, held: bool) -> SearchStrategy[Job]:
    maybe = st.none() if held else st.nothing()
    return st.builds(
        Job,
        seq=st.integers(1, 1000),
        id=_names,
        parent=st.none(),
        status=st.sampled_from(Status),
        own_status=st.none(),
        source_status=st.none(),
        task=maybe | st.sampled_from(SLUGS["task"]),
        trigger=maybe | st.sampled_from(SLUGS["trigger"]),
        target=maybe | st.builds(Target, _names),
        actor=maybe | _names,
        created_at=maybe | moments,
        updated_at=maybe | moments,
        active_at=maybe | moments,
        started_at=st.none() | moments,
        scheduled_for=st.none(),
        source=st.none() | _names,
        nested=st.integers(0, 2),
        nested_completed=st.just(0),
        leaves=_leaves,
        acknowledged=st.sampled_from([None, Acknowledgement("ana", NOW, "ticket 4711")]),
    )


listed_jobs = _jobs(held=False)
jobs = _jobs(held=True)

_pieces = st.one_of(
    st.sampled_from(
        ["status:", "task:scim", "is:", "in:all", "has:nested", "created:", "age:", "took:>", "x:", "actor:=", "="]
    ),
    st.sampled_from(["or", "OR ", "and", "not", "not ", "-", "(", ")", ",", '"', "\\", " "]),
    st.sampled_from(["running", "queued", "Not completed", "ana", "<", ">=", "2h", "1h30m", "9" * 30, "٣"]),
    st.sampled_from(["..", "2026-11-20", "T09:00", "+01:00", "Z", "today", "yesterday", "\n", "\u2028", "\x00", "ſ"]),
)
queries = st.one_of(st.text(), st.lists(_pieces, max_size=12).map("".join))
"""Anything an operator may type: arbitrary text, and pieces of the language in any order."""
