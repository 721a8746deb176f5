"""The program as it is installed, and stores for it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from joblog_tui.cli.access import caller
from tests.support.stores import new_store

JOBLOG: Sequence[str] = (sys.executable, "-m", "joblog_tui")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """An empty store of Acme Corp that the caller owns."""
    return new_store(tmp_path, "acme.db", owner=caller())


@pytest.fixture(autouse=True)
def home_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test sets or saves, the next one does not find."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
