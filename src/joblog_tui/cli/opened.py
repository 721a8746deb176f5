"""The store, opened for a command that reads: the caller's role is checked before anything is shown."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import tzinfo

import click

from joblog_tui.cli import settings
from joblog_tui.cli.access import require_reader
from joblog_tui.cli.progress import ProgressLine
from joblog_tui.model.stall import mistake_in
from joblog_tui.model.vocabulary import Role, Vocabulary
from joblog_tui.query.zone import LocalZone
from joblog_tui.store.base import JobStore, Progress
from joblog_tui.store.factory import open_store


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store, the words it knows, what the caller is in it, and the zone of days and clocks."""

    store: JobStore
    url: str
    vocabulary: Vocabulary
    role: Role
    zone: tzinfo = field(default_factory=LocalZone)


async def admitted(url: str, limits: Mapping[str, int], progress: Progress | None = None) -> Opened:
    """The store at ``url``, open, for somebody who may open it; whoever asks closes it.

    ``progress`` is told when what a load has left out is built first.
    """
    store = await open_store(url, limits, progress=progress)
    try:
        role = await require_reader(store)
        vocabulary = await store.vocabulary()
        wrong = mistake_in(limits, vocabulary)
        if wrong is not None:
            from joblog_tui.cli.config import mistake

            raise mistake(settings.config_path(), ["stall", "limits", wrong[0]], wrong[1])
    except BaseException:
        await store.close()
        raise
    return Opened(store, url, vocabulary, role)


@asynccontextmanager
async def reading(context: click.Context) -> AsyncIterator[Opened]:
    """The store that the command line names, for somebody who may open it; closed on leaving."""
    configured = settings.load()
    with ProgressLine() as progress:
        opened = await admitted(settings.store_url(context, configured), configured.limits, progress)
    try:
        yield replace(opened, zone=_zone(configured.preferences.zone))
    finally:
        await opened.store.close()


def _zone(name: str | None) -> tzinfo:
    """The zone that the configuration names, else the machine's own."""
    if name is None:
        return LocalZone()
    from joblog_tui.ui.look.zones import zone_named

    return zone_named(name) or LocalZone()
