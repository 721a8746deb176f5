"""The SQL agrees with the fold in memory: over random logs, however they arrive, and after a rebuild."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import Event
from joblog_tui.model.fold import Fold
from joblog_tui.store.sqlite.folding import rebuild
from tests.support.logs import START, logs
from tests.support.stores import append_by_python, append_by_sql, jobs_of, new_store, projections_of, raw

EXAMPLES = int(os.environ.get("JOBLOG_EXAMPLES", "150"))


def folded(log: list[Event]) -> tuple[Fold, list[int]]:
    """The log in memory, and the indexes of the events that it refused."""
    fold, refused = Fold(), []
    for index, event in enumerate(log):
        try:
            fold.add(event, START)
        except EventRefused:
            refused.append(index)
    return fold, refused


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(log=logs(), batch=st.integers(1, 50), doors=st.lists(st.booleans(), min_size=1, max_size=5))
def test_the_store_shows_what_the_fold_shows(log: list[Event], batch: int, doors: list[bool]) -> None:
    """By the SQL door one at a time, by the Python door in batches, and by both in turns."""
    fold, refused = folded(log)
    with tempfile.TemporaryDirectory() as directory:
        path = new_store(Path(directory))
        found: list[int] = []
        for number, first in enumerate(range(0, len(log), batch)):
            append = append_by_sql if doors[number % len(doors)] else append_by_python
            found += [first + index for index in append(path, log[first : first + batch])]
        with raw(path) as connection:
            shown = jobs_of(connection)
            before = projections_of(connection)
            rebuild(connection)
            after = projections_of(connection)
    assert found == refused
    assert {job_id: fold.job(job_id) for job_id in fold.ids} == shown
    assert before == after


@settings(max_examples=EXAMPLES // 3, deadline=None, suppress_health_check=list(HealthCheck))
@given(log=logs(25), seed=st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(log: list[Event], seed: object) -> None:
    """Two writers' events interleaved in any way show the same jobs, as long as all of them are accepted."""
    import random

    assert isinstance(seed, random.Random)
    distinct: dict[tuple[str | None, str], Event] = {}
    for number, event in enumerate(log):
        # One moment each: then (at, arrival) is an order by time alone; ids make the events distinct.
        distinct[event.source, f"evt-{number}"] = Event(
            **{
                **{name: getattr(event, name) for name in Event.__slots__},
                "id": f"evt-{number}",
                "at": START + number * 7,
                "parent": None if event.job == "job-0" else "job-0",
            }
        )
    shuffled = list(distinct.values())
    seed.shuffle(shuffled)
    shown = []
    for arrival in (list(distinct.values()), shuffled):
        fold, _ = folded(arrival)
        shown.append({job_id: _without_seq(fold, job_id) for job_id in fold.ids})
    assert shown[0] == shown[1]


def _without_seq(fold: Fold, job_id: str) -> dict[str, object]:
    job = fold.job(job_id)
    return {name: getattr(job, name) for name in job.__slots__ if name != "seq"}
