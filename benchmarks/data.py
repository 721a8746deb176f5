"""The data of one size: made once, kept in a cache, reused as long as its recipe and the form of the store stay."""

import csv
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import recipe as recipes
from benchmarks.children import child
from benchmarks.figures import Figures
from benchmarks.progress import tell
from benchmarks.recipe import MadeJob, Recipe, made_jobs
from joblog_tui.model.moment import DAY, now_ms, rfc3339
from joblog_tui.store.factory import create_store

COLUMNS = ("id", "status", "target", "actor", "task", "trigger", "created_at", "updated_at")


@dataclass(frozen=True, slots=True)
class Data:
    """Where the data of one size is, and what making it took (see ``loading.main``)."""

    size: str
    recipe: Recipe
    store: Path
    loaded: dict[str, Any]

    @property
    def csv(self) -> Path:
        """The flat jobs as a table with a heading, for the peers."""
        return self.store.with_name("rows.csv")

    @property
    def ndjson(self) -> Path:
        """The flat jobs as NDJSON, for the peers."""
        return self.store.with_name("rows.ndjson")


def default_cache() -> Path:
    """Where data is kept unless told otherwise; never in the repository."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "joblog-benchmarks"


def jobs_of(size: str) -> int:
    """The number that ``100k``, ``1m`` or ``2500`` means."""
    letter = size[-1].lower()
    return int(float(size[:-1]) * {"k": 1_000, "m": 1_000_000}[letter]) if letter in "km" else int(size)


def data(cache: Path, size: str, seed: int = 1) -> Data:
    """The data of a size, made now if need be. Interrupted, it leaves nothing behind."""
    jobs = jobs_of(size)
    place = cache / f"jobs-{jobs}-{seed}-{_fingerprint()}"
    if not (place / "made.json").exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="making-", dir=cache) as made:
            _make(Path(made), Recipe(jobs, now_ms() // DAY * DAY, seed))
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(made, place, copy_function=os.rename)
    made_of = json.loads((place / "made.json").read_text("utf-8"))
    return Data(size, Recipe(jobs, made_of["end"], seed), place / "log.db", made_of)


def note_loading(found: Figures, data: Data) -> None:
    """The figures of the loading, whenever that was."""
    loaded, name = data.loaded, "joblog"
    found.note(name, "loading, min", loaded["seconds"] / 60)
    found.note(name, "loading, events/s", loaded["events"] / loaded["seconds"])
    found.note(name, "loading, events per CPU s", loaded["events"] / loaded["cpu"])
    found.note(name, "loading: peak memory, MB", loaded["memory"] / 2**20)
    found.note(name, "store on disk, MB", loaded["bytes"] / 2**20)
    found.note(name, "store on disk, bytes per event", loaded["bytes"] / loaded["events"])


@contextmanager
def scratch(data: Data) -> Iterator[Path]:
    """A copy of the store that may be written to; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="scratch-", dir=data.store.parent.parent) as directory:
        copy = Path(directory) / "log.db"
        _checkpoint(data.store)  # a dashboard before us may have left the index of names in the write-ahead log
        shutil.copyfile(data.store, copy)
        with open(copy, "rb") as written:
            os.fsync(written.fileno())  # else the first commit that is measured waits for the whole copy
        yield copy


def _make(place: Path, recipe: Recipe) -> None:
    store = place / "log.db"
    tell(f"making {recipe.jobs:,} jobs and {recipes.NESTED:,} nested ones")
    command = [sys.executable, "-m", "benchmarks.loading", *map(str, (store, recipe.jobs, recipe.end, recipe.seed))]
    with child(command, stdout=subprocess.PIPE) as loading:
        told, _ = loading.communicate()
    if loading.returncode:
        raise SystemExit("the data could not be made")
    loaded = json.loads(told)
    _checkpoint(store)
    tell("  the same rows as CSV and NDJSON, for the peers")
    _write_rows(place, recipe)
    made = {**loaded, "bytes": store.stat().st_size, "end": recipe.end}
    (place / "made.json").write_text(json.dumps(made), "utf-8")


def _checkpoint(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _write_rows(place: Path, recipe: Recipe) -> None:
    with open(place / "rows.csv", "w", newline="") as table, open(place / "rows.ndjson", "w") as lines:
        writer = csv.writer(table)
        writer.writerow(COLUMNS)
        for job in made_jobs(recipe):
            if job.parent is None:
                row = _row(job)
                writer.writerow(row)
                lines.write(json.dumps(dict(zip(COLUMNS, row, strict=True))) + "\n")


def _row(job: MadeJob) -> tuple[str, ...]:
    created, updated = rfc3339(job.reports[0][1]), rfc3339(job.reports[-1][1])
    return (job.id, job.status, job.target.name, job.actor, job.task, job.trigger, created, updated)


def _fingerprint() -> str:
    """Differs when the recipe or the form of the store does."""
    whole = hashlib.sha256(Path(recipes.__file__).read_bytes())
    with tempfile.TemporaryDirectory() as directory:
        empty = Path(directory) / "empty.db"
        create_store(str(empty), "Acme Corp", "nobody")
        with closing(sqlite3.connect(empty)) as connection:
            for row in connection.execute("SELECT sql FROM sqlite_master ORDER BY name"):
                whole.update(repr(row).encode())
    return whole.hexdigest()[:12]
