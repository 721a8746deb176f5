"""The signs of the dashboard: one cell wide, no emoji forms; and the same in ASCII for fonts that lack them."""

from collections.abc import Mapping
from dataclasses import dataclass

from joblog_tui.model.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs. ``levels`` are the heights of a column chart, from 1/8 to full."""

    status: Mapping[Status, str]
    stalled: str
    marked: str
    new: str
    unseen: str
    changed: str
    noted: str
    cursor: str
    unfolded: str
    folded: str
    cut: str
    done: str
    rest: str
    waiting: str
    live: str
    down: str
    up: str
    levels: str
    ascii_only: bool = False


UNICODE = Glyphs(
    status={
        Status.NOT_COMPLETED: "✗",
        Status.RETRYING: "↻",
        Status.RUNNING: "●",
        Status.STARTED: "◐",
        Status.QUEUED: "○",
        Status.COMPLETED: "✓",
    },
    stalled="▲",
    marked="◆",
    new="+",
    unseen="▏",
    changed="~",
    noted="¶",
    cursor="▌",
    unfolded="▾",
    folded="▸",
    cut="…",
    done="━",
    rest="─",
    waiting="┄",
    live="●",
    down="↓",
    up="↑",
    levels="▁▂▃▄▅▆▇█",
)

ASCII = Glyphs(
    status={
        Status.NOT_COMPLETED: "x",
        Status.RETRYING: "@",
        Status.RUNNING: ">",
        Status.STARTED: "-",
        Status.QUEUED: ".",
        Status.COMPLETED: "v",
    },
    stalled="!",
    marked="*",
    new="+",
    unseen=":",
    changed="~",
    noted="&",
    cursor="|",
    unfolded="v",
    folded=">",
    cut="~",
    done="=",
    rest="-",
    waiting=".",
    live=">",
    down="v",
    up="^",
    levels="..:::===",
    ascii_only=True,
)


def glyphs(*, ascii_only: bool = False) -> Glyphs:
    """The set to draw with."""
    return ASCII if ascii_only else UNICODE
