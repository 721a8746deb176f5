"""Where no ground tells things apart, lines and weight do: without colour, and in the terminal's own colours."""

import pytest

from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job


@pytest.mark.parametrize("key", ["c", "o", "w", "?", "ctrl+p"])
@pytest.mark.parametrize(("theme", "no_colour"), [("night", "1"), ("terminal", "")])
async def test_a_line_goes_around_what_lies_over_the_screen(
    key: str, theme: str, no_colour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_colour:
        monkeypatch.setenv("NO_COLOR", no_colour)
    async with dashboard(MemoryStore([a_job(1)]), theme=theme) as operator:
        await operator.sees("Team 1")
        assert "┌" not in operator.text
        await operator.press(key)
        await operator.sees("┌", "└")


async def test_in_colour_there_is_no_line() -> None:
    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.sees("Team 1")
        await operator.press("c")
        await operator.sees("Columns")
        assert "┌" not in operator.text
        operator.app.theme = "terminal"
        await operator.sees("┌", "└")
