"""``joblog init`` and where the store is looked for."""

import json
import os
import stat
from pathlib import Path

import pytest

from joblog_tui.cli.access import caller
from tests.cli.conftest import Joblog, append, event


def test_the_caller_becomes_owner_of_a_file_for_themselves_alone(joblog: Joblog, tmp_path: Path) -> None:
    path = tmp_path / "deep" / "acme.db"
    outcome = joblog("init", path, "--workspace", "Acme Corp")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.splitlines()[0] == f"joblog: created {path} for Acme Corp; its owner is {caller()}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert joblog("members", "list", "--store", path).lines[1].split() == [caller(), "Owner"]


def test_what_is_there_is_left_alone(joblog: Joblog, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine")
    outcome = joblog("init", path)
    assert outcome.code == 1
    assert len(outcome.err.splitlines()) == 1
    assert str(path) in outcome.err
    assert path.read_text() == "mine"


def test_store_option_stands_before_or_after_the_command_and_beats_the_environment(
    joblog: Joblog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = {}
    for name in ("first", "second", "third"):
        paths[name] = str(tmp_path / f"{name}.db")
        joblog("init", paths[name])
        append(Path(paths[name]), [event(name, 0)])
    monkeypatch.setenv("JOBLOG_STORE", paths["first"])

    def listed(*arguments: str) -> list[str]:
        return [json.loads(line)["id"] for line in joblog(*arguments).lines]

    assert listed("ls", "--json") == ["first"]
    assert listed("ls", "--json", "--store", paths["second"]) == ["second"]
    assert listed("--store", paths["second"], "ls", "--json") == ["second"]
    assert listed("--store", paths["third"], "ls", "--json", "--store", f"sqlite:///{paths['second']}") == ["second"]
    assert joblog("members", "--store", paths["second"], "list").code == 0


def config_file() -> Path:
    path = Path(os.environ["XDG_CONFIG_HOME"]) / "joblog" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Configuration and data directories that only this test uses."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.mark.usefixtures("homes")
def test_without_a_word_the_store_is_in_the_data_directory(joblog: Joblog, tmp_path: Path) -> None:
    path = tmp_path / "data" / "joblog" / "joblog.db"
    assert joblog("ls").err == f"joblog: no store at {path}; create one with: joblog init {path}\n"
    assert joblog("init").code == 0
    assert path.is_file()
    assert joblog("ls").code == 0


@pytest.mark.usefixtures("homes")
def test_the_configuration_names_a_default_store_and_stall_limits(joblog: Joblog, tmp_path: Path) -> None:
    joblog("init", tmp_path / "acme.db")
    append(tmp_path / "acme.db", [event("slow", 90_000)])
    config_file().write_text(f'[store]\ndefault = "{tmp_path}/acme.db"\n[stall.limits]\nrotating_passwords = "1m"\n')
    (job,) = [json.loads(line) for line in joblog("ls", "--json").lines]
    assert job["stalled_reason"] == "silent 1m 30s; the limit set for Rotating passwords is 1m"


@pytest.mark.usefixtures("homes")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[store\n", "line 1"),
        ('[store]\n\nstor = "x"\n', "line 3: store.stor is not a setting that joblog knows"),
        ("[store]\ndefault = 7\n", "line 2: store.default is wrong: input should be a valid string"),
        (
            '[stall.limits]\nlogging_in = "1m"\nrotating_passwords = "soon"\n',
            "line 3: stall.limits.rotating_passwords is not a length of time like 90s, 15m, 2h or 7d",
        ),
        ('stall.limits.logging_in = "0s"\n', "line 1: stall.limits.logging_in is not a length of time"),
        ("shop = 1\n", "line 1: shop is not a setting"),
        ("\x00", "line 1"),
        ('[store]\ndefault = "\\u001b]52;c;x\\u0007"\nx = 1\n', "line 3: store.x is not a setting"),
    ],
)
def test_a_mistake_in_the_configuration_names_its_line(joblog: Joblog, text: str, told: str) -> None:
    config_file().write_text(text)
    outcome = joblog("ls")
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err
    assert str(config_file()) in outcome.err
    assert len(outcome.err.splitlines()) == 1


@pytest.mark.usefixtures("homes")
def test_a_limit_for_an_unknown_task_is_told(joblog: Joblog, store: Path) -> None:
    config_file().write_text('[stall.limits]\nrotating_password = "1m"\n')
    outcome = joblog("ls")
    assert outcome.code == 2
    assert outcome.err.endswith("did you mean rotating_passwords?\n")


@pytest.mark.usefixtures("homes")
def test_a_configuration_that_cannot_be_read_is_told(joblog: Joblog) -> None:
    config_file().mkdir()
    outcome = joblog("ls")
    assert outcome.code == 1
    assert outcome.err == f"joblog: {config_file()}: is a directory\n"
    config_file().rmdir()
    config_file().write_bytes(b"\xff\xfe")
    outcome = joblog("ls")
    assert outcome.code == 2
    assert outcome.err == f"joblog: {config_file()}: is not UTF-8 text\n"
