"""The query while it is typed: the list follows, completion proposes, up and down go through the history."""

import asyncio

import pytest

from joblog_tui.model.event import Target
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.query_history import QUERIES
from joblog_tui.ui.widgets.query_completion import QueryCompletion
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job

STATUSES = {1: Status.RUNNING, 2: Status.RETRYING, 0: Status.COMPLETED}


def mixed() -> MemoryStore:
    """Twelve jobs, four of each of three statuses; two of Bo Li for Sales."""
    store = MemoryStore([a_job(n, status=STATUSES[n % 3]) for n in range(1, 13)])
    for n in (4, 5):
        store.change(n, actor="Bo Li", target=Target("Sales EMEA", "team"))
    return store


def proposed(operator: Operator) -> list[str]:
    return [each.text for each in operator.find(QueryCompletion).shown.items]


async def editing(operator: Operator, text: str) -> None:
    await operator.sees("Team 12")
    await operator.press("/")
    await operator.write(text)


async def test_the_list_follows_the_typing() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "bo")
        await operator.sees("2 match", "Sales EMEA")
        await operator.no_longer_sees("Team 12")
        await operator.write(" status:running")
        await operator.sees("1 match", "1 of 6")
        assert operator.input.has_focus


async def test_a_word_that_is_not_finished_leaves_what_stands_before_it() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "bo status:runn")
        await operator.sees("2 match", "Sales EMEA")


async def test_a_value_that_is_not_finished_leaves_those_before_it() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "status:running,")
        await operator.sees("4 match")
        await operator.until(lambda: "retrying" in proposed(operator))
        await operator.write("retr")
        await operator.until(lambda: proposed(operator) == ["retrying"])
        await operator.sees("4 match")
        await operator.write("x")
        await operator.sees("no status is called retrx")
        await operator.press(*["backspace"] * 5)
        await operator.sees("4 match")


@pytest.mark.parametrize("text", ["bo or ", "not ", "(actor:bo or status:running ", "bo -(", 'target:"Sales '])
async def test_what_more_must_follow_is_no_mistake_before_enter(text: str) -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, text)
        await operator.until(lambda: operator.screen.query_bar.mistake is not None)
        assert "└" not in operator.lines[4]
        assert "last valid query" not in operator.text
        await operator.press("enter")
        await operator.sees("└ column", "showing the last valid query")
        assert operator.input.has_focus


async def test_proposals_do_not_lie_over_a_mistake() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "stat:x ac")
        await operator.until(lambda: "actor:" in proposed(operator))
        await operator.sees("└ column 1: no qualifier is called stat; did you mean status:?")
        assert "takes" not in operator.lines[4]  # the key takes a proposal now
        assert "actor:" in operator.lines[5]
        await operator.press("enter")
        await operator.until(lambda: proposed(operator) == [])
        await operator.sees("└ column 1: no qualifier is called stat", "tab takes status")


async def test_a_name_in_quotes_that_is_there_already_is_not_proposed_once_more() -> None:
    store = mixed()
    for n in (4, 5):
        store.change(n, actor='Ana "Quick" Li')
    async with dashboard(store) as operator:
        await editing(operator, "actor:Ana")
        await operator.until(lambda: r'"Ana \"Quick\" Li"' in proposed(operator))
        await operator.press("tab")
        await operator.sees("2 match")
        await operator.until(lambda: proposed(operator) == [])
        await operator.press("enter")
        await operator.until(lambda: operator.table.has_focus)


async def test_a_narrow_terminal_says_in_fewer_words_that_the_last_query_is_shown() -> None:
    async with dashboard(mixed(), size=(80, 24)) as operator:
        await editing(operator, "idle:>15")
        await operator.press("enter")
        await operator.sees("last valid one", "column 6: >15 is not a length of time; write one such as idle:>1h30m")
        await operator.press(*["backspace"] * 8)
        await operator.sees("12 match")


async def test_names_that_come_later_take_the_place_of_what_is_missing() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, 'target:"Sal')
        await operator.until(lambda: '"Sales EMEA"' in proposed(operator))
        await operator.until(lambda: "never closed" not in operator.text and "expected" not in operator.lines[4])
        await operator.press("enter")
        await operator.sees('this quote is never closed; expected "')
        assert proposed(operator) == []


async def test_escape_brings_back_what_was_before() -> None:
    async with dashboard(mixed(), size=(120, 12)) as operator:
        await operator.sees("Team 12")
        await operator.press(*["j"] * 9)
        first = operator.table.first_visible
        assert first > 0
        await operator.press("/")
        await operator.write("status:retrying")
        await operator.sees("4 match")
        await operator.press("escape")
        await operator.sees("all jobs")
        await operator.until(lambda: (operator.cursor, operator.table.first_visible) == ("job-3", first))
        assert operator.table.has_focus


async def test_a_whole_query_is_one_step_of_the_way_back() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "status:retrying")
        await operator.sees("4 match")
        await operator.press("enter", "[")
        await operator.sees("all jobs")
        await operator.press("]")
        await operator.sees("status:retrying", "4 match")


async def test_values_are_proposed_with_label_and_count() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "status:r")
        await operator.sees("retrying", "↻ Retrying")
        assert proposed(operator) == ["retrying", "running"]
        region = operator.find(QueryCompletion).region
        shown = [line[region.x : region.right].split() for line in operator.lines[region.y : region.bottom]]
        assert shown == [["retrying", "↻", "Retrying", "4"], ["running", "●", "Running", "4"]]


