"""What is stalled, while a log arrives in slices and time goes on, is what the meaning in memory says."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import Event
from joblog_tui.model.fold import Fold
from joblog_tui.model.moment import MINUTE
from joblog_tui.model.stall import Limit, Stalls
from joblog_tui.store.sqlite.store import SqliteStore
from tests.support.logs import START, logs
from tests.support.stores import append_by_python, append_by_sql, new_store

EXAMPLES = max(100, int(os.environ.get("JOBLOG_EXAMPLES", "100")) // 10)
LIMITS = {"adding_users": 4, "syncing_users": 7, "updating_user_roles": 3_700_000}  # milliseconds
# From one look to the next: nothing, a limit, a schedule, a source's silence, its usual pause; sometimes backwards.
PAUSES = st.one_of(
    st.integers(0, 8), st.sampled_from([-5, 100, 300_001, 15 * MINUTE, 3_600_000, 3_900_001, 14_400_001, 90_000_000])
)
# The events of a slice, whether they happened just now rather than at the beginning, the pause after it, and the door.
slices = st.lists(st.tuples(logs(8), st.booleans(), PAUSES, st.booleans()), min_size=2, max_size=8)


def meant(fold: Fold, now: int) -> Stalls:
    """What is stalled, as the model has it, in the form of the store."""
    limits = {task: Limit(limit, configured=True) for task, limit in LIMITS.items()}
    jobs = [fold.job(job_id) for job_id in fold.ids]
    stalled = [(job, verdict) for job in jobs if (verdict := fold.stalled(job.id, now, limits)) is not None]
    listed = [job for job, _ in stalled if job.parent is None and not job.held]
    cells: dict[tuple[str, str, str], int] = {}
    for job in listed:
        cell = (job.status.slug, job.task or "", job.trigger or "")
        cells[cell] = cells.get(cell, 0) + 1
    acknowledged = sum(job.acknowledged is not None for job in listed)
    seen_to = frozenset(job.seq for job, _ in stalled if job.acknowledged is not None)
    verdicts = {job.seq: verdict for job, verdict in stalled}
    return Stalls(now, verdicts, len(listed), acknowledged, cells, seen_to)  # type: ignore[arg-type]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(slices=slices, most_changed=st.sampled_from([0, 20_000, 20_000, 20_000]))
async def test_what_is_stalled_follows_the_log_and_the_clock(
    slices: list[tuple[list[Event], bool, int, bool]], most_changed: int
) -> None:
    now, fold = START, Fold()
    with tempfile.TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch.setattr("joblog_tui.store.sqlite.silences.USUAL_AGE", -1)  # learned anew each time
        patch.setattr("joblog_tui.store.sqlite.stillness.GRAIN", 0)
        patch.setattr("joblog_tui.store.sqlite.changes.MOST_CHANGED", most_changed)
        path = new_store(Path(directory))
        store = await SqliteStore.open(path, LIMITS, clock=lambda: now)
        try:
            for log, just_now, pause, set_wise in slices:
                if just_now:
                    log = [replace(event, at=(event.at or 0) + now - START) for event in log]
                (append_by_python if set_wise else append_by_sql)(path, log)
                for event in log:
                    try:
                        fold.add(event, START)
                    except EventRefused:
                        continue
                assert await store.stalls() == meant(fold, now)
                now += pause
                assert await store.stalls() == meant(fold, now)
        finally:
            await store.close()
