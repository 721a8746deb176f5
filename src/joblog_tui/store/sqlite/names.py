"""The numbers of the names that a writer uses: actors, sources and targets, kept once each in the store."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from joblog_tui.model.event import Event

NO_SOURCE = 0
REMEMBERED = 300_000  # names of each kind that a writer keeps at hand: some 60 MB when all are different
REMEMBERED_IN_BULK = 1_200_000


@dataclass(slots=True)
class Names:
    """Numbers of names that this writer has used lately. Forget them when a transaction was rolled back."""

    actors: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    targets: dict[tuple[str, str | None], int] = field(default_factory=dict)  # (name, kind)
    at_most: int = REMEMBERED

    def forget(self) -> None:
        """Start anew."""
        for names in (self.actors, self.sources, self.targets):
            names.clear()

    def source(self, event: Event) -> int:
        """The number of an event's source; no source counts as one."""
        return NO_SOURCE if event.source is None else self.sources[event.source]

    def learn(self, connection: sqlite3.Connection, events: Sequence[Event]) -> None:
        """Have the numbers of every name in the events at hand; new names are registered, in order of arrival."""
        for names in (self.actors, self.sources, self.targets):
            if len(names) > self.at_most:
                names.clear()
        actors, sources, targets = self.actors, self.sources, self.targets
        _number(
            connection, "actors", actors, (e.actor for e in events if e.actor is not None and e.actor not in actors)
        )
        _number(
            connection,
            "sources",
            sources,
            (e.source for e in events if e.source is not None and e.source not in sources),
        )
        wanted = ((e.target.name, e.target.kind) for e in events if e.target is not None)
        for name, kind in dict.fromkeys(pair for pair in wanted if pair not in targets):
            row = (name, kind or "")
            found = connection.execute("SELECT id FROM targets WHERE name = ? AND kind = ?", row).fetchone()
            if found is None:
                added = connection.execute("INSERT INTO targets (name, kind) VALUES (?, ?)", row).lastrowid
            targets[name, kind] = int(added or 0) if found is None else found[0]


def _number(connection: sqlite3.Connection, table: str, known: dict[str, int], wanted: Iterable[str]) -> None:
    for name in dict.fromkeys(wanted):
        found = connection.execute(f"SELECT id FROM {table} WHERE name = ?", (name,)).fetchone()
        if found is None:
            added = connection.execute(f"INSERT INTO {table} (name) VALUES (?)", (name,)).lastrowid
        known[name] = int(added or 0) if found is None else found[0]
