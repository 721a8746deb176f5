"""What becomes of a job: how often it fails before it goes well, and how it ends. Most of them just work."""

from dataclasses import dataclass
from enum import Enum, auto

from joblog_tui.simulator.dice import Dice, Table
from joblog_tui.simulator.script import Script


class Ending(Enum):
    """How the life of a job without nested ones goes."""

    COMPLETED = auto()
    FAILED = auto()
    CANCELLED = auto()
    PAUSES = auto()  # silent for many minutes, then it goes on
    GIVEN_UP = auto()  # silent, until the platform gives it up an hour later
    SILENT = auto()  # silent for good


WENT_WELL = (Ending.COMPLETED, Ending.PAUSES)


@dataclass(frozen=True, slots=True)
class Fate:
    """``retries`` failed attempts before the last one, which ends as ``ending`` says."""

    ending: Ending = Ending.COMPLETED
    retries: int = 0


SMOOTH = Fate()

_ENDINGS = Table(
    (94.5, Ending.COMPLETED),
    (2.6, Ending.FAILED),
    (0.7, Ending.CANCELLED),
    (1.2, Ending.PAUSES),
    (0.4, Ending.GIVEN_UP),
    (0.2, Ending.SILENT),
)
_ENDINGS_LONG_AGO = Table(  # of old stalls, nearly all have been given up or cleared by now
    (96.2, Ending.COMPLETED),
    (2.2, Ending.FAILED),
    (0.6, Ending.CANCELLED),
    (0.5, Ending.PAUSES),
    (0.5, Ending.GIVEN_UP),
    (0.07, Ending.SILENT),
)
_TROUBLES = Table((6, Ending.FAILED), (1, Ending.CANCELLED))
_STALLS = Table((5, Ending.PAUSES), (2, Ending.GIVEN_UP), (3, Ending.SILENT))
_RETRIES_BEFORE_SUCCESS = Table((86, 0), (10, 1), (4, 2))
_RETRIES_BEFORE_FAILURE = Table((4, 0), (3, 1), (5, 2))


def of_one(script: Script) -> Fate:
    """The fate of a job that stands alone."""
    ending = script.dice.draw(_ENDINGS_LONG_AGO if script.brief else _ENDINGS)
    return Fate(ending, _retries(script.dice, ending))


def of_many(script: Script, count: int) -> list[Fate]:
    """The fates of ``count`` jobs that belong together: mostly all go well, else one or two spoil it."""
    dice = script.dice
    fates = [Fate(Ending.COMPLETED, 1) if dice.chance(0.03) else SMOOTH for _ in range(count)]
    if dice.chance(0.045):
        for _ in range(dice.between(1, 2)):
            ending = dice.draw(_TROUBLES)
            fates[dice.between(0, count - 1)] = Fate(ending, _retries(dice, ending))
    elif dice.chance(0.001 if script.brief else 0.015):
        fates[dice.between(0, count - 1)] = Fate(dice.draw(_STALLS))
    return fates


def _retries(dice: Dice, ending: Ending) -> int:
    if ending is Ending.COMPLETED:
        return dice.draw(_RETRIES_BEFORE_SUCCESS)
    return dice.draw(_RETRIES_BEFORE_FAILURE) if ending is Ending.FAILED else 0
