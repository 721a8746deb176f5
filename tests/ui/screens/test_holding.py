"""What the operator looks at stays: rows do not move under the eye, and a job that is gone leaves a tombstone."""

import pytest

from joblog_tui.model.vocabulary import Status
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job


def running(count: int = 40) -> MemoryStore:
    return MemoryStore([a_job(n, status=Status.RUNNING) for n in range(1, count + 1)])


async def only_incomplete(operator: Operator) -> None:
    await operator.sees("LIVE")
    await operator.press("i")
    await operator.sees("is:incomplete")
    await operator.until(lambda: operator.screen.state.current is not None)


async def test_scrolled_away_the_list_counts_what_is_new_and_g_shows_it() -> None:
    store = running(100)
    async with dashboard(store) as operator:
        await operator.sees("Team 100")
        await operator.press("pagedown", "pagedown")
        await operator.until(lambda: not operator.table.at_top)
        before = operator.rows[1:]
        store.put(a_job(101, created_at=NOW), a_job(102, created_at=NOW))
        await operator.sees("+2 new", "g shows them")
        assert operator.rows[1:] == before
        await operator.press("g")
        await operator.sees("Team 102")
        await operator.no_longer_sees("+2 new")


async def test_marked_rows_hold_the_list_at_the_top() -> None:
    store = running()
    async with dashboard(store) as operator:
        await operator.sees("Team 40")
        await operator.press("down", "space")
        before = [row[:60] for row in operator.rows[1:4]]
        store.put(a_job(41, created_at=NOW), a_job(42, created_at=NOW))
        await operator.sees("+2 new")
        assert [row[:60] for row in operator.rows[1:4]] == before
        await operator.press("g")
        await operator.sees("Team 42")
        await operator.no_longer_sees("+2 new")
        assert operator.table.marked == {39}


@pytest.mark.parametrize("away", [0, 3])
async def test_a_job_that_no_longer_matches_stays_until_the_cursor_leaves(away: int) -> None:
    store = running(10)
    async with dashboard(store) as operator:
        await only_incomplete(operator)
        await operator.press(*["down"] * away)
        seq = 10 - away
        assert operator.cursor == f"job-{seq}"
        store.change(seq, status=Status.COMPLETED)
        await operator.sees("no longer matches", "9 match")
        assert operator.cursor == f"job-{seq}"
        line = operator.rows[1 + away]
        assert f"Team {seq} " in line
        await operator.until(lambda: "Completed" in operator.rows[1 + away])
        assert [row for row in operator.rows if "Team" in row] == operator.rows[1:11]
        await operator.press("down")
        assert operator.cursor == f"job-{seq - 1}"
        await operator.no_longer_sees("no longer matches")
        await operator.until(lambda: f"Team {seq} " not in "".join(operator.rows))
        assert operator.cursor == f"job-{seq - 1}"


async def test_a_job_that_matches_again_is_a_row_like_any_other() -> None:
    store = running(10)
    async with dashboard(store) as operator:
        await only_incomplete(operator)
        await operator.press("down", "down")
        store.change(8, status=Status.COMPLETED)
        await operator.sees("no longer matches")
        store.change(8, status=Status.RETRYING)
        await operator.no_longer_sees("no longer matches")
        assert operator.cursor == "job-8"
        assert operator.table.cursor_rank == 2


async def test_on_resume_what_changed_glows_for_a_moment() -> None:
    store = running(5)
    async with dashboard(store) as operator:
        await operator.sees("Team 5")
        await operator.press("=")
        store.change(3, nested=4, nested_completed=1)
        await operator.sees("+0 new, 1 changed")
        await operator.press("=")
        await operator.until(lambda: operator.table._signs.glow(3) is not None)
        assert operator.table._signs.glow(4) is None
