"""What a text in a query comes to: the dictionaries are asked first, the log afterwards.

Ten million jobs have a million targets and a few thousand actors. A text that occurs in few names is a few numbers,
which lead to their jobs through an index; one that occurs in every name is no condition at all. What occurs in many
is left as it is: walking the log finds such rows at once.
"""

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from joblog_tui.query.filters import And, Exactly, Not, Or, Text, Word
from joblog_tui.store.sqlite import name_index
from joblog_tui.store.sqlite.compile import Among, IdHolds, Known, Tabled, holding
from joblog_tui.store.sqlite.reader import Read

Kind: TypeAlias = Literal["target", "actor", "job"]

FEW = 5_000  # names that may be looked up one by one
PROPOSED = 10_000  # of the index, before it is not worth looking at each
LOOKED_THROUGH = 20_000  # names that may be looked at without an index
BUNDLES = 40  # of ids that may be looked through
REMEMBERED = 200  # texts

TRUE, FALSE = And(()), Or(())

_TABLES = {"target": ("targets", "id", "name"), "actor": ("actors", "id", "name"), "job": ("jobs", "seq", "id")}


@dataclass(frozen=True, slots=True)
class Named:
    """The numbers of the names that hold a text, None when there are many; ``every`` says that all of them do.

    ``upto`` is the last number that was looked at.
    """

    ids: tuple[int, ...] | None
    upto: int
    every: bool = False


