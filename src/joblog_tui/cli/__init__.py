"""The command line: the only place that composes everything. It imports lazily, because start-up is a feature."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``joblog`` with ``arguments`` (those of the process when None) and leave with its exit code."""
    from joblog_tui.cli.outcome import run

    sys.exit(run(sys.argv[1:] if arguments is None else arguments))
