"""Whether a source is silent is what the meaning in memory says, however its signs arrived."""

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from joblog_tui.model.event import Event
from joblog_tui.model.moment import HOUR, MINUTE
from joblog_tui.model.silence import silence
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.logs import START
from tests.support.stores import append_by_python, append_by_sql, new_store

EXAMPLES = max(100, int(os.environ.get("JOBLOG_EXAMPLES", "100")) // 10)
# Bursts, pauses of minutes and of hours, and signs of the same moment.
signs = st.lists(
    st.one_of(st.integers(0, 90_000), st.integers(0, 40).map(lambda n: n * 7 * MINUTE), st.integers(0, 30 * HOUR)),
    min_size=1,
    max_size=30,
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(after=signs, later=st.one_of(st.integers(2, 40 * HOUR), st.sampled_from([5 * MINUTE, 21 * MINUTE])), whole=...)
@example(after=[0], later=5 * MINUTE, whole=True)
@example(after=[0], later=5 * MINUTE + 1, whole=False)
@example(after=[0, 10 * MINUTE, 20 * MINUTE], later=30 * MINUTE, whole=True)
@example(after=[0, 10 * MINUTE, 20 * MINUTE], later=30 * MINUTE + 1, whole=False)
async def test_a_source_is_silent_when_its_signs_say_so(after: list[int], later: int, whole: bool) -> None:
    """``later`` is how long after the last sign somebody asks; the job itself has been stalled all along."""
    at = [START + each for each in after]
    now = max(at) + later
    job = Event("job-1", at=min(at), status="running", task="adding_users", source="worker-1")
    beats = [Event(None, at=moment, source="worker-1", heartbeat=True) for moment in at]
    with tempfile.TemporaryDirectory() as directory:
        path = new_store(Path(directory))
        append = append_by_python if whole else append_by_sql
        assert append(path, [*beats, job]) == []
        store = await SqliteStore.open(path, {"adding_users": 1}, clock=lambda: now)
        try:
            (verdict,) = (await store.stalls()).verdicts.values()
        finally:
            await store.close()
    assert verdict.silence == silence("worker-1", at, now)