class Texts:
    """Looks texts up, and remembers what they came to; later names are looked at on top of that.

    Several connections share what is remembered, each in a thread of its own.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._known: OrderedDict[tuple[Kind, str], Named] = OrderedDict()

    async def named(self, read: Read, kind: Kind, text: str) -> Named:
        """Which names hold the text. Milliseconds, because it gives up when that takes longer."""
        folded = text.casefold()
        table, key, _ = _TABLES[kind]
        last = int((await read(f"SELECT ifnull(max({key}), 0) FROM {table}"))[0][0])
        known = self._known.get((kind, folded))
        if known is None or (known.upto < last and last - known.upto > LOOKED_THROUGH):
            known = await self._look_up(read, kind, folded, last)
        elif known.upto < last:
            known = await self._later(read, kind, folded, known, last)
        self.remember(kind, folded, known)
        return known

    async def settle(self, read: Read, kind: Kind, text: str) -> bool:
        """Whether every name holds a text that many do: looks through the dictionary, up to where one does not.

        True only when that is news.
        """
        folded = text.casefold()
        named = await self.named(read, kind, text)
        if named.ids is not None or named.every:
            return False
        table, key, column = _TABLES[kind]
        sql, values = holding(column, folded)
        if await read(f"SELECT 1 FROM {table} WHERE {key} <= ? AND NOT {sql} LIMIT 1", [named.upto, *values]):
            return False
        self.remember(kind, folded, Named(None, named.upto, every=True))
        return True

    def tabled(self, text: str) -> Tabled | None:
        """A table of the targets that hold a text, where there is one (``name_tables.py``)."""
        return None

    def remember(self, kind: Kind, folded: str, known: Named) -> None:
        """Keep what a text came to."""
        with self._turn:
            self._known[kind, folded] = known
            self._known.move_to_end((kind, folded))
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)

    def forget_many(self) -> None:
        """Look up anew what came to many names: the index is there now."""
        with self._turn:
            for kind_and_text in [key for key, named in self._known.items() if named.ids is None and not named.every]:
                del self._known[kind_and_text]

    async def _later(self, read: Read, kind: Kind, folded: str, known: Named, last: int) -> Named:
        if known.ids is None and not known.every:
            return Named(None, last)
        total = last - known.upto
        later = await _through(read, kind, folded, known.upto, last, total)
        if known.every:
            return Named(None, last, every=len(later) == await _count(read, kind, known.upto, last))
        ids = (*(known.ids or ()), *later)
        return Named(ids if len(ids) <= FEW else None, last)

    async def _look_up(self, read: Read, kind: Kind, folded: str, last: int) -> Named:
        if last <= LOOKED_THROUGH:
            ids = await _through(read, kind, folded, 0, last, last)
            every = bool(ids) and len(ids) == await _count(read, kind, 0, last)
            return Named(tuple(ids) if len(ids) <= FEW else None, last, every)
        if kind == "actor" or len(folded) < 3:
            return Named(None, last)
        upto = await _indexed_upto(read, kind)
        if last - upto > LOOKED_THROUGH:
            return Named(None, last)
        proposed = await _proposed(read, kind, folded)
        if proposed is None:
            return Named(None, last)
        ids = [*proposed, *await _through(read, kind, folded, upto, last, FEW + 1)]
        return Named(tuple(ids) if len(ids) <= FEW else None, last)


async def looked_up(read: Read, texts: Texts, condition: Known, *, listed: bool) -> Known:
    """A condition with its texts looked up, and what is always or never true left out of it.

    ``listed``: only listed jobs are meant, which all have a target and an actor.
    """
    match condition:
        case Text("target" | "actor" as kind, asked):
            return any_of([await _condition(read, texts, kind, text, listed) for text in asked])
        case Exactly(kind, names):
            rows = await read(
                f"SELECT id FROM {kind}s WHERE name IN (SELECT value FROM json_each(?))", [json.dumps(names)]
            )
            return Among(kind, tuple(row[0] for row in rows)) if rows else FALSE
        case Word(text):
            of_target = await _condition(read, texts, "target", text, listed)
            if of_target == TRUE:
                return TRUE
            of_actor = await _condition(read, texts, "actor", text, listed)
            of_id = await _condition(read, texts, "job", text, listed)
            if isinstance(of_id, Word):
                if isinstance(of_target, Text):
                    return condition  # one test of the whole word is quicker than three
                of_id = IdHolds(text)
            return any_of([of_target, of_actor, of_id])
        case Not(part):
            inner = await looked_up(read, texts, part, listed=listed)
            return FALSE if inner == TRUE else TRUE if inner == FALSE else Not(inner)  # type: ignore[arg-type]
        case And(parts):
            return all_of([await looked_up(read, texts, part, listed=listed) for part in parts])
        case Or(parts):
            return any_of([await looked_up(read, texts, part, listed=listed) for part in parts])
    return condition


def texts_of(parts: Sequence[Known]) -> list[str]:
    """The texts that targets are asked for."""
    found: list[str] = []
    for part in parts:
        match part:
            case Word(text):
                found.append(text)
            case Text("target", asked):
                found += asked
            case Not(inner):
                found += texts_of([inner])
            case And(inner_parts) | Or(inner_parts):
                found += texts_of(inner_parts)
    return found


def all_of(parts: Sequence[Known]) -> Known:
    """The conjunction, in its plainest form."""
    kept = [part for part in parts if part != TRUE]
    if FALSE in kept:
        return FALSE
    return kept[0] if len(kept) == 1 else And(tuple(kept))  # type: ignore[arg-type]


def any_of(parts: Sequence[Known]) -> Known:
    """The disjunction, in its plainest form."""
    kept = [part for part in parts if part != FALSE]
    if TRUE in kept:
        return TRUE
    return kept[0] if len(kept) == 1 else Or(tuple(kept))  # type: ignore[arg-type]


async def _condition(read: Read, texts: Texts, kind: Kind, text: str, listed: bool) -> Known:
    named = await texts.named(read, kind, text)
    if named.every and (listed or kind == "job"):
        return TRUE
    if named.ids is None:
        if kind == "job":
            return Word(text)
        return (texts.tabled(text) if kind == "target" else None) or Text(kind, (text,))
    return Among("seq" if kind == "job" else kind, named.ids) if named.ids else FALSE


async def _through(read: Read, kind: Kind, folded: str, after: int, upto: int, most: int) -> list[int]:
    """The numbers of names that hold the text, looked at one by one."""
    table, key, column = _TABLES[kind]
    sql, values = holding(column, folded)
    rows = await read(
        f"SELECT {key} FROM {table} WHERE {key} > ? AND {key} <= ? AND {sql} LIMIT ?", [after, upto, *values, most]
    )
    return [row[0] for row in rows]


async def _count(read: Read, kind: Kind, after: int, upto: int) -> int:
    table, key, _ = _TABLES[kind]
    return int((await read(f"SELECT count(*) FROM {table} WHERE {key} > ? AND {key} <= ?", [after, upto]))[0][0])


async def _indexed_upto(read: Read, kind: Kind) -> int:
    """The last number that the index covers, 0 when there is none that is ours."""
    if not (await read(name_index.IS_THERE_SQL, name_index.EXPECTED))[0][0]:
        return 0
    return int((await read("SELECT upto FROM name_index WHERE kind = ?", [kind]))[0][0])


async def _proposed(read: Read, kind: Kind, folded: str) -> list[int] | None:
    """The names that hold the text among those that the index proposes, None when those are many."""
    pieces = {folded[start : start + 3] for start in range(len(folded) - 2)}
    match = " AND ".join('"' + piece.replace('"', '""') + '"' for piece in sorted(pieces))
    table, key, column = _TABLES[kind]
    sql, values = holding(column, folded)
    most = BUNDLES if kind == "job" else PROPOSED
    grams = f"{kind}_grams"
    proposed = await read(f"SELECT rowid FROM {grams} WHERE {grams} MATCH ? LIMIT ?", [match, most + 1])
    if len(proposed) > most:
        return None
    found: list[Any] = []
    if kind == "job":
        for (bundle,) in proposed:
            first = bundle * name_index.IDS_TOGETHER
            found += await _through(read, kind, folded, first, first + name_index.IDS_TOGETHER, FEW + 1)
        return found
    marks = ", ".join(str(row[0]) for row in proposed)
    return [row[0] for row in await read(f"SELECT {key} FROM {table} WHERE {key} IN ({marks}) AND {sql}", values)]
