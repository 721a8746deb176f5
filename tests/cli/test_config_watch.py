"""A running dashboard hears of every change of the configuration, once."""

import os
from pathlib import Path

import pytest

from joblog_tui.cli.config_watch import ConfigWatch
from joblog_tui.model.errors import UsageError
from joblog_tui.ui.preferences import Preferences
from tests.cli.conftest import Joblog, append, event
from tests.support.stores import new_store


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "joblog").mkdir()
    return tmp_path / "joblog" / "config.toml"


def test_it_tells_a_change_once_and_a_mistake_once(file: Path) -> None:
    watch = ConfigWatch()
    assert watch() is None
    file.write_text('[ui]\ntheme = "paper"\n')
    assert watch() == Preferences(theme="paper")
    assert watch() is None
    file.write_text('[ui]\ntheme = "pa"\n')
    with pytest.raises(UsageError, match="line 2"):
        watch()
    assert watch() is None
    new = file.with_suffix(".new")  # as editors save
    new.write_text('[ui]\ntheme = "night"\n')
    new.replace(file)
    assert watch() == Preferences(theme="night")
    file.unlink()
    assert watch() == Preferences()
    os.mkdir(file)
    with pytest.raises(UsageError, match="is a directory"):
        watch()


def test_a_store_is_found_by_its_name(file: Path, joblog: Joblog, tmp_path: Path) -> None:
    from joblog_tui.cli.access import caller

    for name in ("acme", "globex"):
        append(new_store(tmp_path, f"{name}.db", owner=caller()), [event(name, 1_000)])
    file.write_text('[workspaces]\ndefault = "globex"\nacme = "../acme.db"\nglobex = "../globex.db"\n')
    assert '"id":"globex"' in joblog("ls", "--json").out.replace(" ", "")
    assert '"id":"acme"' in joblog("ls", "--json", "--store", "acme").out.replace(" ", "")
    assert '"id":"acme"' in joblog("--store", "acme", "ls", "--json").out.replace(" ", "")
    assert "no store at nowhere" in joblog("ls", "--store", "nowhere").err


def test_a_limit_of_no_task_is_told_with_its_line(file: Path, joblog: Joblog, tmp_path: Path) -> None:
    from joblog_tui.cli.access import caller

    store = new_store(tmp_path, "acme.db", owner=caller())
    file.write_text('[ui]\ntheme = "night"\n\n[stall.limits]\nadding_users = "5m"\nadding_user = "5m"\n')
    outcome = joblog("ls", "--store", str(store))
    assert outcome.code == 2
    assert f"{file}, line 6: stall.limits.adding_user is not a task" in outcome.err
    assert "did you mean adding_users?" in outcome.err
