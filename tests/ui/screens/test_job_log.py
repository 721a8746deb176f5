"""The log of a job: its lines, live, by level, searched, copied, saved; and those of everything nested."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from joblog_tui.feed import line_window
from joblog_tui.model.errors import StoreError
from joblog_tui.model.event import Target
from joblog_tui.ui.widgets.ask_line import Answer
from joblog_tui.ui.widgets.lines_title import LinesTitle
from joblog_tui.ui.widgets.log_lines import LogLines
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job, a_report


def talkative(lines: int = 3) -> MemoryStore:
    """One job with two nested ones; each has said something, the parent ``lines`` times."""
    store = MemoryStore([a_job(1, target=Target("Finance", "business hub"), nested=2)])
    store.put(a_job(2, parent="job-1", target=Target("NetSuite")), a_job(3, parent="job-1", target=Target("Coupa")))
    store.reports["job-1"] = tuple(a_report(n, "job-1", message=f"step {n} done") for n in range(1, lines + 1))
    store.reports["job-2"] = (
        a_report(lines + 1, "job-2", level="debug", message="cookie read"),
        a_report(lines + 2, "job-2", level="warn", message="slow page"),
    )
    store.reports["job-3"] = (a_report(lines + 3, "job-3", level="error", message="refused\ntwice"),)
    return store


@asynccontextmanager
async def log_of(store: MemoryStore, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Operator]:
    async with dashboard(store, size=size) as operator:
        await operator.sees("Finance")
        await operator.press("l")
        await operator.sees("Log", "refused")
        yield operator


def shown(operator: Operator) -> list[str]:
    return operator.find(LogLines).text.splitlines()


def has_lines(operator: Operator, count: int) -> bool:
    return len(shown(operator)) == count


def cursor(operator: Operator) -> str:
    line = operator.find(LogLines).cursor
    return "" if line is None else line.text


async def test_lines_of_everything_nested_are_interleaved_and_name_their_job() -> None:
    async with log_of(talkative()) as operator:
        assert operator.kind == "JobLogScreen"
        assert shown(operator) == [
            "step 1 done",
            "step 2 done",
            "step 3 done",
            "cookie read",
            "slow page",
            "refused",
            "twice",
        ]
        assert "08:00:06 error Coupa" in operator.line_with("refused")
        assert "08:00:05 warn  NetSuite" in operator.line_with("slow page")
        await operator.sees("of this job and the 2 nested in it", "6 lines", "FOLLOWING")


async def test_of_the_job_alone_and_back_with_everything() -> None:
    async with log_of(talkative()) as operator:
        await operator.press("i")
        await operator.until(lambda: len(shown(operator)) == 3)
        await operator.sees("of this job", "3 lines")
        assert "Coupa" not in operator.text
        await operator.press("i")
        await operator.until(lambda: len(shown(operator)) == 7)


async def test_louder_lines_only() -> None:
    async with log_of(talkative()) as operator:
        for words, count in (("info and louder", 6), ("warn and louder", 3), ("errors only", 2)):
            await operator.press("l")
            await operator.sees(words)
            await operator.until(partial(has_lines, operator, count))
        await operator.press("l")
        await operator.until(lambda: len(shown(operator)) == 7)


async def test_it_follows_the_newest_line_until_the_cursor_leaves_it() -> None:
    store = talkative(60)
    async with log_of(store) as operator:
        assert cursor(operator) == "refused\ntwice"
        store.reports["job-3"] += (a_report(90, "job-3", message="given up"),)
        store.put(events=1)
        await operator.sees("given up")
        assert cursor(operator) == "given up"
        await operator.press("k")
        store.reports["job-3"] += (a_report(91, "job-3", message="one more"),)
        store.put(events=1)
        await operator.until(lambda: "one more" in shown(operator))
        assert cursor(operator) == "refused\ntwice"
        await operator.no_longer_sees("FOLLOWING")
        await operator.press("f")
        await operator.sees("FOLLOWING")
        assert cursor(operator) == "one more"


async def test_very_many_lines_are_read_a_page_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_window, "PAGE", 100)
    async with log_of(talkative(1000)) as operator:
        await operator.sees("lines in view")
        await operator.press("g")
        await operator.until(lambda: cursor(operator) == "step 1 done")
        await operator.press("pagedown")
        assert cursor(operator) != "step 1 done"
        while "step 250 done" not in shown(operator):
            await operator.press("pagedown")
            await operator.pilot.pause()
        await operator.press("G")
        await operator.until(lambda: cursor(operator) == "refused\ntwice")


async def test_a_search_leads_to_the_lines_that_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_window, "PAGE", 100)
    async with log_of(talkative(1000)) as operator:
        await operator.press("/")
        await operator.write("STEP 31")
        await operator.press("enter")
        await operator.until(lambda: cursor(operator) == "step 319 done")
        await operator.press("N")
        await operator.until(lambda: cursor(operator) == "step 318 done")
        await operator.press("n")
        await operator.until(lambda: cursor(operator) == "step 319 done")
        await operator.press("n")
        await operator.sees("nothing more with STEP 31")
        assert cursor(operator) == "step 319 done"
        await operator.press("&")
        await operator.until(lambda: len(shown(operator)) == 11)
        await operator.sees("only with STEP 31")


async def test_escape_leaves_the_search_then_the_screen() -> None:
    async with log_of(talkative()) as operator:
        await operator.press("/")
        await operator.write("q")
        await operator.press("escape")
        assert not operator.app.screen.query_one(Answer).has_focus
        assert operator.kind == "JobLogScreen"
        await operator.press("escape")
        assert operator.kind == "LogScreen"


async def test_long_lines_wrap_or_are_cut() -> None:
    store = talkative()
    store.reports["job-3"] = (a_report(9, "job-3", message="refused " + "very " * 60 + "firmly\nand again"),)
    async with log_of(store) as operator:
        await operator.sees("firmly", "and again")
        await operator.press("w")
        await operator.no_longer_sees("firmly")
        await operator.sees("… +1 line")


async def test_copying_and_saving(tmp_path: Path) -> None:
    async with log_of(talkative()) as operator:
        await operator.press("y")
        assert operator.clipboard == "2026-11-23T08:00:06.000Z  error  job-3  refused\n    twice"
        await operator.press("Y")
        assert len(operator.clipboard.splitlines()) == 7
        path = tmp_path / "finance.log"
        await operator.press("e")
        operator.app.screen.query_one(Answer).value = str(path)
        await operator.press("enter")
        await operator.sees("saved 6 lines")
        assert path.read_text("utf-8").splitlines() == operator.clipboard.splitlines()
        await operator.press("e")
        operator.app.screen.query_one(Answer).value = str(path)
        await operator.press("enter")
        await operator.sees("is there already; choose another name")
        await operator.press("e")
        operator.app.screen.query_one(Answer).value = str(tmp_path / "no" / "such.log")
        await operator.press("enter")
        await operator.sees("no such file or directory")
        await operator.press("e")
        operator.app.screen.query_one(Answer).value = "~nobody-here/such.log"
        await operator.press("enter")
        await operator.sees("is in the home of nobody known here")
    assert [file.name for file in tmp_path.iterdir()] == ["finance.log"]  # noqa: ASYNC240


async def test_saving_can_be_given_up_and_leaves_no_file(tmp_path: Path) -> None:
    store = talkative()
    async with log_of(store) as operator:
        store.gates["lines_after"] = asyncio.Event()
        await operator.press("e")
        operator.app.screen.query_one(Answer).value = str(tmp_path / "finance.log")
        await operator.press("enter")
        await store.called("lines_after")
        await operator.press("escape")
        await operator.sees("not saved")
        store.gates.clear()
        assert operator.kind == "JobLogScreen"
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240


async def test_nothing_in_a_line_can_act() -> None:
    store = talkative()
    store.reports["job-3"] = (
        a_report(9, "job-3", level="x\x1b[2J", message="refused \x1b]52;c;eA==\x07 [red]\u202e[/oops]"),
    )
    async with log_of(store) as operator:
        await operator.sees("refused \\x1b]52;c;eA==\\x07 [red]\\u202e[/oops]")


async def test_a_time_that_differs_much_from_the_arrival_is_told() -> None:
    store = talkative()
    report = a_report(9, "job-3", message="refused")
    store.reports["job-3"] = (a_report(9, "job-3", message="refused", arrived_at=report.at + 190_000),)
    async with log_of(store) as operator:
        await operator.sees("refused  arrived 3m 10s later")


async def test_a_store_that_is_lost_is_told_and_the_lines_stay() -> None:
    store = talkative()
    async with log_of(store) as operator:
        store.broken = StoreError("acme.db is not there any more")
        await operator.sees("STORE LOST", "acme.db is not there any more", "refused")


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (80, 24), (200, 50)])
async def test_every_size_shows_lines(size: tuple[int, int]) -> None:
    async with dashboard(talkative(), size=size) as operator:
        await operator.until(lambda: operator.cursor == "job-1")
        await operator.press("l")
        await operator.sees("refused" if size[0] > 20 else "08:00")
        assert operator.app.screen.query_one(LinesTitle).size.height <= 1


async def test_the_log_of_a_nested_job_knows_the_way_down() -> None:
    async with dashboard(talkative()) as operator:
        await operator.sees("Finance")
        await operator.press("enter")
        await operator.sees("NetSuite")
        await operator.press("down", "l")
        await operator.sees("Finance  ›", "of this job")
        assert operator.line_with("Finance  ›").rstrip().endswith(("job-2", "job-3"))


async def test_a_log_without_lines_says_so() -> None:
    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.until(lambda: operator.cursor == "job-1")
        await operator.press("l")
        await operator.sees("Nothing was said so far")
        await operator.press("l")
        await operator.sees("No line is like that")
