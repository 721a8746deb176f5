"""A key on a row lists the jobs like it, and the way back leads to the very place that was left."""

import pytest

from joblog_tui.model.event import Target
from joblog_tui.model.vocabulary import Status
from joblog_tui.query.listing import Sort
from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job, a_report


def people() -> MemoryStore:
    """Sixty jobs of three people over four teams; every fifth is stuck, three of a request, one nested in job-60."""
    people = ("Ana Ruiz", "Bo Li", "Cerby")
    jobs = [
        a_job(
            n,
            actor=people[n % 3],
            target=Target(f"Team {n % 4}", "team"),
            status=Status.COMPLETED if n % 5 else Status.RETRYING,
            trigger="web_app" if n % 2 else "scim",
        )
        for n in range(1, 61)
    ]
    store = MemoryStore([*jobs, a_job(61, parent="job-60", actor="Bo Li", target=Target("li@acme.co", "user"))])
    for n in (3, 10, 61):
        store.reports[f"job-{n}"] = (a_report(n, f"job-{n}", correlation="req-51"),)
    store.change(60, nested=1)
    return store


@pytest.mark.parametrize(
    ("key", "query", "count"),
    [
        ("T", 'target:="Team 2"', 15),
        ("A", 'actor:="Bo Li"', 20),
        ("K", "task:syncing_users trigger:scim", 30),
        ("W", "created:2026-11-23T07:53..2026-11-23T08:08", 60),
    ],
)
async def test_a_key_lists_the_jobs_like_this_one(key: str, query: str, count: int) -> None:
    async with dashboard(people()) as operator:
        await operator.sees("Team 0")
        await operator.press("j", "j")
        assert operator.cursor == "job-58"
        await operator.press(key)
        await operator.sees(query, f"{count} match")
        assert operator.cursor == "job-58"


async def test_the_same_request_is_found_across_nested_jobs() -> None:
    store = people()
    async with dashboard(store) as operator:
        await operator.sees("Team 0")
        await operator.press("G")
        await operator.press("k", "k")
        await operator.until(lambda: operator.cursor == "job-3")
        await operator.press("R")
        await operator.sees("correlation:req-51 in:all", "3 match")


async def test_a_job_of_no_request_says_so() -> None:
    async with dashboard(people()) as operator:
        await operator.sees("Team 0")
        await operator.press("R")
        await operator.sees("this job has no correlation")
        assert operator.screen.state.filter.empty


async def test_back_leads_to_the_place_that_was_left_and_forward_again() -> None:
    async with dashboard(people(), size=(120, 24)) as operator:
        await operator.sees("Team 0")
        assert "filter before" not in operator.text
        await operator.press(*["j"] * 30)
        cursor, first = operator.cursor, operator.table.first_visible
        assert first > 0
        await operator.press("A")
        await operator.sees("20 match")
        await operator.press("g", "j", "T")
        await operator.sees("5 match", "target:")
        await operator.press("[")
        await operator.sees("20 match")
        await operator.until(lambda: operator.table.cursor_rank == 1)
        await operator.press("[")
        await operator.sees("all jobs")
        await operator.until(lambda: (operator.cursor, operator.table.first_visible) == (cursor, first))
        await operator.press("[")  # there is nothing further back
        assert operator.screen.state.filter.empty
        await operator.press("]")
        await operator.sees("20 match")
        await operator.until(lambda: operator.table.cursor_rank == 1)
        await operator.press("]")
        await operator.sees("target:")
        await operator.press("]")
        await operator.sees("target:")


async def test_something_new_ends_the_way_forward() -> None:
    async with dashboard(people()) as operator:
        await operator.sees("Team 0")
        await operator.press("i")
        await operator.sees("is:incomplete")
        await operator.press("[")
        await operator.sees("all jobs")
        await operator.press("s", "]")
        await operator.sees("is:stalled")


async def test_the_way_back_remembers_the_order_of_the_rows() -> None:
    async with dashboard(people()) as operator:
        await operator.sees("Team 0")
        await operator.press("i")
        await operator.sees("is:incomplete")
        region = operator.table.region
        await operator.pilot.click(offset=(region.x + operator.rows[0].index("Target"), region.y))
        await operator.until(lambda: operator.screen.state.sort == Sort("target", descending=False))
        await operator.press("x")
        await operator.sees("all jobs")
        region = operator.table.region
        await operator.pilot.click(offset=(region.x + operator.rows[0].index("Target"), region.y))
        await operator.until(lambda: operator.screen.state.sort == Sort("target", descending=True))
        await operator.press("[")
        await operator.sees("is:incomplete")
        assert operator.screen.state.sort == operator.table.sort == Sort("target", descending=False)


async def test_a_pivot_from_inside_a_job_leaves_it_and_comes_back() -> None:
    async with dashboard(people()) as operator:
        await operator.sees("Team 0")
        await operator.press("enter")
        await operator.sees("li@acme.co", "Status history")
        await operator.press("down", "A")
        await operator.sees('actor:="Bo Li" in:all', "21 match")
        assert operator.kind == "LogScreen"
        assert operator.cursor == "job-61"
        await operator.press("[")
        await operator.sees("Status history")
        assert operator.cursor == "job-61"
