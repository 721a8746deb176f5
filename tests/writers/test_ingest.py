"""``ingest``: every line is accounted for, whatever is in it and whatever the store does."""

import json
import os
import re
import signal
import stat
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from joblog_tui.model.errors import StoreError, UsageError
from joblog_tui.model.vocabulary import Word
from joblog_tui.store.factory import open_store
from joblog_tui.writers.ingest import FORMATS, Ingested, IngestStopped, ingest, run_ingest
from joblog_tui.writers.inputs import InputFailed
from joblog_tui.writers.lines import MAX_LINE, Line
from joblog_tui.writers.rejects import RejectFile
from tests.support.stores import raw
from tests.writers.memory import FULL, MemoryStore
from tests.writers.programs import ids_in, once, run, start

GOOD, BAD, REFUSED, BLANK = "good", "bad", "refused", "blank"


def lines(texts: Iterable[bytes]) -> Iterator[Line]:
    for number, text in enumerate(texts, 1):
        yield Line("f", number, text, len(text))


def event(number: int, **fields: object) -> bytes:
    return json.dumps({"job": "job-1", "id": f"evt-{number}", **fields}).encode()


def rejected(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def text(kind: str, number: int) -> bytes:
    """A line of that kind; good ones repeat each other's ids."""
    odd = number % 2
    match kind:
        case "good":
            return event(number % 17)
        case "bad":
            return b'{"jobb": "x"}' if odd else b"\xff"
        case "refused":
            return event(1000 + number, parent="job-1")
        case _:
            return b" \t\r" if odd else b""


def why(kind: str, number: int) -> str:
    """The reason that such a line is rejected."""
    if kind == REFUSED:
        return "a job cannot be nested in itself"
    return "unknown field 'jobb'; did you mean job?" if number % 2 else "the line is not UTF-8: byte 1 is 0xff"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kinds=st.lists(st.sampled_from([GOOD, GOOD, BAD, REFUSED, BLANK]), max_size=60),
    batch=st.integers(1, 20),
    busy=st.integers(0, 1),
    quiet=st.sets(st.integers(0, 60)),
)
def test_every_line_is_accepted_or_rejected_with_its_number_and_reason(
    tmp_path: Path, kinds: list[str], batch: int, busy: int, quiet: set[int]
) -> None:
    memory, path = MemoryStore(), tmp_path / "rejects"
    memory.busy = busy
    path.unlink(missing_ok=True)

    def arriving() -> Iterator[Line | None]:
        for line in lines(text(kind, number) for number, kind in enumerate(kinds, 1)):
            if line.number in quiet:
                yield None
            yield line

    with RejectFile(path) as rejects:
        done = ingest(arriving(), memory.door(), rejects, batch=batch)
    assert done.read == len(kinds) - kinds.count(BLANK) == done.accepted + done.rejected
    assert done.accepted == kinds.count(GOOD)
    told = [(reject["line"], reject["reason"]) for reject in rejected(path)]
    assert told == [(number, why(kind, number)) for number, kind in enumerate(kinds, 1) if kind in (BAD, REFUSED)]
    sent = {f"evt-{number % 17}" for number, kind in enumerate(kinds, 1) if kind == GOOD}
    assert sorted(str(found.id) for found in memory.events) == sorted(sent)


def test_no_reject_file_is_made_when_nothing_is_rejected(tmp_path: Path) -> None:
    with RejectFile(tmp_path / "rejects") as rejects:
        done = ingest(lines([event(1)]), MemoryStore().door(), rejects)
    assert done == Ingested(1, 1, 0, "f", 1)
    assert not (tmp_path / "rejects").exists()


def test_a_line_over_the_limit_is_rejected(tmp_path: Path) -> None:
    with RejectFile(tmp_path / "rejects") as rejects:
        monster = Line("f", 1, b"x" * 10_000, MAX_LINE + 1)
        done = ingest([monster], MemoryStore().door(), rejects)
    (reject,) = rejected(tmp_path / "rejects")
    assert (done.rejected, reject["reason"]) == (1, "the line is 1,048,577 bytes, the limit is 1,048,576")
    assert reject["text"] == "x" * 4096 + "…"


