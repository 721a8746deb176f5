"""What the operator looks at stays: rows do not move under the eye, and a job that is gone leaves a tombstone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from joblog_tui.model.job import Acknowledgement, LeafCounts
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.screens.tree import FORM
from joblog_tui.ui.widgets.job_tree.tree import Form
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job
from tests.ui.screens.test_tree import made, netsuite, open_netsuite, shown


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


async def test_what_happens_to_a_job_that_no_longer_matches_is_followed() -> None:
    store = running(10)
    async with dashboard(store) as operator:
        await only_incomplete(operator)
        await operator.press("down", "down")
        store.change(8, status=Status.COMPLETED)
        await operator.sees("no longer matches")
        for note in ("ticket 1", "ticket 2"):
            store.change(8, acknowledged=Acknowledgement("bo", NOW, note))
            await operator.sees(note)
        assert operator.cursor == "job-8"


# In a tree


async def only_running(operator: Operator) -> None:
    """The inside of netsuite, with only what is being retried: the way to svc-payouts."""
    await open_netsuite(operator)
    await operator.press("/")
    await operator.write("status:retrying,queued")
    await operator.press("enter")
    await operator.until(lambda: "svc-billing" not in operator.text.split("Status  ")[1].split("Status history")[0])
    await on_row(operator, "svc-payouts")


async def on_row(operator: Operator, name: str) -> None:
    """Put the cursor on a job of the tree."""
    await operator.press("g")
    while operator.cursor != name:
        before = operator.cursor
        await operator.press("down")
        assert operator.cursor != before, f"{name} is not in the tree"


FORMS = pytest.mark.parametrize("form", ["timeline", "tree"])


@asynccontextmanager
async def inside(form: Form, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Operator, MemoryStore]]:
    """The inside of netsuite in one of its forms, under a filter, with the cursor on svc-payouts."""
    store, memory = netsuite(), Memory()
    memory.set(FORM, form)
    store.change(12, status=Status.QUEUED)
    async with dashboard(store, size=size, memory=memory) as operator:
        await only_running(operator)
        yield operator, store


@FORMS
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_a_nested_job_that_no_longer_matches_stays_in_its_tree(form: Form, size: tuple[int, int]) -> None:
    async with inside(form, size) as (operator, store):
        before = [job.id for job in operator.table.block.rows]
        guides = operator.line_with("── svc-payouts").split("svc-payouts")[0]
        store.change(22, status=Status.COMPLETED)
        await operator.sees("no longer matches")
        assert operator.cursor == "svc-payouts"
        assert [job.id for job in operator.table.block.rows] == before
        assert operator.line_with("no longer matches")[19:].startswith(guides[19:])
        await operator.until(lambda: "Completed" in operator.line_with("no longer matches"))
        await operator.press("up")
        await operator.no_longer_sees("no longer matches")
        assert operator.cursor == "sandbox"
        await operator.until(lambda: "svc-payouts" not in [job.id for job in operator.table.block.rows])


@FORMS
async def test_it_stays_when_what_it_is_nested_in_is_gone_too(form: Form) -> None:
    async with inside(form) as (operator, store):
        for seq in (20, 22, 23):
            store.change(seq, status=Status.COMPLETED)
        await operator.sees("no longer matches")
        await operator.until(lambda: "sandbox" not in " ".join(shown(operator)))
        assert operator.cursor == "svc-payouts"
        assert [row.split()[-1] for row in shown(operator)] == ["netsuite", "prod", "prod-two", "svc-payouts"]
        await operator.press("left")  # there is nothing to go to
        assert operator.cursor == "svc-payouts"
        await operator.press("up")
        await operator.until(lambda: len(shown(operator)) == 3)
        assert operator.cursor == "prod-two"


@FORMS
async def test_a_nested_job_that_matches_again_is_a_row_like_any_other(form: Form) -> None:
    async with inside(form) as (operator, store):
        before = shown(operator)
        store.change(22, status=Status.COMPLETED)
        await operator.sees("no longer matches")
        store.change(22, status=Status.RETRYING)
        await operator.no_longer_sees("no longer matches")
        assert operator.cursor == "svc-payouts"
        await operator.until(lambda: shown(operator) == before)


@FORMS
async def test_folding_what_it_is_nested_in_puts_the_cursor_there(form: Form) -> None:
    async with inside(form) as (operator, store):
        store.change(22, status=Status.COMPLETED)
        await operator.sees("no longer matches")
        await operator.press("left", "left")
        await operator.no_longer_sees("no longer matches")
        assert operator.cursor == "sandbox"
        await operator.until(lambda: "svc-tax" not in " ".join(shown(operator)))


@FORMS
async def test_another_query_has_no_tombstone_of_the_one_before(form: Form) -> None:
    async with inside(form) as (operator, store):
        store.change(22, status=Status.COMPLETED)
        await operator.sees("no longer matches")
        await operator.press("x")
        await operator.no_longer_sees("no longer matches")
        await operator.until(lambda: "svc-billing" in " ".join(shown(operator)))
        assert operator.cursor == "svc-payouts"


@FORMS
async def test_what_left_the_tree_while_it_was_frozen_leaves_a_tombstone_on_resume(form: Form) -> None:
    async with inside(form) as (operator, store):
        before = shown(operator)
        await operator.press("=")
        store.change(22, status=Status.COMPLETED)
        await operator.sees("FROZEN", "1 changed")
        assert shown(operator) == before
        assert "no longer matches" not in operator.text
        await operator.press("=")
        await operator.sees("no longer matches")
        assert operator.cursor == "svc-payouts"
        assert shown(operator) == before
        await operator.press("=")  # frozen with it, nothing moves
        store.change(23, status=Status.COMPLETED)
        await operator.sees("FROZEN")
        await operator.until(
            lambda: operator.screen.state.freeze is not None and operator.screen.state.freeze.drift.changed
        )
        assert shown(operator) == before
        await operator.press("=")
        await operator.until(lambda: "svc-tax" not in " ".join(shown(operator)))
        assert operator.cursor == "svc-payouts"


async def test_a_row_unfolded_in_the_list_stays_too_when_its_job_leaves_with_it() -> None:
    store = netsuite()
    store.put(a_job(2, status=Status.RUNNING), a_job(3, status=Status.RUNNING))
    async with dashboard(store) as operator:
        await only_incomplete(operator)
        await on_row(operator, "netsuite")
        await operator.press("right")
        await operator.sees("├─▸ sandbox", "└─▸ prod")
        await operator.press("down")
        assert operator.cursor == "sandbox"
        store.change(1, status=Status.COMPLETED)
        await operator.sees("no longer matches")
        await operator.until(lambda: "netsuite" not in " ".join(shown(operator)))
        assert operator.cursor == "sandbox"
        assert "sandbox" in operator.line_with("no longer matches")
        await operator.press("down")
        await operator.no_longer_sees("no longer matches")
        assert operator.cursor == "job-3"


async def test_in_a_large_tree_the_rows_around_it_stay_too() -> None:
    root = made(1, "netsuite", None, 12, None, Status.RUNNING, nested=3_000, leaves=LeafCounts(running=3_000))
    many = [made(n, f"user-{n}", "netsuite", 11, None, Status.RUNNING) for n in range(10, 3_010)]
    store, memory = MemoryStore([root, *many]), Memory()
    memory.set(FORM, "tree")
    async with dashboard(store, memory=memory) as operator:
        await operator.until(lambda: operator.cursor == "netsuite")
        await operator.press("enter")
        await operator.until(lambda: operator.kind == "NestedScreen" and operator.cursor == "netsuite")
        await operator.press("right", "i")
        await operator.sees("is:incomplete")
        await operator.until(lambda: operator.screen.state.current is not None)
        await operator.press("G")
        await operator.until(lambda: operator.cursor is not None and operator.cursor != "netsuite")
        await operator.press("pageup", "pageup", "up")
        await operator.until(lambda: operator.table.cursor_job is not None)
        name, before = operator.cursor, shown(operator)
        assert name is not None
        store.change(int(name.removeprefix("user-")), status=Status.COMPLETED)
        await operator.sees("no longer matches")
        assert operator.cursor == name
        assert [row.split()[-1] for row in shown(operator)] == [row.split()[-1] for row in before]


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
