"""Reads ``config.toml``; every error names the line."""

import re
import tomllib
from pathlib import Path

from pydantic import ValidationError

from joblog_tui.cli.config_model import DEFAULT, Configuration
from joblog_tui.cli.settings import Settings
from joblog_tui.model.errors import UsageError
from joblog_tui.ui.keymap import mistake_in


def read(text: str, path: Path) -> Settings:
    """The settings in ``text``; ``UsageError`` names ``path`` and the line of the first mistake."""
    try:
        configuration = Configuration.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        keys = [str(part) for part in first["loc"] if isinstance(part, str)]
        reason = {
            "extra_forbidden": "is not a setting that joblog knows",
            "value_error": first["msg"].removeprefix("Value error, "),
            "literal_error": f"is none of {first.get('ctx', {}).get('expected', '')}".replace(" or ", ", "),
        }.get(first["type"], f"is wrong: {first['msg'].lower()}")
        raise mistake(path, keys, reason, text) from None
    wrong = mistake_in(configuration.keys)
    if wrong is not None:
        raise mistake(path, ["keys", wrong[0]], wrong[1], text)
    workspaces = {name: _url(url, path) for name, url in configuration.workspaces.items() if name != DEFAULT}
    if configuration.store.default is not None and DEFAULT in configuration.workspaces:
        raise mistake(path, ["store", "default"], "and workspaces.default cannot both hold; keep one of them", text)
    store = configuration.store.default or configuration.workspaces.get(DEFAULT)
    if store is not None:
        store = workspaces.get(store) or _url(store, path)
    return Settings(store, configuration.stall.limits, configuration.preferences(workspaces))


def _url(url: str, path: Path) -> str:
    """A store's URL; a relative path is one from the file's directory."""
    return url if "://" in url or url.startswith("~") else str(path.parent / url)


def mistake(path: Path, keys: list[str], reason: str, text: str | None = None) -> UsageError:
    """What is wrong with a setting of the file, which holds ``text`` (None: is read), with its line."""
    if text is None:
        text = path.read_text("utf-8") if path.is_file() else ""
    return UsageError(f"{path}, line {line_of(keys, text)}: {'.'.join(keys)} {reason}")


def line_of(keys: list[str], text: str) -> int:
    """The line, from 1, on which the value of a key path stands; that of its table if it cannot be told."""
    keys = [name for key in keys for name in key.split(".")]
    table: list[str] = []
    best = 1
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$", line):
            table = _names(heading[1])
            if keys[: len(table)] == table:
                best = number
        elif assignment := re.match(r"\s*([^=#]+?)\s*=", line):
            names = table + _names(assignment[1])
            if keys[: len(names)] == names:
                return number
    return best


def _names(dotted: str) -> list[str]:
    return [name.strip(" \t\"'") for name in dotted.split(".")]
