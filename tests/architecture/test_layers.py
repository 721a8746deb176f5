"""Arrows go down only, and nothing is imported before it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from joblog_tui.cli.access import caller
from joblog_tui.cli.root import COMMANDS
from tests.support.stores import new_store

ROOT = Path(__file__).parents[2]
HEADLESS_PACKAGES = (
    "cli",
    "cli.root",
    "feed",
    "model",
    "query",
    "query.language",
    "simulator",
    "store",
    "text",
    "writers",
)
_RUN = """
import sys
from joblog_tui.cli.outcome import run
code = run(sys.argv[1:])
loaded = {name.partition(".")[0] for name in sys.modules}
print(*sorted(loaded & set("asyncio sqlite3 aiosqlite pydantic lark textual rich platformdirs click".split())))
sys.exit(code)
"""


def loaded(*arguments: str, store: Path | None = None) -> set[str]:
    """The heavy packages that a command line imports."""
    command = [sys.executable, "-c", _RUN, *arguments, *(("--store", str(store)) if store else ())]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_the_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", HEADLESS_PACKAGES)
def test_headless_packages_never_load_textual(package: str) -> None:
    code = f"import joblog_tui.{package}, sys; assert not {{'textual', 'rich'}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("no-such-command",)], ids=" ".join)
def test_help_needs_click_alone(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-c", _RUN, *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "click"


@pytest.mark.parametrize(
    "command", [("ls",), ("ls", "--json"), ("show", "nothing"), ("stats",), ("doctor",)], ids=" ".join
)
def test_headless_commands_load_neither_textual_nor_what_they_do_not_need(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    store = new_store(tmp_path, owner=caller())
    done = subprocess.run([sys.executable, "-c", _RUN, *command, "--store", str(store)], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1].split() == ["aiosqlite", "asyncio", "click", "platformdirs", "sqlite3"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_is_read_without_textual_or_a_driver(command: str) -> None:
    assert not loaded(command, "-h") & {"textual", "rich", "sqlite3", "aiosqlite", "pydantic", "lark"}
