"""Events that are known already, among batches that are not looked up for them as long as none was."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from joblog_tui.model.event import Event
from joblog_tui.store.base import Appended, Appender
from joblog_tui.store.factory import open_appender
from tests.support.logs import START
from tests.support.stores import new_store, raw

FIRST = Event("job-1", id="evt-1", source="worker-1", at=START, status="running")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return new_store(tmp_path)


@pytest.fixture
def appender(store: Path) -> Iterator[Appender]:
    with closing(open_appender(str(store))) as appender:
        appender.append([FIRST])
        yield appender


def ids_in(store: Path) -> list[str]:
    with raw(store) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM events ORDER BY seq")]


@pytest.mark.parametrize(
    "again",
    [
        replace(FIRST, parent="job-1"),
        replace(FIRST, task="no_such_task"),
        replace(FIRST, job="job-2", status="completed"),
    ],
    ids=["nested in itself", "unknown word", "another job"],
)
def test_a_known_event_passes_whatever_it_says_now(store: Path, appender: Appender, again: Event) -> None:
    new = replace(FIRST, id="evt-2", at=START + 1)
    assert appender.append([again]) == Appended(1)
    assert appender.append([new, again]) == Appended(2)
    assert ids_in(store) == ["evt-1", "evt-2"]
    with raw(store) as connection:
        assert connection.execute("SELECT id, own_status FROM jobs").fetchall() == [("job-1", 3)]


def test_known_and_refused_ones_are_told_apart(store: Path, appender: Appender) -> None:
    wrong = replace(FIRST, id="evt-2", parent="job-1")
    for known in (FIRST, replace(FIRST, task="no_such_task")):
        appended = appender.append([wrong, known, replace(FIRST, id=None), wrong])
        assert (appended.accepted, [refusal.index for refusal in appended.refused]) == (2, [0, 3])
    assert ids_in(store) == ["evt-1", None, None]


def test_the_same_id_of_another_source_is_another_event(store: Path, appender: Appender) -> None:
    assert appender.append([replace(FIRST, source="worker-2"), replace(FIRST, source=None)]) == Appended(2)
    assert ids_in(store) == ["evt-1"] * 3
