"""Reads ``config.toml``: its shape, and errors that name the line."""

import re
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from joblog_tui.cli.settings import Settings
from joblog_tui.model.errors import UsageError
from joblog_tui.query.durations import read_duration


def _milliseconds(value: object) -> int:
    milliseconds = read_duration(value) if isinstance(value, str) else None
    if not milliseconds:
        raise ValueError("is not a length of time like 90s, 15m, 2h or 7d")
    return milliseconds


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class StoreSection(_Section):
    """``[store]``."""

    default: Annotated[str, Field(min_length=1)] | None = None
    """The store used when none is named: an absolute path, ``~/...``, or ``sqlite:///path``."""


class StallSection(_Section):
    """``[stall]``."""

    limits: dict[str, Annotated[int, BeforeValidator(_milliseconds)]] = Field(default_factory=dict)
    """How long a job of a task may be silent before it counts as stalled, by task slug: ``"10m"``."""


class Configuration(_Section):
    """The whole file."""

    store: StoreSection = Field(default_factory=StoreSection)
    stall: StallSection = Field(default_factory=StallSection)


def read(text: str, path: Path) -> Settings:
    """The settings in ``text``; ``UsageError`` names ``path`` and the line of the first mistake."""
    try:
        configuration = Configuration.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        keys = [str(part) for part in first["loc"]]
        reason = {
            "extra_forbidden": "is not a setting that joblog knows",
            "value_error": first["msg"].removeprefix("Value error, "),
        }.get(first["type"], f"is wrong: {first['msg'].lower()}")
        raise UsageError(f"{path}, line {_line_of(keys, text)}: {'.'.join(keys)} {reason}") from None
    store = configuration.store.default
    if store is not None and "://" not in store and not store.startswith("~"):
        store = str(path.parent / store)
    return Settings(store, configuration.stall.limits)


def _line_of(keys: list[str], text: str) -> int:
    """The line, from 1, on which the value of a key path stands; that of its table if it cannot be told."""
    table: list[str] = []
    best = 1
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
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