async def test_the_counts_of_proposals_are_those_of_the_rows() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "status")  # a word that nothing holds, until the colon makes it a key
        await operator.sees("0 match")
        await operator.write(":r")
        await operator.sees("12 match")
        await operator.until(lambda: [each.count for each in operator.find(QueryCompletion).shown.items] == [4, 4])


async def test_down_and_enter_take_a_proposal() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "status:r")
        await operator.press("down", "down", "enter")
        assert operator.input.value == "status:running"
        assert operator.input.has_focus
        await operator.until(lambda: not proposed(operator))
        await operator.press("enter")
        await operator.sees("4 match")
        assert operator.table.has_focus


async def test_tab_takes_the_first_proposal() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "sta")
        await operator.press("tab")
        assert operator.input.value == "status:"
        await operator.until(lambda: len(proposed(operator)) == 6)


async def test_up_above_the_first_proposal_chooses_none_and_escape_closes_the_list() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "status:r")
        await operator.press("down", "up", "enter")
        assert operator.input.value == "status:r"  # applied, and it cannot be read
        assert proposed(operator) == []  # what is wrong is told in their place
        await operator.press("down", "down", "escape")
        assert proposed(operator) == []
        assert operator.input.has_focus
        await operator.press("escape")
        assert operator.table.has_focus


async def test_tab_on_nothing_proposes_the_keys() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "")
        assert proposed(operator) == []
        await operator.press("tab")
        await operator.until(lambda: proposed(operator)[:2] == ["status:", "task:"])


async def test_names_are_looked_up_in_the_store() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "sal")
        await operator.until(lambda: 'target:"Sales EMEA"' in proposed(operator))
        await operator.write(" actor:b")
        await operator.until(lambda: proposed(operator) == ['"Bo Li"'])
        await operator.press("tab", "enter")
        await operator.sees('sal actor:"Bo Li"', "2 match")


async def test_a_slow_look_up_of_names_holds_nothing_up_and_is_let_go() -> None:
    store = mixed()
    store.gates["names"] = asyncio.Event()
    async with dashboard(store) as operator:
        await editing(operator, "bo")
        await operator.sees("2 match")
        await store.called("names")
        await operator.write(" sales")
        await operator.sees("2 match")
        await operator.press("enter")
        assert operator.table.has_focus


async def test_a_click_takes_a_proposal() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "status:r")
        await operator.until(lambda: len(proposed(operator)) == 2)
        region = operator.find(QueryCompletion).region
        await operator.pilot.click(offset=(region.x + 4, region.y + 1))
        await operator.until(lambda: operator.input.value == "status:running")
        assert operator.input.has_focus


async def test_a_click_on_the_query_edits_it_there() -> None:
    async with dashboard(mixed()) as operator:
        await operator.sees("Team 12")
        await operator.press("i")
        await operator.sees("is:incomplete")
        y = next(number for number, line in enumerate(operator.lines) if line.startswith(" / is:"))
        await operator.pilot.click(offset=(3 + 3, y))
        await operator.until(lambda: operator.input.has_focus)
        assert operator.input.cursor_position == 3


async def test_a_click_elsewhere_keeps_what_was_typed() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "bo")
        await operator.sees("2 match")
        region = operator.table.region
        await operator.pilot.click(offset=(region.x + 20, region.y + 2))
        await operator.until(lambda: operator.table.has_focus)
        await operator.sees("/ bo ", "2 match")
        await operator.press("[")
        await operator.sees("all jobs")


async def test_a_click_in_the_sidebar_changes_the_query_that_is_edited() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "bo")
        await operator.sees("2 match")
        y = next(number for number, line in enumerate(operator.lines) if "● Running" in line[:30])
        await operator.pilot.click(offset=(10, y))
        await operator.sees("status:running bo", "1 match")


async def test_up_and_down_go_through_the_queries_that_were_applied() -> None:
    async with dashboard(mixed()) as operator:
        await editing(operator, "bo")
        await operator.press("enter", "x", "/")
        await operator.write("sales")
        await operator.press("enter", "x", "/")
        await operator.write("te")
        await operator.press("up")
        await operator.until(lambda: operator.input.value == "sales")
        await operator.press("up", "up")
        assert operator.input.value == "bo"
        await operator.sees("2 match")
        await operator.press("down")
        assert operator.input.value == "sales"
        await operator.press("down")
        assert operator.input.value == "te"


async def test_the_history_is_remembered_each_query_once() -> None:
    memory = Memory()
    async with dashboard(mixed(), memory=memory) as operator:
        for query in ("bo", "sales", "bo"):
            await operator.press("x", "/")
            await operator.write(query)
            await operator.press("enter")
    assert memory.get(QUERIES) == ("sales", "bo")


@pytest.mark.parametrize("size", [(80, 24), (40, 8), (20, 5)])
async def test_the_list_of_proposals_fits_any_screen(size: tuple[int, int]) -> None:
    async with dashboard(mixed(), size=size) as operator:
        await operator.press("/")
        await operator.write("trigger:")
        await operator.until(lambda: bool(proposed(operator)))
        region = operator.find(QueryCompletion).region
        assert region.right <= size[0]
        assert region.bottom <= size[1]


async def test_hostile_names_are_inert_in_the_list() -> None:
    store = MemoryStore([a_job(1, actor="evil\x1b[2J\u202e[@click=app.quit]x")])
    async with dashboard(store) as operator:
        await operator.press("/")
        await operator.write("actor:ev")
        await operator.until(lambda: len(proposed(operator)) == 1)
        await operator.sees("evil\ufffd[2J\ufffd")
        await operator.press("tab")
        assert "\x1b" not in operator.text
