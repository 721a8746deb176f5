"""The zone of the configuration holds for every command that reads a day or tells a time."""

import json
from pathlib import Path

import pytest

from joblog_tui.cli.settings import config_path
from joblog_tui.model.moment import parse_rfc3339
from tests.cli.conftest import Joblog, append, event


@pytest.fixture
def far_away(store: Path) -> None:
    """A job of 16:30 UTC of the 23rd, which is 06:30 of the 24th on Kiritimati."""
    at = parse_rfc3339("2026-11-23T16:30:00Z")
    append(store, [event("job-1", 0, at=at)])
    config_path().parent.mkdir(parents=True)
    config_path().write_text('[ui]\nzone = "Pacific/Kiritimati"\n')


@pytest.mark.usefixtures("far_away")
def test_days_and_times_of_a_query_are_those_of_the_zone(joblog: Joblog, tmp_path: Path) -> None:
    for query, found in (
        ("created:2026-11-24", ["job-1"]),
        ("created:2026-11-23", []),
        ("created:2026-11-24T06:30..2026-11-24T06:31", ["job-1"]),
    ):
        assert [json.loads(line)["id"] for line in joblog("ls", query, "--json").lines] == found
        assert json.loads(joblog("stats", query, "--json").out)["total"] == len(found)
    joblog("views", "save", "that day", "created:2026-11-24")
    assert joblog("ls", "--view", "that day", "--json").lines
    to = tmp_path / "jobs.json"
    joblog("export", "created:2026-11-24", "--to", str(to), "--evidence")
    assert len(json.loads(to.read_text())) == 1
    assert json.loads((tmp_path / "jobs.json.evidence.json").read_text())["zone"] == "+14 (UTC+1400)"


@pytest.mark.usefixtures("far_away")
def test_a_page_tells_times_of_the_zone_and_json_those_of_utc(joblog: Joblog) -> None:
    page = joblog("show", "job-1").out
    assert "created at     2026-11-24 06:30:00" in page
    assert "\n  2026-11-24 06:30:00  " in page
    assert json.loads(joblog("show", "job-1", "--json").out)["created_at"] == "2026-11-23T16:30:00.000Z"
