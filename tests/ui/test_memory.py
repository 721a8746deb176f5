"""What was set on the screen is there the next time, of each store its own."""

import json
from collections.abc import Callable

import pytest

from joblog_tui.ui.choices import Choices
from joblog_tui.ui.column_choice import ColumnChoice
from joblog_tui.ui.memory import MOST_STORES, Change, Item, Memory, State, flag, number, text, texts
from joblog_tui.ui.preferences import Preferences
from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job

LIKED: Item[str] = Item("liked", "nothing", text)
EVERYWHERE: Item[int] = Item("size", 1, number, per_store=False)
TRIED: Item[tuple[str, ...]] = Item("tried", (), texts, list)


class Kept:
    """Where two dashboards keep what they remember; as JSON, as the file would."""

    def __init__(self) -> None:
        self.state = State()

    def save(self, change: Change) -> None:
        new = change(self.state)
        everywhere, stores = json.loads(json.dumps([new.everywhere, new.stores]))
        self.state = State(everywhere, stores)

    def memory(self, store: str = "acme.db") -> Memory:
        return Memory(self.state, store=store, save=self.save)


def test_a_value_is_there_the_next_time_and_of_its_store_only() -> None:
    kept = Kept()
    memory = kept.memory()
    assert memory.get(LIKED) == "nothing"
    memory.set(LIKED, "paper")
    memory.set(EVERYWHERE, 7)
    assert memory.get(LIKED) == "paper"
    assert kept.memory().get(LIKED) == "paper"
    assert kept.memory("other.db").get(LIKED) == "nothing"
    assert kept.memory("other.db").get(EVERYWHERE) == 7


def test_two_dashboards_at_once_lose_nothing_of_each_others() -> None:
    kept = Kept()
    one, other = kept.memory(), kept.memory()
    one.set(LIKED, "night")
    one.change(TRIED, lambda tried: (*tried, "is:stalled"))
    other.change(TRIED, lambda tried: (*tried, "actor:ana"))
    assert kept.memory().get(TRIED) == ("is:stalled", "actor:ana")
    assert kept.memory().get(LIKED) == "night"


def test_a_store_turned_to_later_does_not_get_what_was_set_before() -> None:
    kept = Kept()
    changes: list[Change] = []
    memory = Memory(store="one.db", save=changes.append)
    memory.set(LIKED, "paper")
    memory.store = "two.db"
    for change in changes:
        kept.save(change)
    assert kept.state.stores == {"one.db": {"liked": "paper"}}
    assert memory.get(LIKED) == "nothing"


def test_the_stores_not_used_for_longest_are_forgotten() -> None:
    kept = Kept()
    for n in range(MOST_STORES):
        kept.memory(f"{n}.db").set(LIKED, "x")
    kept.memory("0.db").set(LIKED, "y")
    kept.memory("new.db").set(LIKED, "z")
    assert len(kept.state.stores) == MOST_STORES
    assert "1.db" not in kept.state.stores
    assert "0.db" in kept.state.stores


@pytest.mark.parametrize(
    ("read", "damaged"),
    [(text, 7), (text, "x" * 5_000), (number, True), (number, 2**64), (flag, 1), (texts, "abc"), (texts, {"a": 1})],
)
def test_a_value_that_is_nothing_of_the_kind_is_the_default(read: Callable[[object], object], damaged: object) -> None:
    item: Item[object] = Item("x", "default", read)
    memory = Memory(State(stores={"acme.db": {"x": damaged}}), store="acme.db")
    assert memory.get(item) == "default"


def test_what_the_configuration_says_holds_until_another_thing_is_set_and_again_when_it_changes() -> None:
    memory = Memory()
    assert Choices(Preferences(), memory).theme is None
    choices = Choices(Preferences(theme="paper"), memory)
    assert choices.theme == "paper"
    choices.set_theme("contrast")
    assert Choices(Preferences(theme="paper"), memory).theme == "contrast"
    assert Choices(Preferences(theme="safe"), memory).theme == "safe"
    choices.set_theme("paper")
    assert Choices(Preferences(), memory).theme is None


def test_columns_are_remembered_as_words() -> None:
    memory = Memory()
    choice = ColumnChoice().toggled("actor").moved("task", -2).sized("target", 40)
    Choices(Preferences(), memory).set_columns(choice)
    assert Choices(Preferences(), memory).columns.shown == choice.shown
    assert Choices(Preferences(), memory).columns.widths == {"target": 40}
    broken = Memory(State({"columns": {"value": ["status", "shoe"], "over": None}}))
    assert Choices(Preferences(), broken).columns == ColumnChoice()


async def test_the_theme_and_the_times_are_there_the_next_time() -> None:
    kept = Kept()
    store = MemoryStore([a_job(1)])
    async with dashboard(store, preferences=Preferences(theme="night"), memory=kept.memory()) as operator:
        await operator.sees("Team 1")
        operator.app.theme = "paper"
        await operator.press("t")
        await operator.until(lambda: kept.memory().get(LIKED) and "theme" in kept.state.everywhere)
    async with dashboard(store, preferences=Preferences(theme="night"), memory=kept.memory()) as operator:
        await operator.sees("Team 1")
        assert operator.app.theme == "paper"
        assert "08:00" in operator.rows[1]
    async with dashboard(store, preferences=Preferences(theme="contrast"), memory=kept.memory()) as operator:
        assert operator.app.theme == "contrast"


async def test_a_remembered_theme_that_is_gone_is_none() -> None:
    memory = Memory(State({"theme": {"value": "gone", "over": None}}))
    async with dashboard(MemoryStore([a_job(1)]), preferences=Preferences(), memory=memory) as operator:
        await operator.sees("Team 1")
        assert operator.app.theme.startswith("night")
