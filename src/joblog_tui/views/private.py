"""Private views: ``views.json`` in the user's configuration directory, replaced as a whole at every change."""

import json
from collections.abc import Callable
from pathlib import Path

from joblog_tui import whole_file
from joblog_tui.model.errors import JoblogError, UsageError
from joblog_tui.query.views import View, checked, view_of

VERSION = 1


def default_path() -> Path:
    """Where the private views of the person are kept."""
    from platformdirs import user_config_path

    return user_config_path("joblog") / "views.json"


class PrivateViews:
    """The file. Reading and changing it takes a few milliseconds of disk: do it in a thread where a screen waits."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = default_path() if path is None else path

    def load(self) -> tuple[View, ...]:
        """The views in it, in order; ``JoblogError`` when it cannot be read, ``UsageError`` for what is wrong in it."""
        try:
            content = whole_file.content_of(self._path)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise JoblogError(f"cannot read {self._path}: {whole_file.reason(error)}") from None
        return self._read(content)

    def save(self, view: View) -> None:
        """Keep a view, in place of another one of its name (letter case aside)."""
        saved = checked(view)
        self._change(lambda views: [*_without(views, saved.name), saved])

    def remove(self, name: str) -> bool:
        """Take a view away; whether there was one of that name."""
        before = self.load()
        if not any(_same(view.name, name) for view in before):
            return False
        self._change(lambda views: _without(views, name))
        return True

    def _read(self, content: bytes) -> tuple[View, ...]:
        try:
            if len(content) > whole_file.LARGEST:
                raise ValueError("it is too large")
            whole = json.loads(content)
            if not isinstance(whole, dict) or not isinstance(whole.get("views"), list):
                raise ValueError('it is no object with a list of "views"')
            if whole.get("version") != VERSION:
                raise ValueError("it is from another version of joblog")
            if not all(isinstance(each, dict) for each in whole["views"]):
                raise ValueError("a view is an object")
            return tuple(view_of(each, "private") for each in whole["views"])
        except (ValueError, RecursionError, UsageError) as error:
            raise UsageError(f"{self._path}: {error or 'is nested too deep'}; correct it or delete it") from None

    def _change(self, change: Callable[[tuple[View, ...]], list[View]]) -> None:
        try:
            with whole_file.changing(self._path):
                views = [view.as_object() for view in change(self.load())]
                whole_file.replace(self._path, {"version": VERSION, "views": views}, durable=True)
        except OSError as error:
            raise JoblogError(f"cannot write {self._path}: {whole_file.reason(error)}") from None


def _without(views: tuple[View, ...], name: str) -> list[View]:
    return [view for view in views if not _same(view.name, name)]


def _same(name: str, other: str) -> bool:
    return name.strip().casefold() == other.strip().casefold()
