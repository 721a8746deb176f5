"""The first rows wait for nothing that they do not need: whatever is imported before them makes every start longer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from joblog_tui.cli.access import caller
from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import now_ms
from tests.support.stores import append_by_sql, new_store

_START = """
import sys
from joblog_tui.cli import dashboard
from joblog_tui.cli.settings import Settings
from joblog_tui.ui.app import JoblogApp
from joblog_tui.ui.screens.log import LogScreen

loaded = set()
take = LogScreen.take
run_async = JoblogApp.run_async

def take_first(screen, snapshot):
    take(screen, snapshot)
    if not loaded and snapshot.block.rows:
        loaded.update(sys.modules)
        screen.app.exit()

def without_terminal(app, **options):
    return run_async(app, headless=True, size=(120, 40))

LogScreen.take = take_first
JoblogApp.run_async = without_terminal
dashboard.show(sys.argv[1], "", Settings())
print(*sorted(loaded))
"""
LATER = (
    # dialogues, and screens other than the log
    "joblog_tui.ui.screens.columns",
    "joblog_tui.ui.screens.dialog",
    "joblog_tui.ui.screens.export_dialog",
    "joblog_tui.ui.screens.help",
    "joblog_tui.ui.screens.job_log",
    "joblog_tui.ui.screens.nested",
    "joblog_tui.ui.screens.note_dialog",
    "joblog_tui.ui.screens.sorting",
    "joblog_tui.ui.screens.summary",
    "joblog_tui.ui.screens.views",
    "joblog_tui.ui.screens.workspaces",
    "joblog_tui.ui.palette",
    # the tree and its timeline, and what is told of one job
    "joblog_tui.ui.widgets.job_tree.painting",
    "joblog_tui.ui.widgets.job_detail",
    "joblog_tui.ui.widgets.job_facts",
    "joblog_tui.ui.widgets.log_lines",
    "joblog_tui.ui.widgets.scrolled_lines",
    # the grammar, and what stands on it
    "joblog_tui.query.completing",
    "joblog_tui.query.language",
    "joblog_tui.query.matching",
    "lark",
    # files written, and a configuration read
    "joblog_tui.cli.config",
    "joblog_tui.export",
    "pydantic",
    # what the store does at other times
    "joblog_tui.store.sqlite.appender",
    "joblog_tui.store.sqlite.log_lines",
    "joblog_tui.store.sqlite.outline",
    "joblog_tui.store.sqlite.summary",
    "joblog_tui.store.sqlite.triage",
    "joblog_tui.store.sqlite.waiting",
)  # fmt: skip
"""What comes when it is used first."""


_GLANCE = """
import sys
from joblog_tui.cli.outcome import run
from joblog_tui.cli import glance

assert glance._painted(sys.argv[1])
print(*sorted(sys.modules))
"""
AFTER_THE_GLANCE = (
    "textual", "click", "asyncio", "aiosqlite", "lark", "pydantic", "rich.console", "rich.text",
    "joblog_tui.store.base", "joblog_tui.store.sqlite.store", "joblog_tui.feed", "joblog_tui.ui.app",
    "joblog_tui.ui.widgets.job_table.table",
)  # fmt: skip
"""What comes only when the glance is on the screen."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with nothing but a store of one job: nothing is configured."""
    directory = tmp_path_factory.mktemp("store")
    store = new_store(directory, owner=caller())
    job = Event("j1", at=now_ms(), status="running", task="logging_in", trigger="web_app", actor="Ana",
                target=Target("Finance", "app"), source="test")  # fmt: skip
    assert append_by_sql(store, [job]) == []
    return directory


@pytest.fixture(scope="module")
def loaded(home: Path) -> set[str]:
    """Every module that is there when the first rows of the dashboard itself are."""
    return set(_told_by(_START, home))


@pytest.fixture(scope="module")
def glanced(home: Path) -> set[str]:
    """Every module that is there when the glance is painted."""
    return set(_told_by(_GLANCE, home))


def _told_by(program: str, home: Path) -> list[str]:
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home)}
    command = [sys.executable, "-c", program, str(home / "log.db")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()


def test_the_log_is_there(loaded: set[str]) -> None:
    assert {"joblog_tui.ui.screens.log", "joblog_tui.store.sqlite.listing"} <= loaded


@pytest.mark.parametrize("module", LATER)
def test_what_the_first_rows_do_not_need_is_not_imported_before_them(module: str, loaded: set[str]) -> None:
    assert module not in loaded


@pytest.mark.parametrize("module", AFTER_THE_GLANCE)
def test_the_glance_waits_for_none_of_these(module: str, glanced: set[str]) -> None:
    assert "joblog_tui.ui.glance.frame" in glanced
    assert module not in glanced
