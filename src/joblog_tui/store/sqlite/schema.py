"""What a joblog file is made of: its identity, its migrations, and the door written for its vocabulary."""

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template

from joblog_tui.model.event import FIRST_AT, LAST_AT
from joblog_tui.model.vocabulary import Status

APPLICATION_ID = 0x6A6F626C  # "jobl"
MIGRATIONS = ("0001_store.sql",)
VERSION = len(MIGRATIONS)
DOOR = ("job_event", "source_heartbeat", "job_acknowledgement")  # the views that writers insert into

_SQL = Path(__file__).with_name("sql")
_NOW_MS = "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"
_WHOLE = (
    "(CASE typeof(NEW.{0}) WHEN 'integer' THEN NEW.{0} BETWEEN 0 AND 9007199254740992"
    " WHEN 'real' THEN NEW.{0} = CAST(NEW.{0} AS INTEGER) AND NEW.{0} BETWEEN 0 AND 9007199254740992 END)"
)


@cache
def sql(name: str) -> str:
    """The text of one of the ``sql/`` files."""
    return (_SQL / name).read_text("utf-8")


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one at a time, without the comments that stand before them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        if not statement and (not line.strip() or line.startswith("--")):
            continue
        statement += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the store's schema: how many migrations it has had."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def drop_code(connection: sqlite3.Connection) -> None:
    """Drop every trigger and view; the views' triggers go with them."""
    for kind in ("view", "trigger"):
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = ?", (kind,)).fetchall():
            connection.execute(f'DROP {kind} "{name}"')


def install_projection(connection: sqlite3.Connection) -> None:
    """Create the triggers that keep the projections."""
    for statement in statements(sql("projection.sql")):
        connection.execute(statement)


def install_door(connection: sqlite3.Connection) -> None:
    """Write the views of the door anew for the present vocabulary."""
    for view in DOOR:
        connection.execute(f"DROP VIEW IF EXISTS {view}")
    for statement in statements(door(*_slugs(connection))):
        connection.execute(statement)


def door(tasks: tuple[str, ...], triggers: tuple[str, ...]) -> str:
    """The SQL of the writers' door for a vocabulary (slugs hold ``a-z 0-9 _`` only)."""
    moment = Template("\n".join(line for line in sql("moment.sql").splitlines() if not line.startswith("--")))
    first, last = str(FIRST_AT), str(LAST_AT)
    return Template(sql("door.sql")).safe_substitute(
        status_slugs=", ".join(status.slug for status in Status),
        task_slugs=", ".join(tasks),
        trigger_slugs=", ".join(triggers),
        now_ms=_NOW_MS,
        at_ms=moment.substitute(time="NEW.at", first=first, last=last),
        scheduled_for_ms=moment.substitute(time="NEW.scheduled_for", first=first, last=last),
        attempt_ok=_WHOLE.format("attempt"),
        max_attempts_ok=_WHOLE.format("max_attempts"),
        progress_done_ok=_WHOLE.format("progress_done"),
        progress_total_ok=_WHOLE.format("progress_total"),
    )


def expected_objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """What ``sqlite_schema`` must hold for the file's vocabulary: (type, name) -> its SQL, spaces folded."""
    scripts = [*(sql(name) for name in MIGRATIONS), sql("projection.sql"), door(*_slugs(connection))]
    return {
        (match[1].split()[-1].lower(), match[2]): fold_spaces(statement)
        for script in scripts
        for statement in statements(script)
        if (match := _CREATE.match(statement))
    }


def fold_spaces(statement: str) -> str:
    """The statement in a form that compares: one space between words, no final semicolon."""
    return " ".join(statement.rstrip().removesuffix(";").split())


_CREATE = re.compile(r"CREATE\s+((?:UNIQUE\s+)?\w+)\s+(\w+)")


def _slugs(connection: sqlite3.Connection) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tasks = connection.execute("SELECT slug FROM tasks ORDER BY id").fetchall()
    triggers = connection.execute("SELECT slug FROM triggers ORDER BY id").fetchall()
    return tuple(row[0] for row in tasks), tuple(row[0] for row in triggers)
