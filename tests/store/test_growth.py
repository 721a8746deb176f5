"""A tree that is unfolded as a whole: windows far down in it, and what a second look knows of what has come."""

from pathlib import Path

from joblog_tui.model.event import Event, Target
from joblog_tui.query.filters import Filter, OneOf
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.query.outline import Outline
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.stores import append_by_python, new_store

AT = 1_795_000_000_000
UNFOLDED = Listing(sort=Sort("created", descending=False), parent="top", outline=Outline(unfolded=True))


def job(name: str, parent: str | None, at: int, status: str = "queued") -> Event:
    return Event(
        name, id=f"{name}-{at}", parent=parent, at=AT + at, status=status, task="logging_in", trigger="scim",
        target=Target(name), actor="Cerby", source="worker-1",
    )  # fmt: skip


async def ids(store: SqliteStore, listing: Listing = UNFOLDED, first: int = 0, limit: int = 50) -> list[str]:
    return [row.id for row in (await store.block(listing, first, limit)).rows]


async def test_windows_far_down_between_leaves_and_jobs_with_nested_ones(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    log, expected = [job("top", None, 0)], ["top"]
    for group in range(30):
        for leaf in range(group % 4):
            log.append(job(f"leaf-{group}-{leaf}", "top", 10 * group + leaf))
        log.append(job(f"group-{group}", "top", 10 * group + 5))
        inner = [f"inner-{group}-{number}" for number in range(group % 5)]
        log += [job(name, f"group-{group}", 1_000 + number) for number, name in enumerate(inner)]
        expected += [f"leaf-{group}-{leaf}" for leaf in range(group % 4)] + [f"group-{group}", *inner]
    append_by_python(path, log)
    store = await SqliteStore.open(path, {})
    try:
        for first in range(0, len(expected), 7):
            start = min(first, len(expected) - 9)
            assert await ids(store, first=first, limit=9) == expected[start : start + 9]
        for rank, name in enumerate(expected):
            known = await store.job(name)
            assert known is not None
            assert (await store.block_around(UNFOLDED, known.seq, 2, 9))[1] == rank
    finally:
        await store.close()


async def test_a_second_look_shows_what_came_after_the_first(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    append_by_python(path, [job("top", None, 0), *[job(name, "top", at) for name, at in (("a", 10), ("b", 20))]])
    append_by_python(path, [job("a.1", "a", 11), job("b.1", "b", 21)])
    failed = Listing(Filter((OneOf("status", ("not_completed",)),)), UNFOLDED.sort, "top", UNFOLDED.outline)
    store = await SqliteStore.open(path, {})
    try:
        assert await ids(store, failed) == ["top"]
        append_by_python(path, [job("b.1", None, 30, "not_completed")])
        assert await ids(store, failed) == ["top", "b", "b.1"]
        assert await ids(store) == ["top", "a", "a.1", "b", "b.1"]
        append_by_python(path, [job("b", None, 5)])  # a late report: it was created before the other
        assert await ids(store) == ["top", "b", "b.1", "a", "a.1"]
        append_by_python(path, [job("a.2", "a", 12)])
        assert await ids(store) == ["top", "b", "b.1", "a", "a.1", "a.2"]
    finally:
        await store.close()
