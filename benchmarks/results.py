"""Writes RESULTS.md: the bars, how every figure grows, and the peers beside joblog."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.bars import BARS
from benchmarks.figures import Figures, short

_BESIDE = (
    ("first rows, ms", "first rows ms"),
    ("key down: p50, ms", "down p50"),
    ("key down: p95, ms", "down p95"),
    ("key down: CPU per key, ms", "CPU ms/key"),
    ("page down: p50, ms", "page p50"),
    ("page down: p95, ms", "page p95"),
    ("page down: CPU per key, ms", "CPU ms/page"),
    ("G to the last row, settled: p50, ms", "G p50"),
    ("memory, MB", "memory MB"),
)


def write(path: Path, sizes: Mapping[str, Figures], machine: Sequence[str], missing: Sequence[str], notes: str) -> None:
    """Write the whole file, or nothing of it."""
    half = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        half.write_text(told(sizes, machine, missing, notes), "utf-8")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def told(sizes: Mapping[str, Figures], machine: Sequence[str], missing: Sequence[str], notes: str) -> str:
    """The results as Markdown."""
    parts = [
        "# Results",
        "",
        "Made by `python -m benchmarks`; what each figure means is in [README.md](README.md).",
        "",
    ]
    parts += [f"- {line}" for line in machine]
    parts += [f"- Not installed, therefore missing: {', '.join(missing)}"] if missing else []
    parts += [f"- {notes}"] if notes else []
    parts += ["", "## The bars", "", *_bars(sizes)]
    parts += ["", "## Beside the peers", "", "Ratios are to joblog's figure in the same run.", "", *_beside(sizes)]
    parts += ["", "## How every figure grows", "", *_growth(sizes)]
    return "\n".join(parts) + "\n"


def _bars(sizes: Mapping[str, Figures]) -> Iterator[str]:
    yield from _table(
        ("what", "bar", *(f"{size} jobs" for size in sizes), f"at {list(sizes)[-1]}"),
        [
            (bar.what, bar.told, *(short(bar.value(found)) for found in sizes.values()), bar.verdict(last))
            for last in [list(sizes.values())[-1]]
            for bar in BARS
        ],
    )


def _beside(sizes: Mapping[str, Figures]) -> Iterator[str]:
    for size, found in sizes.items():
        rows = []
        for subject in found.subjects():
            values = [found.get(subject, figure) for figure, _ in _BESIDE]
            if found.get(subject, "key down: p50, ms") is not None:
                own = [found.get("joblog", figure) for figure, _ in _BESIDE]
                rows.append((subject, *map(_with_ratio, values, own, [subject] * len(own))))
        if rows:
            yield from (f"### {size} jobs", "", *_table(("program", *(title for _, title in _BESIDE)), rows), "")


def _with_ratio(value: float | None, own: float | None, subject: str) -> str:
    if value is None or not own or subject == "joblog":
        return short(value)
    return f"{short(value)} ({short(value / own)} x)"


def _growth(sizes: Mapping[str, Figures]) -> Iterator[str]:
    names = dict.fromkeys(name for found in sizes.values() for name in found.values)
    first, *_, last = [*sizes.values(), *sizes.values()]
    rows = []
    for subject, what in names:
        before, after = first.get(subject, what), last.get(subject, what)
        grown = f"{short(after / before)} x" if len(sizes) > 1 and before and after is not None else "-"
        values = (short(found.get(subject, what)) for found in sizes.values())
        rows.append((subject, what, *values, grown))
    yield from _table(("who", "what", *(f"{size} jobs" for size in sizes), "growth"), rows)


def _table(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heading)} |"
    yield "|" + "---|" * len(heading)
    for row in rows:
        yield f"| {' | '.join(row)} |"
