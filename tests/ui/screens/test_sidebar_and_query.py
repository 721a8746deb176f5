"""What the sidebar shows of a query is true, also of one that it cannot express."""

from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job


def some() -> MemoryStore:
    return MemoryStore([a_job(n, trigger="web_app" if n % 2 else "scim") for n in range(1, 7)])


async def queried(operator: Operator, query: str) -> list[str]:
    """The lines of the sidebar under a query."""
    await operator.sees("Team 6")
    await operator.press("/")
    await operator.write(query)
    await operator.press("enter")
    await operator.until(lambda: operator.screen.state.current is not None)
    region = operator.sidebar.region
    return [line[region.x : region.right] for line in operator.lines[region.y : region.bottom]]


def line(lines: list[str], text: str) -> str:
    return next(each for each in lines if text in each)


async def test_what_is_excluded_is_marked_so_and_let_in_again() -> None:
    async with dashboard(some()) as operator:
        lines = await queried(operator, "-trigger:scim")
        assert line(lines, "SCIM").startswith("-")
        assert "not 1" in line(lines, "Trigger")
        y = next(number for number, each in enumerate(operator.lines) if "SCIM" in each[:30])
        await operator.pilot.click(offset=(10, y))
        await operator.sees("all jobs")


async def test_a_key_excludes_a_value() -> None:
    async with dashboard(some()) as operator:
        await operator.sees("Team 6")
        await operator.press("f", "tab", "tab", "minus")
        await operator.sees("-trigger:web_app", "3 match")
        await operator.press("minus")
        await operator.sees("all jobs")


async def test_a_value_that_was_chosen_is_excluded_instead() -> None:
    async with dashboard(some()) as operator:
        await operator.sees("Team 6")
        await operator.press("f", "tab", "tab", "space")
        await operator.sees("/ trigger:web_app", "3 match")
        await operator.press("minus")
        await operator.sees("/ -trigger:web_app", "3 match")
        assert "trigger:web_app -trigger" not in operator.text
        await operator.press("space")
        await operator.sees("all jobs")


async def test_two_conditions_on_a_group_show_what_passes_both() -> None:
    async with dashboard(some()) as operator:
        lines = await queried(operator, "trigger:scim,web_app trigger:scim")
        assert line(lines, "SCIM").startswith("▌")
        assert not line(lines, "Web app").startswith("▌")


async def test_what_only_the_query_can_say_is_referred_to() -> None:
    async with dashboard(some()) as operator:
        lines = await queried(operator, "(trigger:scim OR task:logging_in)")
        assert "see query" in line(lines, "Trigger")
        assert "see query" in line(lines, "Task")
        assert "see query" not in line(lines, "Status")
        assert not line(lines, "SCIM").startswith("▌")


async def test_nothing_passes_is_no_empty_selection() -> None:
    async with dashboard(some()) as operator:
        lines = await queried(operator, "trigger:scim trigger:web_app")
        assert "see query" in line(lines, "Trigger")
