"""What the README tells a person to type works as it stands there."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from joblog_tui.cli.config import read

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
# The programs that the README's lines call, as far as this machine may lack them.
_PROGRAMS = {
    "joblog": f'exec "{sys.executable}" -m joblog_tui "$@"',
    "sqlite3": f'exec "{sys.executable}" -c \'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); '
    'c.execute(sys.argv[2]); c.commit()\' "$@"',
    "jq": "exec cat",
}


def blocks(language: str) -> list[str]:
    """The code of one language after the two commands that the README opens with."""
    found: list[str] = re.findall(rf"(?ms)^```{language}\n(.*?)^```$", README.partition("\n## What you see")[2])
    return found


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with the demo data, and the programs on the path."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, line in _PROGRAMS.items():
        (programs / name).write_text(f"#!/bin/sh\n{line}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(programs), prepend=":")
    shutil.copytree(ROOT / "demo_data", tmp_path / "demo_data")
    return tmp_path


def test_every_line_to_type_works(place: Path) -> None:
    script = "\n".join(blocks("sh"))
    assert script.count("\n") > 10
    done = subprocess.run(["sh", "-eux"], input=script, cwd=place, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (place / "jobs.csv").read_text().startswith("id,parent,status")
    (python,) = blocks("python")
    subprocess.run([sys.executable, "-c", python], cwd=place, check=True)
    shown = subprocess.run(
        ["joblog", "show", "job-100", "--store", "acme.db"], cwd=place, capture_output=True, text=True
    )
    assert shown.stdout.startswith("✓ Completed  Marketing / Instagram\n")  # no job of the demo data has this id
    assert "signed in to the app" in shown.stdout


def test_the_configuration_is_one() -> None:
    (toml,) = blocks("toml")
    assert tomllib.loads(toml)
    settings = read(toml, Path("/config.toml"))
    assert settings.limits == {"rotating_passwords": 600_000}
