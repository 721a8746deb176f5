"""``python -m benchmarks``: makes the data, measures, writes RESULTS.md."""

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import dashboard, data, machine, nested, peers, results, store, writing
from benchmarks.data import Data
from benchmarks.figures import Figures
from benchmarks.progress import tell

PARTS = ("store", "writing", "dashboard", "nested", "peers")
RESULTS = Path(__file__).with_name("RESULTS.md")


def main(arguments: list[str] | None = None) -> int:
    """Run what was asked for; the exit code."""
    options = _options().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _run(options)
    except KeyboardInterrupt:
        tell("interrupted; the results are those of the sizes before")
        return 130
    return 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measures joblog and its peers.")
    parser.add_argument("--sizes", type=_words, default=["100k", "1m", "10m"], help="jobs, such as 100k,1m,10m")
    parser.add_argument("--only", type=_parts, default=list(PARTS), help=f"some of {','.join(PARTS)}")
    parser.add_argument("--runs", type=int, default=3, help="how often everything is measured; figures are medians")
    parser.add_argument("--keep", type=Path, default=data.default_cache(), metavar="DIR", help="where data is kept")
    parser.add_argument("--peers-python", default=sys.executable, metavar="PATH", help="the Python that has the peers")
    parser.add_argument("--output", type=Path, metavar="FILE", help="where results go; RESULTS.md for whole runs")
    parser.add_argument("--note", default="", help="a remark for the results, such as what else the machine did")
    return parser


def _run(options: argparse.Namespace) -> None:
    sizes: dict[str, Figures] = {}
    for size in options.sizes:
        made = data.data(options.keep, size)
        found = sizes[size] = Figures()
        data.note_loading(found, made)
        for run in range(options.runs):
            tell(f"{size} jobs, run {run + 1} of {options.runs}")
            for part in options.only:
                _measure(part, made, found, options.peers_python)
        _tell_results(sizes, options)  # of the sizes so far: a run takes an hour, and what is measured is measured


def _tell_results(sizes: dict[str, Figures], options: argparse.Namespace) -> None:
    """Smallest first, whatever was measured first."""
    grown = {size: sizes[size] for size in sorted(sizes, key=data.jobs_of)}
    description = machine.described(options.peers_python)
    missing = peers.missing(options.peers_python)
    notes = f"{'One run' if options.runs == 1 else f'Medians of {options.runs} runs'}. {options.note}".strip()
    whole = list(options.only) == list(PARTS)
    output = options.output or (RESULTS if whole else None)
    if output is not None:
        results.write(output, grown, description, missing, notes)
        tell(f"wrote {output.name}")
    elif len(sizes) == len(set(options.sizes)):
        print(results.told(grown, description, missing, notes))


def _measure(part: str, made: Data, found: Figures, python: str) -> None:
    measures: dict[str, Callable[[], None]] = {
        "store": lambda: store.measure(made, found),
        "writing": lambda: writing.measure(made, found),
        "dashboard": lambda: dashboard.measure(made, found),
        "nested": lambda: nested.measure(made, found),
        "peers": lambda: peers.measure(made, found, python),
    }
    measures[part]()


def _words(text: str) -> list[str]:
    for size in text.split(","):
        data.jobs_of(size)
    return text.split(",")


def _parts(text: str) -> list[str]:
    unknown = set(text.split(",")) - set(PARTS)
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: there are {', '.join(PARTS)}")
    return [part for part in PARTS if part in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
