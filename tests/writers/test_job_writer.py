"""``JobWriter``: what is written is in the store once, whatever the store does meanwhile, or somebody is told."""

import gc
import threading
from pathlib import Path
from typing import Any

import pytest

from joblog_tui.model.errors import EventRefused, StoreBusy, StoreError, UsageError
from joblog_tui.model.event import Event, Target
from joblog_tui.model.vocabulary import TASKS, Vocabulary, Word
from joblog_tui.writers import JobWriter, RefusedEvents, leaving
from tests.writers.memory import FULL, LONG, MemoryStore

NEVER = 3600.0  # seconds; a linger that no test waits for


def write_many(writer: JobWriter, first: int, count: int) -> None:
    for number in range(first, first + count):
        writer.write(job=f"job-{number % 7}", message=str(number))


def numbers(count: int, first: int = 0) -> list[str]:
    return [str(number) for number in range(first, first + count)]


def test_flush_returns_when_everything_is_in_the_store(memory: MemoryStore) -> None:
    with JobWriter("log.db", batch=10, linger=NEVER) as writer:
        write_many(writer, 0, 25)
        writer.flush()
        assert memory.messages == numbers(25)
        assert max(memory.batches) == 10
        writer.flush()


def test_what_an_event_lacks_is_filled_in_and_what_it_has_is_kept(memory: MemoryStore) -> None:
    with JobWriter("log.db", source="worker-3") as writer:
        writer.write(job="a")
        writer.write(job="b", id=None, source=None)
        writer.write({"job": "c", "id": "evt-1", "at": "2026-11-23T09:15:02.125Z", "source": "other"})
        writer.write(heartbeat=True)
    first, second, third, heartbeat = memory.events
    assert first.id
    assert second.id
    assert first.id != second.id
    assert first.at is not None
    assert [event.source for event in memory.events] == ["worker-3", "worker-3", "other", "worker-3"]
    assert (third.id, third.at) == ("evt-1", 1_795_425_302_125)
    assert (heartbeat.job, heartbeat.heartbeat) == (None, True)


def test_an_event_is_given_as_a_value_a_mapping_or_fields(memory: MemoryStore) -> None:
    fields = {"job": "job-7", "status": "running"}
    event = Event(job="job-7", id="e", at=10**12, target=Target("Sales"), attributes='{"n":[9007199254740993]}')
    with JobWriter("log.db") as writer:
        writer.write(event)
        writer.write(fields, status="completed", message="done")
        with pytest.raises(TypeError, match="not str"):
            writer.write("job-7")  # type: ignore[arg-type]
    assert fields == {"job": "job-7", "status": "running"}
    assert memory.events[0] == event
    assert (memory.events[1].status, memory.events[1].message) == ("completed", "done")


def test_a_wrong_event_is_refused_where_it_is_written(memory: MemoryStore) -> None:
    with JobWriter("log.db") as writer:
        writer.write(job="a", message="before")
        with pytest.raises(EventRefused, match="did you mean running"):
            writer.write(job="a", status="runing")
        writer.write(job="a", message="after")
    assert memory.messages == ["before", "after"]


def test_a_full_batch_goes_out_by_itself(memory: MemoryStore) -> None:
    with JobWriter("log.db", batch=5, linger=NEVER) as writer:
        for first in range(0, 100, 5):
            write_many(writer, first, 5)
            memory.wait_until(events=first + 5)


def test_a_batch_that_has_lingered_goes_out_by_itself(memory: MemoryStore) -> None:
    with JobWriter("log.db", linger=0.01) as writer:
        writer.write(job="a", message="alone")
        memory.wait_until(events=1)


def test_a_full_queue_holds_the_writer_back(memory: MemoryStore) -> None:
    memory.gate.clear()
    with JobWriter("log.db", batch=1) as writer:
        room = 10_000
        write_many(writer, 0, room)
        beyond = threading.Thread(target=write_many, args=(writer, room, 50))
        beyond.start()
        beyond.join(0.2)
        assert beyond.is_alive()
        memory.gate.set()
        beyond.join(LONG)
    assert memory.messages == numbers(room + 50)


