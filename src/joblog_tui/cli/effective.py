"""What holds of the configuration, and which of its sources said so; and a file to begin with.

The last to speak is heard (``ui.choices``): a setting of the file holds until another one is chosen on the screen, and
that until the file says something else.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from joblog_tui.cli.config import line_of
from joblog_tui.cli.config_model import DEFAULT
from joblog_tui.cli.settings import Settings, default_store
from joblog_tui.query.durations import write_duration
from joblog_tui.ui.choices import COLUMNS, GLYPHS, MOTION, SHOWN_TIMES, SIDEBAR, THEME, ZONE, Choice, Choices
from joblog_tui.ui.keymap import COMMANDS
from joblog_tui.ui.memory import Item, Memory, State

T = TypeVar("T")

USUAL = "usual"
ON_THE_SCREEN = "set on the screen"


@dataclass(frozen=True, slots=True)
class Effective:
    """One setting: what holds, as the file would say it, and where that comes from."""

    name: str
    value: str
    origin: str


def effective(
    settings: Settings, text: str, state: State, environment: Mapping[str, str], store: str | None = None
) -> Iterator[Effective]:
    """Every setting that holds, in the order of the documentation. ``text`` is that of the file, checked.

    ``store`` is what ``--store`` said, if it was given.

    Keys, stall limits and workspaces are there when they are not the usual ones.
    """
    file = _File(text)
    yield _store(settings, file, environment, store)
    for name, url in settings.preferences.workspaces.items():
        yield Effective(f"workspaces.{name}", _quoted(url), file.origin("workspaces", name))
    memory = Memory(state)
    choices, told = Choices(settings.preferences, memory), settings.preferences
    yield _chosen(memory, THEME, "theme", choices.theme and _quoted(choices.theme), told.theme, file)
    yield _chosen(memory, GLYPHS, "glyphs", _quoted(choices.glyphs), told.glyphs, file)
    yield _chosen(memory, MOTION, "motion", _quoted(choices.motion), told.motion, file)
    yield _chosen(memory, SHOWN_TIMES, "times", _quoted(choices.times), told.times, file)
    yield _chosen(memory, ZONE, "zone", _quoted(choices.zone), told.zone, file)
    columns = ", ".join(map(_quoted, choices.columns.written()))
    yield _chosen(memory, COLUMNS, "columns", f"[{columns}]", told.columns, file)
    yield _chosen(memory, SIDEBAR, "sidebar", str(choices.sidebar).lower(), told.sidebar, file)
    for id, keys in told.keys.items():
        yield Effective(f"keys.{id}", _quoted(keys), file.origin("keys", id))
    yield Effective("notify.view", _quoted(told.notify.view), file.origin("notify", "view"))
    ways = ", ".join(map(_quoted, told.notify.ways))
    yield Effective("notify.ways", f"[{ways}]", file.origin("notify", "ways"))
    for task, limit in settings.limits.items():
        yield Effective(f"stall.limits.{task}", _quoted(write_duration(limit)), file.origin("stall", "limits", task))


class _File:
    """The text of the configuration, asked where it says something."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._whole = tomllib.loads(text)

    def says(self, *path: str) -> bool:
        """Whether it says anything of this setting."""
        found: object = self._whole
        for name in path:
            for word in name.split(".") if not isinstance(found, Mapping) or name not in found else [name]:
                if not isinstance(found, Mapping) or word not in found:
                    return False
                found = found[word]
        return True

    def origin(self, *path: str) -> str:
        """``line 12``, or that it is the usual one."""
        return f"line {line_of(list(path), self._text)}" if self.says(*path) else USUAL


def _store(settings: Settings, file: _File, environment: Mapping[str, str], given: str | None) -> Effective:
    named = given or environment.get("JOBLOG_STORE")
    if named:
        origin = "--store" if given else "JOBLOG_STORE"
        return Effective("store.default", _quoted(settings.preferences.workspaces.get(named, named)), origin)
    where = file.origin("store", "default")
    if where == USUAL:
        where = file.origin("workspaces", DEFAULT)
    return Effective("store.default", _quoted(settings.store or default_store()), where)


def _chosen(
    memory: Memory, item: Item[Choice[T] | None], name: str, value: str | None, configured: T | None, file: _File
) -> Effective:
    chosen = memory.get(item)
    holds = chosen is not None and chosen.over == configured
    shown = value if value else "chosen by what the terminal can show"
    return Effective(f"ui.{name}", shown, ON_THE_SCREEN if holds else file.origin("ui", name))


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


BEGINNING = """\
# The configuration of joblog. Every line that begins with # says what holds without it: take the # away to change it.
# joblog config shows what holds and why; docs/configuration.md tells everything.

[workspaces]
# acme = "/srv/acme/jobs.db"    # stores by name, for --store NAME and the key w
# default = "acme"              # the one to open when none is named

[ui]
# theme = "night"               # night, paper, contrast, safe, night256, terminal, or one of Textual's
# glyphs = "auto"               # unicode, ascii, auto
# motion = "full"               # full, reduced
# times = "both"                # relative, clock, both
# zone = "local"                # such as Europe/Berlin, UTC, local
# columns = ["status", "target", "actor", "task", "trigger", "created", "updated", "nested"]
# sidebar = true                # the filters beside the list, where there is room

[notify]
# view = "Stalled"              # tell of a new stall that this view lists; without it, of none
# ways = ["bell"]               # bell, osc9, osc777

[stall.limits]
# rotating_passwords = "10m"    # how long a job of a task may be silent, in place of what is learned

[keys]
"""


def beginning() -> str:
    """A configuration that says nothing yet: every setting in a comment, with what it is."""
    width = max(len(_key_line(id)) for id in COMMANDS)
    lines = (f"# {_key_line(id):<{width}}  # {command.line}\n" for id, command in COMMANDS.items())
    return BEGINNING + "".join(lines)


def _key_line(id: str) -> str:
    name = f'"{id}"' if "." in id else id
    return f"{name} = {_quoted(COMMANDS[id].keys)}"


def write_beginning(path: Path) -> None:
    """Write it where there is no file yet; ``FileExistsError`` where there is one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(beginning())
