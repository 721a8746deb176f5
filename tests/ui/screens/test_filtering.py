"""Sidebar and query are two views of one filter; the list follows, the cursor stays on its job where it can."""

import asyncio

import pytest

from joblog_tui.model.vocabulary import Status
from joblog_tui.query.filters import Filter, OneOf
from joblog_tui.query.listing import Sort
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job

DOCKED, DRAWER = (120, 40), (80, 24)


def mixed() -> MemoryStore:
    """Twelve jobs: 1, 4, 7, 10 running, 2, 5, 8, 11 retrying, the others completed; the odd ones by web app."""
    statuses = {1: Status.RUNNING, 2: Status.RETRYING, 0: Status.COMPLETED}
    return MemoryStore([a_job(n, status=statuses[n % 3], trigger="web_app" if n % 2 else "scim") for n in range(1, 13)])


async def test_a_value_toggled_in_the_sidebar_is_in_the_query() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("f", "down", "space")
        await operator.sees("status:retrying", "4 match", "1 of 6")
        assert operator.screen.state.filter == Filter((OneOf("status", ("retrying",)),))
        await operator.press("down", "enter")
        await operator.sees("status:retrying,running", "8 match", "2 of 6")
        await operator.press("space")
        await operator.sees("4 match")
        assert operator.screen.state.filter == Filter((OneOf("status", ("retrying",)),))


async def test_a_query_is_in_the_sidebar() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("/")
        await operator.write("status:running trigger:web_app")
        await operator.press("enter")
        await operator.sees("2 match", "1 of 6", "1 of 9")
        chosen = [line for line in operator.lines if line.startswith("▌")]
        assert any("Running" in line for line in chosen)
        assert any("Web app" in line for line in chosen)


async def test_counts_are_under_all_the_other_filters() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("f", "tab", "tab", "space")  # the first trigger: web app
        await operator.sees("trigger:web_app", "6 match")
        sidebar = [line[:30] for line in operator.lines]
        assert any("Running" in line and line.rstrip().endswith("2") for line in sidebar)
        assert any("SCIM" in line and line.rstrip().endswith("6") for line in sidebar)


@pytest.mark.parametrize("size", [DOCKED, DRAWER])
async def test_f_goes_to_the_filters_and_back(size: tuple[int, int]) -> None:
    async with dashboard(mixed(), size=size) as operator:
        await operator.sees("Team 12")
        await operator.press("f")
        assert operator.sidebar.has_focus
        await operator.sees("space toggle", "f back to jobs", "Not completed")
        await operator.press("f")
        assert operator.table.has_focus
        assert operator.sidebar.display is (size == DOCKED)


@pytest.mark.parametrize("size", [DOCKED, DRAWER])
async def test_escape_closes_the_filters(size: tuple[int, int]) -> None:
    async with dashboard(mixed(), size=size) as operator:
        await operator.sees("Team 12")
        await operator.press("f", "escape")
        assert operator.table.has_focus
        assert operator.sidebar.display is (size == DOCKED)


async def test_keys_move_through_the_filters() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("f")

        def value() -> str:
            under_cursor = operator.sidebar.cursor_value
            assert under_cursor is not None
            return under_cursor.slug

        assert value() == "not_completed"
        for key, slug in [
            ("j", "retrying"),
            ("k", "not_completed"),
            ("up", "not_completed"),
            ("G", "cerby_admin_api"),
            ("down", "cerby_admin_api"),
            ("g", "not_completed"),
            ("tab", "adding_users"),
            ("tab", "web_app"),
            ("tab", "not_completed"),
            ("shift+tab", "web_app"),
        ]:
            await operator.press(key)
            assert value() == slug, key


async def test_a_long_sidebar_scrolls_to_its_cursor() -> None:
    async with dashboard(mixed(), size=DRAWER) as operator:
        await operator.sees("Team 12")
        await operator.press("f")
        await operator.no_longer_sees("Cerby Admin API")
        await operator.press("G")
        await operator.sees("Cerby Admin API")
        await operator.press("g")
        await operator.sees("Not completed")


