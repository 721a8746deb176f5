"""The vocabulary as the store keeps it: slugs, labels, and the numbers that stand for them in its tables."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from joblog_tui.model.vocabulary import Status, Vocabulary, Word


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary with its numbers, both ways."""

    vocabulary: Vocabulary
    task_ids: dict[str, int] = field(default_factory=dict)
    trigger_ids: dict[str, int] = field(default_factory=dict)
    tasks: dict[int, str] = field(default_factory=dict)
    triggers: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tasks: Iterable[Any], triggers: Iterable[Any]) -> "Words":
        """From rows ``(id, slug, label, explanation)`` of the tables tasks and triggers."""
        tasks, triggers = list(tasks), list(triggers)
        return cls(
            Vocabulary(tuple(Word(*row[1:]) for row in tasks), tuple(Word(*row[1:]) for row in triggers)),
            {row[1]: row[0] for row in tasks},
            {row[1]: row[0] for row in triggers},
            {row[0]: row[1] for row in tasks},
            {row[0]: row[1] for row in triggers},
        )

    @property
    def status_ids(self) -> dict[str, int]:
        """The numbers of the statuses, by slug."""
        return _STATUS_IDS

    def ids(self, group: str, slugs: Iterable[str]) -> list[int]:
        """The numbers of the slugs of a sidebar group; a slug that is not known has none."""
        known = {"status": _STATUS_IDS, "task": self.task_ids, "trigger": self.trigger_ids}[group]
        return [known[slug] for slug in slugs if slug in known]


TASKS_SQL = "SELECT id, slug, label, explanation FROM tasks ORDER BY id"
TRIGGERS_SQL = "SELECT id, slug, label, explanation FROM triggers ORDER BY id"
WORDS_STATE_SQL = "SELECT (SELECT max(id) FROM tasks), (SELECT max(id) FROM triggers)"
_STATUS_IDS = {status.slug: int(status) for status in Status}


def read_words(connection: sqlite3.Connection) -> Words:
    """The present vocabulary of an open store."""
    return Words.of(connection.execute(TASKS_SQL), connection.execute(TRIGGERS_SQL))


def words_state(connection: sqlite3.Connection) -> tuple[int, int]:
    """Two numbers that differ once a word was registered."""
    row = connection.execute(WORDS_STATE_SQL).fetchone()
    return row[0], row[1]
