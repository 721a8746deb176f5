"""However a program ends, what it wrote is in the store; what cannot be is told. A forked child cannot do harm."""

import signal
from pathlib import Path

import pytest

from tests.support.stores import raw
from tests.writers.programs import ids_in, once, run, start

WRITE_AND = """
import sys
from joblog_tui import JobWriter

writer = JobWriter(sys.argv[1], linger=3600, busy_timeout=0.05)
for number in range(700):
    writer.write(job="job-1", id=f"evt-{number}")
"""


@pytest.mark.parametrize(
    ("ending", "code", "told"),
    [
        ("", 0, ""),
        ("sys.exit(7)", 7, ""),
        ("raise LookupError('what now')", 1, "LookupError: what now"),
        ("import threading; threading.Thread(target=writer.write, kwargs={'job': 'x', 'id': 'evt-0'}).start()", 0, ""),
    ],
)
def test_a_program_that_ends_without_closing_loses_nothing(store: Path, ending: str, code: int, told: str) -> None:
    ended = run(f"{WRITE_AND}\n{ending}", store)
    assert (ended.returncode, ids_in(store)) == (code, once("evt", 700))
    assert ended.stderr.strip().endswith(told)


def test_what_cannot_be_written_at_the_end_is_told(store: Path) -> None:
    with raw(store) as other:
        other.execute("BEGIN IMMEDIATE")
        ended = run(WRITE_AND, store)
    assert "joblog: not written: 700 events; " in ended.stderr
    assert "is busy" in ended.stderr
    assert not ids_in(store)


def test_what_is_refused_at_the_end_is_told(store: Path) -> None:
    ended = run(f"{WRITE_AND}\nwriter.write(job='job-1', parent='job-1', id='evt-x')", store)
    assert ended.stderr.splitlines() == [
        "joblog: the store refused 1 event",
        "joblog: job job-1, event evt-x: a job cannot be nested in itself",
    ]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_child_of_multiprocessing_that_ends_without_closing_loses_nothing(store: Path, method: str) -> None:
    script = store.parent / "program.py"  # a child that is spawned imports it anew
    script.write_text(
        """
import multiprocessing, sys

def work(store):
    from joblog_tui import JobWriter
    global kept
    kept = JobWriter(store, linger=3600)
    for number in range(50):
        kept.write(job="job-1", id=f"evt-{number}")

if __name__ == "__main__":
    child = multiprocessing.get_context(sys.argv[2]).Process(target=work, args=(sys.argv[1],))
    child.start()
    child.join()
    sys.exit(child.exitcode)
"""
    )
    ended = run(script, store, method)
    assert (ended.stderr, ended.returncode) == ("", 0)
    assert ids_in(store) == once("evt", 50)


def test_a_forked_child_is_told_to_open_the_store_itself(store: Path) -> None:
    ended = run(
        """
        import os, sys, warnings
        from joblog_tui import JobWriter
        warnings.simplefilter("ignore", DeprecationWarning)

        def attempt(what, *arguments, **fields):
            try:
                what(*arguments, **fields)
            except Exception as error:
                print(f"{type(error).__name__}: {error}")

        with JobWriter(sys.argv[1], linger=3600) as writer:
            for number in range(100):
                writer.write(job="job-1", id=f"evt-{number}")
            if not os.fork():
                attempt(writer.write, job="job-1", id="evt-child")
                attempt(writer.flush)
                attempt(JobWriter, sys.argv[1])
                sys.exit(0)  # leaves the block, and runs what runs at the end
            assert os.wait()[1] == 0
        if not os.fork():
            with JobWriter(sys.argv[1]) as own:
                own.write(job="job-1", id="evt-100")
            sys.exit(0)
        assert os.wait()[1] == 0
        """,
        store,
    )
    assert (ended.stderr, ended.returncode) == ("", 0)
    written, flushed, opened = ended.stdout.splitlines()
    assert "a forked process must make its own" in written
    assert written == flushed
    assert "was open in the parent when this process was forked" in opened
    assert ids_in(store) == once("evt", 101)


def test_a_forked_child_drops_the_writer_without_waiting_for_the_parents_threads(store: Path) -> None:
    ended = run(
        """
        import gc, os, signal, sys, threading, warnings
        from joblog_tui import JobWriter
        warnings.simplefilter("ignore", DeprecationWarning)
        writer = JobWriter(sys.argv[1])
        held, forked = threading.Event(), threading.Event()

        def hold():  # as the thread that sends does all the time
            with writer._outbox._change:
                held.set()
                forked.wait()

        threading.Thread(target=hold).start()
        held.wait()
        child = os.fork()
        if not child:
            signal.alarm(20)
            del writer
            gc.collect()
            os._exit(0)
        forked.set()
        assert os.waitpid(child, 0)[1] == 0
        """,
        store,
    )
    assert (ended.stderr, ended.returncode) == ("", 0)


def test_a_writer_that_is_killed_has_kept_what_flush_acknowledged(store: Path) -> None:
    writer = start(
        """
        import itertools, sys
        from joblog_tui import JobWriter

        writer = JobWriter(sys.argv[1], batch=20, linger=0.001)
        for number in itertools.count():
            writer.write(job=f"job-{number % 9}", parent="all", id=f"evt-{number}", status="running")
            if number % 37 == 0:
                writer.flush()
                print(number, flush=True)
        """,
        store,
    )
    assert writer.stdout is not None
    for _ in range(40):
        acknowledged = int(writer.stdout.readline())
    writer.send_signal(signal.SIGKILL)
    acknowledged = max([acknowledged, *(int(line) for line in writer.communicate()[0].splitlines() if line)])
    found = ids_in(store)
    assert set(found.values()) == {1}
    assert found.keys() >= once("evt", acknowledged + 1).keys()
    assert found.keys() == once("evt", len(found)).keys()  # and beyond that, no gap
    with raw(store) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
