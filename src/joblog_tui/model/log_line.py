"""The log lines of jobs: what was said about them, how loudly, and when."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Level = Literal["debug", "info", "warn", "error"]
LEVELS: tuple[Level, ...] = ("debug", "info", "warn", "error")
"""How loud a line is, the quietest first. Writers have more words; each counts as one of these."""

WORDS: dict[Level, tuple[str, ...]] = {
    "debug": ("debug", "trace", "verbose", "fine"),
    "warn": ("warn", "warning"),
    "error": ("error", "err", "critical", "crit", "fatal", "alert", "emergency", "panic"),
}
"""Writers' words by level, letter case aside. No word, and any other word, is info."""

NOTABLY_LATER = 60_000  # milliseconds between what a source says of the time and the arrival, worth telling apart

Place: TypeAlias = tuple[int, int]
"""Where a line stands: its time (epoch ms) and its number of arrival. Lines are in the order of their places."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing said about the job with the id ``job``, whose target is called ``name``.

    ``level`` is the writer's own word. Times are epoch milliseconds: ``at`` by the source's clock, ``arrived_at`` by
    the store's. ``seq`` is the order of arrival.
    """

    seq: int
    job: str
    name: str | None
    at: int
    arrived_at: int
    level: str | None
    text: str
    source: str | None = None

    @property
    def place(self) -> Place:
        """Where it stands among others."""
        return self.at, self.seq

    @property
    def arrived_later(self) -> int | None:
        """Milliseconds from the source's time to the arrival, either way, when they differ much; else None."""
        later = self.arrived_at - self.at
        return later if abs(later) >= NOTABLY_LATER else None


def loudness(level: str | None) -> Level:
    """The level that a writer's word counts as."""
    word = (level or "").lower()
    return next((known for known, words in WORDS.items() if word in words), "info")
