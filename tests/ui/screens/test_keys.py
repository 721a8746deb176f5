"""Every key of the list does what the footer and the help say."""

import json
import signal
from typing import Any

import pytest
from textual.app import App, SystemCommand

from joblog_tui.model.event import Target
from joblog_tui.model.jsonform import job_object_in
from joblog_tui.model.stall import Stalls
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.query.views import View
from joblog_tui.ui.preferences import Preferences
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job


def fifty() -> MemoryStore:
    return MemoryStore([a_job(n) for n in range(1, 51)])


@pytest.mark.parametrize(
    ("keys", "rank"),
    [
        (["down"], 1),
        (["j", "j"], 2),
        (["down", "down", "up"], 1),
        (["j", "j", "k"], 1),
        (["G"], 49),
        (["end"], 49),
        (["G", "g"], 0),
        (["end", "home"], 0),
        (["up"], 0),
    ],
)
async def test_the_cursor_goes_where_it_is_sent(keys: list[str], rank: int) -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press(*keys)
        await operator.until(lambda: operator.table.cursor_rank == rank)
        await operator.until(lambda: operator.cursor == f"job-{50 - rank}")


@pytest.mark.parametrize(("there", "back"), [("pagedown", "pageup"), ("ctrl+d", "ctrl+u"), ("ctrl+f", "ctrl+b")])
async def test_pages_go_there_and_back(there: str, back: str) -> None:
    async with dashboard(fifty(), size=(100, 24)) as operator:
        await operator.sees("Team 50")
        await operator.press(there)
        assert operator.table.cursor_rank > 5
        await operator.press(back)
        assert operator.table.cursor_rank == 0


async def test_space_marks_rows_and_escape_takes_the_marks_away() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press("space", "down", "space")
        assert operator.table.marked == {50, 49}
        await operator.sees("row 2 · 2 marked")
        await operator.press("escape")
        assert operator.table.marked == frozenset()
        await operator.sees("Team 50")


async def test_y_copies_the_id() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press("down", "y")
        assert operator.clipboard == "job-49"
        await operator.sees("copied job-49")


async def test_capital_y_copies_the_row_as_ls_prints_it() -> None:
    store = MemoryStore([a_job(1, target=Target("A\u202eB", "team"))])
    async with dashboard(store) as operator:
        await operator.sees("\\u202e")
        await operator.press("Y")
        assert "\u202e" not in operator.clipboard
        expected: dict[str, Any] = job_object_in(Stalls(NOW), store.jobs_by_seq[1], Vocabulary(), NOW)
        assert json.loads(operator.clipboard) == expected


async def test_t_tells_times_by_the_clock_and_back() -> None:
    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.sees("59m")
        await operator.press("t")
        await operator.until(lambda: "59m" not in operator.rows[1])
        assert "08:00" in operator.rows[1]
        await operator.press("t")
        await operator.until(lambda: "59m" in operator.rows[1])


async def test_q_leaves() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press("q")
        await operator.until(lambda: not operator.app.is_running)
    assert operator.app.return_code == 0


async def test_escape_alone_does_not_leave() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press("escape")
        assert operator.app.is_running
        assert "esc" not in operator.lines[-1]


async def test_ctrl_c_leaves() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press("ctrl+c")
        await operator.until(lambda: not operator.app.is_running)
    assert operator.app.return_code == 0


async def test_ctrl_z_goes_to_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    suspended = []
    monkeypatch.setattr(App, "action_suspend_process", lambda app: suspended.append(app))
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press("ctrl+z")
    assert suspended == [operator.app]


