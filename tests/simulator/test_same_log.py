"""The same seed and start give the same log, everywhere; others give others, and no two share an id."""

import hashlib
import json
import os
import subprocess
import sys
from itertools import islice, takewhile

import pytest

from joblog_tui.model.moment import HOUR, MINUTE
from joblog_tui.simulator.scenarios import events
from tests.simulator.looking import NOW, moment

# Of the first 200 events of seed 1. It changes when the simulation is changed on purpose, and only then.
GOLDEN = "0df9cd007810fb3298b46df83d2115d6f9b9bc636fad524be9323c726f59b65f"


def test_the_same_arguments_give_the_same_log() -> None:
    once = list(events(5, NOW - 3 * HOUR, NOW + 10 * MINUTE, live_from=NOW))
    again = list(events(5, NOW - 3 * HOUR, NOW + 10 * MINUTE, live_from=NOW))
    assert len(once) > 1_000
    assert once == again


def test_the_log_is_the_same_on_every_python() -> None:
    digest = hashlib.sha256()
    for event in islice(events(1, NOW - HOUR, NOW, live_from=NOW), 200):
        digest.update(json.dumps(event.as_json(), ensure_ascii=False, sort_keys=True).encode())
    assert digest.hexdigest() == GOLDEN


def test_the_order_of_sets_and_dictionaries_has_no_say() -> None:
    program = (
        "from joblog_tui.simulator.scenarios import events\n"
        f"print([repr(e) for e in events(1, {NOW - HOUR}, {NOW}, live_from={NOW})])"
    )
    environments = [{**os.environ, "PYTHONHASHSEED": seed} for seed in ("1", "2")]
    logs = {subprocess.check_output([sys.executable, "-c", program], env=env) for env in environments}
    assert len(logs) == 1
    assert len(logs.pop()) > 10_000


def test_a_later_end_only_adds() -> None:
    longer = list(events(2, NOW - 2 * HOUR, NOW + HOUR, live_from=NOW))
    shorter = list(events(2, NOW - 2 * HOUR, NOW + MINUTE, live_from=NOW))
    assert shorter == list(takewhile(lambda event: moment(event) < NOW + MINUTE, longer))
    assert len(shorter) < len(longer)


@pytest.mark.parametrize(("seed", "start"), [(2, NOW - HOUR), (1, NOW - HOUR + 1), (-1, NOW - HOUR)])
def test_another_seed_or_start_shares_no_id(seed: int, start: int) -> None:
    one = list(events(1, NOW - HOUR, NOW, live_from=NOW))
    other = list(events(seed, start, NOW, live_from=NOW))
    assert {event.id for event in one}.isdisjoint(event.id for event in other)
    assert {event.job for event in one if event.job}.isdisjoint(event.job for event in other)
    assert [event.target for event in one[:50]] != [event.target for event in other[:50]]
