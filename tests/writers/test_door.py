"""What the door lets in, and how it says what is wrong with the rest."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import FIRST_AT, LAST_AT, Event, Target
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status, Vocabulary, Word
from joblog_tui.text import safe
from joblog_tui.writers.door import UnknownWord, fields_of, read_cloudevent, read_event, read_line
from tests.support.logs import events

WORDS = Vocabulary()
TASK_SLUGS = ", ".join(word.slug for word in TASKS)

# The event of the contract, field by field.
WHOLE: dict[str, Any] = {
    "id": "evt-81", "job": "job-7", "parent": "job-3", "at": "2026-11-23T09:15:02.125Z", "status": "running",
    "task": "rotating_passwords", "trigger": "password_policy",
    "target": {"kind": "account", "name": "Marketing / Instagram"}, "actor": "Cerby", "correlation": "req-51",
    "level": "info", "message": "signed in to the app", "source": "worker-3", "attempt": 1, "max_attempts": 3,
    "progress": {"done": 2, "total": 5}, "scheduled_for": None, "source_status": "IN_PROGRESS",
    "reason": {"code": "invalid_credentials", "message": "..."}, "attributes": {"app": "Instagram"},
}  # fmt: skip
WHOLE_EVENT = Event(
    job="job-7", id="evt-81", parent="job-3", at=1_795_425_302_125, status="running", task="rotating_passwords",
    trigger="password_policy", target=Target("Marketing / Instagram", "account"), actor="Cerby",
    correlation="req-51", level="info", message="signed in to the app", source="worker-3", attempt=1, max_attempts=3,
    progress_done=2, progress_total=5, source_status="IN_PROGRESS", reason_code="invalid_credentials",
    reason_message="...", attributes='{"app":"Instagram"}',
)  # fmt: skip


def refusal(data: dict[Any, Any]) -> str:
    with pytest.raises(EventRefused) as caught:
        read_event(data, WORDS)
    return str(caught.value)


def refused_line(line: bytes) -> str:
    with pytest.raises(EventRefused) as caught:
        read_line(line, WORDS)
    return str(caught.value)


def test_the_event_of_the_contract_is_read_field_by_field() -> None:
    assert read_event(WHOLE, WORDS) == WHOLE_EVENT
    assert read_line(json.dumps(WHOLE).encode(), WORDS) == WHOLE_EVENT


def test_only_the_job_is_required_and_null_counts_as_left_out() -> None:
    assert read_event({"job": "job-7"}, WORDS) == Event(job="job-7")
    assert read_event({**dict.fromkeys(WHOLE), "job": "job-7", "heartbeat": None}, WORDS) == Event(job="job-7")
    assert read_event({"job": "j", "target": {"name": "Sales", "kind": None}}, WORDS).target == Target("Sales")
    assert read_event({"job": "j", "progress": {"total": 5}, "reason": {}}, WORDS).progress_total == 5


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"job": None}, "job is missing"),
        ({"jobb": "x"}, "unknown field 'jobb'; did you mean job?"),
        ({"reason_message": "x"}, "unknown field 'reason_message'; did you mean reason.message?"),
        ({"timestamp": 1}, "unknown field 'timestamp'; did you mean at?"),
        ({"target": {"nam": "x"}}, "unknown field 'target.nam'; did you mean target.name?"),
        ({"reason": {"x\x1b[2Jy": 1}}, "unknown field 'reason.x\\x1b[2Jy'; known are code, message"),
        ({5: 1}, "the name of every field must be text"),
        ({"\ud800": 1}, "the name of every field must be text"),
        ({"job": 7}, "job must be text, not a number"),
        ({"actor": ["Ana"]}, "actor must be text, not an array"),
        ({"target": "Sales"}, 'target must be an object such as {"kind": "app", "name": "Instagram"}'),
        ({"target": {"kind": "app"}}, "target.name is missing"),
        ({"target": {"kind": "app", "name": None}}, "target.name is missing"),
        ({"progress": 2}, 'progress must be an object such as {"done": 2, "total": 5}'),
        ({"attributes": []}, 'attributes must be a JSON object such as {"app": "Instagram"}'),
        ({"heartbeat": 1}, "heartbeat must be true or false"),
        ({"level": "warning"}, "unknown level 'warning'; did you mean warn? known are debug, info, warn, error"),
        (
            {"status": "runing"},
            "unknown status 'runing'; did you mean running? known are "
            "not_completed, retrying, running, started, queued, completed",
        ),
        (
            {"task": "rotate passwords"},
            f"unknown task 'rotate passwords'; did you mean rotating_passwords? known are {TASK_SLUGS}",
        ),
        (
            {"trigger": "zzz"},
            f"unknown trigger 'zzz'; known are {', '.join(word.slug for word in TRIGGERS)}",
        ),
        ({"at": "yesterday"}, "at is not a time like 2026-11-23T09:15:02.125Z"),
        ({"at": True}, "at must be a time like 2026-11-23T09:15:02.125Z, or epoch milliseconds"),
        ({"at": FIRST_AT - 1}, "at is not between the years 2000 and 2200"),
        ({"at": LAST_AT}, "at is not between the years 2000 and 2200"),
        ({"scheduled_for": 1.5}, "scheduled_for must be a time like 2026-11-23T09:15:02.125Z, or epoch milliseconds"),
    ],
)
def test_a_mistake_is_named(fields: dict[Any, Any], reason: str) -> None:
    assert refusal({"job": "job-7", **fields}) == reason


@pytest.mark.parametrize("field", ["id", "job", "parent", "source", "correlation"])
def test_an_id_has_1_to_200_characters(field: str) -> None:
    longest = "é" * 200
    assert getattr(read_event({"job": "j", field: longest}, WORDS), field) == longest
    assert refusal({"job": "j", field: longest + "é"}) == f"{field} is 201 characters, the limit is 200"
    assert refusal({"job": "j", field: ""}) == f"{field} is empty; leave the field out instead"


TEXTS = [
    ("actor", "actor", 1024),
    ("target.name", "target", 1024),
    ("target.kind", "target", 1024),
    ("message", "message", 65_536),
    ("source_status", "source_status", 1024),
    ("reason.code", "reason_code", 1024),
    ("reason.message", "reason_message", 65_536),
]


def nested(name: str, value: object) -> dict[str, Any]:
    outer, _, inner = name.partition(".")
    whole = {"name": "x", inner: value} if outer == "target" else {inner: value}
    return {"job": "j", outer: whole if inner else value}


@pytest.mark.parametrize(("name", "attribute", "limit"), TEXTS)
def test_a_text_has_1_byte_to_its_limit(name: str, attribute: str, limit: int) -> None:
    longest = "é" * (limit // 2)
    assert read_event(nested(name, longest), WORDS)
    assert read_event(nested(name, "x" * limit), WORDS)
    assert refusal(nested(name, longest + "x")) == f"{name} is {limit + 1:,} bytes, the limit is {limit:,}"
    assert refusal(nested(name, "")) == f"{name} is empty; leave the field out instead"


def test_the_limit_is_named_in_thousands() -> None:
    assert refusal({"job": "j", "message": "x" * 70_001}) == "message is 70,001 bytes, the limit is 65,536"


@pytest.mark.parametrize("name", ["id", "job", "parent", "source", "correlation", *(name for name, _, _ in TEXTS)])
def test_characters_that_no_store_keeps_are_refused(name: str) -> None:
    assert refusal(nested(name, "a\0b")) == f"{name} holds a NUL character, which cannot be kept"
    assert refusal(nested(name, "a\udc00b")) == f"{name} holds half of a surrogate pair, which is no character"


@pytest.mark.parametrize("name", ["attempt", "max_attempts", "progress.done", "progress.total"])
def test_a_number_is_whole_and_from_0_to_2_to_the_53(name: str) -> None:
    for fine in (0, 2**53):
        assert read_event(nested(name, fine), WORDS)
    for wrong in (-1, 2**53 + 1, 2**64, 1.0, True, "5"):
        assert refusal(nested(name, wrong)) == f"{name} must be a whole number from 0 to 2^53"


def test_attributes_keep_integers_exactly_and_stay_within_64_kib() -> None:
    big = 2**200 + 1
    assert (
        read_event({"job": "j", "attributes": {"n": big, "é": [1, {}]}}, WORDS).attributes
        == f'{{"n":{big},"é":[1,{{}}]}}'
    )
    line = b'{"job": "j", "attributes": {"ticket": 9007199254740993}}'
    assert read_line(line, WORDS).attributes == '{"ticket":9007199254740993}'
    assert read_event({"job": "j", "attributes": {"a": "x" * (65_536 - 8)}}, WORDS)
    too_long = {"job": "j", "attributes": {"a": "x" * (65_536 - 7)}}
    assert refusal(too_long) == "attributes is 65,537 bytes as JSON, the limit is 65,536"


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({"a": float("inf")}, "attributes cannot be kept as JSON"),
        ({"a": object()}, "attributes cannot be kept as JSON"),
        ({"a": ["\0"]}, "attributes holds a NUL character"),
        ({"a": "\ud800"}, "attributes holds half of a surrogate pair"),
    ],
)
def test_attributes_that_json_cannot_hold_are_refused(attributes: dict[str, Any], reason: str) -> None:
    assert refusal({"job": "j", "attributes": attributes}).startswith(reason)


def test_a_backslash_before_u0000_is_no_nul() -> None:
    assert read_event({"job": "j", "attributes": {"a": "\\u0000"}}, WORDS).attributes == '{"a":"\\\\u0000"}'


def test_attributes_nest_64_levels() -> None:
    def levels(count: int) -> bytes:
        return b'{"job":"j","attributes":' + b'{"a":' * (count - 1) + b"{}" + b"}" * (count - 1) + b"}"

    assert read_line(levels(64), WORDS)
    assert refused_line(levels(65)) == "attributes is nested more than 64 levels deep"
    assert refused_line(levels(900)) == "attributes is nested more than 64 levels deep"


def test_a_time_is_rfc_3339_epoch_milliseconds_or_an_aware_datetime() -> None:
    berlin = timezone(timedelta(hours=1))
    moments = [
        "2026-11-23T09:15:02.125Z", "2026-11-23T10:15:02.1259+01:00", 1_795_425_302_125,
        datetime(2026, 11, 23, 9, 15, 2, 125_999, UTC), datetime(2026, 11, 23, 10, 15, 2, 125_000, berlin),
    ]  # fmt: skip
    assert {read_event({"job": "j", "at": moment}, WORDS).at for moment in moments} == {1_795_425_302_125}
    assert "must be a time like" in refusal({"job": "j", "at": datetime(2026, 11, 23)})  # noqa: DTZ001


def test_a_heartbeat_has_a_source_and_no_job() -> None:
    assert read_event({"heartbeat": True, "source": "worker-3", "id": "h-1", "at": FIRST_AT}, WORDS) == Event(
        job=None, heartbeat=True, source="worker-3", id="h-1", at=FIRST_AT
    )
    assert refusal({"heartbeat": True}) == "a heartbeat needs source: the writer that lives"
    for field in ("job", "status", "message", "progress", "attributes"):
        reason = refusal({"heartbeat": True, "source": "w", field: WHOLE[field]})
        assert reason == f"a heartbeat has source, id and at only; leave {field} out"
    assert refusal({"heartbeat": False, "source": "w"}) == "job is missing"


def test_an_acknowledgement_has_a_job_a_person_and_perhaps_a_note() -> None:
    said = {"job": "job-7", "acknowledged": True, "actor": "ana", "message": "ticket 4711", "id": "a-1", "at": FIRST_AT}
    assert read_event(said, WORDS) == Event(
        job="job-7", acknowledged=True, actor="ana", message="ticket 4711", id="a-1", at=FIRST_AT
    )
    assert read_event({**said, "message": None}, WORDS).message is None
    assert read_event({"job": "job-7", "acknowledged": False}, WORDS) == Event(job="job-7")
    assert fields_of(read_event(said, WORDS))["acknowledged"] is True
    for field, told in {
        "actor": "an acknowledgement needs actor: who has seen to the job",
        "job": "job is missing",
    }.items():
        assert refusal({**said, field: None}) == told
    for field in ("status", "task", "progress", "parent", "level"):
        reason = refusal({**said, field: WHOLE[field]})
        assert reason == f"an acknowledgement has job, actor, message, source, id and at only; leave {field} out"
    assert refusal({**said, "message": "é" * 2_049}) == "message is 4,098 bytes, the limit of a note is 4,096"


def test_a_registered_word_is_known_and_an_unknown_one_may_be_known_by_now() -> None:
    words = Vocabulary(tasks=(Word("suspending_users", "Suspending users"),))
    assert read_event({"job": "j", "task": "suspending_users"}, words).task == "suspending_users"
    with pytest.raises(UnknownWord):
        read_event({"job": "j", "task": "adding_users"}, words)
    many = Vocabulary(tasks=tuple(Word(f"task_{number}", "") for number in range(100)))
    with pytest.raises(UnknownWord, match=r"task_0, .*, task_29 and 70 more$"):
        read_event({"job": "j", "task": "zzz"}, many)
    for status in Status:
        assert read_event({"job": "j", "status": status.slug}, words).status == status.slug


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "the line is not JSON: expecting value (character 1)"),
        (b"{'job': 1}", "the line is not JSON"),
        (b'{"job": "j"} {}', "the line is not JSON: extra data (character 14)"),
        (b'{"job": "a\tb"}', "the line is not JSON: invalid control character"),
        (b"[]", "the line is not a JSON object"),
        (b'"job"', "the line is not a JSON object"),
        (b'{"job": "\xff"}', "the line is not UTF-8: byte 10 is 0xff"),
        (b'{"job": "\xed\xa0\x80"}', "the line is not UTF-8: byte 10 is 0xed"),
        (b'{"job": "\\ud800"}', "job holds half of a surrogate pair, which is no character"),
        (b'{"job": "a", "job": "b"}', "the line names 'job' twice in one object"),
        (b'{"job": "a", "attributes": {"b": {"c": 1, "c": 2}}}', "the line names 'c' twice in one object"),
        (b'{"job": "j", "attempt": NaN}', "the line is not JSON: NaN is no number"),
        (b'{"job": "j", "attributes": {"a": [-Infinity]}}', "the line is not JSON: -Infinity is no number"),
        (b'{"job": "j", "attributes": {"a": 1e400}}', "attributes cannot be kept as JSON"),
        (b'{"job": "j", "attempt": 1' + b"0" * 5000 + b"}", "the line holds a number of more than 4,300 digits"),
        (b"[" * 200_000, "the line is nested too deeply"),
        (b'{"a":' * 200_000, "the line is nested too deeply"),
    ],
)
def test_a_hostile_line_is_refused_in_one_line(line: bytes, reason: str) -> None:
    assert refused_line(line).startswith(reason)


ENVELOPE = {"specversion": "1.0", "id": "ce-1", "source": "/hub/eu", "type": "job.event", "data": WHOLE}


def cloud(**fields: object) -> bytes:
    return json.dumps({name: value for name, value in {**ENVELOPE, **fields}.items() if value is not ...}).encode()


@pytest.mark.parametrize("read", [read_line, read_cloudevent])
def test_the_envelope_of_a_cloudevent_is_the_identity(read: Any) -> None:
    event = read(cloud(time="2026-11-23T23:00:00Z", extension=5, datacontenttype="application/json"), WORDS)
    assert (event.source, event.id, event.at) == ("/hub/eu", "ce-1", WHOLE_EVENT.at)
    assert event.message == WHOLE_EVENT.message


def test_the_time_of_the_envelope_stands_in_for_at() -> None:
    data = {**WHOLE, "at": None}
    assert read_line(cloud(data=data, time="2026-11-23T10:15:02.125+01:00"), WORDS).at == WHOLE_EVENT.at
    assert read_line(cloud(data=data), WORDS).at is None


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"specversion": "0.3"}, "specversion is '0.3'; only CloudEvents 1.0 is known"),
        ({"id": ...}, "id of the CloudEvents envelope must be text, and not empty"),
        ({"source": ""}, "source of the CloudEvents envelope must be text, and not empty"),
        ({"type": 5}, "type of the CloudEvents envelope must be text, and not empty"),
        ({"data": "{}"}, "data of the CloudEvents envelope must be the event, a JSON object"),
        ({"data": ...}, "data of the CloudEvents envelope must be the event, a JSON object"),
        (
            {"data": {"job": "j"}, "time": "now"},
            "time of the CloudEvents envelope is not a time like 2026-11-23T09:15:02.125Z",
        ),
        ({"source": "s" * 201}, "source is 201 characters, the limit is 200"),
        ({"data": {"jobb": "j"}}, "unknown field 'jobb'; did you mean job?"),
    ],
)
def test_an_envelope_that_is_wrong_is_named(fields: dict[str, Any], reason: str) -> None:
    assert refused_line(cloud(**fields)) == reason


def test_the_format_cloudevents_wants_an_envelope() -> None:
    with pytest.raises(EventRefused, match="specversion is missing; only CloudEvents"):
        read_cloudevent(b'{"job": "j"}', WORDS)


@settings(deadline=None)
@given(events())
def test_an_event_passes_unchanged_as_a_value_and_as_a_line(event: Event) -> None:
    assert read_event(fields_of(event), WORDS) == event
    assert read_line(json.dumps(event.as_json()).encode(), WORDS) == event


def test_an_event_made_without_the_door_is_checked_like_any_other() -> None:
    assert read_event(fields_of(WHOLE_EVENT), WORDS) == WHOLE_EVENT
    for wrong in (Event(job=""), Event(job="j", attributes="[1"), Event(job="j", target=Target("")), Event(job=None)):
        with pytest.raises(EventRefused):
            read_event(fields_of(wrong), WORDS)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from([*WHOLE, "heartbeat", "specversion", "data", "x"])


def told(read: Callable[[], Event]) -> str:
    """What somebody is told who sends this; empty when it is let in."""
    try:
        read()
    except EventRefused as error:
        return str(error)
    return ""


@settings(deadline=None)
@given(st.dictionaries(fields | st.text(st.characters(), max_size=5), anything, max_size=6))
def test_whatever_comes_is_an_event_or_refused_in_one_line(data: dict[str, Any]) -> None:
    reason = told(lambda: read_event(data, WORDS))
    assert reason == safe(reason)


@settings(deadline=None)
@given(
    st.binary(max_size=60)
    | st.dictionaries(fields, anything, max_size=4).map(lambda data: json.dumps(data, default=str).encode())
)
def test_whatever_line_comes_is_an_event_or_refused_in_one_line(line: bytes) -> None:
    reason = told(lambda: read_line(line, WORDS))
    assert reason == safe(reason)
