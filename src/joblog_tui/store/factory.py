"""Opens a store by its URL: a path or ``sqlite:///path``. Drivers are imported only when they are needed."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from joblog_tui.model.errors import StoreError, UsageError
from joblog_tui.model.moment import now_ms

if TYPE_CHECKING:
    from joblog_tui.store.base import Appender, FileReport, JobStore, Loader, Progress, Pruned
    from joblog_tui.store.first_rows import FirstRows


def sqlite_path(url: str) -> Path:
    """The path that a store URL names; ``UsageError`` for a kind of store there is none of."""
    if url.startswith("sqlite:///"):
        return _expanded(url.removeprefix("sqlite:///"))
    if url.startswith(("postgresql://", "postgres://")):
        raise UsageError("PostgreSQL stores are not supported yet; use a path or sqlite:///path")
    if "://" in url:
        raise UsageError(f"the store {url!r} is neither a path nor sqlite:///path")
    return _expanded(url)


def known_as(url: str) -> str:
    """One name for a store, however its URL is written."""
    return str(sqlite_path(url).absolute())


def _expanded(path: str) -> Path:
    if not path or "\0" in path:
        raise UsageError(f"the store {path!r} has no usable name; give a path or sqlite:///path")
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise UsageError(f"the store {path!r} is in the home of nobody known here") from None


def create_store(url: str, workspace: str, owner: str) -> None:
    """Create an empty store (mode 0600) whose one member is its owner; ``StoreError`` if something is there."""
    from joblog_tui.store.sqlite.create import create

    create(sqlite_path(url), workspace, owner)


async def open_store(
    url: str,
    limits: Mapping[str, int] | None = None,
    clock: Callable[[], int] = now_ms,
    progress: "Progress | None" = None,
) -> "JobStore":
    """Open an existing store for reading; ``limits`` are the stall limits set per task, in milliseconds.

    ``clock`` gives epoch milliseconds: what is stalled, and what an age is, depends on it. ``StoreError`` while a
    history is being loaded into it; what a load that was cut off has left out is built first, and ``progress`` told.
    """
    from joblog_tui.store.sqlite.store import SqliteStore

    return await SqliteStore.open(sqlite_path(url), limits or {}, clock, progress)


def first_rows(url: str, me: str, limit: int) -> "FirstRows":
    """The newest jobs of an existing store and what ``me`` is in it, for a look before anything else is there.

    ``StoreError`` when it cannot be read, or not at once.
    """
    from joblog_tui.store.sqlite.first_rows import first_rows

    return first_rows(sqlite_path(url), me, limit)


def open_appender(url: str, *, durable: bool = True, busy_timeout: float = 30.0, bulk: bool = False) -> "Appender":
    """Open an existing store for writing.

    ``durable`` survives a loss of power (synchronous FULL); without it the last commits may be lost then, never
    in a crash of the program. ``busy_timeout`` is in seconds. ``bulk`` is for batches of many thousands: more memory,
    a longer write-ahead log, and nothing else that differs.
    """
    from joblog_tui.store.sqlite.appender import SqliteAppender

    return SqliteAppender(sqlite_path(url), durable=durable, busy_timeout=busy_timeout, bulk=bulk)


def open_loader(
    url: str, *, durable: bool = True, busy_timeout: float = 30.0, even_with_events: bool = False
) -> "Loader":
    """Open an existing store to load a history into it: see ``store.base.Loader``; the rest as ``open_appender``.

    A store that holds events already is loaded like any other batch comes in, unless ``even_with_events``.
    """
    from joblog_tui.store.sqlite.loader import SqliteLoader

    return SqliteLoader(sqlite_path(url), durable=durable, busy_timeout=busy_timeout, even_with_events=even_with_events)


def prune(url: str, older_than: int, by: str, progress: "Progress | None", stop: "threading.Event") -> "Pruned":
    """Remove the finished jobs of a store that are older than a moment (epoch ms), in the name of ``by``.

    One short transaction after the other, until ``stop`` is set; ``StoreError`` when the store cannot be written.
    """
    from joblog_tui.store.sqlite.pruning import prune

    return prune(sqlite_path(url), older_than, by, progress, stop)


def file_report(url: str) -> "FileReport":
    """What kind of file an existing store is; ``StoreError`` when it cannot be opened."""
    from joblog_tui.store.sqlite.report import report

    return report(sqlite_path(url))


__all__ = [
    "StoreError", "create_store", "file_report", "first_rows", "open_appender", "open_loader", "open_store",
    "prune", "sqlite_path",
]  # fmt: skip
