"""A small JSON file of one person: changed under a lock, replaced as a whole.

Two processes that change it lose nothing of each other's, and a crash leaves the old file or the new one.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LARGEST = 1024 * 1024  # bytes; nothing of ours grows to that


def content_of(path: Path) -> bytes:
    """What is in it, at most one byte more than ``LARGEST``; ``OSError`` when it cannot be read."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


@contextmanager
def changing(path: Path) -> Iterator[None]:
    """Nobody else changes the file meanwhile; its directory is made if need be. ``OSError`` when that cannot be."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def replace(path: Path, whole: object, *, durable: bool = False) -> None:
    """Put this in its place; with ``durable`` it is on the disk before the old one goes. ``OSError`` on failure."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(whole, file, indent=1)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def reason(error: OSError) -> str:
    """Why, as the end of a line that names the file."""
    return (error.strerror or str(error)).lower()
