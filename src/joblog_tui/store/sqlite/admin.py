"""The few acts that change a store besides events: members, words, rebuild. Each opens, acts and closes."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from joblog_tui.model.errors import UsageError
from joblog_tui.model.vocabulary import Role, Word, nearest
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.connection import connect
from joblog_tui.store.sqlite.failures import explained

_T = TypeVar("_T")
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
_TABLES = {"task": "tasks", "trigger": "triggers"}


def act(path: Path, what: Callable[[sqlite3.Connection], _T], *, transaction: bool = True) -> _T:
    """Open the store, do ``what`` (in a transaction that is rolled back on any error), close it."""
    with closing(connect(path, busy_timeout=30.0)) as connection, explained(path):
        if not transaction:
            return what(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            result = what(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return result


def set_member(connection: sqlite3.Connection, name: str, role: Role) -> None:
    """Give a person a role; ``UsageError`` when no owner would be left."""
    if not 1 <= len(name) <= 200 or "\0" in name:
        raise UsageError("a member's name has 1 to 200 characters")
    connection.execute(
        "INSERT INTO members (name, role) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET role = excluded.role",
        (name, int(role)),
    )
    _keep_an_owner(connection, name)


def remove_member(connection: sqlite3.Connection, name: str) -> None:
    """Take a person's role; ``UsageError`` when there is no such member or no owner would be left."""
    if connection.execute("DELETE FROM members WHERE name = ?", (name,)).rowcount == 0:
        near = nearest(name, [row[0] for row in connection.execute("SELECT name FROM members")])
        raise UsageError(f"no member is called {name}" + (f"; did you mean {near}?" if near else ""))
    _keep_an_owner(connection, name)


def add_word(connection: sqlite3.Connection, kind: str, word: Word) -> None:
    """Register a task or a trigger, and write the door anew, whose messages name the known ones."""
    table = _TABLES[kind]
    if not _SLUG.fullmatch(word.slug):
        raise UsageError(f"a {kind} is called like rotating_passwords: small letters, digits and _, at most 64")
    if not 1 <= len(word.label) <= 80 or "\0" in word.label + word.explanation or len(word.explanation) > 400:
        raise UsageError(f"the label of a {kind} has 1 to 80 characters, its explanation at most 400")
    try:
        connection.execute(
            f"INSERT INTO {table} (slug, label, explanation) VALUES (?, ?, ?)",
            (word.slug, word.label, word.explanation),
        )
    except sqlite3.IntegrityError:
        raise UsageError(f"the {kind} {word.slug} is known already") from None
    schema.install_door(connection)


def _keep_an_owner(connection: sqlite3.Connection, name: str) -> None:
    owners = connection.execute("SELECT count(*) FROM members WHERE role = ?", (int(Role.OWNER),)).fetchone()[0]
    if owners == 0:
        raise UsageError(f"{name} is the last owner; make somebody else an owner first")