async def test_s_and_i_filter_and_x_clears() -> None:
    store = MemoryStore([a_job(1), a_job(2, status=Status.RUNNING), a_job(3)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1", "Team 2", "Team 3")
        await operator.press("i")
        await operator.sees("is:incomplete", "1 match")
        await operator.no_longer_sees("Team 3")
        await operator.press("i")
        await operator.sees("Team 3", "all jobs")
        await operator.press("s")
        await operator.sees("is:stalled", "0 match")
        await operator.press("x")
        await operator.sees("Team 1", "Team 2", "Team 3", "all jobs")


LETTERS = "fsixp=ytqjkgGY?/ "


async def test_letters_are_inert_while_the_query_is_edited() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press("/")
        await operator.write(LETTERS)
        await operator.until(lambda: operator.input.value == LETTERS)
        assert operator.app.is_running
        assert operator.screen.state.freeze is None
        assert not operator.sidebar.has_focus
        assert operator.clipboard == ""
        await operator.press("escape")
        await operator.sees("Team 50")
        assert operator.screen.state.filter.empty
        await operator.until(lambda: operator.cursor == "job-50")


async def test_keys_typed_ahead_act_in_their_order() -> None:
    store = MemoryStore([a_job(1), a_job(2, status=Status.RUNNING)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        operator.burst("/", *"status:running", "backspace", "g", "enter", "y")
        await operator.sees("status:running", "1 match")
        await operator.no_longer_sees("Team 1 ")
        assert operator.clipboard == "job-2"


async def test_a_letter_that_follows_escape_at_once_is_no_alt_chord() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press("enter")
        await operator.sees("Queue time")
        operator.burst("alt+i")  # what a terminal makes of escape, i
        await operator.sees("is:incomplete")
        operator.burst("alt+q")
        await operator.until(lambda: not operator.app.is_running)


async def test_the_palette_has_the_commands_and_the_themes() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        commands = {command.title: command for command in operator.app.get_system_commands(operator.app.screen)}
        assert commands["Edit the query"].help == "/"
        assert commands["Freeze or resume"].help == "=  p"
        assert {"Copy id: copy the job's id", "Help: keys and words", "Back, or quit", "Theme"} <= commands.keys()
        await operator.press("ctrl+p")
        await operator.sees("Search")
        await operator.press("escape")
        await operator.no_longer_sees("Search")
        result = commands["Incomplete jobs only"].callback()
        assert result is not None
        await result
        await operator.sees("is:incomplete")


async def test_another_theme_is_drawn_at_once() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        operator.app.theme = "paper"
        await operator.until(lambda: operator.app.screen.styles.background.hex.lower() == "#fcfcfa")
        operator.app.theme = "nord"
        await operator.sees("Team 50", "LIVE")


async def test_a_keymap_changes_footer_and_help_with_the_keys() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        operator.app.set_keymap({"incomplete": "u", "help": "h"})
        await operator.sees("u incomplete", "h help")
        await operator.press("u")
        await operator.sees("is:incomplete")
        await operator.press("h")
        await operator.sees("Keys and words")
        assert "u  incomplete jobs only" in operator.text


async def test_the_palette_can_have_another_key() -> None:
    async with dashboard(fifty(), preferences=Preferences(keys={"palette": "colon", "stalled": "ctrl+p"})) as operator:
        await operator.sees("Team 50")
        await operator.press("ctrl+p")
        await operator.sees("is:stalled")
        await operator.press(":")
        await operator.sees("Search")


async def test_the_palette_opens_every_view_from_wherever_one_is() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("Team 50")
        await operator.press("enter")
        await operator.sees("Queue time")
        await operator.press("ctrl+p")
        await operator.write("view: incompl")
        await operator.sees("View: Incomplete", "is:incomplete")
        await operator.press("enter", "enter")
        await operator.until(lambda: operator.kind == "LogScreen")
        await operator.sees("/ is:incomplete", "Incomplete")


async def test_the_palette_shows_hostile_names_of_views_as_they_are() -> None:
    store = fifty()
    store.shared_views["x"] = View("x [/oops] [@click=app.quit]y", "is:incomplete", place="shared")
    async with dashboard(store) as operator:
        await operator.sees("Team 50")
        await operator.until(lambda: any("oops" in each.title for each in offered_now(operator)))
        await operator.press("ctrl+p")
        await operator.write("view: x")
        await operator.sees("View: x [/oops] [@click=app.quit]y")


def offered_now(operator: Operator) -> list[SystemCommand]:
    return list(operator.app.get_system_commands(operator.app.screen))


def footer_hints(operator: Operator) -> list[str]:
    from joblog_tui.ui.widgets.key_footer import KeyFooter

    return [hint.key for hint in operator.find(KeyFooter).shown.hints]


async def test_a_click_on_a_key_of_the_footer_presses_it() -> None:
    async with dashboard(fifty()) as operator:
        await operator.sees("i incomplete")
        x = operator.lines[-1].index("incomplete")
        await operator.pilot.click(offset=(x, 39))
        await operator.sees("is:incomplete")


async def test_every_key_in_the_footer_is_bound() -> None:
    async with dashboard(fifty(), size=(200, 50)) as operator:
        await operator.sees("Team 50")
        assert len(footer_hints(operator)) >= 9
        for key in footer_hints(operator):
            node, binding, enabled, _ = operator.app.screen.active_bindings[key]
            assert enabled
            name = binding.action.split("(")[0]
            assert hasattr(node, f"action_{name}"), binding.action


def test_the_signals_that_end_it_are_the_usual_ones() -> None:
    from joblog_tui.ui.ending import SIGNALS

    assert set(SIGNALS) == {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
