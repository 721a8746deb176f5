"""What holds: the configuration, or what the operator set on the screen, whichever spoke last.

What was set on the screen is remembered with what the configuration said then. When the configuration says something
else now, somebody has changed it since, and it holds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from joblog_tui.ui.column_choice import ColumnChoice
from joblog_tui.ui.memory import Item, Memory, flag, text, texts
from joblog_tui.ui.preferences import GLYPH_SETS, LOCAL, MOTIONS, TIMES, GlyphSet, Motion, Preferences, Times

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """``value`` was set on the screen ``over`` what the configuration said then."""

    value: T
    over: T | None


def _chosen(
    name: str, read: Callable[[object], T | None], write: Callable[[T], object] = lambda value: value
) -> Item[Choice[T] | None]:
    def read_choice(kept: object) -> Choice[T] | None:
        if not isinstance(kept, Mapping):
            return None
        value, over = read(kept.get("value")), read(kept.get("over"))
        return None if value is None else Choice(value, over)

    def write_choice(choice: Choice[T] | None) -> object:
        if choice is None:
            return None
        return {"value": write(choice.value), "over": None if choice.over is None else write(choice.over)}

    return Item(name, None, read_choice, write_choice, per_store=False)


def _times(value: object) -> Times | None:
    return next((times for times in TIMES if times == value), None)


def _glyphs(value: object) -> GlyphSet | None:
    return next((glyphs for glyphs in GLYPH_SETS if glyphs == value), None)


def _motion(value: object) -> Motion | None:
    return next((motion for motion in MOTIONS if motion == value), None)


def _columns(value: object) -> ColumnChoice | None:
    words = texts(value)
    try:
        return None if words is None else ColumnChoice.read(words)
    except ValueError:
        return None


def _columns_written(choice: ColumnChoice) -> object:
    return list(choice.written())


THEME: Item[Choice[str] | None] = _chosen("theme", text)
SHOWN_TIMES: Item[Choice[Times] | None] = _chosen("times", _times)
ZONE: Item[Choice[str] | None] = _chosen("zone", text)
COLUMNS: Item[Choice[ColumnChoice] | None] = _chosen("columns", _columns, _columns_written)
GLYPHS: Item[Choice[GlyphSet] | None] = _chosen("glyphs", _glyphs)
MOTION: Item[Choice[Motion] | None] = _chosen("motion", _motion)
SIDEBAR: Item[Choice[bool] | None] = _chosen("sidebar", flag)
GROUND: Item[tuple[str, ...]] = Item("ground", (), texts, list, per_store=False)
"""A terminal, and ``light`` or ``dark``, as it said itself."""


def _terminal(environment: Mapping[str, str]) -> str:
    return environment.get("TERM_PROGRAM") or environment.get("TERM", "")


class Choices:
    """What holds at the moment; ``preferences`` is replaced when the configuration was changed."""

    def __init__(self, preferences: Preferences, memory: Memory) -> None:
        self.preferences = preferences
        self._memory = memory

    @property
    def theme(self) -> str | None:
        """The theme's name; None to choose one by what the terminal can show."""
        return self._holds(THEME, self.preferences.theme)

    def set_theme(self, name: str) -> None:
        """The operator chose a theme."""
        self._set(THEME, name, self.preferences.theme)

    def light_ground(self, environment: Mapping[str, str]) -> bool | None:
        """Whether the ground of this terminal was light the last time; None when it has not said so."""
        kept = self._memory.get(GROUND)
        return kept[1] == "light" if len(kept) > 1 and kept[0] == _terminal(environment) else None

    def set_ground(self, environment: Mapping[str, str], light: bool) -> None:
        """This terminal said that its ground is light, or dark."""
        kept = (_terminal(environment), "light" if light else "dark")
        if self._memory.get(GROUND) != kept:
            self._memory.set(GROUND, kept)

    @property
    def times(self) -> Times:
        """How times are told."""
        return self._holds(SHOWN_TIMES, self.preferences.times) or "both"

    def set_times(self, times: Times) -> None:
        """The operator chose how times are told."""
        self._set(SHOWN_TIMES, times, self.preferences.times)

    @property
    def zone(self) -> str:
        """The name of the zone that times are told in, ``LOCAL`` for the machine's own."""
        return self._holds(ZONE, self.preferences.zone) or LOCAL

    def set_zone(self, name: str) -> None:
        """The operator chose a zone."""
        self._set(ZONE, name, self.preferences.zone)

    @property
    def glyphs(self) -> GlyphSet:
        """The signs to draw with."""
        return self._holds(GLYPHS, self.preferences.glyphs) or "auto"

    def set_glyphs(self, glyphs: GlyphSet) -> None:
        """The operator chose signs."""
        self._set(GLYPHS, glyphs, self.preferences.glyphs)

    @property
    def motion(self) -> Motion:
        """How much may glow and move by itself."""
        return self._holds(MOTION, self.preferences.motion) or "full"

    def set_motion(self, motion: Motion) -> None:
        """The operator chose how much may move."""
        self._set(MOTION, motion, self.preferences.motion)

    @property
    def columns(self) -> ColumnChoice:
        """Which columns there are."""
        return self._holds(COLUMNS, self.preferences.columns) or ColumnChoice()

    def set_columns(self, choice: ColumnChoice) -> None:
        """The operator chose columns."""
        self._set(COLUMNS, choice, self.preferences.columns)

    @property
    def sidebar(self) -> bool:
        """Whether the filters stand beside the list where there is room for them."""
        holds = self._holds(SIDEBAR, self.preferences.sidebar)
        return True if holds is None else holds

    def set_sidebar(self, shown: bool) -> None:
        """The operator opened or closed the filters."""
        self._set(SIDEBAR, shown, self.preferences.sidebar)

    def _holds(self, item: Item[Choice[T] | None], configured: T | None) -> T | None:
        chosen = self._memory.get(item)
        return configured if chosen is None or chosen.over != configured else chosen.value

    def _set(self, item: Item[Choice[T] | None], value: T, configured: T | None) -> None:
        self._memory.set(item, None if value == configured else Choice(value, configured))
