"""Other programs on the same rows, in the same run: what joblog's figures are held against."""

import importlib.util
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import Data
from benchmarks.figures import Figures
from benchmarks.probe import Probe
from benchmarks.probe.probe import NeverSeen
from benchmarks.progress import tell

PROGRAMS = Path(__file__).parent / "programs"
DOWNS, PAGES, JUMPS = 80, 40, 6
PAGE = "SELECT * FROM jobs INDEXED BY jobs_newest WHERE listed ORDER BY created_at DESC, seq DESC LIMIT 400"
GROUPED = "SELECT status, task, trigger, count(*) FROM jobs WHERE listed GROUP BY 1, 2, 3"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that shows rows.

    ``command`` makes its command line for some data; ``most`` is how many jobs it can be asked to take in reasonable
    time; ``version`` is "" where it is not installed; ``first`` and ``last`` are the keys that go there.
    """

    name: str
    version: str
    command: Callable[[Data], list[str]]
    most: int
    last: str = "G"
    first: str = "g"


def peers(python: str) -> list[Peer]:
    """Every peer, installed or not; ``python`` is the interpreter that has the Python ones."""
    have = _versions(python)

    def program(name: str) -> Callable[[Data], list[str]]:
        return lambda data: [python, str(PROGRAMS / name), str(data.csv)]

    return [
        Peer("Textual DataTable", have["textual"], program("data_table.py"), 100_000, "ctrl+end", "ctrl+home"),
        Peer(
            "textual-fastdatatable",
            have["textual-fastdatatable"],
            program("fast_data_table.py"),
            1_000_000,
            "ctrl+end",
            "ctrl+home",
        ),
        Peer(
            "visidata", have["visidata"], lambda data: [python, "-m", "visidata", str(data.csv)], 1_000_000, "G", "gg"
        ),
        Peer("lnav", _lnav_version(), lambda data: ["lnav", "-N", str(data.ndjson)], 10_000_000),
    ]


def missing(python: str) -> list[str]:
    """The names of the peers that are not installed."""
    return [peer.name for peer in peers(python) if not peer.version] + ([] if shutil.which("sqlite3") else ["sqlite3"])


def measure(data: Data, found: Figures, python: str) -> None:
    """Every peer that is there and can take so many rows."""
    _start_ups(found)
    _sqlite(data, found)
    for peer in peers(python):
        if not peer.version or data.recipe.jobs > peer.most:
            continue
        tell(f"  peer: {peer.name} {peer.version}")
        try:
            _terminal_program(peer, data, found)
        except NeverSeen as error:
            tell(f"  {peer.name} was given up: {str(error).splitlines()[0]}")


def _terminal_program(peer: Peer, data: Data, found: Figures) -> None:
    with Probe(peer.command(data), patience=150.0) as probe:
        found.note(peer.name, "first rows, ms", probe.until(_shows_a_job))
        probe.settle(0.8, limit=60.0)
        probe.send(peer.first)
        probe.settle(0.5)
        for name, key, count in (("key down", "down", DOWNS), ("page down", "pagedown", PAGES)):
            before = probe.usage.cpu
            reactions = [probe.press(key) for _ in range(count)]
            found.note(peer.name, f"{name}: CPU per key, ms", (probe.usage.cpu - before) * 1000 / count)
            found.spread(peer.name, f"{name}:", [r.first for r in reactions if r.first is not None])
        jumps = []
        for _ in range(JUMPS):
            jumps.append(probe.press(peer.last, quiet=0.1))
            probe.press(peer.first, quiet=0.1)
        found.spread(peer.name, "G to the last row, settled:", [r.last for r in jumps if r.last is not None])
        found.note(peer.name, "memory, MB", probe.usage.memory / 2**20)


def _shows_a_job(lines: Sequence[str]) -> bool:
    return sum("job-" in line for line in lines) > 5


def _start_ups(found: Figures) -> None:
    """In the Python that runs joblog, where it has textual: what any program of its kind pays before its own work."""
    tell("  peer: bare start-ups")
    own = sys.executable
    has_textual = importlib.util.find_spec("textual") is not None
    programs = {"python -c print": [own, "-c", "print('here at last')"]}
    if has_textual:
        programs["bare Textual Static app"] = [own, str(PROGRAMS / "bare_static.py")]
    for name, command in programs.items():
        for _ in range(3):
            with Probe(command) as probe:
                found.note(
                    name, "first paint, ms", probe.until(lambda lines: any("here at last" in li for li in lines))
                )


def _sqlite(data: Data, found: Figures) -> None:
    if shutil.which("sqlite3") is None:
        return
    tell("  peer: sqlite3")
    for name, sql in (("first page by hand, ms", PAGE), ("GROUP BY of all jobs, ms", GROUPED)):
        began = time.perf_counter()
        subprocess.run(["sqlite3", "-readonly", str(data.store), sql], check=True, stdout=subprocess.DEVNULL)
        found.note("sqlite3", name, (time.perf_counter() - began) * 1000)


def _versions(python: str) -> dict[str, str]:
    """Versions of Python packages in another interpreter; "" for what it has not."""
    code = (
        "import json, sys\nfrom importlib.metadata import version\nfound = {}\n"
        "for name in sys.argv[1:]:\n try: found[name] = version(name)\n except Exception: found[name] = ''\n"
        "print(json.dumps(found))"
    )
    names = ["textual", "textual-fastdatatable", "visidata"]
    try:
        done = subprocess.run([python, "-c", code, *names], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return dict.fromkeys(names, "")
    found: dict[str, str] = json.loads(done.stdout)
    return found


def _lnav_version() -> str:
    if shutil.which("lnav") is None:
        return ""
    told = subprocess.run(["lnav", "-V"], capture_output=True, text=True).stdout.split()
    return told[-1] if told else "?"
