"""Folds events into the projections set-wise: a batch that was appended, or all of them for a rebuild.

The clever room of the store. One event at a time costs a dozen small triggers; a batch costs a dozen statements.
Both must agree with ``model.fold``, and a property test compares all three.
"""

import sqlite3
from collections.abc import Callable, Iterable

from joblog_tui.store.sqlite import schema

AT_ONCE = 500_000  # events; the key of fold.sql has room for 2^20


def fold(connection: sqlite3.Connection, after: int, upto: int, settled: Iterable[int] = ()) -> None:
    """Fold the events ``after < seq <= upto``, whose jobs are there and nested. Inside a transaction.

    The jobs that are ``settled`` have all their events in them already.
    """
    connection.execute("DELETE FROM temp.settled")
    connection.executemany("INSERT INTO temp.settled (job) VALUES (?)", [(job,) for job in settled])
    for first in range(after, upto, AT_ONCE):
        bounds = {"after": first, "upto": min(upto, first + AT_ONCE)}
        for statement in _FOLD:
            connection.execute(statement, bounds if ":" in statement else ())


def prepare(connection: sqlite3.Connection) -> None:
    """Make the temporary tables that ``fold`` works with."""
    for statement in schema.statements(schema.sql("fold_tables.sql")):
        connection.execute(statement)


def hush(connection: sqlite3.Connection, folding: bool) -> None:
    """Keep the triggers of the projection quiet, or let them speak again."""
    connection.execute("UPDATE store SET folding = ?", (int(folding),))


def rebuild(connection: sqlite3.Connection, progress: Callable[[str, int, int], None] | None = None) -> int:
    """Compute every projection anew from the events, in one transaction; the number of events."""
    prepare(connection)
    connection.execute("PRAGMA cache_size = -262144")
    connection.execute("BEGIN IMMEDIATE")
    try:
        hush(connection, True)
        for statement in schema.statements(schema.sql("rebuild.sql")):
            connection.execute(statement)
        last: int = connection.execute("SELECT ifnull(max(seq), 0) FROM events").fetchone()[0]
        for first in range(0, last, AT_ONCE):
            if progress is not None:
                progress("rebuilding", first, last)
            upto = min(last, first + AT_ONCE)
            fold(connection, first, upto)
            for statement in _SIGNS:
                connection.execute(statement, {"after": first, "upto": upto} if ":" in statement else ())
        hush(connection, False)
        events: int = connection.execute("SELECT count(*) FROM events").fetchone()[0]
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    if progress is not None:
        progress("rebuilding", last, last)
    return events


_SIGNS = tuple(schema.statements(schema.sql("signs.sql")))
_FOLD = tuple(schema.statements(schema.sql("fold.sql")))
