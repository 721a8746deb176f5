"""The dashboard of somebody who has never opened it: nothing is configured, nothing remembered from the run before."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.probe import Probe


@contextmanager
def dashboard(store: Path, *options: str) -> Iterator[Probe]:
    """``joblog`` on a store, with these options, in a terminal of 120 x 40."""
    with TemporaryDirectory() as home:
        environment = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"), home)
        command = [sys.executable, "-m", "joblog_tui", "--store", str(store), *options]
        with Probe(command, environment=environment) as probe:
            yield probe
