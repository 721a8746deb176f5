"""The help: the keys that work on the screen it lies over, and what the words and signs mean."""

from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status, Vocabulary, Word
from joblog_tui.ui.help_words import key_sections
from joblog_tui.ui.screens.help import HelpScreen
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job


async def whole_help(operator: Operator) -> str:
    """Everything on the page, also what has to be scrolled to."""
    from joblog_tui.ui.widgets.help_page import HelpPage

    await operator.press("?")
    await operator.sees("Keys and words")
    return str(operator.find(HelpPage).render())


async def test_it_explains_keys_statuses_signs_tasks_and_triggers() -> None:
    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.sees("Team 1")
        page = await whole_help(operator)
        for status in Status:
            assert status.label in page
            assert status.explanation in page
        for word in (*TASKS, *TRIGGERS):
            assert word.label in page
            assert word.explanation in page
        for line in ("edit the query", "freeze or resume", "copy the row as JSON", "half a page down", "Stalled"):
            assert line in page


async def test_every_key_that_works_is_in_it() -> None:
    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.sees("Team 1")
        active = operator.app.screen.active_bindings
        rows = [row for section in key_sections(active) for row in section.rows]
        named = " ".join(row.name[0][0] for row in rows).split()
        for key in ["/", "f", "s", "i", "x", "=", "p", "y", "Y", "t", "?", "q", "j", "k", "g", "G", "^d", "^u", "^z"]:
            assert key in named
        assert {"pgup", "pgdn", "enter", "space", "up", "down"} <= set(named)


async def test_words_that_a_team_registered_are_in_it() -> None:
    store = MemoryStore([a_job(1)])
    store.words = Vocabulary(tasks=(*TASKS, Word("suspending_users", "Suspending users", "locks [them] out\x1b")))
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        assert "locks [them] out\\x1b" in await whole_help(operator)


async def test_it_is_closed_by_each_of_its_keys() -> None:
    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.sees("Team 1")
        for key in ("?", "escape", "q"):
            await operator.press("?")
            await operator.sees("Keys and words")
            await operator.press(key)
            await operator.no_longer_sees("Keys and words")
        assert operator.app.is_running
        assert operator.table.has_focus


async def test_a_click_beside_it_closes_it() -> None:
    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.sees("Team 1")
        await operator.press("?")
        await operator.sees("Keys and words")
        await operator.pilot.click(offset=(40, 20))
        assert isinstance(operator.app.screen, HelpScreen)
        await operator.pilot.click(offset=(1, 1))
        await operator.no_longer_sees("Keys and words")


async def test_the_keys_of_the_list_do_nothing_behind_it() -> None:
    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.sees("Team 1")
        await operator.press("?")
        await operator.sees("Keys and words")
        await operator.press("i", "x", "s", "f", "/", "=", "y")
        await operator.press("escape")
        assert operator.screen.state.filter.empty
        assert operator.clipboard == ""


async def test_it_scrolls_on_a_small_terminal() -> None:
    async with dashboard(MemoryStore([a_job(1)]), size=(60, 15)) as operator:
        await operator.sees("Team 1")
        await operator.press("?")
        await operator.sees("Keys and words", "Move")
        for _ in range(12):
            await operator.press("pagedown")
        await operator.sees("Cerby Admin API")
        await operator.press("j", "k", "escape")
        await operator.no_longer_sees("Keys and words")


async def test_the_list_behind_it_stays_live() -> None:
    store = MemoryStore([a_job(1)])
    async with dashboard(store, size=(140, 40)) as operator:
        await operator.sees("Team 1")
        await operator.press("?")
        await operator.sees("Keys and words")
        store.put(a_job(2))
        await operator.sees("2 jobs")
