"""How somebody likes the dashboard: what the configuration says of it. No I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from joblog_tui.ui.column_choice import ColumnChoice

GlyphSet: TypeAlias = Literal["auto", "unicode", "ascii"]
Motion: TypeAlias = Literal["full", "reduced"]
Times: TypeAlias = Literal["relative", "clock", "both"]
Way: TypeAlias = Literal["bell", "osc9", "osc777"]

TIMES: tuple[Times, ...] = get_args(Times)
GLYPH_SETS: tuple[GlyphSet, ...] = get_args(GlyphSet)
MOTIONS: tuple[Motion, ...] = get_args(Motion)
LOCAL = "local"
"""The zone that this machine is set to."""


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell of a new stall that matches the saved view ``view``, in these ``ways``; an empty view tells of none."""

    view: str = ""
    ways: tuple[Way, ...] = ("bell",)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the configuration says of the dashboard; None where it says nothing.

    ``zone`` is an IANA name or ``LOCAL``, ``keys`` are Textual's names of keys, separated by commas, by the id of the
    command that they are for (see ``ui.keymap``), ``workspaces`` are the URLs of stores by name, ``limits`` are
    stall limits by task slug, in milliseconds.
    """

    theme: str | None = None
    glyphs: GlyphSet = "auto"
    motion: Motion = "full"
    times: Times | None = None
    zone: str | None = None
    columns: ColumnChoice | None = None
    sidebar: bool | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    workspaces: Mapping[str, str] = field(default_factory=dict)
    notify: Notify = field(default_factory=Notify)
    limits: Mapping[str, int] = field(default_factory=dict)