def test_a_busy_store_is_waited_for(memory: MemoryStore) -> None:
    memory.busy = 4
    with JobWriter("log.db") as writer:
        write_many(writer, 0, 3)
        writer.flush()
    assert memory.busy == 0
    assert memory.messages == numbers(3)


def test_a_flush_can_be_limited_in_time(memory: MemoryStore) -> None:
    memory.gate.clear()
    with JobWriter("log.db") as writer:
        write_many(writer, 0, 3)
        with pytest.raises(StoreBusy, match=r"still queued after 0\.01 s: 3 events; the store is busy"):
            writer.flush(0.01)
        with pytest.raises(StoreBusy, match="3 events"):
            writer.close(0.01)
        writer.write(job="a", message="3")
        memory.gate.set()
    assert memory.messages == numbers(4)


def test_what_a_full_store_did_not_take_stays_queued(memory: MemoryStore) -> None:
    memory.full = True
    with JobWriter("log.db", linger=NEVER) as writer:
        write_many(writer, 0, 3)
        with pytest.raises(StoreError, match=rf"{FULL} \(queued and not written: 3 events\)"):
            writer.flush()
        writer.write(job="a", message="3")
        with pytest.raises(StoreError, match="4 events"):
            writer.close()
        writer.write(job="a", message="4")
        memory.full = False
        writer.flush()
        assert memory.messages == numbers(5)


def test_the_end_of_the_program_tells_at_once_of_a_store_that_fails(
    memory: MemoryStore, capsys: pytest.CaptureFixture[str]
) -> None:
    memory.full = True
    writer = JobWriter("log.db", linger=NEVER, busy_timeout=NEVER)
    write_many(writer, 0, 3)
    leaving.finish_all()
    assert capsys.readouterr().err == f"joblog: not written: 3 events; {FULL}\n"
    writer.write(job="a", message="3")
    memory.full = False
    writer.close()
    assert memory.messages == numbers(4)


def test_a_store_that_recovers_gets_what_is_queued_without_being_asked(memory: MemoryStore) -> None:
    memory.full = True
    with JobWriter("log.db", linger=0.0) as writer:
        writer.write(job="a", message="0")
        memory.wait_until(attempts=2)
        memory.full = False
        memory.wait_until(events=1)


def test_a_full_queue_before_a_failing_store_is_told_to_the_writer(memory: MemoryStore) -> None:
    memory.full = True
    writer = JobWriter("log.db", batch=1)
    write_many(writer, 0, 10_000)
    with pytest.raises(StoreError, match="not written: 10,000 events"):
        writer.write(job="a", message="one too many")
    memory.full = False
    writer.close()
    assert memory.messages == numbers(10_000)


def refuse_some(writer: JobWriter) -> None:
    writer.write(job="a", parent="p", message="0")
    writer.write(job="a", parent="q", id="evt-1")
    writer.write(job="b", message="1")
    writer.write(job="b", parent="b", id="evt-2")


def test_what_the_store_refuses_is_raised_once_with_its_reason(memory: MemoryStore) -> None:
    with JobWriter("log.db") as writer:
        refuse_some(writer)
        with pytest.raises(RefusedEvents, match="the store refused 2 events") as caught:
            writer.flush()
        assert caught.value.__notes__ == [
            "job a, event evt-1: the parent of a job cannot change",
            "job b, event evt-2: a job cannot be nested in itself",
        ]
        assert [event.id for event, _ in caught.value.refusals] == ["evt-1", "evt-2"]
        writer.flush()
        writer.write(job="a", parent="r", id="evt-3")
        with pytest.raises(RefusedEvents, match=r"the store refused 1 event\n"):
            writer.close()
    assert memory.messages == numbers(2)


def test_many_refusals_are_counted_and_the_first_are_listed(memory: MemoryStore) -> None:
    with JobWriter("log.db") as writer:
        for _ in range(1_100):
            writer.write(job="a", parent="a")
        with pytest.raises(RefusedEvents, match="the store refused 1,100 events") as caught:
            writer.flush()
    assert (caught.value.count, len(caught.value.refusals)) == (1_100, 1_000)
    assert caught.value.__notes__[-1] == "and 1,080 more"


