"""Programs that write to a real store in a process of their own."""

import subprocess
import sys
import textwrap
from collections import Counter
from pathlib import Path

from tests.support.stores import raw


def start(program: str | Path, *arguments: object) -> "subprocess.Popen[str]":
    """Run Python code or a file of it; its arguments are in ``sys.argv[1:]``, its output and errors can be read."""
    code = [str(program)] if isinstance(program, Path) else ["-c", textwrap.dedent(program)]
    return subprocess.Popen(
        [sys.executable, *code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(program: str | Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run Python code to its end."""
    process = start(program, *arguments)
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def ids_in(store: Path) -> Counter[str]:
    """How often each id stands in the store."""
    with raw(store) as connection:
        return Counter(row[0] for row in connection.execute("SELECT id FROM events"))


def once(prefix: str, count: int) -> dict[str, int]:
    """``prefix-0`` and so on, each of them once."""
    return {f"{prefix}-{number}": 1 for number in range(count)}
