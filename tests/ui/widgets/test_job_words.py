"""What is said of a job."""

from typing import Any

import pytest

from joblog_tui.model.job import LeafCounts
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.ui import job_words as words
from tests.support.memory_store import NOW, a_job

UNDER_WAY: dict[str, Any] = {"leaves": LeafCounts(running=1), "status": Status.RUNNING}


def said(pieces: tuple[tuple[str, str], ...]) -> str:
    return "".join(text for text, _ in pieces)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"started_at": NOW - 112_000, "updated_at": NOW}, ("took", "1m 52s")),
        ({"started_at": NOW, "updated_at": NOW}, ("took", "under 1s")),
        ({**UNDER_WAY, "started_at": NOW - 725_000}, ("running", "12m 05s")),
        ({**UNDER_WAY, "status": Status.QUEUED, "started_at": None, "created_at": NOW - 9_000}, ("waiting", "9s")),
        ({**UNDER_WAY, "status": Status.STARTED, "started_at": None, "created_at": NOW - 9_000}, ("under way", "9s")),
        ({**UNDER_WAY, "started_at": None, "scheduled_for": NOW + 60_000}, ("begins in", "1m")),
        ({"created_at": None, "updated_at": None}, ("", "")),
    ],
)
def test_how_long(facts: dict[str, Any], told: tuple[str, str]) -> None:
    assert words.span(a_job(1, **facts), NOW) == told


def test_what_it_does() -> None:
    assert said(words.doing(a_job(1), Vocabulary())) == "Syncing users by Okta SCIM via SCIM"


def test_facts_that_have_not_arrived_are_dashes() -> None:
    job = a_job(1, task=None, trigger=None, actor=None, target=None)
    assert said(words.doing(job, Vocabulary())) == "- by - via -"
    assert words.target(job) == "-"
    assert words.kind(job) == ""


def test_nested_jobs() -> None:
    assert said(words.nested(a_job(1, nested=48, nested_completed=12))) == "12 of 48 nested jobs completed"
    assert said(words.nested(a_job(1, nested=1))) == "0 of 1 nested job completed"
    assert words.nested(a_job(1)) == ()
