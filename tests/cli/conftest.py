"""The command line run in this process, and a store that the caller owns, with a small log in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from joblog_tui.cli.access import caller
from joblog_tui.cli.outcome import run
from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import HOUR, MINUTE, SECOND, now_ms
from joblog_tui.store.factory import open_appender
from tests.support.stores import new_store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of stdout."""
        return self.out.splitlines()


Joblog = Callable[..., Outcome]


@pytest.fixture
def joblog(capsys: pytest.CaptureFixture[str]) -> Joblog:
    """Runs one command line, such as ``joblog("ls", "--json")``."""

    def joblog(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return joblog


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store of the workspace Acme Corp; the caller owns it, and it is the default one."""
    path = new_store(tmp_path, "acme.db", owner=caller())
    monkeypatch.setenv("JOBLOG_STORE", str(path))
    return path


def append(store: Path, events: Iterable[Event]) -> None:
    """Append events by the package's own door; every one must be accepted."""
    appender = open_appender(str(store))
    try:
        appended = appender.append(list(events))
    finally:
        appender.close()
    assert appended.refused == ()


def event(job: str, ago: int, status: str | None = "running", **facts: object) -> Event:
    """A complete event of ``job``, ``ago`` milliseconds before now."""
    whole: dict[str, object] = {
        "job": job,
        "at": now_ms() - ago,
        "status": status,
        "task": "rotating_passwords",
        "trigger": "password_policy",
        "target": Target("Marketing / Instagram", "account"),
        "actor": "Cerby",
    }
    return Event(**(whole | facts))  # type: ignore[arg-type]


@pytest.fixture
def log(store: Path) -> Path:
    """The store with five jobs: one running with two nested in it, one failed, one stalled, one completed; one held."""
    sync = {"task": "syncing_users", "trigger": "scim", "actor": "Okta SCIM"}
    adding = {**sync, "task": "adding_users", "parent": "sync"}
    append(
        store,
        [
            event("stuck", 2 * HOUR, target=Target("Finance / NetSuite", "account"), source="worker-3"),
            event("done", HOUR, "running"),
            event("done", HOUR - 40 * SECOND, "completed"),
            event("sync", 10 * MINUTE, "running", target=Target("Sales EMEA", "business hub"), **sync),
            event("sync-1", 9 * MINUTE, "completed", target=Target("ana@acme.co", "user"), **adding),
            event("sync-2", 8 * MINUTE, "running", target=Target("li@acme.co", "user"), **adding),
            event("failed", 2 * MINUTE, "not_completed", reason_code="invalid_credentials", id="evt-1", message="no"),
            Event(job="held", at=now_ms() - MINUTE, status="queued"),
        ],
    )
    return store


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test sets or saves, the next one does not find."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
