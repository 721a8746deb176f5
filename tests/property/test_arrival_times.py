"""When an event arrived, whatever arrived with it, whatever the clock did meanwhile and whatever was pruned since."""

import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joblog_tui.model.event import Event, Target
from joblog_tui.store.factory import prune
from joblog_tui.store.sqlite import batch as door
from joblog_tui.store.sqlite import schema
from tests.property.test_projection import EXAMPLES
from tests.support.logs import START
from tests.support.stores import append_by_python, new_store, raw, truth_of

moments = st.integers(START, START + 3)
# What arrives at once: (when, for each of its jobs whether it is finished).
batches = st.lists(st.tuples(moments, st.lists(st.booleans(), min_size=1, max_size=4)), max_size=6)


def finished_or_not(name: str, finished: bool) -> Event:
    return Event(
        name, id=name, at=START - 1_000, status="completed" if finished else "running", task="logging_in",
        trigger="scim", target=Target("Okta"), actor="Cerby",
    )  # fmt: skip


@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=batches, after=batches)
def test_pruning_moves_no_arrival(before: list[tuple[int, list[bool]]], after: list[tuple[int, list[bool]]]) -> None:
    with tempfile.TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        path = new_store(Path(directory))
        expected: dict[str, int] = {}
        for part, arriving in (("before", before), ("after", after)):
            for number, (moment, states) in enumerate(arriving):
                patch.setattr(door, "now_ms", lambda moment=moment: moment)
                jobs = {f"{part}-{number}-{n}": finished for n, finished in enumerate(states)}
                assert append_by_python(path, [finished_or_not(*job) for job in jobs.items()]) == []
                expected |= dict.fromkeys(jobs, moment)
            assert arrivals_in(path) == expected
            prune(str(path), START - 500, "ana", None, threading.Event())
            finished = [f"{part}-{n}-{i}" for n, (_, states) in enumerate(arriving) for i, f in enumerate(states) if f]
            expected = {job: moment for job, moment in expected.items() if job not in finished}
            assert arrivals_in(path) == expected
        with raw(path) as connection:
            assert len(truth_of(connection)["arrivals"]) <= len(expected)


def arrivals_in(path: Path) -> dict[str, int]:
    with raw(path) as connection:
        return {row[1]: row[3] for row in connection.execute(schema.sql("report.sql"))}
