"""The signs of life of sources, for a batch at once: what a trigger of projection.sql notes for one event at a time."""

import sqlite3
from collections.abc import Iterable

from joblog_tui.model.moment import MINUTE
from joblog_tui.model.silence import KEPT_MINUTES
from joblog_tui.store.sqlite.fresh import EVENT_COLUMNS, EventRow

ACKNOWLEDGEMENT = 2  # events.kind
_AT, _KIND, _SOURCE = map(EVENT_COLUMNS.index, ("at", "kind", "source"))

_NOTE = """
INSERT INTO source_signs (source, minute, last_at) VALUES (?, ?, ?)
ON CONFLICT (source, minute) DO UPDATE SET last_at = excluded.last_at WHERE excluded.last_at > last_at
"""
_FORGET = f"""
DELETE FROM source_signs
WHERE source = ?1 AND minute < (SELECT max(minute) FROM source_signs WHERE source = ?1) - {KEPT_MINUTES}
"""


def note_signs(connection: sqlite3.Connection, events: Iterable[EventRow]) -> None:
    """Note the sources that these events are a sign of. Inside a transaction that folds."""
    last: dict[tuple[int, int], int] = {}
    for event in events:
        at, source = event[_AT], event[_SOURCE]
        if source and event[_KIND] != ACKNOWLEDGEMENT:
            minute = source, at // MINUTE
            if at > last.get(minute, -1):
                last[minute] = at
    connection.executemany(_NOTE, [(*minute, at) for minute, at in sorted(last.items())])
    connection.executemany(_FORGET, [(source,) for source in sorted({source for source, _ in last})])
