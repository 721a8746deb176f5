"""From a filter to SQL. What it means is said in ``query.matching``; a property test compares the two.

Conditions are written over the aliases of ``sql/job.sql`` (``j`` the job). SQL knows three truth values, the
language two: what is not known is false, so every ``NOT`` stands before a condition that was made definite.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from joblog_tui.model.stall import StallCell, Stalls
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import And, Between, Condition, Exactly, Filter, Flag, Not, OneOf, Or, Span, Text, Word
from joblog_tui.store.sqlite.connection import decode
from joblog_tui.store.sqlite.words import Words

Compiled: TypeAlias = tuple[str, list[Any]]
"""A boolean expression and the values of its question marks."""

_BUNDLE = 32


@dataclass(frozen=True, slots=True)
class Among:
    """The job's column holds one of these numbers: what a text came to once the dictionaries were asked."""

    column: Literal["target", "actor", "seq"]
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tabled:
    """The name of the job's target holds ``text``. Of those numbered up to ``upto``, they are in a temporary table."""

    text: str
    table: str
    upto: int


@dataclass(frozen=True, slots=True)
class IdHolds:
    """The job's id holds a text, whatever its names do."""

    text: str


Known: TypeAlias = Condition | Among | Tabled | IdHolds
"""A condition of a filter some of whose texts may have been looked up (``texts.looked_up``)."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What conditions depend on besides the job: the time (epoch ms), and which jobs (``seq``) are stalled.

    ``cells`` says how many of the listed ones among these stand where, ``acknowledged`` how many somebody has seen to.
    """

    now: int
    stalled: Sequence[int]
    cells: Mapping[StallCell, int] = field(default_factory=dict)
    acknowledged: int = 0

    @classmethod
    def of(cls, now: int, stalls: Stalls | None) -> "Moment":
        """This moment, with what is stalled where that matters."""
        return cls(now, ()) if stalls is None else cls(now, tuple(stalls.verdicts), stalls.cells, stalls.acknowledged)


def conjunction(parts: Sequence[Compiled]) -> Compiled:
    """All of them; the empty conjunction is true."""
    return _joined("AND", parts) if parts else ("1", [])


def compile_filter(filter: Filter, words: Words, moment: Moment) -> Compiled:
    """The whole filter over a job ``j``."""
    return compile_parts(filter.parts, words, moment)


def compile_parts(parts: Sequence[Known], words: Words, moment: Moment) -> Compiled:
    """All of some conditions over a job ``j``."""
    return conjunction([_condition(part, words, moment) for part in parts])


def by_cell(condition: Known) -> bool:
    """Whether the tally alone can answer a condition: it depends on nothing but status, task and trigger."""
    match condition:
        case OneOf() | Flag("incomplete"):
            return True
        case Not(part):
            return by_cell(part)
        case And(parts) | Or(parts):
            return all(by_cell(part) for part in parts)
    return False


def compile_by_cell(condition: Known, words: Words, alias: str) -> Compiled:
    """A condition that is ``by_cell``, over any table with columns status, task and trigger that are not null."""
    match condition:
        case OneOf(group, slugs):
            return f"{alias}.{group} IN ({_numbers(words.ids(group, slugs))})", []
        case Flag("incomplete"):
            return f"{alias}.status <> {int(Status.COMPLETED)}", []
        case Not(part):
            sql, values = compile_by_cell(part, words, alias)
            return f"NOT ({sql})", values
        case And(parts):
            return conjunction([compile_by_cell(part, words, alias) for part in parts])
        case Or(parts):
            return _disjunction([compile_by_cell(part, words, alias) for part in parts])
    raise AssertionError(condition)


