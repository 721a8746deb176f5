"""The line under the header: it moves while something is looked up, and never longer."""

from collections.abc import Callable

import pytest
from textual.timer import Timer

from joblog_tui.ui.widgets.rule import Rule
from tests.support.dashboard import dashboard
from tests.support.memory_store import MemoryStore, a_job


async def test_it_rests_when_the_look_ended_while_the_timer_s_call_was_on_its_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[Callable[[], None]] = []
    set_timer = Rule.set_timer

    def noted(rule: Rule, delay: float, callback: Callable[[], None]) -> Timer:
        called.append(callback)
        return set_timer(rule, delay, callback)

    monkeypatch.setattr(Rule, "set_timer", noted)
    async with dashboard(MemoryStore([a_job(1)])) as operator:
        await operator.sees("LIVE", "1 job")
        rule = operator.find(Rule)
        await operator.until(lambda: not rule.moving and rule._waiting is None)
        called.clear()
        rule.busy(True)
        rule.busy(False)
        called[0]()
        assert not is_moving(rule)
        rule.busy(True)
        called[1]()
        assert is_moving(rule)
        rule.busy(False)
        assert not is_moving(rule)


def is_moving(rule: Rule) -> bool:
    return rule.moving
