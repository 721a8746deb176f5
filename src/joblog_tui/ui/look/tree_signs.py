"""The signs of trees and timelines: guides down to a job, bars, ends of attempts, the rail of the blocking path."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TreeSigns:
    """One set of signs, each one cell wide but for guides and rails, which are two.

    ``after``/``before`` are half a cell of a heavy bar: its first, its last. ``begin``/``end`` close a thin bar.
    """

    passing: str
    branch: str
    last: str
    blank: str
    heavy: str
    after: str
    before: str
    thin: str
    begin: str
    end: str
    only: str
    retry: str
    waits: str
    waiting: str
    failed: str
    tick: str
    grid: str
    rail_first: str
    rail_through: str
    rail_step: str
    rail_last: str


UNICODE = TreeSigns(
    passing="│ ",
    branch="├─",
    last="└─",
    blank="  ",
    heavy="━",
    after="╺",
    before="╸",
    thin="─",
    begin="├",
    end="┤",
    only="│",
    retry="┅",
    waits="○",
    waiting="┄",
    failed="×",
    tick="╷",
    grid="┊",
    rail_first="━┓",
    rail_through=" ┃",
    rail_step="━┫",
    rail_last="━┛",
)

ASCII = TreeSigns(
    passing="| ",
    branch="|-",
    last="`-",
    blank="  ",
    heavy="=",
    after="=",
    before="=",
    thin="-",
    begin="[",
    end="]",
    only="I",
    retry="~",
    waits="o",
    waiting=".",
    failed="x",
    tick="|",
    grid=" ",
    rail_first="=+",
    rail_through=" |",
    rail_step="=+",
    rail_last="=+",
)


def tree_signs(*, ascii_only: bool = False) -> TreeSigns:
    """The set to draw with."""
    return ASCII if ascii_only else UNICODE
