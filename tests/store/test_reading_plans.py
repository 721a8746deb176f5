"""How SQLite goes about what an operator waits for: no statement walks a table that grows with the log."""

import re
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import And, Between, Condition, Exactly, Filter, Flag, Not, OneOf, Or, Span, Text, Word
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.store.sqlite import cube
from joblog_tui.store.sqlite.reader import Reader
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.stores import append_by_python, new_store, raw

AT = 1_795_000_000_000
HOUR = 3_600_000
# The jobs that wait for a fact are few, and have an index of their own, which is counted as a whole.
WALKED = re.compile(r"SCAN (jobs|j|events|e|tally|c|ancestry|a)\b(?! USING (COVERING )?INDEX jobs_held)")
SORTED = "USE TEMP B-TREE FOR ORDER BY"


def of(*parts: Condition, everywhere: bool = False, sort: Sort | None = None, parent: str | None = None) -> Listing:
    return Listing(Filter(parts, everywhere), sort or Sort(), parent)


FAILED = OneOf("status", ("not_completed",))
LISTINGS = {
    "everything": of(),
    "a status": of(FAILED),
    "a pair": of(FAILED, Not(OneOf("trigger", ("scim",)))),
    "a range": of(Between("created", AT + HOUR // 2, AT + 9 * HOUR)),
    "an age": of(Span("age", "<", 5 * HOUR), OneOf("task", ("adding_users",))),
    "oldest first": of(sort=Sort("created", descending=False)),
    "by status": of(sort=Sort("status")),
    "by task": of(sort=Sort("task", descending=False)),
    "stalled": of(Flag("stalled")),
    "changed lately": of(Between("updated", AT + 20 * HOUR, None)),
    "failed lately": of(FAILED, Between("updated", AT, None)),
    "needs attention": of(Or((Flag("stalled"), And((FAILED, Between("updated", AT, None)))))),
    "with nested jobs": of(Flag("nested")),
    "an id": of(Text("id", ("job-7",))),
    "a correlation": of(Text("correlation", ("req-3",))),
    "a target": of(Text("target", ("team 12",))),
    "a whole name": of(Exactly("target", ("Team 12",))),
    "a word": of(Word("team 12")),
    "either": of(Or((Text("target", ("team 12",)), Text("actor", ("nobody",))))),
    "nothing": of(Word("no such thing")),
    "nested": of(parent="job-1"),
    "nested, failed": of(FAILED, parent="job-1"),
    "nested at any depth": of(everywhere=True, parent="job-1"),
}
CALLS: dict[str, Callable[[SqliteStore, Listing], Awaitable[Any]]] = {
    "first page": lambda store, listing: store.block(listing, 0, 50, soon=True),
    "last page": lambda store, listing: store.block(listing, 1 << 40, 50, soon=True),
    "around": lambda store, listing: store.block_around(listing, 40, 5, 50, soon=True),
    "counts": lambda store, listing: store.facets(listing),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = new_store(tmp_path_factory.mktemp("plans"))
    statuses = [status.slug for status in Status]
    log = [
        Event(
            f"job-{n}", at=AT + n * HOUR // 4, status=statuses[n % 6], task=("adding_users", "logging_in")[n % 2],
            trigger=("scim", "web_app", "team_events")[n % 3], target=Target(f"Team {n}", "team"), actor="Okta",
            parent="job-1" if n % 5 == 4 else None, correlation=f"req-{n % 9}",
        )
        for n in range(1, 120)
    ]  # fmt: skip
    append_by_python(path, log)
    return path


async def steps_of(
    path: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[SqliteStore], Awaitable[Any]]
) -> list[str]:
    """The steps of the plans of every statement that a question comes to."""
    asked: list[tuple[str, Sequence[Any]]] = []
    fetch = Reader._fetch

    def noted(self: Reader, sql: str, values: Sequence[Any]) -> list[Any]:
        asked.append((sql, values))
        return fetch(self, sql, values)

    store = await SqliteStore.open(path, {}, clock=lambda: AT + 40 * HOUR)
    try:
        await store.stalls()
        monkeypatch.setattr(Reader, "_fetch", noted)
        await ask(store)
    finally:
        monkeypatch.undo()
        await store.close()
    with raw(path) as connection:
        connection.create_function("holds", 2, lambda *_: 1, deterministic=True)
        return [step for sql, values in asked for step in explained(connection, sql, values)]


def explained(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> list[str]:
    if sql.lstrip("- \n").split()[0] in ("BEGIN", "ROLLBACK", "COMMIT", "PRAGMA"):
        return []
    return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("listing", LISTINGS)
async def test_no_question_walks_the_log(path: Path, monkeypatch: pytest.MonkeyPatch, listing: str, call: str) -> None:
    monkeypatch.setattr("joblog_tui.store.sqlite.texts.LOOKED_THROUGH", 1_000_000)
    steps = await steps_of(path, monkeypatch, lambda store: CALLS[call](store, LISTINGS[listing]))
    assert steps
    names_and_ids = "SCAN jobs"  # how words are looked for in a log of this size
    assert [step for step in steps if WALKED.match(step) and step != names_and_ids] == []


async def test_the_cells_of_a_rare_filter_are_merged_without_a_sort(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cube, "COMMON", 0)
    steps = await steps_of(path, monkeypatch, lambda store: store.block(of(FAILED), 3, 5))
    assert any("MERGE (UNION ALL)" in step for step in steps)
    assert SORTED not in steps
