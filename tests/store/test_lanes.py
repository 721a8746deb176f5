"""What a leaf did when comes with its row: all of it for nearly every job, both ends of a long story."""

from dataclasses import replace
from pathlib import Path

import pytest

from joblog_tui.model.event import Event, Target
from joblog_tui.model.lane import Turn, lane
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.query.outline import Outline
from joblog_tui.store.factory import create_store, open_appender, open_store
from joblog_tui.store.sqlite.lanes import FIRST, LAST

START = 1_780_000_000_000
TURNS = (Status.RUNNING, Status.RETRYING)


def turn(n: int) -> Turn:
    """The job is tried again and again, once a second."""
    return Turn(START + 1_000 * n, TURNS[n % 2], n // 2 + 1)


@pytest.mark.parametrize("count", [1, FIRST, FIRST + LAST, FIRST + LAST + 400])
async def test_a_long_story_begins_and_ends_as_it_did(tmp_path: Path, count: int) -> None:
    url = str(tmp_path / "log.db")
    create_store(url, "Acme", "ana")
    appender = open_appender(url, durable=False)
    facts = Event(
        "parent", at=START, task="adding_users", trigger="scim", actor="Cerby", target=Target("Legal", "team")
    )
    turns = [turn(n) for n in range(count)]
    events = [
        replace(facts, job="leaf", parent="parent", at=each.at, status=each.status.slug, attempt=each.attempt)
        for each in turns
    ]
    appender.append([facts, *events])
    appender.close()
    store = await open_store(url)
    try:
        listing = Listing(sort=Sort("created", descending=False), parent="parent", outline=Outline(lanes=True))
        block = await store.block(listing, 0, 10)
    finally:
        await store.close()
    told = turns if count <= FIRST + LAST else [*turns[: FIRST + 1], *turns[-LAST - 1 :]]
    assert [job.id for job in block.rows] == ["parent", "leaf"]
    assert block.branches[1].lane == lane(told, START)
