"""Completes the path of a file as a shell does: as far as it is the only way, and what could follow."""

import os
from pathlib import Path

MOST = 200  # entries of a directory that are looked at


def expanded(text: str) -> Path:
    """The path that was meant; ``~`` is the home directory."""
    return Path(os.path.expanduser(text))


def complete(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as far as it can be completed, and the names that could stand there; reads a directory."""
    head, _, stem = text.rpartition("/")
    directory = expanded(head or ("/" if text.startswith("/") else "."))
    try:
        with os.scandir(directory) as entries:
            names = sorted(
                entry.name + ("/" if entry.is_dir() else "")
                for entry in entries
                if entry.name.startswith(stem) and (stem.startswith(".") or not entry.name.startswith("."))
            )[:MOST]
    except OSError:
        return text, ()
    if not names:
        return text, ()
    alike = next((n for n, letters in enumerate(zip(*names, strict=False)) if len(set(letters)) > 1), None)
    shared = min(names, key=len) if alike is None else names[0][:alike]
    return text[: len(text) - len(stem)] + shared, tuple(names) if len(names) > 1 else ()
