"""Completion at work in zsh and fish themselves; bash has its test in tests/cli."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal

LINES = [
    ("joblog exp", "joblog export"),
    ("joblog ls status:ru", "joblog ls status:running"),
    ("joblog ls status:running,ret", "joblog ls status:running,retrying"),
    ("joblog ls -trigger:sci", "joblog ls -trigger:scim"),
]


@pytest.fixture
def with_joblog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with joblog as a command, first on the path."""
    command = tmp_path / "bin" / "joblog"
    command.parent.mkdir()
    command.write_text(f"#!{sys.executable}\nfrom joblog_tui.cli import main\nmain()\n")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh here")
@pytest.mark.parametrize(("typed", "completed"), LINES)
def test_zsh_completes(with_joblog: Path, typed: str, completed: str) -> None:
    script = 'PS1="ready> "\nautoload -U compinit\ncompinit -u -D\neval "$(_JOBLOG_COMPLETE=zsh_source joblog)"\n'
    (with_joblog / ".zshrc").write_text(script)
    with Terminal(["zsh", "-i"], environment={"ZDOTDIR": str(with_joblog)}) as terminal:
        terminal.wait_for("ready>")
        terminal.type(typed)
        terminal.wait_for(typed)
        terminal.press("tab")
        terminal.wait_for(f"ready> {completed}")


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish here")
@pytest.mark.parametrize(("typed", "completed"), LINES)
def test_fish_completes(with_joblog: Path, typed: str, completed: str) -> None:
    script = 'env _JOBLOG_COMPLETE=fish_source joblog | source; complete -C "$TYPED"'
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        capture_output=True, text=True, check=True, timeout=120, cwd=with_joblog, env={**os.environ, "TYPED": typed},
    )  # fmt: skip
    proposed = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    assert proposed == [completed.split(" ")[-1]]
