"""The configuration: ``config.toml`` in the user's configuration directory. Nothing of it is needed.

    [workspaces]
    default = "acme"
    acme = "/srv/acme/jobs.db"

    [stall.limits]
    rotating_passwords = "10m"

Without a default, the store is ``$JOBLOG_STORE``, else ``joblog.db`` in the user's data directory.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from joblog_tui.model.errors import UsageError
from joblog_tui.ui.preferences import Preferences

if TYPE_CHECKING:
    import click

APP = "joblog"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration says.

    ``limits`` are the stall limits set per task slug, in milliseconds.
    """

    store: str | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    preferences: Preferences = field(default_factory=Preferences)


def config_path() -> Path:
    """Where the configuration would be."""
    from platformdirs import user_config_path

    return user_config_path(APP) / "config.toml"


def load() -> Settings:
    """The configuration, checked; the defaults when there is none. ``UsageError`` names the line of a mistake."""
    path = config_path()
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8 text") from None
    from joblog_tui.cli.config import read

    return read(text, path)


def store_url(context: "click.Context", settings: Settings | None = None) -> str:
    """The store that a command line means, see ``store_named``."""
    from joblog_tui.cli.options import given_store

    return store_named(given_store(context), settings)


def store_named(given: str | None, settings: Settings | None = None) -> str:
    """The store to use: what ``--store`` gave, else ``JOBLOG_STORE``, the configuration's, the data directory's.

    Where a workspace of the configuration has the name that was given, it is its store.
    """
    named = given or os.environ.get("JOBLOG_STORE")
    if named and not _may_be_a_name(named):
        return named
    settings = load() if settings is None else settings
    if named:
        return settings.preferences.workspaces.get(named, named)
    return settings.store or default_store()


def _may_be_a_name(store: str) -> bool:
    return not any(sign in store for sign in "/.~:")


def default_store() -> str:
    """The store of somebody who never named one."""
    from platformdirs import user_data_path

    return str(user_data_path(APP) / "joblog.db")
