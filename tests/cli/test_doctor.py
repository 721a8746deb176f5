"""``joblog doctor`` and ``joblog rebuild``."""

from pathlib import Path

import pytest

from joblog_tui.store.sqlite.report import has_wal_reset_bug
from tests.cli.conftest import Joblog


def test_the_store_is_described(joblog: Joblog, log: Path) -> None:
    outcome = joblog("doctor")
    assert outcome.code == 0
    facts = {line.split()[0]: " ".join(line.split()[1:]) for line in outcome.lines if not line.startswith("note")}
    assert facts["store"] == str(log)
    assert facts["workspace"] == "Acme Corp"
    assert facts["file"].startswith("mode 0600, owner ")
    assert facts["journal"].startswith("wal, ")
    assert facts["events"] == "8"
    assert facts["jobs"] == "4 listed, 1 held"
    assert "SQLite 3." in facts["joblog"]
    assert any(line.startswith("note") and "1 job waits" in line and "held" in line for line in outcome.lines)


def test_a_file_that_others_can_read_is_noted(joblog: Joblog, log: Path) -> None:
    assert "other users" not in joblog("doctor").out
    log.chmod(0o644)
    assert "other users of this machine may read or write the file" in joblog("doctor").out


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ("3.6.23", False), ("3.7.0", True), ("3.40.1", True), ("3.44.5", True), ("3.44.6", False), ("3.45.0", True),
        ("3.50.6", True), ("3.50.7", False), ("3.51.0", True), ("3.51.2", True), ("3.51.3", False), ("3.53.0", False),
    ],
)  # fmt: skip
def test_which_versions_have_the_wal_reset_bug(version: str, affected: bool) -> None:
    assert has_wal_reset_bug(tuple(map(int, version.split(".")))) is affected


def test_rebuild_changes_nothing_that_can_be_seen(joblog: Joblog, log: Path) -> None:
    before = joblog("ls", "--csv", "in:all").out, joblog("stats", "--json").out
    outcome = joblog("rebuild")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "joblog: computed everything anew from 8 events\n"
    assert (joblog("ls", "--csv", "in:all").out, joblog("stats", "--json").out) == before
