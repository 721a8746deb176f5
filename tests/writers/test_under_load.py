"""Writers in processes of their own: what a killed one leaves behind, and how long the write-ahead log becomes."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from joblog_tui.query.listing import Listing
from joblog_tui.store.factory import open_store
from joblog_tui.store.sqlite.folding import rebuild
from tests.support.stores import new_store, projections_of, raw
from tests.writers.programs import start

LOAD = """
    import sys
    from joblog_tui.model.event import Event, Target
    from joblog_tui.store.factory import open_appender

    batch, batches, bulk = int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "bulk"
    appender = open_appender(sys.argv[1], durable=False, bulk=bulk)
    for number in range(batches):
        events = []
        for n in range(number * batch, (number + 1) * batch):
            job, first = n // 3, n % 3 == 0
            # A nested job now and then, and news of it in another batch.
            parent = f"job-{job - job % 7}" if job % 7 and first and job % 5 == 0 else None
            events.append(Event(
                f"job-{job}", id=f"evt-{n}", parent=parent, at=1_795_000_000_000 + n,
                status=("queued", "running", "completed")[n % 3], source=f"worker-{n % 5}",
                task="logging_in" if first else None, trigger="scim" if first else None,
                target=Target(f"app {job % 1000}") if first else None, actor="Cerby" if first else None))
        assert appender.append(events).refused == ()
        print((number + 1) * batch, flush=True)
    appender.close()
"""


@pytest.mark.parametrize(("batch", "kind"), [(500, "usual"), (20_000, "bulk")])
def test_killed_in_the_middle_everything_acknowledged_is_there_and_whole(tmp_path: Path, batch: int, kind: str) -> None:
    store = new_store(tmp_path)
    writer = start(LOAD, store, batch, 10_000, kind)
    assert writer.stdout is not None
    for _ in range(3):
        acknowledged = int(writer.stdout.readline())
    writer.kill()
    out, _ = writer.communicate(timeout=60)
    acknowledged = max(acknowledged, *(int(line) for line in out.split() if line), 0)
    with raw(store) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM events").fetchone()
        assert kept >= acknowledged
        assert kept % batch == 0
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        before = projections_of(connection)
        rebuild(connection)
        assert projections_of(connection) == before


async def test_the_write_ahead_log_stays_bounded_beside_a_dashboard(tmp_path: Path) -> None:
    """A reader that looks all the time neither holds the log back nor makes the writer wait for it."""
    store = new_store(tmp_path)
    writer = start(LOAD, store, 250, 400, "usual")
    assert writer.stdout is not None
    opened = await open_store(str(store))
    longest, written = 0, 0
    try:
        while writer.poll() is None:
            block = await opened.block(Listing(), 0, 50)
            await opened.facets(Listing())
            longest = max(longest, await opened.wal_size())
            assert block.total <= await opened.last_event()
        await asyncio.to_thread(writer.communicate, timeout=60)
        written = await opened.last_event()
    finally:
        await opened.close()
    assert (writer.returncode, written) == (0, 100_000)
    assert longest < 48 * 2**20
    with sqlite3.connect(store) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
