"""Hostile strings through every command: whatever they say, nothing on stdout or stderr can act."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from joblog_tui.cli.access import caller
from joblog_tui.model.event import Event, Target
from tests.cli.conftest import Joblog, Outcome, append, event
from tests.support.stores import new_store
from tests.test_text import must_escape

HOSTILE = [
    "\x1b]52;c;aGk=\x07",  # writes the clipboard
    "\x1b[2J\x1b[H\x1b[31mred",
    "\x9b31mC1 \x90DCS\x9c",
    "REAL\rFAKE",
    "line\nbreak\u2028and\u2029more\x85",
    "\x08\x08\x08\x7f",
    "bob\u202egpj.exe\u2066",
    "zero\u200bwidth\u2060\ufeff",
    "tag\U000e0041\U000e007f",
    "[bold][@click=app.bell]x[/][/oops]",
    "\t=cmd()|' /C calc'!A0",
    "{0} %s %(x)s {job.id}",
    "-oops --store x",
    "営業部 e\u0301 👩\u200d👩\u200d👧",
]


def check(outcome: Outcome) -> Outcome:
    """Nothing that acts was printed, and nothing failed inside joblog."""
    text = (outcome.out + outcome.err).replace("\r\n", "\n").replace("\n", "")
    assert [hex(ord(character)) for character in text if must_escape(ord(character))] == []
    assert "a fault of joblog itself" not in outcome.err
    return outcome


@pytest.fixture(params=HOSTILE, ids=lambda text: ascii(text)[:24])
def hostile(request: pytest.FixtureRequest) -> str:
    text: str = request.param
    return text


@pytest.fixture
def hostile_log(store: Path, hostile: str) -> Path:
    """A store in which everything that a writer may name is hostile."""
    facts: dict[str, Any] = {"target": Target(hostile, hostile), "actor": hostile, "source": hostile}
    append(
        store,
        [
            event(hostile, 3_600_000, **facts, message=hostile, source_status=hostile, correlation=hostile),
            event("nested", 1, "not_completed", **facts, parent=hostile, reason_code=hostile, reason_message=hostile),
            event("also", 0, None, **facts, attributes=json.dumps({hostile: hostile})),
            Event(job=f"held {hostile}"),
        ],
    )
    return store


@pytest.mark.usefixtures("hostile_log")
def test_data_cannot_act(joblog: Joblog, hostile: str) -> None:
    for command in (
        ("ls",),
        ("ls", "in:all"),
        ("ls", "--csv", "in:all"),
        ("ls", "--json", "in:all"),
        ("show", "--", hostile),
        ("show", "--json", "--", hostile),
        ("show", "nested"),
        ("show", "also"),
        ("stats",),
        ("ack", "--note", f"seen {hostile}", "--", "nested", hostile),
        ("show", "nested"),
        ("show", "--json", "nested"),
        ("ls", "--json", "in:all"),
        ("views", "save", "--shared", "Theirs", f'"{hostile.replace(chr(92), "").replace(chr(34), "")}"'),
        ("views", "list"),
        ("views", "remove", "Theirs"),
        ("doctor",),
        ("rebuild",),
    ):
        outcome = check(joblog(*command))
        assert outcome.code == 0, (command, outcome.err)
        if "--json" in command:
            assert hostile in [json.loads(line)["target"]["name"] for line in outcome.lines]


def test_arguments_cannot_act(joblog: Joblog, store: Path, hostile: str) -> None:
    for arguments in (
        (hostile,),
        ("ls", hostile),
        ("ls", f"actor:{hostile}"),
        ("ls", f"status:{hostile}"),
        ("ls", f'"{hostile}'),
        ("ls", "--sort", hostile),
        ("ls", "--limit", hostile),
        ("ls", f"--{hostile}"),
        ("stats", f"age:{hostile}"),
        ("show", hostile),
        ("show", "x", hostile),
        ("members", "add", hostile, "admin"),
        ("members", "add", "eve", hostile),
        ("members", "remove", hostile),
        ("members", "list"),
        ("members", hostile),
        ("vocab", "add", "task", hostile, hostile),
        ("vocab", "add", hostile, "x", "x"),
        ("vocab", "add", "task", "suspending_users", hostile, "--explanation", hostile),
        ("vocab", "list"),
        ("stats",),
        ("--query", hostile, "ls"),
        ("ls", "--view", hostile),
        ("views", "save", hostile, "--shared"),
        ("views", "save", "x", hostile),
        ("views", "save", "x", "--columns", hostile),
        ("views", "remove", hostile),
        ("ack", hostile),
        ("export", "--to", hostile),
        ("export", "--to", f"/no/such/{hostile}.csv"),
        ("export", "--check", f"/no/such/{hostile}"),
        ("init", store),
    ):
        outcome = check(joblog(*arguments))
        assert outcome.code in (0, 1, 2)
        if outcome.code:
            assert len(outcome.err.splitlines()) in (1, 3), arguments  # 3: a query with a caret


def test_places_cannot_act(joblog: Joblog, tmp_path: Path, hostile: str) -> None:
    name = hostile.replace("/", "")
    path = tmp_path / name
    assert check(joblog("ls", "--store", path)).code == 1
    assert check(joblog("init", "--store", path, "--workspace", hostile)).code == 0
    assert check(joblog("ls", "--store", path)).code == 0
    assert check(joblog("doctor", "--store", path)).code == 0
    (tmp_path / "foreign").mkdir()
    foreign = tmp_path / "foreign" / name
    foreign.write_text(hostile * 100)
    assert check(joblog("ls", "--store", foreign)).code == 1
    assert check(joblog("ls", "--store", f"ftp://{hostile}")).code == 2
    check(joblog("ls", "--store", f"~{hostile}/x"))


def test_a_refusal_cannot_act(joblog: Joblog, tmp_path: Path, hostile: str) -> None:
    path = new_store(tmp_path, owner="ana" if caller() != "ana" else "eve")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE store SET workspace = ?", (hostile,))
    assert check(joblog("ls", "--store", path)).code == 3


def test_text_that_is_no_utf8_is_shown_as_escapes(joblog: Joblog, store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(
            "INSERT INTO job_event (job, status, task, trigger, target, actor) VALUES ('raw', 'running',"
            " 'logging_in', 'scim', CAST(x'ff9b31fe' AS TEXT), 'Cerby')"
        )
    for command in (
        ("ls",),
        ("ls", "--json"),
        ("ls", "--csv"),
        ("show", "raw"),
        ("show", "raw", "--json"),
        ("ls", "raw"),
    ):
        outcome = check(joblog(*command))
        assert outcome.code == 0
        assert "xff" in outcome.out


def test_a_huge_name_and_a_huge_message_are_shown(joblog: Joblog, store: Path) -> None:
    append(store, [event("big", 0, target=Target("x\x1b" * 500), message="m\x1b[31m\n" * 9000)])
    for command in (("ls",), ("ls", "--json"), ("show", "big"), ("show", "big", "--json")):
        assert check(joblog(*command)).code == 0
