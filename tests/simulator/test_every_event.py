"""Every simulated event is one that the writers' door takes, in an order in which a store understands it."""

from collections import Counter

from joblog_tui.model.event import MAX_DEPTH, Event
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status, Vocabulary
from joblog_tui.writers.door import fields_of, read_event
from tests.simulator.looking import NOW, WEEK_AGO, Log, moment

ENDS = ("completed", "not_completed")


def test_the_door_takes_them_as_they_are(week: Log, live_hour: list[Event]) -> None:
    vocabulary = Vocabulary()
    for event in [*week.events[-15_000:], *live_hour[:5_000]]:
        read = read_event(fields_of(event), vocabulary)
        assert (read.job, read.at, read.status, read.message) == (event.job, event.at, event.status, event.message)


def test_they_come_in_order_and_each_says_who_and_when(week: Log) -> None:
    moments = [moment(event) for event in week.events]
    assert moments == sorted(moments)
    assert moments[0] >= WEEK_AGO
    assert moments[-1] < NOW
    assert all(event.source for event in week.events)
    ids = [event.id for event in week.events]
    assert None not in ids
    assert len(set(ids)) == len(ids)


def test_the_first_event_of_a_job_names_its_facts_and_its_parent(week: Log) -> None:
    for event in week.first.values():
        assert None not in (event.task, event.trigger, event.target, event.actor, event.status, event.correlation)
    seen: set[str] = set()
    for event in week.events:
        if event.job is None:
            continue
        if event.job in seen:
            assert (event.task, event.parent) == (None, None)
        if event.parent is not None:
            assert event.parent in seen
            assert event.job.startswith(f"{event.parent}.")
        seen.add(event.job)


def test_nothing_happens_to_a_job_after_its_end(week: Log) -> None:
    ended: set[str] = set()
    for event in week.events:
        if event.job is not None:
            assert event.job not in ended, event
            if event.status in ENDS:
                ended.add(event.job)


def test_jobs_are_nested_to_depth_three_and_beyond_but_never_too_deep(week: Log) -> None:
    depths = Counter(week.depth(job) for job in week.first)
    assert {0, 1, 2, 3} <= depths.keys()
    assert max(depths) <= min(6, MAX_DEPTH)


def test_every_task_and_trigger_happens_regularly(week: Log, live_hour: list[Event]) -> None:
    live = Log(live_hour)
    for firsts in (week.first, live.first):
        tasks = Counter(event.task for event in firsts.values())
        triggers = Counter(event.trigger for event in firsts.values())
        assert tasks.keys() >= {word.slug for word in TASKS}
        assert triggers.keys() >= {word.slug for word in TRIGGERS}
    listed = [week.first[job] for job in week.top_level]
    for slug, count in (Counter(event.task for event in listed) + Counter(event.trigger for event in listed)).items():
        assert count > len(listed) / 60, slug


def test_a_failed_attempt_says_why_and_which_of_how_many_it_was(week: Log) -> None:
    retried = [event for event in week.events if event.status == "retrying"]
    assert len(retried) > 100
    for event in retried:
        assert event.reason_code
        assert event.reason_message
        assert 1 <= (event.attempt or 0) < (event.max_attempts or 0)


def test_what_did_not_complete_says_why_unless_it_was_cancelled(week: Log) -> None:
    failed = [event for event in week.events if event.status == "not_completed"]
    assert all(event.reason_code or event.source_status == "CANCELLED" for event in failed)
    assert len({event.reason_code for event in failed}) > 10


def test_progress_never_passes_its_total(week: Log) -> None:
    told = [(e.progress_done, e.progress_total) for e in week.events if e.progress_total is not None]
    assert len(told) > 1_000
    assert all(done is not None and 0 <= done <= total for done, total in told)


def test_all_levels_and_all_statuses_are_said(week: Log) -> None:
    assert {event.level for event in week.events} >= {"debug", "info", "warn", "error"}
    assert {event.status for event in week.events} >= {status.slug for status in Status}


def test_no_text_has_a_gap_that_was_not_filled_in(week: Log) -> None:
    texts = [text for e in week.events for text in (e.message, e.reason_message) if text]
    assert not [text for text in texts if "{" in text or "}" in text]


def test_names_test_the_layout(week: Log) -> None:
    names = {event.target.name for event in week.first.values() if event.target}
    names |= {event.actor for event in week.first.values() if event.actor}
    assert any(len(name) > 70 for name in names)
    assert any("東京" in name for name in names)
    assert any("ü" in name or "Ł" in name or "Þ" in name for name in names)