def test_on_refused_hears_of_each_refusal_instead(memory: MemoryStore) -> None:
    heard: list[tuple[str | None, str]] = []
    with JobWriter("log.db", on_refused=lambda event, reason: heard.append((event.id, reason))) as writer:
        refuse_some(writer)
    assert heard == [
        ("evt-1", "the parent of a job cannot change"),
        ("evt-2", "a job cannot be nested in itself"),
    ]


def test_an_on_refused_that_fails_loses_nothing(memory: MemoryStore) -> None:
    def flushes(event: Event, reason: str) -> None:
        writer.flush()

    with JobWriter("log.db", on_refused=flushes) as writer:
        refuse_some(writer)
        with pytest.raises(RefusedEvents) as caught:
            writer.flush()
    assert "the parent of a job cannot change (and on_refused failed: " in caught.value.__notes__[0]
    assert "must not flush" in caught.value.__notes__[0]
    assert memory.messages == numbers(2)


def test_on_refused_may_write_even_into_a_full_queue(memory: MemoryStore) -> None:
    memory.gate.clear()
    with JobWriter(
        "log.db", batch=1, on_refused=lambda event, reason: writer.write(job="notes", message=reason)
    ) as writer:
        writer.write(job="a", parent="a")
        write_many(writer, 0, 9_999)
        memory.gate.set()
    assert sorted(memory.messages, key=str)[-1] == "a job cannot be nested in itself"
    assert len(memory.events) == 10_000


def test_closing_gives_the_store_back_and_may_be_repeated(memory: MemoryStore) -> None:
    writer = JobWriter("log.db")
    writer.write(job="a")
    writer.close()
    writer.close()
    writer.flush()
    assert (len(memory.events), memory.open) == (1, 0)
    with pytest.raises(StoreError, match="this JobWriter is closed"):
        writer.write(job="a")


def test_leaving_the_block_by_an_exception_writes_what_there_was(memory: MemoryStore) -> None:
    def program() -> None:
        with JobWriter("log.db", linger=NEVER) as writer:
            write_many(writer, 0, 3)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        program()
    assert memory.messages == numbers(3)


def test_a_writer_that_is_dropped_writes_what_it_holds(memory: MemoryStore) -> None:
    writer = JobWriter("log.db", linger=NEVER)
    write_many(writer, 0, 3)
    del writer
    gc.collect()
    memory.wait_until(events=3)


def test_threads_share_a_writer(memory: MemoryStore) -> None:
    with JobWriter("log.db", batch=50) as writer:
        threads = [threading.Thread(target=write_many, args=(writer, first, 500)) for first in range(0, 4_000, 500)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LONG)
        writer.flush()
        assert sorted(memory.messages, key=str) == sorted(numbers(4_000))


def test_a_word_registered_meanwhile_is_known(memory: MemoryStore) -> None:
    with JobWriter("log.db") as writer:
        memory.vocabulary = Vocabulary(tasks=(*TASKS, Word("suspending_users", "Suspending users")))
        writer.write(job="a", task="suspending_users")
    assert memory.events[0].task == "suspending_users"


def test_the_store_is_named_by_the_environment_or_missing(memory: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no store is named; give JobWriter one, or set JOBLOG_STORE"):
        JobWriter()
    monkeypatch.setenv("JOBLOG_STORE", "log.db")
    with JobWriter() as writer:
        writer.write(job="a")
    assert len(memory.events) == 1


def test_a_store_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store at"):
        JobWriter(str(tmp_path / "none.db"))


@pytest.mark.parametrize("options", [{"batch": 0}, {"linger": -1.0}, {"busy_timeout": -1.0}])
def test_settings_that_make_no_sense_are_refused(memory: MemoryStore, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="batch must be 1 or more"):
        JobWriter("log.db", **options)


def test_a_source_that_no_event_could_have_is_refused(memory: MemoryStore) -> None:
    with pytest.raises(EventRefused, match="source is empty"):
        JobWriter("log.db", source="")
