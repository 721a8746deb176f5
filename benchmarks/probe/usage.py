"""What processes take of the machine, as Linux tells it."""

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU time in seconds (children that ended included) and resident memory in bytes."""

    cpu: float
    memory: int


def session_usage(session: int) -> Usage:
    """The usage of every process that lives in a session (a terminal's), added up."""
    cpu = memory = 0
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            fields = Path(entry.path, "stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            continue  # ended meanwhile
        if int(fields[3]) == session:
            cpu += sum(map(int, fields[11:15]))
            memory += int(fields[21]) * _PAGE
    return Usage(cpu / _TICKS, memory)


def machine_busy() -> float:
    """Seconds of CPU time that all processes together have taken since the machine was started."""
    user, nice, system, _idle, _waiting, *rest = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9])
    return (user + nice + system + sum(rest)) / _TICKS


def peak_memory(process: str = "self") -> int:
    """The most resident memory, in bytes, that a process has had."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