def _condition(condition: Known, words: Words, moment: Moment) -> Compiled:
    match condition:
        case OneOf(group, slugs):
            return f"j.{group} IN ({_numbers(words.ids(group, slugs))})", []
        case Text(key, texts):
            return _disjunction([_text(key, text) for text in texts])
        case Exactly(key, names):
            return f"j.{key} IN (SELECT id FROM {key}s WHERE name IN (SELECT value FROM json_each(?)))", [
                json.dumps(names)
            ]
        case Among(column, ids):
            return f"j.{column} IN (SELECT value FROM json_each(?))", [json.dumps(ids)]
        case Tabled(text, table, upto):
            sql, values = _text("target", text)
            return f"j.target IN (SELECT id FROM {table}) OR (j.target > {int(upto)} AND {sql})", values
        case IdHolds(text):
            return holding("j.id", text)
        case Word(text):
            return _disjunction([_text("target", text), _text("actor", text), holding("j.id", text)])
        case Flag(name):
            return _flag(name, moment)
        case Span():
            return _span(condition, moment.now)
        case Between(key, low, high):
            # The plus keeps SQLite from seeking by it: the span of a plan is what bounds a walk (planning.created_in).
            bounds = [(f"+j.{key}_at >= ?", low), (f"+j.{key}_at < ?", high)]
            return conjunction([(sql, [value]) for sql, value in bounds if value is not None])
        case Not(part):
            sql, values = _condition(part, words, moment)
            return f"NOT ifnull({sql}, 0)", values
        case And(parts):
            return conjunction([_condition(part, words, moment) for part in parts])
        case Or(parts):
            return _disjunction([_condition(part, words, moment) for part in parts])


def _flag(name: str, moment: Moment) -> Compiled:
    if name == "stalled":
        return "j.seq IN (SELECT value FROM json_each(?))", [json.dumps(list(moment.stalled))]
    if name == "acknowledged":
        return "j.acknowledged_at IS NOT NULL AND j.acknowledged", []  # the first half is that of the index
    return (f"j.status <> {int(Status.COMPLETED)}" if name == "incomplete" else "j.nested > 0"), []


def _text(key: str, text: str) -> Compiled:
    match key:
        case "actor" | "target":
            # Asked of one name at a time: the dictionary may be as long as the log.
            sql, values = holding("n.name", text)
            return f"EXISTS (SELECT 1 FROM {key}s AS n WHERE n.id = j.{key} AND {sql})", values
        case "source":
            return "j.source = (SELECT id FROM sources WHERE name = ?)", [text]
        case "reason":
            gave = "SELECT job FROM details WHERE reason_code = ?"
            return f"j.seq IN ({gave} UNION SELECT ancestor FROM ancestry WHERE job IN ({gave}))", [text, text]
        case "correlation":
            return "EXISTS (SELECT 1 FROM events AS e WHERE e.correlation = ? AND e.job = j.seq)", [text]
        case _:
            return "j.id = ?", [text]


def holding(column: str, text: str) -> Compiled:
    """Whether a column of text holds ``text``, letter case aside."""
    # Among ASCII alone, lower() is casefold(), and much faster than a call into Python.
    folded = text.casefold()
    return (
        f"iif({column} GLOB '*[^ -~]*', holds(CAST({column} AS BLOB), ?), instr(lower({column}), ?) > 0)",
        [folded, folded],
    )


def _span(span: Span, now: int) -> Compiled:
    length = {
        "age": "? - j.created_at",
        "idle": "? - ifnull(j.active_at, j.created_at)",
        # Only a finished job took some time; the other two lengths are still growing.
        "took": "iif(j.unfinished, NULL, max(0, j.updated_at - ifnull(j.started_at, j.created_at)))",
    }[span.key]
    return f"{length} {span.comparison} ?", [*([now] if "?" in length else []), span.milliseconds]


def _disjunction(parts: Sequence[Compiled]) -> Compiled:
    return _joined("OR", parts) if parts else ("0", [])


def _joined(word: str, parts: Sequence[Compiled]) -> Compiled:
    # SQLite builds "a AND b AND c" as a tree that leans to one side, and refuses one 1,000 deep: bundles keep it flat.
    bundles = [
        f" {word} ".join(f"({sql})" for sql, _ in parts[first : first + _BUNDLE])
        for first in range(0, len(parts), _BUNDLE)
    ]
    sql = bundles[0] if len(bundles) == 1 else f" {word} ".join(f"({bundle})" for bundle in bundles)
    return sql, [value for _, values in parts for value in values]


def _numbers(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids))


def holds(raw: bytes | None, part: str) -> bool:
    """The SQL function ``holds(raw, part)``: whether ``part`` (casefolded) stands in a text, letter case aside.

    The text comes as its bytes: as text, SQLite's module would fail on one that is not UTF-8, and the whole search.
    """
    return raw is not None and part in decode(raw).casefold()
