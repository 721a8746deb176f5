"""The views that are shared through the store: rows of the table ``views``."""

import sqlite3

from joblog_tui.model.errors import UsageError
from joblog_tui.model.vocabulary import nearest
from joblog_tui.query.listing import SORT_FIELDS, Sort
from joblog_tui.query.views import COLUMNS, View, checked
from joblog_tui.store.sqlite.reader import Row

VIEWS_SQL = "SELECT name, query, sort, descending, columns FROM views ORDER BY name COLLATE NOCASE, name"


def view_of(row: Row) -> View:
    """A row of ``VIEWS_SQL``; an order or column that this version does not know is left out."""
    name, query, sort, descending, columns = row
    order = next((Sort(field, bool(descending)) for field in SORT_FIELDS if field == sort), Sort())
    return View(name, query, order, tuple(c for c in COLUMNS if c in columns.split(",")), "shared")


def save(connection: sqlite3.Connection, view: View, by: str, now: int) -> None:
    """Share a view, in place of one whose name differs in letter case alone."""
    view = checked(view)
    for (name,) in connection.execute("SELECT name FROM views").fetchall():
        if name.casefold() == view.name.casefold():
            connection.execute("DELETE FROM views WHERE name = ?", (name,))
    connection.execute(
        "INSERT INTO views (name, query, sort, descending, columns, saved_by, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (view.name, view.query, view.sort.field, int(view.sort.descending), ",".join(view.columns), by, now),
    )


def remove(connection: sqlite3.Connection, name: str) -> None:
    """Take a view away; ``UsageError`` when there is none of that name."""
    known = {row[0].casefold(): row[0] for row in connection.execute("SELECT name FROM views")}
    if name.casefold() not in known:
        near = nearest(name, known)
        raise UsageError(f"no shared view is called {name}" + (f"; did you mean {known[near]}?" if near else ""))
    connection.execute("DELETE FROM views WHERE name = ?", (known[name.casefold()],))
