"""Evidence: a small file beside an export that says what it is, and by which both can be checked later.

What it proves and what not is said in docs/export.md.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from joblog_tui.model.errors import JoblogError
from joblog_tui.model.moment import rfc3339
from joblog_tui.query.filters import And, Between, Condition, Not, Or
from joblog_tui.query.head import Head
from joblog_tui.store.base import JobStore, Progress

KIND = "joblog export evidence"
VERSION = 1
LARGEST = 1024 * 1024  # bytes
_PIECE = 1024 * 1024  # bytes of a file that are read at a time


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known before the first job is written. ``head`` is that of the store at that moment."""

    file: str
    query: str
    query_as_read: str
    nested_in: str | None
    zone: str
    exported_at: int
    exported_by: str
    workspace: str
    store: str
    head: Head
    program: str = "joblog"

    async def finished(self, store: JobStore, *, jobs: int, size: int, sha256: str) -> dict[str, object]:
        """The whole of it, as the file has it; the store is asked for the event that was the last one by then."""
        return {
            "kind": KIND,
            "version": VERSION,
            "program": self.program,
            "file": self.file,
            "bytes": size,
            "sha256": sha256,
            "jobs": jobs,
            "query": self.query,
            "query_as_read": self.query_as_read,
            **({} if self.nested_in is None else {"nested_in": self.nested_in}),
            "zone": self.zone,
            "exported_at": rfc3339(self.exported_at),
            "exported_by": self.exported_by,
            "workspace": self.workspace,
            "store": self.store,
            "head": {
                "last_event": self.head.last_event,
                "events": self.head.events,
                "sha256": self.head.sha256,
            },
            "last_event_when_finished": await store.last_event(),
        }


def evidence_path(path: Path) -> Path:
    """Where the evidence of an export is kept."""
    return path.with_name(f"{path.name}.evidence.json")


def without_texts(condition: Condition) -> Condition:
    """The condition without the way in which its times were written."""
    match condition:
        case Between():
            return replace(condition, text="")
        case Not(part):
            return Not(without_texts(part))
        case And(parts):
            return And(tuple(map(without_texts, parts)))
        case Or(parts):
            return Or(tuple(map(without_texts, parts)))
    return condition


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: whether it holds, and the line that says so."""

    holds: bool
    line: str


def check_file(evidence: Path) -> tuple[dict[str, Any], Finding]:
    """The evidence in a file, and whether the export beside it is still what was written."""
    whole = _read(evidence)
    path = evidence.with_name(str(whole["file"]))
    try:
        digest, size = hashlib.sha256(), 0
        for piece in _pieces(path):
            digest.update(piece)
            size += len(piece)
    except OSError as error:
        raise JoblogError(f"cannot read {path}: {(error.strerror or str(error)).lower()}") from None
    if (size, digest.hexdigest()) == (whole["bytes"], whole["sha256"]):
        return whole, Finding(True, f"{path.name} is what was exported at {whole['exported_at']}")
    return whole, Finding(False, f"{path.name} is not what was exported: its bytes are others")


async def check_store(store: JobStore, whole: dict[str, Any], progress: Progress | None = None) -> Finding:
    """Whether the store still holds exactly the events that it held when the export began."""
    told = whole["head"]
    head = await store.head(int(told["last_event"]), progress)
    if (head.last_event, head.events, head.sha256) == (told["last_event"], told["events"], told["sha256"]):
        return Finding(True, f"the store holds the {head.events:,} events that it held then, unchanged")
    if head.last_event < told["last_event"]:
        return Finding(False, f"the store ends at event {head.last_event:,}; it held {told['last_event']:,} then")
    if head.events != told["events"]:
        return Finding(False, f"the store holds {head.events:,} of the {told['events']:,} events that it held then")
    return Finding(False, f"the store holds other events than then, among its first {head.last_event:,}")


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise JoblogError(f"cannot read {path}: {(error.strerror or str(error)).lower()}") from None
    try:
        whole = json.loads(content) if len(content) <= LARGEST else None
    except (ValueError, RecursionError):
        whole = None
    head = whole.get("head") if isinstance(whole, dict) else None
    if not isinstance(whole, dict) or whole.get("kind") != KIND or not isinstance(head, dict):
        raise JoblogError(f"{path} is not the evidence of an export")
    name = whole.get("file")
    numbers = [head.get("last_event"), head.get("events"), whole.get("bytes")]
    if not isinstance(name, str) or Path(name).name != name or not all(isinstance(n, int) for n in numbers):
        raise JoblogError(f"{path} is not the evidence of an export")
    return whole
