"""Writes the table of commands in configuration.md from the keymap: ``python docs/keys.py``."""

import re
from pathlib import Path

from joblog_tui.ui.keymap import COMMANDS

DOCUMENT = Path(__file__).parent / "configuration.md"
TABLE = re.compile(r"(?m)^(?:\| `keys\..*\n)+")


def rows() -> str:
    """The table's rows."""
    return "".join(f"| `keys.{each.id}` | `{each.keys}` | {each.line} |\n" for each in COMMANDS.values())


if __name__ == "__main__":
    DOCUMENT.write_text(TABLE.sub(lambda _: rows(), DOCUMENT.read_text("utf-8")), "utf-8")
