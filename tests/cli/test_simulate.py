"""``joblog simulate``: how much it writes, and when it ends."""

import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Joblog
from tests.e2e.conftest import JOBLOG


@pytest.mark.usefixtures("store")
def test_so_many_jobs_and_no_more(joblog: Joblog) -> None:
    outcome = joblog("simulate", "--jobs", "30", "--backfill", "2h")
    assert (outcome.code, outcome.out) == (0, "")
    assert " of 30 jobs and " in outcome.err
    stats = json.loads(joblog("stats", "--json").out)
    assert (stats["total"], stats["held"]) == (30, 0)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--rate", "0"), "rate"),
        (("--rate", "nan"), "rate"),
        (("--backfill", "soon"), "'soon' is not a length of time"),
        (("--jobs", "0"), "--jobs"),
        (("--for", "-1s"), "'-1s' is not a length of time"),
    ],
)
def test_values_that_make_no_sense_are_usage(joblog: Joblog, arguments: tuple[str, ...], told: str) -> None:
    outcome = joblog("simulate", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err
    assert len(outcome.err.splitlines()) == 1


def simulating(store: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*JOBLOG, "simulate", "--store", str(store), "--backfill", "0s", "--rate", "50", *arguments],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_what_it_says_is_in_the_store(joblog: Joblog, store: Path, number: signal.Signals) -> None:
    with simulating(store) as process:
        assert process.stderr is not None
        while not joblog("ls", "--json").out:
            assert process.poll() is None
        process.send_signal(number)
        told = process.stderr.read().decode()
        assert process.wait() == 128 + number
    assert len(told.splitlines()) == 1
    events = next(line.split()[1] for line in joblog("doctor").lines if line.startswith("events"))
    assert told.startswith(f"joblog: wrote {events} events of ")


def test_until_eof_it_lives_as_long_as_whoever_holds_its_input(joblog: Joblog, store: Path) -> None:
    with simulating(store, "--until-eof") as process:
        assert process.stdin is not None
        while not joblog("ls", "--json").out:
            assert process.poll() is None
        process.stdin.close()
        assert process.wait() == 0
