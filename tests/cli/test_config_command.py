"""joblog config: what holds and why, whether the file can be read, and a file to begin with."""

import json
import re
from pathlib import Path

import pytest

from joblog_tui.cli.config import read
from joblog_tui.cli.settings import Settings, config_path
from joblog_tui.cli.state_file import StateFile, state_path
from joblog_tui.ui.choices import Choices
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.preferences import Preferences
from tests.cli.conftest import Joblog
from tests.cli.test_config_docs import settings

FILE = """\
[workspaces]
acme = "/srv/acme.db"
default = "acme"

[ui]
theme = "paper"
times = "clock"

[keys]
stalled = "Z"
"table.open" = "ctrl+o"

[stall.limits]
rotating_passwords = "90m"
"""


def written(text: str) -> Path:
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def told(joblog: Joblog) -> dict[str, tuple[str, str]]:
    lines = [json.loads(line) for line in joblog("config", "--json").lines]
    return {each["setting"]: (each["value"], each["origin"]) for each in lines}


def test_every_setting_is_told_with_the_line_it_comes_from(joblog: Joblog) -> None:
    path = written(FILE)
    holds = told(joblog)
    assert holds["store.default"] == ('"/srv/acme.db"', "line 3")
    assert holds["workspaces.acme"] == ('"/srv/acme.db"', "line 2")
    assert holds["ui.theme"] == ('"paper"', "line 6")
    assert holds["keys.stalled"] == ('"Z"', "line 10")
    assert holds["keys.table.open"] == ('"ctrl+o"', "line 11")
    assert holds["stall.limits.rotating_passwords"] == ('"90m"', "line 14")
    assert holds["ui.zone"] == ('"local"', "usual")
    assert holds["ui.sidebar"] == ("true", "usual")
    outcome = joblog("config")
    assert outcome.lines[0] == str(path)
    assert re.search(r"(?m)^ui.theme +\"paper\" +line 6$", outcome.out)


def test_what_was_set_on_the_screen_and_in_the_environment_is_told_as_such(
    joblog: Joblog, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(FILE)
    file = StateFile(state_path())
    choices = Choices(Preferences(theme="paper", times="clock"), Memory(file.load()[0], save=file.save))
    choices.set_theme("night")
    choices.set_sidebar(False)
    file.close()
    monkeypatch.setenv("JOBLOG_STORE", "/elsewhere.db")
    holds = told(joblog)
    assert holds["ui.theme"] == ('"night"', "set on the screen")
    assert holds["ui.sidebar"] == ("false", "set on the screen")
    assert holds["ui.times"] == ('"clock"', "line 7")
    assert holds["store.default"] == ('"/elsewhere.db"', "JOBLOG_STORE")
    given = [json.loads(line) for line in joblog("config", "--store", "/there.db", "--json").lines]
    assert {"setting": "store.default", "value": '"/there.db"', "origin": "--store"} in given


def test_without_a_file_it_says_where_one_would_be(joblog: Joblog) -> None:
    outcome = joblog("config")
    assert outcome.lines[0] == f"{config_path()} (there is none; joblog config --init writes one)"
    assert {origin for _, origin in told(joblog).values()} == {"usual"}
    assert joblog("config", "--path").lines == [str(config_path())]
    assert joblog("config", "--check").code == 0


def test_a_check_names_the_line(joblog: Joblog) -> None:
    path = written('[ui]\ntheme = "paper"\ntimes = "sometimes"\n')
    for arguments in (["--check"], []):
        outcome = joblog("config", *arguments)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(f"joblog: {path}, line 3: ui.times is none of ")
    path.write_text('[ui]\ntheme = "paper"\n')
    outcome = joblog("config", "--check")
    assert (outcome.code, outcome.err) == (0, f"joblog: {path}: every setting can be read\n")


def test_a_file_to_begin_with_says_nothing_yet_and_is_right_when_it_does(joblog: Joblog) -> None:
    outcome = joblog("config", "--init")
    path = config_path()
    assert (outcome.code, outcome.err) == (0, f"joblog: wrote {path}\n")
    text = path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o600
    assert read(text, path) == Settings()
    whole = re.sub(r"(?m)^# (?=\S+ = )", "", text)
    assert read(whole, path).preferences.times == "both"
    named = set(re.findall(r"(?m)^\"?([\w.-]+)\"? = ", whole))
    wanted = {name.split(".", 1)[1] for name in settings() if name.split(".")[0] in ("ui", "notify", "keys")}
    assert wanted <= named
    again = joblog("config", "--init")
    assert (again.code, again.out) == (1, "")
    assert again.err == f"joblog: {path} is there already, and stays as it is\n"
    assert path.read_text("utf-8") == text


def test_one_thing_at_a_time(joblog: Joblog) -> None:
    outcome = joblog("config", "--check", "--init")
    assert outcome.code == 2
    assert not config_path().exists()
