"""docs/configuration.md describes every setting and every command, and nothing else."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from joblog_tui.cli.config import read
from joblog_tui.cli.config_model import Configuration
from joblog_tui.ui.keymap import COMMANDS
from joblog_tui.ui.look.palette import PALETTES

DOCUMENT = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text("utf-8")
ROWS = [tuple(cell.strip() for cell in row.split("|")[1:-1]) for row in DOCUMENT.splitlines() if row.startswith("| `")]
BY_NAME = {"workspaces": ["NAME", "default"], "keys": list(COMMANDS), "stall.limits": ["TASK"]}


def settings(model: type[BaseModel] = Configuration, above: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from settings(kind, f"{above}{name}.")
        else:
            yield from [f"{above}{name}.{key}" for key in BY_NAME.get(above + name, [])] or [above + name]


def test_every_setting_is_described_and_nothing_else() -> None:
    assert sorted(row[0].strip("`") for row in ROWS) == sorted(settings())


def test_every_word_that_a_setting_takes_is_described() -> None:
    described = {row[0].strip("`"): " ".join(row[1:]) for row in ROWS}
    for name, field in Configuration.model_fields["ui"].annotation.model_fields.items():  # type: ignore[union-attr]
        for word in [word for word in get_args(field.annotation) if isinstance(word, str)]:
            assert f"`{word}`" in described[f"ui.{name}"]
    assert all(f"`{theme}`" in described["ui.theme"] for theme in PALETTES)


def test_the_keys_are_those_of_the_keymap() -> None:
    of_keys = {row[0].strip("`").removeprefix("keys."): row[1:] for row in ROWS if row[0].startswith("`keys.")}
    wanted = {id: (f"`{command.keys}`", command.line) for id, command in COMMANDS.items()}
    assert of_keys == wanted, "python docs/keys.py writes the table anew"


def test_the_example_is_a_configuration() -> None:
    (example,) = re.findall(r"(?ms)^```toml\n(.*?)^```$", DOCUMENT)
    assert tomllib.loads(example)
    assert read(example, Path("/config.toml")).store == "/srv/acme/jobs.db"
