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
