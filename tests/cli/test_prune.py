"""``joblog prune``: who may, what it says, and what is left."""

from pathlib import Path

import pytest

from tests.cli.conftest import Joblog
from tests.support.stores import raw


def test_it_says_what_it_removed_and_doctor_remembers(joblog: Joblog, log: Path) -> None:
    with raw(log) as connection:
        (finished,) = connection.execute("SELECT count(*) FROM jobs WHERE listed AND NOT unfinished").fetchone()
    outcome = joblog("prune", "--older-than", "1s")
    assert outcome.code == 0
    assert f"removed {finished} job" in outcome.err
    with raw(log) as connection:
        assert connection.execute("SELECT count(*) FROM jobs WHERE listed AND NOT unfinished").fetchone() == (0,)
    assert "more were pruned" in joblog("doctor").out


@pytest.mark.parametrize("age", ["soon", "0s"])
def test_an_age_that_is_none_is_refused(joblog: Joblog, log: Path, age: str) -> None:
    outcome = joblog("prune", "--older-than", age)
    assert outcome.code == 2
    assert len(outcome.err.splitlines()) == 1


def test_only_an_owner_may(joblog: Joblog, log: Path) -> None:
    with raw(log) as connection:
        connection.execute("UPDATE members SET role = 2")
    outcome = joblog("prune", "--older-than", "180d")
    assert outcome.code == 3
    assert "only an owner may remove jobs" in outcome.err
