"""The dashboard as an operator has it before them: keys, filters, searches, news, through a terminal of 120 x 40."""

import random
import sqlite3
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from benchmarks.children import child
from benchmarks.data import Data, scratch
from benchmarks.figures import Figures
from benchmarks.newcomer import dashboard
from benchmarks.probe import Probe, Reaction
from benchmarks.probe.keys import mouse_bytes
from benchmarks.probe.probe import Area, NeverSeen, Seen
from benchmarks.progress import tell
from benchmarks.recipe import COMMON_WORD
from benchmarks.store import VALUES, searches
from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import now_ms
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status
from joblog_tui.store.factory import open_appender

NAME = "joblog"
DOWNS, PAGES, JUMPS, DRAGS, WHEELS, PAIRS, SEARCHES, COMMITS = 150, 60, 20, 20, 60, 20, 20, 25
REST = 10.0  # seconds
LOADS = (200, 5_000)  # events a second
SEARCHING = 60.0  # seconds after which no other round of searches begins
ERASED = 40  # letters that the query held at most
LOOK = 0.25  # seconds that one key is watched under load
STATUSES = tuple(status.label for status in Status)
CURSOR = "▌"
WHEEL_DOWN = b"\x1b[<65;80;25M"  # over the table
SIDEBAR = 30  # columns
LIST: Area = (9, 0, 40, 120)
"""Filters with counts, rows, the job under the cursor, the footer: all but the activity strip and what is above it."""
BAR = 119  # the column of the scrollbar


def has_rows(lines: Sequence[str]) -> bool:
    """Whether there are jobs in the table."""
    return any(label in line[SIDEBAR:] for line in lines[9:37] for label in STATUSES)


def counted(lines: Sequence[str]) -> bool:
    """Whether the counts of the sidebar are those of the filter."""
    return not any("counting" in line[:SIDEBAR] for line in lines[9:])


def is_live(lines: Sequence[str]) -> bool:
    """Whether the dashboard itself is there, with rows: what was on the screen before it was the first glance."""
    return "LIVE" in lines[0] and has_rows(lines)


def measure(data: Data, found: Figures) -> None:
    """Two sessions on the store, and one on a copy that others write to."""
    with dashboard(data.store) as probe:
        tell("  dashboard: a key typed before anything is shown")
        probe.send("j")
        found.note(NAME, "key typed at the start acts, ms", probe.until(lambda lines: "row 2" in lines[-1]))
    with dashboard(data.store) as probe:
        tell("  dashboard: start")
        found.note(NAME, "first paint, ms", probe.until(lambda lines: any(line.strip() for line in lines)))
        found.note(NAME, "first rows, ms", probe.until(has_rows))
        found.note(NAME, "the whole dashboard, ms", probe.until(is_live))
        found.note(NAME, "first counts, ms", probe.until(lambda lines: is_live(lines) and counted(lines)))
        probe.settle(0.5)
        _moving(probe, found)
        _rest(probe, found)
        _filters(probe, found)
        _searches(probe, data, found)
        found.note(NAME, "memory at the end, MB", probe.usage.memory / 2**20)
    with scratch(data) as store:
        _news(store, found)
        for rate in LOADS:
            _under_load(store, rate, found)


def _moving(probe: Probe, found: Figures) -> None:
    tell("  dashboard: moving about")
    _keys(probe, found, "key down", "down", DOWNS)
    probe.press("g")
    _keys(probe, found, "page down", "pagedown", PAGES)
    jumps: list[Reaction] = []
    for _ in range(JUMPS):
        jumps.append(probe.press("G", quiet=0.1, area=LIST))
        probe.press("g", quiet=0.1)
    _note(found, "G to the last row", jumps)
    drags: list[Reaction] = []
    rows = _rows_of(probe.screen)
    for turn in range(DRAGS):
        probe.send(mouse_bytes(BAR, rows.start, "press"))  # where the thumb is
        probe.settle(0.1)
        middle = rows.start + len(rows) // 2 + turn % 3
        drags.append(probe.press(mouse_bytes(BAR, middle, "drag"), quiet=0.1, area=LIST))
        probe.send(mouse_bytes(BAR, middle, "release"))
        probe.settle(0.1)
        probe.press("g", quiet=0.1)
    _note(found, "scrollbar dragged to the middle", drags)
    wheel = [probe.press(WHEEL_DOWN, area=LIST) for _ in range(WHEELS)]
    _note(found, "wheel", wheel)
    probe.press("g", quiet=0.1)


