"""Writes to a store at a steady rate, from a process of its own: new jobs, and news of those written last.

``python -m benchmarks.load STORE RATE`` writes until it is ended.
"""

import sys
import time
from collections.abc import Iterator

from benchmarks.recipe import Recipe, made_jobs
from joblog_tui.model.event import Event
from joblog_tui.model.moment import now_ms
from joblog_tui.store.factory import open_appender

STEP = 0.05  # seconds between two batches
TOGETHER = 200  # jobs that are at work at the same time


def news(began: int) -> Iterator[Event]:
    """Events without an end, each happening now: a round of jobs begins, then works, then ends."""
    jobs = made_jobs(Recipe(100_000_000, began, seed=began))
    while True:
        at_work = [next(jobs) for _ in range(TOGETHER)]
        for number in range(3):
            for job in at_work:
                status = job.reports[number][0]
                first = number == 0
                yield Event(
                    f"load-{began}-{job.id}", at=now_ms(), status=status, source="load",
                    task=job.task if first else None, trigger=job.trigger if first else None,
                    target=job.target if first else None, actor=job.actor if first else None,
                )  # fmt: skip


def main(store: str, rate: float) -> None:
    """Write ``rate`` events a second in small batches, catching up when it was held up."""
    appender = open_appender(store, durable=False)
    events = news(now_ms())
    began, written = time.monotonic(), 0
    try:
        while True:
            due = int((time.monotonic() - began) * rate) - written
            if due > 0:
                appender.append([next(events) for _ in range(due)])
                written += due
            time.sleep(STEP)
    finally:
        appender.close()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
