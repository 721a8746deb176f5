"""``joblog vocab``: a team's own words."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Joblog, append, event


@pytest.mark.usefixtures("store")
def test_the_seeded_words_are_listed_with_what_they_mean(joblog: Joblog) -> None:
    lines = joblog("vocab", "list").lines
    assert len(lines) == 1 + 8 + 9
    assert (
        next(line for line in lines if "turning_on_mfa" in line).split("  ")[-1].strip()
        == "adds a second factor to an account"
    )


def test_a_registered_task_can_be_written_and_queried(joblog: Joblog, store: Path) -> None:
    outcome = joblog(
        "vocab", "add", "task", "suspending_users", "Suspending users", "--explanation", "locks people out"
    )
    assert (outcome.code, outcome.out) == (0, "")
    append(store, [event("s", 0, task="suspending_users")])
    assert json.loads(joblog("ls", "--json", "task:suspending_users").out)["id"] == "s"
    assert "Suspending users" in joblog("ls").out
    assert any("locks people out" in line for line in joblog("vocab", "list").lines)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("slug", ["Suspending", "a b", "x'); DROP TABLE tasks; --", "", "rotating_passwords"])
def test_a_word_that_cannot_be_used_is_refused(joblog: Joblog, slug: str) -> None:
    before = joblog("vocab", "list").out
    outcome = joblog("vocab", "add", "task", slug, "Suspending users")
    assert outcome.code == 2
    assert len(outcome.err.splitlines()) == 1
    assert joblog("vocab", "list").out == before
