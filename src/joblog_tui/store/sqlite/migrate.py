"""Brings a store to the present version: the scripts that it lacks, each version and its record in one transaction.

A migration changes tables and rows. The triggers of the projection and the writers' door are code rather than data:
they are dropped before and written anew after, always in their present form.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from joblog_tui.model.errors import StoreError
from joblog_tui.store.sqlite import schema


def migrate(connection: sqlite3.Connection, path: Path, scripts: Sequence[str] = schema.MIGRATIONS) -> None:
    """Apply what is missing; nothing when the store is up to date. The connection is in autocommit mode.

    ``StoreError`` when the store was made by a newer joblog. Other writers wait meanwhile; a crash in the middle
    leaves the store as it was.
    """
    if schema.version_of(connection) == len(scripts):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again inside: another process may have been quicker.
        version = schema.version_of(connection)
        if version > len(scripts):
            raise StoreError(
                f"{path} was made by a newer joblog (store version {version}, here {len(scripts)}); update joblog"
            )
        if version < len(scripts):
            schema.drop_code(connection)
            for script in scripts[version:]:
                for statement in schema.statements(schema.sql(script)):
                    connection.execute(statement)
            schema.install_projection(connection)
            schema.install_door(connection)
            connection.execute(f"PRAGMA user_version = {len(scripts)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