async def test_a_click_toggles_a_value() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        y = next(number for number, line in enumerate(operator.lines) if "Retrying" in line)
        await operator.pilot.click(offset=(10, y))
        await operator.sees("status:retrying", "4 match")


async def test_escape_leaves_the_query_as_it_was() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("i")
        await operator.sees("is:incomplete", "8 match")
        await operator.press("/")
        await operator.write("status:running")
        await operator.press("escape")
        assert operator.table.has_focus
        await operator.sees("/ is:incomplete ", "8 match")
        assert "status:running" not in operator.text


async def test_the_query_can_be_edited_further() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("i", "/")
        await operator.write("trigger:scim")
        await operator.press("enter")
        await operator.sees("is:incomplete trigger:scim", "4 match")


async def test_a_mistake_is_explained_and_the_last_result_stays() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("/")
        await operator.write("status:runing ")
        await operator.sees("no status is called runing; did you mean running?", "showing the last valid query")
        await operator.press("enter")
        assert operator.input.has_focus
        await operator.sees("Team 12", "column 8")
        assert operator.screen.state.filter.empty


async def test_tab_takes_the_suggestion() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("/")
        await operator.write("status:runing")
        await operator.sees("did you mean running?", "tab takes running")
        await operator.press("tab")
        assert operator.input.value == "status:running"
        await operator.no_longer_sees("did you mean")
        await operator.press("enter")
        await operator.sees("4 match")


async def test_a_word_that_is_being_typed_is_no_mistake_yet() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("/")
        await operator.write("status:run")
        await operator.until(lambda: operator.input.value == "status:run")
        assert "showing the last valid query" not in operator.text


async def test_the_query_line_is_there_to_be_edited_on_a_tiny_terminal() -> None:
    async with dashboard(mixed(), size=(40, 8)) as operator:
        await operator.sees("Completed")
        await operator.press("/")
        await operator.write("is:incomplete")
        await operator.sees("is:incomplete")
        await operator.press("enter")
        await operator.until(lambda: operator.table.cursor_rank == 0 and operator.cursor == "job-11")


async def test_the_cursor_stays_on_its_job_under_another_filter() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("j", "j", "j", "j")
        assert operator.cursor == "job-8"
        await operator.press("i")
        await operator.sees("8 match")
        assert operator.cursor == "job-8"
        await operator.press("x")
        await operator.sees("all jobs", "Team 12")
        assert operator.cursor == "job-8"


async def test_the_cursor_goes_next_to_its_job_when_that_does_not_match() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("j", "j", "j")
        assert operator.cursor == "job-9"
        await operator.press("i")
        await operator.sees("8 match")
        await operator.until(lambda: operator.cursor == "job-8")


async def test_slow_counts_do_not_hold_up_the_rows() -> None:
    store = mixed()
    async with dashboard(store) as operator:
        await operator.sees("Team 12")
        store.gates["facets"] = asyncio.Event()
        await operator.press("i")
        await operator.no_longer_sees("Team 12")
        await operator.sees("8 match, counting", "counting")
        store.gates["facets"].set()
        await operator.no_longer_sees("counting")
        await operator.sees("8 match")


async def test_a_click_on_a_heading_sorts_and_another_one_turns_it_round() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        region = operator.table.region
        x = operator.rows[0].index("Target")
        await operator.pilot.click(offset=(region.x + x, region.y))
        await operator.until(lambda: operator.screen.state.sort == Sort("target", descending=False))
        await operator.until(lambda: "Team 1 " in operator.rows[1])
        await operator.pilot.click(offset=(region.x + x, region.y))
        await operator.until(lambda: operator.screen.state.sort == Sort("target"))
        await operator.until(lambda: "Team 9" in operator.rows[1])


async def legend(operator: Operator) -> str:
    """The line under the query."""
    await operator.sees("Team 12")
    return operator.lines[1 + next(y for y, line in enumerate(operator.lines) if line.startswith(" / "))]


async def test_where_the_sidebar_is_hidden_a_legend_counts_the_statuses() -> None:
    async with dashboard(mixed(), size=(110, 40)) as operator:
        assert "4 Running" in await legend(operator)
    async with dashboard(mixed(), size=(120, 40)) as operator:
        assert "4 Running" not in await legend(operator)
