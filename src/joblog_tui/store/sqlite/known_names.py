"""Names in the dictionaries that hold a text: what a query bar proposes while one is typed.

Names that begin with the text come first, by the index, at once. The others are found by looking through the
dictionary until there are enough; that may take long where few hold the text, so the caller must be able to cancel it.
"""

from joblog_tui.query.listing import NameKind
from joblog_tui.store.sqlite.reader import Read

_TABLES: dict[NameKind, str] = {"target": "targets", "actor": "actors", "source": "sources"}
_BEYOND = "\U0010ffff"  # sorts behind everything that a name may go on with


async def known_names(read: Read, kind: NameKind, text: str, limit: int) -> tuple[str, ...]:
    """Up to ``limit`` distinct names of this kind that hold ``text``, letter case aside."""
    table = _TABLES[kind]
    found: dict[str, None] = {}
    for beginning in dict.fromkeys((text, text.lower(), text.capitalize(), text.title(), text.upper())):
        rows = await read(
            f"SELECT DISTINCT name FROM {table} WHERE name >= ? AND name < ? AND name <> '' ORDER BY name LIMIT ?",
            [beginning, beginning + _BEYOND, limit],
        )
        found.update(dict.fromkeys(row[0] for row in rows))
    if len(found) < limit and text:
        rows = await read(
            f"SELECT DISTINCT name FROM {table} WHERE holds(CAST(name AS BLOB), ?) AND name <> '' LIMIT ?",
            [text.casefold(), limit],
        )
        found.update(dict.fromkeys(row[0] for row in rows))
    return tuple(found)[:limit]
