"""``joblog ingest``: exit codes, the account on stderr, where the rejects go."""

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Joblog
from tests.e2e.conftest import JOBLOG
from tests.support.stores import new_store

GOOD = {"job": "a", "status": "running", "task": "logging_in", "trigger": "scim", "target": {"name": "x"}, "actor": "y"}


def lines(*events: object) -> str:
    return "".join(f"{event if isinstance(event, str) else json.dumps(event)}\n" for event in events)


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A current directory of its own, since rejects go there."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("store")
def test_a_file_is_appended(joblog: Joblog, tmp_path: Path) -> None:
    (tmp_path / "events.ndjson").write_text(lines(GOOD, GOOD | {"job": "b"}))
    outcome = joblog("ingest", tmp_path / "events.ndjson")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err == "joblog: 2 lines read, 2 accepted, 0 rejected\n"
    assert not (tmp_path / "joblog-rejects.ndjson").exists()
    assert {json.loads(line)["id"] for line in joblog("ls", "--json").lines} == {"a", "b"}


@pytest.mark.usefixtures("store")
def test_bad_lines_go_to_the_rejects_and_the_exit_code_is_4(joblog: Joblog, tmp_path: Path) -> None:
    (tmp_path / "events.ndjson").write_text(lines(GOOD, "not json\x1b[31m", GOOD | {"task": "rotating_pasword"}))
    outcome = joblog("ingest", "events.ndjson", "--rejects", "bad.ndjson")
    assert outcome.code == 4
    assert outcome.err == "joblog: 3 lines read, 1 accepted, 2 rejected (see bad.ndjson)\n"
    rejects = [json.loads(line) for line in (tmp_path / "bad.ndjson").read_text().splitlines()]
    assert [reject["line"] for reject in rejects] == [2, 3]
    assert "did you mean rotating_passwords?" in rejects[1]["reason"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("nowhere.ndjson",), 2, "cannot read nowhere.ndjson: no such file or directory"),
        (("--format", "cloudevent", "-"), 2, "did you mean cloudevents?"),
        ((".",), 2, "is a directory"),
        (("--bulk", "--follow", "-"), 2, "leave out --bulk or --follow"),
        (("--rejects", "no/such/dir", "bad.ndjson"), 1, "no/such/dir"),
    ],
)
@pytest.mark.usefixtures("store")
def test_what_cannot_be_read_or_written_is_one_line(
    joblog: Joblog, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    (tmp_path / "bad.ndjson").write_text("no json\n")
    outcome = joblog("ingest", *arguments)
    assert (outcome.code, outcome.out) == (code, "")
    assert told in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_no_store_is_told_before_anything_is_read(joblog: Joblog, tmp_path: Path) -> None:
    outcome = joblog("ingest", "--store", tmp_path / "no.db", "-")
    assert (outcome.code, outcome.err.splitlines()) == (
        1,
        [f"joblog: no store at {tmp_path}/no.db; create one with: joblog init {tmp_path}/no.db"],
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("follow", [False, True])
def test_a_signal_ends_it_with_everything_read_in_the_store(
    joblog: Joblog, store: Path, number: signal.Signals, follow: bool
) -> None:
    command = [*JOBLOG, "ingest", "--store", str(store), *(["--follow"] if follow else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(lines(GOOD).encode())
        process.stdin.flush()
        while not joblog("ls", "--json").out:
            assert process.poll() is None
        process.send_signal(number)
        assert process.stderr.read().decode() == (
            "joblog: interrupted: 1 line read, 1 accepted, 0 rejected; go on from line 2 of standard input\n"
        )
        assert process.wait() == 128 + number


def test_a_writer_needs_no_role(joblog: Joblog, tmp_path: Path) -> None:
    path = new_store(tmp_path, owner="somebody else")
    (tmp_path / "events.ndjson").write_text(lines(GOOD))
    assert joblog("ls", "--store", path).code == 3
    assert joblog("ingest", "--store", path, "events.ndjson").code == 0
