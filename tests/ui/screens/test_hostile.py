"""Names that try to act: nothing of them reaches the terminal as anything but text, on any screen."""

import unicodedata

import pytest

from joblog_tui.model.event import Target
from joblog_tui.model.job import LeafCounts
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status, Vocabulary, Word
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job, a_report

HOSTILE = (
    "\x1b]52;c;aGFja2Vk\x07",
    "\x9b31mred\x9b0m",
    "[@click=app.quit]x[/][/oops]",
    "[bold red]x",
    "REAL\rFAKE",
    "a\nb\tc",
    "bob\u202egpj.exe\u2066",
    "zero\u200bwidth\ufeff\u00ad",
    "line\u2028sep\u2029",
    "tag\U000e0041\U000e007f",
    "sur\ud800rogate",
    "nul\x00del\x7f",
    "e" + "\u0301" * 40,
    "日本語" * 60,
    "👩\u200d👩\u200d👧 🇩🇪 ✊🏿",
    "x" * 5_000,
    "{job} $jl-accent %s \\",
)
SIZES = [(120, 40), (80, 24), (40, 12), (200, 50)]


def store_of(evil: str) -> MemoryStore:
    """A store in which everything that can be named is named so."""
    store = MemoryStore(name=evil)
    store.words = Vocabulary(
        (*TASKS, Word("evil_task", evil, evil)),
        (*TRIGGERS, Word("evil_trigger", evil, evil)),
    )
    facts = {
        "task": "evil_task",
        "trigger": "evil_trigger",
        "actor": evil,
        "source": evil,
        "source_status": evil,
        "target": Target(evil, evil),
        "status": Status.RETRYING,
    }
    store.put(
        a_job(1, **facts, id=f"id{evil}", nested=1, leaves=LeafCounts(retrying=1)),
        a_job(2, **facts, parent=f"id{evil}"),
        a_job(3),
    )
    store.verdicts[1] = Verdict(NOW - 600_000, Limit(), "evil_task", f"id{evil}")
    store.reports[f"id{evil}"] = (
        a_report(
            1,
            f"id{evil}",
            status=Status.RETRYING,
            changed=True,
            message=evil,
            level=evil,
            source_status=evil,
            reason_code=evil,
            reason_message=evil,
        ),
    )
    return store


def acts(character: str) -> bool:
    """Whether a character may do something else than stand in its cell."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") or character in "\u034f\u115f\u3164"


def look_at(operator: Operator) -> None:
    for line in operator.lines:
        assert not [character for character in line if acts(character)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("evil", HOSTILE)
async def test_hostile_names_on_every_screen(evil: str, size: tuple[int, int]) -> None:
    async with dashboard(store_of(evil), size=size) as operator:
        await operator.sees("Team 3")
        look_at(operator)
        await operator.press("down", "t", "y", "Y", "f", "G", "space")
        look_at(operator)
        await operator.press("f", "x", "?")
        look_at(operator)
        await operator.press("escape", "g", "down", "enter")
        await operator.until(lambda: len(operator.app.screen_stack) == 2)
        await operator.press("tab", "down")
        look_at(operator)
        while len(operator.app.screen_stack) == 2:
            await operator.press("escape")
        await operator.press("q")
        await operator.until(lambda: not operator.app.is_running)


@pytest.mark.parametrize("evil", [text for text in HOSTILE if "\ud800" not in text and "\x00" not in text])
async def test_a_hostile_query_is_shown_and_edited(evil: str) -> None:
    quoted = '"' + evil.replace("\\", "\\\\").replace('"', '\\"') + '"'
    async with dashboard(MemoryStore([a_job(1)]), query=f"target:{quoted}") as operator:
        await operator.sees("target:", "No job matches")
        look_at(operator)
        await operator.press("/")
        await operator.sees("target:")
        look_at(operator)
        await operator.press("escape", "x")
        await operator.sees("Team 1")


async def test_a_hostile_paste_is_only_text() -> None:
    from textual.events import Paste

    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.sees("Team 1")
        await operator.press("/")
        operator.input.post_message(Paste("a\u202eb\x1b[2Jc"))
        await operator.sees("a\ufffdb\ufffd[2Jc")
        look_at(operator)
        await operator.press("escape")


async def test_an_error_of_the_store_is_only_text() -> None:
    from joblog_tui.model.errors import StoreError

    store = MemoryStore([a_job(1)])
    async with dashboard(store) as operator:
        await operator.sees("Team 1")
        store.broken = StoreError("cannot read \x1b[31m[/oops]\u202e.db")
        await operator.sees("cannot read \\x1b[31m[/oops]\\u202e.db")
        look_at(operator)
