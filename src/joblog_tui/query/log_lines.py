"""Which log lines of a job are read, and what comes back."""

from dataclasses import dataclass

from joblog_tui.model.log_line import LEVELS, Level, LogLine, Place, loudness


@dataclass(frozen=True, slots=True)
class LineQuery:
    """The lines of the job with the id ``job``, with ``nested`` also those of everything nested in it.

    At least as loud as ``least``; only those that hold ``text``, letter case aside.
    """

    job: str
    nested: bool = False
    least: Level = "debug"
    text: str = ""

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels that pass."""
        return LEVELS[LEVELS.index(self.least) :]

    def passes(self, line: LogLine) -> bool:
        """Whether a line of the right job is one of these."""
        return loudness(line.level) in self.levels and self.text.casefold() in line.text.casefold()


@dataclass(frozen=True, slots=True)
class LinePage:
    """Lines in order. All between them and ``reached`` was looked through; ``end`` says that nothing lies beyond.

    A page may have fewer lines than were asked for, even none, and not be the end: whoever wants more asks again from
    ``reached`` on. So a search through very many lines comes in steps that can be shown and given up.
    """

    lines: tuple[LogLine, ...]
    reached: Place
    end: bool


@dataclass(frozen=True, slots=True)
class LineNews:
    """Lines that have arrived, in order of their places, up to the event ``upto``; late ones belong among the others.

    ``missed`` says that so many events have arrived that it is better to read anew.
    """

    lines: tuple[LogLine, ...]
    upto: int
    missed: bool
