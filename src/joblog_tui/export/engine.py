"""The export itself, for the command line and the dashboard alike: with progress, and cancelled like any task."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from joblog_tui.export.beside import Beside
from joblog_tui.export.evidence import Evidence, evidence_path, without_texts
from joblog_tui.export.forms import Form, Writer, form_of, json_text
from joblog_tui.model.job import Job
from joblog_tui.model.jsonform import job_object_in
from joblog_tui.model.moment import now_ms
from joblog_tui.model.stall import Stalls
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query.filters import Filter
from joblog_tui.query.listing import Listing
from joblog_tui.query.printing import show
from joblog_tui.store.base import JobStore, Progress

AT_ONCE = 500  # jobs


@dataclass(frozen=True, slots=True)
class Order:
    """What to export: the jobs of ``listing`` into ``path``, whose ending says the form.

    With ``evidence`` a second file says what the first one is; ``by`` is the login of whoever exports, ``query`` the
    text that the filter was read from, ``zone`` names the zone in which its days were read, ``program`` what exports.
    """

    listing: Listing
    path: Path
    evidence: bool = False
    by: str = ""
    query: str | None = None
    zone: str = ""
    program: str = "joblog"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many jobs, how many bytes, and where the evidence is, if it was asked for."""

    jobs: int
    size: int
    sha256: str
    evidence: Path | None = None


async def export(store: JobStore, order: Order, progress: Progress | None = None) -> Exported:
    """Write exactly what the filter lists. Cancelled or failed, it leaves nothing; a file that was there stays.

    ``UsageError`` for a name that says no form, ``JoblogError`` for a place that cannot be written, ``StoreError`` for
    whatever is wrong with the store. Pages are read one at a time and written in a thread, so memory stays small and a
    screen goes on drawing.
    """
    form = form_of(order.path)
    file = Beside(order.path)
    try:
        evidence = await _evidence(store, order, progress) if order.evidence else None
        jobs = await _write(store, order.listing, form, file, progress)
        await asyncio.to_thread(file.keep)
    finally:
        file.discard()
    where = None
    if evidence is not None:
        where = evidence_path(order.path)
        finished = await evidence.finished(store, jobs=jobs, size=file.size, sha256=file.sha256)
        await asyncio.to_thread(_keep_evidence, where, finished)
    return Exported(jobs, file.size, file.sha256, where)


async def _write(store: JobStore, listing: Listing, form: Form, file: Beside, progress: Progress | None) -> int:
    vocabulary, stalls = await store.vocabulary(), await store.stalls()
    writer, written, now = Writer(form), 0, now_ms()
    if progress is not None:
        progress("counting", 0, 0)
    (total,) = await store.counts([listing])
    await asyncio.to_thread(file.write, writer.begin())
    async for page in store.walk(listing, AT_ONCE):
        await asyncio.to_thread(_write_page, file, writer, page, stalls, vocabulary, now)
        written += len(page)
        if progress is not None:
            progress("exporting", written, max(total, written))
    await asyncio.to_thread(file.write, writer.end())
    return written


def _write_page(
    file: Beside, writer: Writer, page: Sequence[Job], stalls: Stalls, vocabulary: Vocabulary, now: int
) -> None:
    file.write(writer.jobs([job_object_in(stalls, job, vocabulary, now) for job in page]))


async def _evidence(store: JobStore, order: Order, progress: Progress | None) -> Evidence:
    workspace = await store.workspace()
    head = await store.head(progress=progress)
    query = show(order.listing.filter) if order.query is None else order.query
    return Evidence(
        file=order.path.name,
        query=query,
        query_as_read=show(_plain(order.listing.filter)),
        nested_in=order.listing.parent,
        zone=order.zone,
        exported_at=now_ms(),
        exported_by=order.by,
        workspace=workspace.name,
        store=workspace.store,
        head=head,
        program=order.program,
    )


def _plain(filter: Filter) -> Filter:
    """The filter with every time written out in UTC: ``today`` says nothing to whoever reads it later."""
    return Filter(tuple(without_texts(part) for part in filter.parts), filter.everywhere)


def _keep_evidence(path: Path, finished: dict[str, object]) -> None:
    file = Beside(path)
    try:
        file.write(f"{json_text(finished)}\n")
        file.keep()
    finally:
        file.discard()