def test_a_batch_ends_when_it_is_full_heavy_or_old(tmp_path: Path) -> None:
    now = 0.0
    memory = MemoryStore()

    def arriving() -> Iterator[Line | None]:
        nonlocal now
        yield from lines(event(number) for number in range(25))
        heavy = [event(100 + number, message="x" * 60_000) for number in range(150)]
        yield from lines(heavy)
        yield None
        yield from lines([event(300)])
        now += 1.0
        yield from lines([event(301), event(302)])

    with RejectFile(tmp_path / "rejects") as rejects:
        ingest(arriving(), memory.door(), rejects, batch=200, clock=lambda: now)
    assert sum(memory.batches) == 178
    heavy_one = memory.batches[0]
    assert 25 + 130 < heavy_one < 25 + 150  # 8 MiB
    assert memory.batches[2:] == [2, 1]


def test_progress_tells_lines_and_rejects_and_a_busy_store(tmp_path: Path) -> None:
    memory, told = MemoryStore(), list[tuple[str, int, int]]()
    memory.busy = 1
    with RejectFile(tmp_path / "rejects") as rejects:
        texts = [event(1), event(2), b"{"]
        ingest(lines(texts), memory.door(), rejects, batch=2, on_progress=lambda *what: told.append(what))
    assert told == [
        ("lines read; the store is busy", 0, 0),
        ("lines read", 2, 0),
        ("lines read, 1 rejected", 3, 0),
    ]


def test_a_store_that_fills_up_stops_with_the_line_to_go_on_from(tmp_path: Path) -> None:
    memory = MemoryStore()

    def arriving() -> Iterator[Line]:
        for line in lines([event(1), b"{", event(3), event(4), b"{", event(6)]):
            memory.full = line.number > 3
            yield line

    with RejectFile(tmp_path / "rejects") as rejects, pytest.raises(IngestStopped) as caught:
        ingest(arriving(), memory.door(), rejects, batch=3)
    assert str(caught.value) == f"{FULL}; so far 2 accepted and 1 rejected; go on from line 4 of f"
    assert caught.value.ingested == Ingested(3, 2, 1, "f", 3)
    assert [reject["line"] for reject in rejected(tmp_path / "rejects")] == [2]
    assert [found.id for found in memory.events] == ["evt-1", "evt-3"]


def test_a_reject_file_that_fails_stops_at_the_first_line_that_it_lacks(tmp_path: Path) -> None:
    memory = MemoryStore()
    with RejectFile(tmp_path / "none" / "rejects") as rejects, pytest.raises(IngestStopped) as caught:
        ingest(lines([event(1), b"{", event(3), b"{"]), memory.door(), rejects)
    assert str(caught.value).endswith("so far 2 accepted and 0 rejected; go on from line 2 of f")
    assert caught.value.ingested.read == 2


def test_an_input_that_fails_keeps_what_was_read(tmp_path: Path) -> None:
    memory = MemoryStore()

    def arriving() -> Iterator[Line]:
        yield from lines([event(1), event(2)])
        raise InputFailed("cannot read f: input/output error")

    with RejectFile(tmp_path / "rejects") as rejects, pytest.raises(IngestStopped) as caught:
        ingest(arriving(), memory.door(), rejects)
    reason = "cannot read f: input/output error; so far 2 accepted and 0 rejected; go on from line 3 of f"
    assert str(caught.value) == reason
    assert len(memory.events) == 2


