"""The shape of ``config.toml``, section by section; docs/configuration.md describes every setting."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from joblog_tui.model.vocabulary import nearest
from joblog_tui.query.durations import read_duration
from joblog_tui.ui.column_choice import ColumnChoice
from joblog_tui.ui.look.zones import zone_named
from joblog_tui.ui.preferences import GlyphSet, Motion, Notify, Preferences, Times, Way

DEFAULT = "default"
"""The name among the workspaces that says which of them is used when none is named."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def _milliseconds(value: object) -> int:
    milliseconds = read_duration(value) if isinstance(value, str) else None
    if not milliseconds:
        raise ValueError("is not a length of time like 90s, 15m, 2h or 7d")
    return milliseconds


def _theme(name: str) -> str:
    from joblog_tui.ui.look.theme_names import mistake_in

    mistake = mistake_in(name)
    if mistake:
        raise ValueError(mistake)
    return name


def _zone(name: str) -> str:
    try:
        zone_named(name)
    except ValueError as error:
        raise ValueError(str(error)) from None
    return name


def _columns(words: object) -> object:
    if isinstance(words, list) and all(isinstance(word, str) for word in words):
        return ColumnChoice.read(words)
    raise ValueError('is no list of columns like ["status", "target:40", "updated"]')


def _flat(keys: object) -> object:
    """``table.open = "o"`` and ``"table.open" = "o"`` are the same; a list of keys is their names with commas."""
    if not isinstance(keys, Mapping):
        return keys
    flat: dict[str, object] = {}
    for id, value in keys.items():
        if isinstance(value, Mapping):
            flat |= {f"{id}.{rest}": _listed(inner) for rest, inner in value.items()}
        else:
            flat[id] = _listed(value)
    return flat


def _listed(keys: object) -> object:
    return ",".join(keys) if isinstance(keys, list) and all(isinstance(key, str) for key in keys) else keys


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)


Url = Annotated[str, Field(min_length=1)]


class StoreSection(_Section):
    """``[store]``."""

    default: Url | None = None
    """The store used when none is named: a workspace of this file, an absolute path, ``~/...`` or ``sqlite:///path``."""


class StallSection(_Section):
    """``[stall]``."""

    limits: dict[str, Annotated[int, BeforeValidator(_milliseconds)]] = Field(default_factory=dict)
    """How long a job of a task may be silent before it counts as stalled, by task slug: ``"10m"``."""


class UiSection(_Section):
    """``[ui]``: how the dashboard looks."""

    theme: Annotated[str, AfterValidator(_theme)] | None = None
    """The colours; None chooses by what the terminal can show."""
    glyphs: GlyphSet = "auto"
    """The signs; ``auto`` is Unicode where the locale is UTF-8, else ASCII."""
    motion: Motion = "full"
    """``reduced``: changes are marked, nothing glows or moves by itself."""
    times: Times | None = None
    """How times are told in the list."""
    zone: Annotated[str, AfterValidator(_zone)] | None = None
    """The zone that times are told in."""
    columns: Annotated[ColumnChoice, BeforeValidator(_columns)] | None = None
    """The columns of the list from left to right, each with its width in cells if it is not the usual one."""
    sidebar: bool | None = None
    """Whether the filters stand beside the list where there is room."""


class NotifySection(_Section):
    """``[notify]``: be told of new stalls."""

    view: str = ""
    """The saved view that a newly stalled job must match; empty: nothing is told."""
    ways: list[Way] = ["bell"]
    """How: the terminal's bell, or a notice of the desktop where the terminal knows OSC 9 or OSC 777."""


def _workspaces(stores: dict[str, str]) -> dict[str, str]:
    names = [name for name in stores if name != DEFAULT]
    for name in names:
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"has a name that --store could not tell from a path: {name!r}; use letters, digits, - and _"
            )
    wanted = stores.get(DEFAULT)
    if wanted is not None and wanted not in names:
        near = nearest(wanted, names)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(names)}" if names else "there are none"
        raise ValueError(f"has no {wanted!r} to be the default; {hint}")
    return stores


class Configuration(_Section):
    """The whole file."""

    store: StoreSection = Field(default_factory=StoreSection)
    workspaces: Annotated[dict[str, Url], AfterValidator(_workspaces)] = Field(default_factory=dict)
    """Stores by name, for ``--store NAME`` and the key ``w``; ``default`` names one of them."""
    stall: StallSection = Field(default_factory=StallSection)
    ui: UiSection = Field(default_factory=UiSection)
    keys: Annotated[dict[str, str], BeforeValidator(_flat)] = Field(default_factory=dict)
    """Other keys for commands, by their ids."""
    notify: NotifySection = Field(default_factory=NotifySection)

    def preferences(self, workspaces: Mapping[str, str]) -> Preferences:
        """What the dashboard is to be like; ``workspaces`` are URLs by name."""
        ui, notify = self.ui, Notify(self.notify.view, tuple(self.notify.ways))
        return Preferences(
            ui.theme, ui.glyphs, ui.motion, ui.times, ui.zone, ui.columns, ui.sidebar, self.keys, workspaces, notify,
            self.stall.limits,
        )  # fmt: skip