def _keys(probe: Probe, found: Figures, name: str, key: str, count: int) -> None:
    before = probe.usage.cpu
    reactions = [probe.press(key) for _ in range(count)]
    found.note(NAME, f"{name}: CPU per key, ms", (probe.usage.cpu - before) * 1000 / count)
    _note(found, name, reactions)


def _rest(probe: Probe, found: Figures) -> None:
    tell("  dashboard: at rest")
    probe.settle(0.5)
    rest = probe.rest(REST)
    found.note(NAME, "idle, % of a core", rest.cpu)
    found.note(NAME, "others on the machine, % of a core", rest.cpu_of_others)
    found.note(NAME, "memory, MB", rest.memory / 2**20)


def _filters(probe: Probe, found: Figures) -> None:
    tell("  dashboard: every filter value, and pairs")
    probe.send("f")
    probe.settle()
    probe.press("g")
    single, both = [], []
    before = probe.usage.cpu
    for number in range(len(VALUES)):
        if number:
            probe.press("down")
        single.append(_toggle(probe))
        single.append(_toggle(probe))
    found.note(NAME, "filter value toggled: CPU per key, ms", (probe.usage.cpu - before) * 1000 / (3 * len(VALUES)))
    _note(found, "filter value toggled", single)
    found.spread(NAME, "filter value toggled, the activity strip too:", [r.anywhere for r in single if r.anywhere])
    dice = random.Random(2)
    for _ in range(PAIRS):
        here, there = sorted(dice.sample(range(len(VALUES)), 2))
        _to_value(probe, here)
        _toggle(probe)
        _to_value(probe, there)
        both.append(_toggle(probe))
        both.append(_toggle(probe))
        _to_value(probe, here)
        _toggle(probe)
    _note(found, "filter value toggled beside another", both)
    probe.send("f")
    probe.settle()


def _toggle(probe: Probe) -> Reaction:
    """To rows and all counts; the activity strip, which follows them, is in the last change of the whole screen."""
    return probe.press("space", quiet=0.1, settled=counted, area=LIST)


def _rows_of(lines: Sequence[str]) -> range:
    """The lines of the table's rows."""
    heading = next(y for y, line in enumerate(lines) if "Target" in line[SIDEBAR:] and "Created" in line[SIDEBAR:])
    return range(heading + 1, 37)


def _to_value(probe: Probe, number: int) -> None:
    probe.send("g" + "j" * number)
    probe.settle(0.1)


def _searches(probe: Probe, data: Data, found: Figures) -> None:
    """From the key that finishes a word to the rows of that word: none, those of one target, any.

    The key always changes the rows: what was typed before it had others. Counts are awaited before the next word.
    """
    little = searches(data)["little"].text
    turns: dict[str, tuple[str, str, Seen]] = {
        "nothing": (COMMON_WORD, "q", lambda lines: not has_rows(lines)),
        "little": (little[:-1], little[-1], lambda lines: _all_rows_hold(lines, little)),
        "everything": (f"{COMMON_WORD}q", "backspace", has_rows),
    }
    took: dict[str, list[float]] = {name: [] for name in turns}
    end = time.perf_counter() + SEARCHING
    while time.perf_counter() < end and len(took["little"]) < SEARCHES:
        for name, (before, key, seen) in turns.items():
            tell(f"  dashboard: searching for what matches {name}")
            probe.send("/")
            probe.settle(0.2)
            probe.send("\x7f" * ERASED + before)
            probe.settle(0.4)
            if seen(probe.screen):
                raise NeverSeen(f"{before!r} shows what is awaited of the next key already")
            took[name].append(probe.until(seen, since=probe.send(key)))
            probe.send("enter")
            probe.until(counted)
            probe.settle(0.2)
    probe.send("x")
    probe.settle()
    for name, times in took.items():
        found.spread(NAME, f"search, {name} matches: to rows", times)


