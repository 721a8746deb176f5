"""``joblog demo``: a throw-away store, a simulator that fills it from a process of its own, the dashboard on top."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import click

from joblog_tui.cli import settings
from joblog_tui.cli.access import caller
from joblog_tui.cli.dashboard import require_terminal, show
from joblog_tui.cli.options import given_store, simulation_options, store_option
from joblog_tui.cli.output import tell
from joblog_tui.cli.progress import ProgressLine
from joblog_tui.cli.settings import Settings
from joblog_tui.cli.stopping import ending_on_signals
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.moment import HOUR
from joblog_tui.query.durations import write_duration
from joblog_tui.store.factory import create_store

WORKSPACE = "Acme Corp"
RECENT = 2 * HOUR  # of the past is written before the dashboard opens; the rest comes while one looks
NAME = "demo"  # under which what is set on the screen is remembered: the next demo is in another directory
_PATIENCE = 5.0  # seconds that the simulator has to end by itself


@click.command(name="demo")
@store_option
@simulation_options
@click.pass_context
def command(context: click.Context, rate: float, backfill: int, seed: int) -> int:
    """See joblog at work: a store that fills itself, and the dashboard on it. Nothing is left when you quit.

    With --store PATH the store is made there, and kept.
    """
    require_terminal()
    kept = given_store(context)
    recent = min(backfill, RECENT)
    with _store(kept) as url, ExitStack() as simulators:
        live = simulators.enter_context(_simulator(url, rate, seed, "--backfill", write_duration(recent)))
        _wait_for(live)
        if recent < backfill:
            before = ("--backfill", write_duration(backfill), "--but", write_duration(recent))
            simulators.enter_context(_simulator(url, rate, seed, *before, telling=False))
        code = show(url, "", Settings(preferences=settings.load().preferences), known_as=kept or NAME)
    if kept is not None:
        tell(f"the store is kept: joblog --store {kept}")
    return code


@contextmanager
def _store(kept: str | None) -> Iterator[str]:
    """A new store: at ``kept``, or in a directory that is ours alone (0700) and is gone afterwards."""
    if kept is not None:
        create_store(kept, WORKSPACE, caller())
        yield kept
        return
    directory = tempfile.mkdtemp(prefix="joblog-demo-")
    try:
        url = str(Path(directory) / "demo.db")
        create_store(url, WORKSPACE, caller())
        yield url
    finally:
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _simulator(url: str, rate: float, seed: int, *options: str, telling: bool = True) -> Iterator[IO[bytes] | None]:
    """A simulator at work, and, if it is ``telling``, where it tells how far it is with the past.

    It ends when its standard input does, so it never outlives us, not even after SIGKILL.
    """
    options = ("--store", url, "--rate", str(rate), "--seed", str(seed), *options, "--until-eof")
    # -P: what lies about in the current directory is no part of joblog.
    command = [sys.executable, "-P", "-m", "joblog_tui", "simulate", *options]
    with tempfile.TemporaryFile() as talk:
        told = subprocess.PIPE if telling else subprocess.DEVNULL
        process = subprocess.Popen(  # noqa: S603 - our own command line
            command, stdin=subprocess.PIPE, stdout=told, stderr=talk, start_new_session=True
        )
        try:
            yield process.stdout
            failed = process.poll()
        finally:
            _end(process)
        if failed:
            raise JoblogError(f"the simulator had stopped: {_last_line(talk)}")


def _wait_for(past: IO[bytes] | None) -> None:
    """Return when the simulator has written the past, or has ended; the progress is shown meanwhile."""
    with ending_on_signals(), ProgressLine() as progress:
        for line in past or ():
            done, total = map(int, line.split())
            if done == total:
                return
            progress("writing a past for the demo", done, total)


def _end(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin is not None
    process.stdin.close()
    if process.stdout is not None:
        process.stdout.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_line(talk: IO[bytes]) -> str:
    talk.seek(0)
    lines: Sequence[str] = talk.read().decode("utf-8", "replace").splitlines()
    return lines[-1].removeprefix("joblog: ") if lines else "it said nothing"
