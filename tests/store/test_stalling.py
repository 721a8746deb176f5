"""Asking again and again what is stalled: what is read for it, and what is not."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import MINUTE
from joblog_tui.model.stall import Limit
from joblog_tui.store.sqlite import stalling
from joblog_tui.store.sqlite.pruning import prune
from joblog_tui.store.sqlite.reader import Reader
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.stores import append_by_python, new_store

AT = 1_795_000_000_000
LIMIT = 5 * MINUTE


def report(job: str, at: int, status: str = "running") -> Event:
    target = Target("Team 1")
    return Event(job, at=at, status=status, task="adding_users", trigger="scim", target=target, actor="Okta")


class Clock:
    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> int:
        return self.now


@contextmanager
def read_from(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many rows each statement read."""
    read: list[int] = []
    fetch = Reader._fetch

    def noted(self: Reader, sql: str, values: Sequence[Any]) -> list[Any]:
        rows = fetch(self, sql, values)
        read.append(len(rows))
        return rows

    with monkeypatch.context() as patch:
        patch.setattr(Reader, "_fetch", noted)
        yield read


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = new_store(tmp_path)
    append_by_python(path, [report(f"job-{n}", AT + n) for n in range(100)])
    return path


async def test_nothing_is_read_while_nothing_is_heard_and_nothing_is_due(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("joblog_tui.store.sqlite.stillness.GRAIN", 0)
    clock = Clock()
    store = await SqliteStore.open(path, {"adding_users": LIMIT}, clock)
    try:
        for _ in range(2):  # the log of an unused store has no file yet
            await store.stalls()
        clock.now = AT + 30_000
        with read_from(monkeypatch) as read:
            assert (await store.stalls()).listed == 0
        assert read == []
        clock.now = AT + LIMIT + 10
        assert (await store.stalls()).listed == 10
    finally:
        await store.close()


async def test_no_more_is_read_than_was_told_since(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    clock.now = AT + LIMIT + 10
    store = await SqliteStore.open(path, {"adding_users": LIMIT}, clock)
    try:
        assert (await store.stalls()).listed == 10
        append_by_python(path, [report("job-3", clock.now), report("job-5", clock.now, "completed")])
        with read_from(monkeypatch) as read:
            assert (await store.stalls()).listed == 8
        assert max(read) <= 2
    finally:
        await store.close()


async def test_a_parent_is_stalled_for_as_long_as_a_nested_job_is(path: Path) -> None:
    clock = Clock()
    store = await SqliteStore.open(path, {"adding_users": LIMIT}, clock)
    try:
        nested = replace(report("nested", AT), parent="parent")
        append_by_python(path, [report("parent", AT), nested, replace(report("other", AT + 9), parent="parent")])
        assert (await store.stalls()).verdicts == {}
        clock.now = AT + LIMIT + 1
        parent, blamed = await store.job("parent"), await store.job("nested")
        assert parent is not None
        assert blamed is not None
        assert {seq for seq, verdict in (await store.stalls()).verdicts.items() if verdict.blamed} == {parent.seq}
        append_by_python(path, [replace(nested, at=clock.now)])
        assert not {parent.seq, blamed.seq} & set((await store.stalls()).verdicts)
        clock.now = AT + LIMIT + 10
        assert (await store.stalls()).verdicts[parent.seq].blamed == "other"
        append_by_python(path, [report(job, clock.now, "completed") for job in ("nested", "other")])
        assert parent.seq not in (await store.stalls()).verdicts
    finally:
        await store.close()


async def test_a_job_that_finished_and_was_pruned_between_two_looks_is_not_stalled(path: Path) -> None:
    clock = Clock()
    clock.now = AT + LIMIT + 10
    store = await SqliteStore.open(path, {"adding_users": LIMIT}, clock)
    try:
        assert len((await store.stalls()).verdicts) == 10
        append_by_python(path, [report("job-3", AT + 4, "completed")])
        prune(path, clock.now, "ana", None, threading.Event())
        assert await store.job("job-3") is None
        assert len((await store.stalls()).verdicts) == 9
    finally:
        await store.close()


async def test_limits_that_are_set_later_are_judged_by_at_once(path: Path) -> None:
    clock = Clock()
    store = await SqliteStore.open(path, {"adding_users": 60 * MINUTE}, clock)
    try:
        clock.now = AT + 10 * MINUTE
        assert (await store.stalls()).verdicts == {}
        store.judge_by({"adding_users": LIMIT})
        verdicts = (await store.stalls()).verdicts
        assert len(verdicts) == 100
        assert {verdict.limit for verdict in verdicts.values()} == {Limit(LIMIT, configured=True)}
        store.judge_by({})
        assert (await store.stalls()).verdicts == {}, "fifteen minutes again"
    finally:
        await store.close()


async def test_limits_that_are_set_while_it_is_judged_are_not_forgotten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    store = await SqliteStore.open(path, {"adding_users": 60 * MINUTE}, clock)
    learn = stalling.learned_limits

    async def meanwhile(*args: Any) -> dict[int, Limit]:
        found = await learn(*args)
        store.judge_by({"adding_users": LIMIT})
        return found

    try:
        clock.now = AT + 10 * MINUTE
        with monkeypatch.context() as patch:
            patch.setattr(stalling, "learned_limits", meanwhile)
            await store.stalls()
        assert len((await store.stalls()).verdicts) == 100
    finally:
        await store.close()
