"""When the operator last looked at this store."""

from joblog_tui.query.filters import Filter
from joblog_tui.query.language import show
from joblog_tui.query.since import changed_since
from joblog_tui.ui.last_visit import LastVisit, visit_before
from joblog_tui.ui.memory import Change, Memory, State
from tests.query.reading import read


def test_a_visit_is_remembered_of_its_store_alone() -> None:
    changes: list[Change] = []
    first = LastVisit(Memory(store="acme.db", save=changes.append), lambda: 1_000)
    assert first.before is None
    first.note()
    assert first.before is None
    state = State()
    for change in changes:
        state = change(state)
    assert LastVisit(Memory(state, store="acme.db"), lambda: 9_000).before == 1_000
    assert LastVisit(Memory(state, store="other.db"), lambda: 9_000).before is None


def test_another_dashboard_that_looked_later_is_not_forgotten() -> None:
    memory = Memory(State(stores={"acme.db": {"last_visit": 5_000}}), store="acme.db")
    LastVisit(memory, lambda: 4_000).note()
    assert LastVisit(memory, lambda: 9_000).before == 5_000


def test_what_changed_since_is_a_query() -> None:
    condition = changed_since(1_795_424_400_125)
    text = show(Filter((condition,)))
    assert text == "updated:>=2026-11-23T09:00:00.125Z"
    assert read(text) == Filter((condition,))


def test_a_visit_from_before_the_store_was_made_was_to_another_store() -> None:
    memory = Memory(State(stores={"demo": {"last_visit": 5_000}}), store="demo")
    assert visit_before(memory, created_at=4_000) == 5_000
    assert visit_before(memory, created_at=6_000) is None
    assert visit_before(Memory(State(), store="demo"), created_at=0) is None