def _all_rows_hold(lines: Sequence[str], word: str) -> bool:
    """Whether there are rows, and all of them show a word."""
    rows = [line[SIDEBAR:] for line in lines[9:37] if any(label in line[SIDEBAR:] for label in STATUSES)]
    rows = [row for row in rows if "Created" not in row]
    return bool(rows) and all(word in row for row in rows)


def _news(store: Path, found: Figures) -> None:
    tell("  dashboard: news of another process")
    took = []
    appender = open_appender(str(store))
    try:
        with dashboard(store) as probe:
            probe.until(is_live)
            probe.settle(0.5)
            for number in range(COMMITS):
                time.sleep(0.15 + random.random() * 0.1)
                took.append(_until_shown(probe, appender.append, f"n{number:03d}"))
    finally:
        appender.close()
    found.spread(NAME, "commit elsewhere to screen:", took)


def _until_shown(probe: Probe, append: object, name: str) -> float:
    assert callable(append)
    moment = now_ms()
    target = Target(name, "app")
    append(
        [Event(f"{name}-{moment}", at=moment, status="running", task=TASKS[0].slug, trigger=TRIGGERS[0].slug,
               target=target, actor="Cerby", source="news")]
    )  # fmt: skip
    since = time.perf_counter()
    return probe.until(lambda lines: any(f" {name} " in line[SIDEBAR:] for line in lines[9:37]), since=since)


def _under_load(store: Path, rate: int, found: Figures) -> None:
    tell(f"  dashboard: while {rate:,} events a second are written")
    name = f"at {rate:,} events/s"
    with dashboard(store) as probe:
        probe.until(is_live)
        probe.settle(0.5)
        with child([sys.executable, "-m", "benchmarks.load", str(store), str(rate)]):
            time.sleep(3.0)  # until it writes at its pace
            began, before = time.perf_counter(), _events_in(store)
            found.note(NAME, f"{name}: at the top, % of a core", probe.rest(REST).cpu)
            _keys_under_load(probe, name, found)
            written = (_events_in(store) - before) / (time.perf_counter() - began)
            found.note(NAME, f"{name}: really written, events/s", written)
            wal = store.with_name(f"{store.name}-wal")
            found.note(NAME, f"{name}: write-ahead log, MB", wal.stat().st_size / 2**20 if wal.exists() else 0.0)
        found.note(NAME, f"{name}: memory, MB", probe.usage.memory / 2**20)


def _events_in(store: Path) -> int:
    with closing(sqlite3.connect(store)) as connection:
        return int(connection.execute("SELECT max(seq) FROM events").fetchone()[0])


def _keys_under_load(probe: Probe, name: str, found: Figures) -> None:
    """Down and up in the middle of the window, away from the top, where rows stay and their contents change."""
    for key in ("pagedown", "pagedown", *["up"] * 15):
        probe.send(key)
        time.sleep(0.1)
    with suppress(NeverSeen):
        area = _cursor_column(probe.screen)
        keys = [key for _ in range(6) for key in ["down"] * 5 + ["up"] * 5]
        reactions = [probe.watch(key, LOOK + random.random() * 0.02, area) for key in keys]
        found.spread(NAME, f"{name}: key down or up:", [r.first for r in reactions if r.first is not None])
        found.note(NAME, f"{name}: keys not seen to act", sum(r.first is None for r in reactions))


def _cursor_column(lines: Sequence[str]) -> Area:
    for line in lines[10:36]:
        column = line.find(CURSOR, SIDEBAR)
        if column >= 0:
            return (10, column, 36, column + 1)
    raise NeverSeen("the cursor of the table is not on the screen")


def _note(found: Figures, name: str, reactions: Sequence[Reaction]) -> None:
    found.spread(NAME, f"{name}:", [r.first for r in reactions if r.first is not None])
    found.spread(NAME, f"{name}, settled:", [r.last for r in reactions if r.last is not None])
    missed = sum(reaction.first is None for reaction in reactions)
    if missed:
        found.note(NAME, f"{name}: keys without a visible effect", missed)