def test_stopping_sends_what_was_read_and_reads_no_more(tmp_path: Path) -> None:
    memory, stop = MemoryStore(), threading.Event()

    def arriving() -> Iterator[Line]:
        for line in lines(event(number) for number in range(1, 100)):
            if line.number == 8:
                stop.set()
            yield line

    with RejectFile(tmp_path / "rejects") as rejects:
        done = ingest(arriving(), memory.door(), rejects, batch=5, stop=stop)
    assert done == Ingested(7, 7, 0, "f", 7)
    assert len(memory.events) == 7


def test_stopping_while_the_store_is_busy_says_where_to_go_on(tmp_path: Path) -> None:
    memory, stop = MemoryStore(), threading.Event()
    memory.busy = 1_000_000

    with RejectFile(tmp_path / "rejects") as rejects, pytest.raises(IngestStopped, match="go on from line 1 of f"):
        ingest(lines([event(1)]), memory.door(), rejects, stop=stop, on_progress=lambda what, done, total: stop.set())


# The whole of it, with files and a real store.


def test_files_go_into_the_store(store: Path, tmp_path: Path) -> None:
    first, second, path = tmp_path / "a.ndjson", tmp_path / "b.ndjson", tmp_path / "rejects"
    first.write_bytes(b"\n".join(event(number) for number in range(1500)) + b"\nnonsense\n\n")
    second.write_bytes(b'{"job": "job-1", "parent": "job-1"}\n' + event(0))
    done = run_ingest(str(store), [first, second], rejects_path=path)
    assert done == Ingested(1503, 1501, 2, str(second), 2)
    assert ids_in(store) == once("evt", 1500)
    assert [(Path(reject["file"]).name, reject["line"]) for reject in rejected(path)] == [
        ("a.ndjson", 1501),
        ("b.ndjson", 1),
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_corrected_reject_can_be_sent_again(store: Path, tmp_path: Path) -> None:
    source, path = tmp_path / "a.ndjson", tmp_path / "rejects"
    source.write_bytes(event(0, task="no_such_task", message="é\u202e\x1b"))
    run_ingest(str(store), [source], rejects_path=path)
    (reject,) = rejected(path)
    source.write_text(reject["text"].replace("no_such_task", "adding_users"))
    assert run_ingest(str(store), [source], rejects_path=path).accepted == 1


def test_formats_are_known_by_name(store: Path, tmp_path: Path) -> None:
    envelope = {"specversion": "1.0", "id": "evt-0", "source": "/hub", "type": "t", "data": {"job": "job-1"}}
    source = tmp_path / "a.ndjson"
    source.write_text(json.dumps(envelope) + "\n" + json.dumps({"job": "job-1"}) + "\n")
    counts = {
        format: run_ingest(str(store), [source], format=format, rejects_path=tmp_path / format).accepted
        for format in FORMATS
    }
    assert counts == {"joblog": 2, "cloudevents": 1}
    with pytest.raises(UsageError, match="unknown format 'cloudevent'; did you mean cloudevents"):
        run_ingest(str(store), [source], format="cloudevent")


def test_nothing_is_done_when_one_input_or_the_store_is_missing(store: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    source.write_bytes(event(0))
    with pytest.raises(UsageError, match="no such file"):
        run_ingest(str(store), [source, tmp_path / "none"])
    with pytest.raises(StoreError, match="no store at"):
        run_ingest(str(tmp_path / "none.db"), [source])
    with pytest.raises(UsageError, match="cannot be read and be the reject file too"):
        run_ingest(str(store), [source], rejects_path=source)
    assert not ids_in(store)


def test_a_word_registered_meanwhile_is_known(store: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    source.write_bytes(b"")
    stop = threading.Event()

    def read_more(what: str, read: int, total: int) -> None:
        if read == 2:
            stop.set()
        if read == 1:
            import asyncio

            asyncio.run(register())
            with source.open("ab") as file:
                file.write(event(1, task="suspending_users") + b"\n")

    async def register() -> None:
        reader = await open_store(str(store))
        await reader.add_word("task", Word("suspending_users", "Suspending users"))
        await reader.close()

    source.write_bytes(event(0) + b"\n")
    done = run_ingest(
        str(store), [source], follow=True, progress=read_more, stop=stop, rejects_path=tmp_path / "rejects"
    )
    assert (done.accepted, done.rejected) == (2, 0)


INGEST = """
import signal, sys, threading
from joblog_tui.writers.ingest import run_ingest

stop = threading.Event()
for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, lambda *what: stop.set())

def told(what, read, total):
    print(read, flush=True)

done = run_ingest(sys.argv[1], sys.argv[3:], rejects_path=sys.argv[2], follow=True, progress=told, stop=stop)
print(done.read, done.accepted, done.rejected, done.line)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_between_two_batches(store: Path, tmp_path: Path, number: signal.Signals) -> None:
    source = tmp_path / "a.ndjson"
    source.write_bytes(b"".join(event(n) + b"\n" for n in range(3500)))
    ended = start(INGEST, store, tmp_path / "rejects", source)
    assert ended.stdout is not None
    ended.stdout.readline()
    ended.send_signal(number)
    out, err = ended.communicate(timeout=60)
    assert (ended.returncode, err) == (0, "")
    read, accepted, refused, line = map(int, out.splitlines()[-1].split())
    assert (read, refused) == (accepted, 0) == (line, 0)
    assert ids_in(store) == once("evt", accepted)


def test_a_full_disk_stops_and_the_rest_goes_in_later(store: Path, tmp_path: Path) -> None:
    source, path = tmp_path / "a.ndjson", tmp_path / "rejects"
    source.write_bytes(b"".join(event(n) + b"\n" for n in range(60_000)))
    ended = run(
        """
        import resource, sys
        from joblog_tui.writers.ingest import IngestStopped, run_ingest

        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, resource.RLIM_INFINITY))
        try:
            run_ingest(sys.argv[1], [sys.argv[2]], rejects_path=sys.argv[3])
        except IngestStopped as error:
            print(error)
        """,
        store, source, path,
    )  # fmt: skip
    assert ended.stderr == ""
    told = re.search(r"so far ([\d,]+) accepted and 0 rejected; go on from line (\d+) of", ended.stdout)
    assert told is not None, ended.stdout
    accepted, line = int(told[1].replace(",", "")), int(told[2])
    assert 0 < accepted == line - 1
    assert ids_in(store) == once("evt", accepted)
    rest = tmp_path / "rest"
    rest.write_bytes(b"".join(source.read_bytes().splitlines(keepends=True)[line - 1 :]))
    assert run_ingest(str(store), [rest], rejects_path=path).accepted == 60_000 - accepted
    assert ids_in(store) == once("evt", 60_000)


def test_a_pipe_that_drips_is_not_held_back(store: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    ended = start(INGEST, store, tmp_path / "rejects", pipe)
    assert ended.stdout is not None
    with pipe.open("wb", buffering=0) as file:
        for number in range(3):
            file.write(event(number) + b"\n")
            assert int(ended.stdout.readline()) == number + 1
            assert ids_in(store) == once("evt", number + 1)
    assert ended.communicate(timeout=60)[0] == "3 3 0 3\n"


def test_a_busy_store_is_waited_for(store: Path, tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    source.write_bytes(event(0))
    busy, waited = threading.Event(), list[str]()

    def told(what: str, read: int, total: int) -> None:
        waited.append(what)
        busy.set()

    done = list[Ingested]()
    with raw(store) as other:
        other.execute("BEGIN IMMEDIATE")
        thread = threading.Thread(
            target=lambda: done.append(
                run_ingest(str(store), [source], rejects_path=tmp_path / "rejects", progress=told)
            )
        )
        thread.start()
        assert busy.wait(30)
        other.execute("ROLLBACK")
    thread.join(30)
    assert waited[0] == "lines read; the store is busy"
    assert done == [Ingested(1, 1, 0, str(source), 1)]
