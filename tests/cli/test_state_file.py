"""What is set on the screen is kept in one small file: as a whole, for nobody else, by two dashboards at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from joblog_tui.cli.state_file import StateFile, remembering, state_path
from joblog_tui.ui.memory import Item, Memory, State, text, texts

THEME: Item[str] = Item("theme", "", text, per_store=False)
TRIED: Item[tuple[str, ...]] = Item("tried", (), texts, list)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return state_path()


def memory() -> Memory:
    with remembering() as (state, notice, _):
        return Memory(state, store="acme.db", notice=notice)


def set_theme(name: str) -> None:
    with remembering() as (state, _, save):
        Memory(state, save=save).set(THEME, name)


def test_the_first_time_there_is_nothing_and_nothing_is_written(path: Path) -> None:
    assert memory().get(THEME) == ""
    assert memory().notice == ""
    assert not path.parent.exists()


def test_what_was_set_is_there_the_next_time(path: Path) -> None:
    set_theme("paper")
    assert memory().get(THEME) == "paper"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert sorted(each.name for each in path.parent.iterdir()) == ["state.json", "state.lock"]


ONE_OF_TWO = """
import sys
from joblog_tui.cli.state_file import remembering
from joblog_tui.ui.memory import Item, Memory, texts
TRIED = Item("tried", (), texts, list)
with remembering() as (state, _, save):
    memory = Memory(state, store="acme.db", save=save)
    for n in range(40):
        memory.change(TRIED, lambda tried, n=n: (*tried, f"{sys.argv[1]}{n}"))
"""


def test_two_at_once_lose_nothing_of_each_others(path: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", ONE_OF_TWO, name], env=os.environ) for name in "ab"]
    assert [process.wait(60) for process in processes] == [0, 0]
    tried = memory().get(TRIED)
    assert sorted(tried) == sorted(f"{name}{n}" for name in "ab" for n in range(40))
    assert [each for each in tried if each[0] == "a"] == [f"a{n}" for n in range(40)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"version": "one"}',
        b'{"version": 1, "stores": []}',
        b"[" * 100_000,
        b" " * 2**21,
    ],
    ids=range(8),
)
def test_a_damaged_file_is_put_aside_and_told_once(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert "could not be read" in memory().notice
    assert path.with_suffix(".damaged").read_bytes() == content
    assert memory().notice == ""
    set_theme("safe")
    assert memory().get(THEME) == "safe"


def test_a_file_of_a_newer_joblog_is_left_alone(path: Path) -> None:
    path.parent.mkdir(parents=True)
    newer = json.dumps({"version": 2, "everything": "else"})
    path.write_text(newer)
    assert "newer joblog" in memory().notice
    set_theme("safe")
    assert path.read_text() == newer


def test_where_nothing_can_be_written_the_dashboard_goes_on(path: Path) -> None:
    path.parent.parent.mkdir(exist_ok=True)
    path.parent.write_text("a file where the directory should be")
    with remembering() as (state, notice, save):
        assert "settings of the screen are not kept" in notice
        remembered = Memory(state, save=save)
        remembered.set(THEME, "paper")
        assert remembered.get(THEME) == "paper"


def test_a_change_reaches_the_disk_while_the_dashboard_runs(path: Path) -> None:
    file = StateFile(path)
    Memory(State(), save=file.save).set(THEME, "paper")
    file.close()
    assert json.loads(path.read_text())["everywhere"] == {"theme": "paper"}
    Memory(State(), save=file.save).set(THEME, "night")
    file.close()
    assert json.loads(path.read_text())["everywhere"] == {"theme": "night"}
