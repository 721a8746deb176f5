"""The menu of a row: a right click, and what the keys on a row do."""

import pytest

from joblog_tui.model.vocabulary import Status
from joblog_tui.query.printing import show
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job


def some() -> MemoryStore:
    store = MemoryStore([a_job(n) for n in range(1, 7)])
    store.change(4, status=Status.NOT_COMPLETED)
    return store


async def right_click(operator: Operator, text: str) -> None:
    region = operator.table.region
    y, row = next((number, row) for number, row in enumerate(operator.rows) if text in row)
    await operator.pilot.click(offset=(region.x + row.index(text), region.y + y), button=3)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_a_right_click_offers_what_the_keys_do_on_that_row(size: tuple[int, int]) -> None:
    async with dashboard(some(), size=size) as operator:
        await operator.sees("Team 6")
        await right_click(operator, "Team 4")
        await operator.sees(
            "This job", "Team 4", "View all jobs", "Acknowledge, with a note", "Same target", "esc close"
        )
        await operator.press("escape")
        await operator.no_longer_sees("This job")
        assert operator.cursor == "job-4"


async def test_a_line_of_it_does_what_its_key_does() -> None:
    async with dashboard(some()) as operator:
        await operator.sees("Team 6")
        await right_click(operator, "Team 4")
        await operator.sees("Same target")
        line = next(number for number, line in enumerate(operator.lines) if "Same target" in line)
        await operator.pilot.click(offset=(operator.lines[line].index("Same target"), line))
        await operator.until(lambda: show(operator.screen.state.filter) == 'target:="Team 4"')
        await right_click(operator, "Team 4")
        await operator.sees("Copy the job's id")
        await operator.press("j", "j", "j", "enter")
        await operator.sees("Acknowledge", "note")


async def test_inside_a_job_too_and_not_on_the_heading() -> None:
    store = some()
    store.put(a_job(20, parent=store.jobs_by_seq[6].id))
    store.change(6, nested=1)
    async with dashboard(store) as operator:
        await operator.sees("Team 6")
        await right_click(operator, "Target  ")
        await operator.press("enter")
        await operator.sees("Team 20")
        await right_click(operator, "Team 20")
        await operator.sees("This job", "Copy the job's id")
