"""``joblog views``, and ``--view`` on the commands that list."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Joblog


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration directory of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


def ids(joblog: Joblog, *arguments: str) -> list[str]:
    return [json.loads(line)["id"] for line in joblog("ls", "--json", *arguments).lines]


@pytest.mark.usefixtures("log")
def test_a_view_is_saved_listed_used_and_removed(joblog: Joblog, home: Path) -> None:
    for place in ([], ["--shared"]):
        saved = joblog("views", "save", "Cerby's", "actor:cerby", "-is:stalled", "--sort", "created", "-r", *place)
        assert (saved.code, saved.out) == (0, "")
        listed = [json.loads(line) for line in joblog("views", "list", "--json", "--counts").lines]
        assert listed[-1] == {
            "name": "Cerby's", "query": "actor:cerby -is:stalled", "sort": "created", "descending": False,
            "columns": [], "place": "private", "jobs": 2,
        }  # fmt: skip
    assert ids(joblog, "--view", "CERBY'S") == ["done", "failed"]
    assert ids(joblog, "--view", "cerby's", "--sort", "created", "status:completed") == ["done"]
    assert json.loads(joblog("stats", "--view", "cerby's", "--json").out)["total"] == 2
    assert joblog("views", "remove", "cerby's").err == "joblog: the view Cerby's is removed\n"
    assert json.loads((home / "joblog" / "views.json").read_text())["views"] == []
    assert [json.loads(line)["place"] for line in joblog("views", "list", "--json").lines][-1] == "shared"
    assert joblog("views", "remove", "cerby's").code == 0
    gone = joblog("views", "remove", "cerby's")
    assert (gone.code, gone.err.startswith("joblog: no view is called cerby's; there are All")) == (2, True)


@pytest.mark.usefixtures("log")
def test_the_columns_of_a_view_are_those_of_the_table(joblog: Joblog) -> None:
    joblog("views", "save", "Short", "--columns", "target,status")
    assert joblog("ls", "--view", "short").lines[0].split() == ["Target", "Status", "ID"]


@pytest.mark.usefixtures("log")
def test_every_view_from_the_start_is_listed_with_its_count(joblog: Joblog) -> None:
    lines = joblog("views", "list", "--counts").lines
    assert lines[0].split() == ["View", "Jobs", "Kept", "Query"]
    assert [line.split("  ")[0] for line in lines[1:]] == [
        "All", "Stalled", "Incomplete", "Failed today", "Password rotations", "Needs attention", "Mine",
    ]  # fmt: skip
    assert lines[1].split() == ["All", "4", "built-in"]
    assert ids(joblog, "--view", "needs attention") == ["failed", "stuck"]


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["views", "save", "Stalled"], "the view Stalled is built in; choose another name"),
        (["views", "save", "x", "stats:running"], "column 1: no qualifier is called stats; did you mean status:?"),
        (["views", "save", "x", "--columns", "statsu"], "no column is called statsu; did you mean status?"),
        (["views", "remove", "Stalled"], "the view Stalled is built in and stays"),
        (["ls", "--view", "Staled"], "no view is called Staled; did you mean Stalled?"),
        (["--view", "Stalled", "ls"], "this --view is the dashboard's; write it after the command"),
    ],
)
def test_a_mistake_is_told_in_one_line(joblog: Joblog, arguments: list[str], told: str) -> None:
    outcome = joblog(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.splitlines()[0].startswith(f"joblog: {told}")


@pytest.mark.usefixtures("log")
def test_a_file_of_views_that_cannot_be_read_is_named(joblog: Joblog, home: Path) -> None:
    file = home / "joblog" / "views.json"
    file.parent.mkdir(parents=True)
    for content in ("{", "[]", '{"version": 1, "views": [{}]}', "[" * 100_000, '{"version": 9, "views": []}'):
        file.write_text(content)
        outcome = joblog("ls", "--view", "All")
        assert outcome.code == 2
        assert outcome.err.startswith(f"joblog: {file}: ")
        assert outcome.err.count("\n") == 1
        assert joblog("views", "save", "x").code == 2
        assert file.read_text() == content
