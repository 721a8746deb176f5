"""The log is live: what changes in the store is on the screen, and the cursor stays on its job."""

from dataclasses import replace

from joblog_tui.feed.window import Look
from joblog_tui.model.event import Target
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import TASKS, Status, Vocabulary, Word
from joblog_tui.query.filters import Filter, Flag
from joblog_tui.query.listing import Block, Listing
from tests.support.dashboard import dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job


async def test_the_first_screen_says_where_one_is() -> None:
    async with dashboard(MemoryStore([a_job(1), a_job(2, status=Status.RUNNING)])) as operator:
        await operator.sees("joblog", "Acme Corp", "acme.db", "LIVE", "2 jobs", "Team 1", "Team 2")
        assert "Not completed" in operator.text
        assert "row 1" in operator.lines[-1]


async def test_a_new_job_appears_by_itself() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        store.put(a_job(2, target=Target("Brand / YouTube")))
        await operator.sees("YouTube", "2 jobs")


async def test_a_changed_job_changes() -> None:
    store = MemoryStore([a_job(1, status=Status.RUNNING)])
    async with dashboard(store) as operator:
        await operator.sees("● Running       Team 1")
        store.change(1, status=Status.NOT_COMPLETED)
        await operator.sees("✗ Not completed Team 1")


async def test_the_cursor_stays_on_its_job_while_jobs_come_in() -> None:
    store = MemoryStore([a_job(n) for n in range(1, 11)])
    async with dashboard(store) as operator:
        await operator.sees("Team 10")
        await operator.press("down", "down", "down")
        assert operator.cursor == "job-7"
        for n in range(11, 16):
            store.put(a_job(n))
            await operator.sees(f"Team {n}")
            assert operator.cursor == "job-7"
        assert operator.table.cursor_rank == 8
        assert "row 9" in operator.lines[-1]


async def test_rows_stand_still_when_scrolled_away_from_the_top() -> None:
    store = MemoryStore([a_job(n) for n in range(1, 201)])
    async with dashboard(store) as operator:
        await operator.sees("Team 200")
        await operator.press("pagedown", "pagedown")
        await operator.until(lambda: operator.table.first_visible > 0)
        before = operator.rows
        store.put(*[a_job(n) for n in range(201, 221)])
        await operator.sees("220 jobs")
        assert operator.rows == before


async def test_the_far_end_of_a_long_log_is_one_key_away() -> None:
    store = MemoryStore([a_job(n) for n in range(1, 3001)])
    async with dashboard(store) as operator:
        await operator.sees("Team 3000")
        await operator.press("G")
        await operator.sees("Team 1 ", "row 3,000")
        await operator.press("g")
        await operator.sees("Team 3000", "row 1")


async def test_the_number_of_stalled_jobs_and_the_reason_are_told() -> None:
    store = MemoryStore([a_job(1, status=Status.RUNNING)])
    limit = Limit(120_000, 50_000, 812)
    store.verdicts[1] = Verdict(NOW - 196_000, limit, "syncing_users")
    async with dashboard(store) as operator:
        await operator.sees("▲ 1 stalled", "▲ silent 3m 16s; Syncing users finishes within 50s (p95 of 812 jobs)")


async def test_a_job_stalls_by_the_passing_of_time_alone() -> None:
    now = [NOW]
    store = MemoryStore([a_job(1, status=Status.RUNNING)], clock=lambda: now[0])
    async with dashboard(store, now=lambda: now[0]) as operator:
        await operator.sees("Team 1")
        store.verdicts[1] = Verdict(NOW, Limit(), "syncing_users")
        now[0] += 1_000_000
        await operator.sees("▲ 1 stalled", "▲ silent 16m 40s")


async def test_rows_of_a_filter_that_is_off_again_are_not_shown() -> None:
    store = MemoryStore([a_job(1), a_job(2, status=Status.RUNNING)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1", "Team 2")
        before = operator.screen.state.current
        assert before is not None
        late = replace(before, look=Look(Listing(Filter((Flag("incomplete"),)))), block=Block())
        operator.screen.take(late)
        assert operator.screen.state.current is before
        await operator.sees("Team 1", "Team 2")


async def test_a_task_that_was_registered_meanwhile_has_its_label() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        store.words = Vocabulary(tasks=(*TASKS, Word("suspending_users", "Suspending users")))
        store.put(a_job(2, task="suspending_users"))
        await operator.until(lambda: operator.text.count("Suspending users") >= 2)  # the sidebar, and the row


async def test_a_flood_of_changes_is_shown_as_it_is_in_the_end() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        store.calls.clear()
        for n in range(2, 302):
            store.put(a_job(n))
        await operator.sees("301 jobs", "Team 301")
        assert store.calls.count("block") + store.calls.count("block_around") < 30
