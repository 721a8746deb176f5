"""What the screen of one job shows of it, live."""

import asyncio

from joblog_tui.feed.detail import REPORTS, Detail, DetailWindow
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.stall import Limit, Stalls, Verdict
from joblog_tui.model.vocabulary import Status
from tests.support.memory_store import NOW, MemoryStore, a_job, a_report


def window(store: MemoryStore, job_id: str) -> DetailWindow:
    return DetailWindow(lambda: store, job_id, clock=lambda: NOW, gap=0)


async def test_the_way_down_the_job_and_its_history() -> None:
    store = MemoryStore([a_job(1, nested=2), a_job(2, parent="job-1", nested=1), a_job(3, parent="job-2")])
    store.reports["job-3"] = (a_report(7, "job-3"), a_report(8, "job-3", status=Status.COMPLETED))
    detail = await anext(window(store, "job-3").details())
    assert isinstance(detail, Detail)
    assert [job.id for job in detail.above] == ["job-1", "job-2"]
    assert detail.job.id == "job-3"
    assert [report.seq for report in detail.reports] == [7, 8]
    assert detail.whole


async def test_a_change_is_told_with_the_latest_verdict() -> None:
    store = MemoryStore([a_job(1, status=Status.RUNNING)])
    detail_window = window(store, "job-1")
    details = detail_window.details()
    async with asyncio.timeout(5):
        first = await anext(details)
        verdict = Verdict(NOW, Limit(), "syncing_users")
        detail_window.judged(Stalls(NOW, {1: verdict}))
        store.change(1, status=Status.RETRYING)
        detail_window.changed()
        second = await anext(details)
    assert isinstance(first, Detail)
    assert isinstance(second, Detail)
    assert first.verdict is None
    assert (second.job.status, second.verdict) == (Status.RETRYING, verdict)


async def test_a_long_history_comes_in_parts_from_its_end() -> None:
    store = MemoryStore([a_job(1)])
    store.reports["job-1"] = tuple(a_report(n, "job-1") for n in range(1, REPORTS + 3))
    detail_window = window(store, "job-1")
    details = detail_window.details()
    async with asyncio.timeout(5):
        last = await anext(details)
        detail_window.further_back()
        all_of_it = await anext(details)
    assert isinstance(last, Detail)
    assert isinstance(all_of_it, Detail)
    assert (len(last.reports), last.reports[0].seq, last.whole) == (REPORTS, 3, False)
    assert (len(all_of_it.reports), all_of_it.whole) == (REPORTS + 2, True)


async def test_a_job_that_is_gone_is_an_error_in_one_line() -> None:
    error = await anext(window(MemoryStore(), "job-9").details())
    assert isinstance(error, JoblogError)
    assert "job-9" in str(error)


async def test_it_turns_to_another_job_and_to_none() -> None:
    store = MemoryStore([a_job(1), a_job(2)])
    detail_window = DetailWindow(lambda: store, clock=lambda: NOW, gap=0)
    details = detail_window.details()
    async with asyncio.timeout(5):
        following = asyncio.ensure_future(anext(details))
        detail_window.turn_to("job-2")
        detail = await following
        assert isinstance(detail, Detail)
        assert detail.job.id == "job-2"
        detail_window.turn_to("job-1")
        detail = await anext(details)
        assert isinstance(detail, Detail)
        assert detail.job.id == "job-1"
        following = asyncio.ensure_future(anext(details))
        detail_window.turn_to(None)
        await asyncio.sleep(0)
        assert not following.done()
        following.cancel()


async def test_nested_jobs_are_counted_and_the_loudest_come_first() -> None:
    store = MemoryStore([a_job(1, nested=4)])
    store.put(
        a_job(2, parent="job-1"),
        a_job(3, parent="job-1", status=Status.NOT_COMPLETED, nested=1),
        a_job(4, parent="job-1", status=Status.RUNNING),
        a_job(5, parent="job-3", status=Status.NOT_COMPLETED),
    )
    detail_window = DetailWindow(lambda: store, "job-1", children=2, clock=lambda: NOW, gap=0)
    detail = await anext(detail_window.details())
    assert isinstance(detail, Detail)
    assert detail.below is not None
    assert detail.below.status == {"completed": 1, "not_completed": 2, "running": 1}
    assert [job.id for job in detail.children] == ["job-3", "job-4"]
    assert detail.more == 1
