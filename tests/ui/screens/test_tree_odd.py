"""What may be wrong with a job that is open: pruned, never reported, 32 levels deep, with a megabyte of attributes."""

import json

from joblog_tui.model.event import Target
from joblog_tui.model.job import LeafCounts
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.widgets.scrolled_lines import ScrolledLines
from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job, a_report


async def test_a_job_that_vanishes_while_it_is_open() -> None:
    store = MemoryStore([a_job(1, nested=1), a_job(2, parent="job-1", target=Target("child"), depth=1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        await operator.press("enter")
        await operator.sees("child")
        del store.jobs_by_seq[1], store.jobs_by_seq[2]
        store.put()
        await operator.sees("the job job-1 is not in the store any more")
        await operator.press("n", "b", "right", "left", "V", "enter", "escape")
        await operator.until(lambda: operator.kind == "LogScreen")


async def test_a_parent_that_never_reported() -> None:
    running = {"status": Status.RUNNING, "leaves": LeafCounts(running=1)}
    placeholder = a_job(
        1, nested=1, created_at=None, updated_at=None, active_at=None, started_at=None, own_status=None, target=None,
        task=None, trigger=None, actor=None, source=None, **running,
    )  # fmt: skip
    store = MemoryStore([placeholder, a_job(2, parent="job-1", target=Target("child"), depth=1, **running), a_job(3)])
    async with dashboard(store) as operator:
        await operator.sees("Team 3")
        await operator.press("/")
        await operator.write("in:all child")
        await operator.press("enter")
        await operator.sees("1 match")
        await operator.press("enter")
        await operator.sees("Nested in   job-1")
        await operator.press("u")
        await operator.sees("▾ -", "└── child", "blocked by child")
        await operator.press("g", "d")
        await operator.sees("nothing was reported of this job itself yet")


async def test_thirty_two_levels() -> None:
    jobs = [a_job(1, id="level-0", nested=32)]
    for level in range(1, 33):
        parent, nested = f"level-{level - 1}", 32 - level
        jobs.append(a_job(level + 1, id=f"level-{level}", parent=parent, nested=nested, depth=level,
                          target=Target(f"deep {level}")))  # fmt: skip
    async with dashboard(MemoryStore(jobs), size=(120, 60)) as operator:
        await operator.sees("Team 1")
        await operator.press("enter")
        await operator.sees("deep 1", "deep 32")
        assert any("…" in row and "deep 32" in row for row in operator.rows)
        await operator.press("G")
        assert operator.cursor == "level-32"
        await operator.press("left")
        assert operator.cursor == "level-31"
        await operator.press("down", "enter")
        await operator.sees("Queue time", "All jobs  ›  …  ›", "✓ deep 31  ›  ✓ deep 32")


async def test_a_megabyte_of_attributes() -> None:
    store = MemoryStore([a_job(1)])
    attributes = json.dumps({f"key-{n:05}": "x" * 40 for n in range(20_000)})
    store.reports["job-1"] = (a_report(1, "job-1", status=Status.COMPLETED, changed=True, attributes=attributes),)
    async with dashboard(store, size=(120, 40)) as operator:
        await operator.sees("Team 1")
        await operator.press("enter")
        lines = operator.app.screen.query("#history ScrolledLines").first(ScrolledLines)
        await operator.until(lambda: "more of them: scroll on" in lines.text)
        operator.screen.set_focus(lines)
        for number in (399, 3_998, 19_999):
            await operator.until(lambda number=number: f'"key-{number - 1:05}"' in lines.text)  # type: ignore[misc]
            await operator.press("end")
        await operator.until(lambda: '"key-19999"' in lines.text)


async def test_more_nested_jobs_than_unfold_at_once_are_told_so() -> None:
    store = MemoryStore([a_job(1, nested=812_345), a_job(2, parent="job-1", target=Target("child"), depth=1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        await operator.press("enter")
        await operator.sees("child")
        await operator.press("*")
        await operator.sees("812,345 nested jobs: up to 500,000 unfold at once; unfold one by one, or filter")
