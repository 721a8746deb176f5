"""The machine and the versions that figures belong to."""

import os
import platform
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import peers


def described(python: str) -> list[str]:
    """One line each: what was measured, where, with what; ``python`` is the interpreter of the peers."""
    installed = [f"{peer.name} {peer.version}" for peer in peers(python) if peer.version]
    return [
        f"joblog at {_commit()}",
        f"{_processor()}, {os.cpu_count()} cores, {_memory()} of memory, {platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, textual {version('textual')}",
        "Beside it: " + (", ".join(installed) or "nobody"),
    ]


def _commit() -> str:
    root = Path(__file__).parents[1]
    told = subprocess.run(["git", "log", "-1", "--format=%h of %cs"], cwd=root, capture_output=True, text=True).stdout
    return told.strip() or "an unknown commit"


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> str:
    kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
    return f"{kilobytes / 2**20:.0f} GB"
