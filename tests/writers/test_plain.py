"""The short way in lets in what the long way lets in, value for value, and leaves everything else to it."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import Event
from joblog_tui.model.vocabulary import TASKS, TRIGGERS, Status, Vocabulary
from joblog_tui.writers.door import fields_of, read_any_event, read_any_line, read_event, read_line
from joblog_tui.writers.plain import plain_event, plain_fields
from tests.support.logs import events

WORDS = Vocabulary()
MOMENT = "2026-11-23T09:15:02.125Z"


def long_way(line: bytes) -> Event | str:
    """The event, or why it is refused."""
    try:
        return read_any_line(line, WORDS)
    except EventRefused as error:
        return str(error)


def whole_way(line: bytes) -> Event | str:
    try:
        return read_line(line, WORDS)
    except EventRefused as error:
        return str(error)


def agree(line: bytes) -> None:
    expected = long_way(line)
    short = plain_event(line, WORDS)
    if short is not None:
        assert type(short) is Event
        assert short == expected
        for name in Event.__slots__:
            assert type(getattr(short, name)) is type(getattr(expected, name))
    assert whole_way(line) == expected


def fields_agree(fields: dict[str, Any]) -> None:
    def told(read: Callable[[dict[str, Any], Vocabulary], Event]) -> Event | str:
        try:
            return read(fields, WORDS)
        except EventRefused as error:
            return str(error)

    expected = told(read_any_event)
    short = plain_fields(fields, WORDS)
    if short is not None:
        assert repr(short) == repr(expected)
    assert told(read_event) == expected


def slugs(words: list[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from([*words, "zzz", ""])


TEXTS = (
    st.text(st.characters(), min_size=1, max_size=8)
    | st.sampled_from(["", "a:b", 'a"b', "a\\b", "a\0", "\ud800", "é漢🎉", "{}", "attributes", '"attributes"', "\x7f"])
    | st.builds(str.__mul__, st.sampled_from("xé🎉"), st.sampled_from([200, 201, 256, 257, 1024, 1025]))
)  # fmt: skip
WHOLES = st.integers(-1, 3) | st.sampled_from([2**53, 2**53 + 1, 2**64, 10**30, 1.0, True])
TIMES = (
    st.integers(946_684_800_000 - 1, 7_258_118_400_000)
    | st.builds(
        lambda *parts: "{}-{:02}-{:02}{}{:02}:{:02}:{:02}{}{}".format(*parts),
        st.sampled_from([1999, 2000, 2026, 2199, 2200]), st.integers(0, 13), st.integers(0, 32),
        st.sampled_from("TTTt "), st.integers(0, 24), st.integers(0, 60), st.integers(0, 60),
        st.sampled_from(["", ".1", ".125", ".125", ".1259", ".12x"]),
        st.sampled_from(["Z", "Z", "z", "+01:00", "-23:59", ""]),
    )
    | st.sampled_from([MOMENT, MOMENT + "Z", MOMENT[:-1], MOMENT[:16], " " + MOMENT, MOMENT.replace("2", "２")])
)  # fmt: skip
ANYTHING = st.none() | st.booleans() | WHOLES | st.floats() | TEXTS | st.lists(TEXTS, max_size=2)
INNER = st.dictionaries(
    st.sampled_from(["kind", "name", "code", "message", "done", "total", "x"]), TEXTS | WHOLES | st.none(), max_size=3
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(["job", "id", "parent", "source", "correlation", "actor", "message", "source_status"], TEXTS),
    **dict.fromkeys(["at", "scheduled_for"], TIMES | TEXTS),
    **dict.fromkeys(["attempt", "max_attempts"], WHOLES),
    "status": slugs([status.slug for status in Status]),
    "task": slugs([word.slug for word in TASKS]),
    "trigger": slugs([word.slug for word in TRIGGERS]),
    "level": slugs(["debug", "info", "warn", "error", "warning"]),
    "target": INNER | st.fixed_dictionaries({"name": TEXTS}, optional={"kind": TEXTS | st.none()}),
    "progress": INNER | st.fixed_dictionaries({}, optional={"done": WHOLES, "total": WHOLES}),
    "reason": INNER | st.fixed_dictionaries({}, optional={"code": TEXTS, "message": TEXTS}),
    "attributes": INNER | st.dictionaries(TEXTS, ANYTHING, max_size=3),
    "heartbeat": st.booleans(),
    "acknowledged": st.booleans(),
}
WRONG = [*FIELDS, "jobb", "reason_code", "progress_done", "specversion", "data"]
PAIRS = st.lists(
    st.sampled_from([*FIELDS]).flatmap(lambda name: st.tuples(st.just(name), FIELDS[name]))
    | st.tuples(st.sampled_from(WRONG), ANYTHING | INNER),
    max_size=5,
)


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """A line somebody might write: pairs of any kind, names sometimes twice, in many spellings, sometimes damaged."""
    ascii_only = draw(st.booleans())

    def spelled(value: Any) -> str:
        return json.dumps(value, ensure_ascii=ascii_only)

    space = st.sampled_from(["", "", " ", "\t", "\r"])
    pairs = [("job", "job-1"), *draw(PAIRS)] if draw(st.integers(0, 9)) else draw(PAIRS)
    whole = ",".join(f"{spelled(name)}{draw(space)}:{draw(space)}{spelled(value)}" for name, value in pairs)
    line = (draw(space) + "{" + whole + "}" + draw(space)).encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 4)) == 0:
        at = draw(st.integers(0, len(line)))
        cut = draw(st.integers(0, 2))
        line = (
            line[:at]
            + draw(st.binary(max_size=2) | st.sampled_from([b'"', b"\\", b"\\u0000", b",", b":", b"}"]))
            + line[at + cut :]
        )
    return line  # fmt: skip


@settings(deadline=None, max_examples=1000)
@given(written())
def test_both_ways_say_the_same_of_any_line(line: bytes) -> None:
    agree(line)


class Text(str):
    """What a program may hand over for a text."""


PYTHON = st.sampled_from(
    [Text("j"), Text("running"), b"x", 5.0, datetime(2026, 11, 23, tzinfo=UTC), (), "a\udc00", "\0"]
)


@settings(deadline=None, max_examples=500)
@given(PAIRS, st.dictionaries(st.sampled_from(WRONG), PYTHON | st.fixed_dictionaries({"name": PYTHON}), max_size=2))
def test_both_ways_say_the_same_of_python_values(pairs: list[tuple[str, Any]], odd: dict[str, Any]) -> None:
    fields_agree({"job": "job-1", **dict(pairs), **odd})


@settings(deadline=None)
@given(events())
def test_usual_python_values_go_the_short_way(event: Event) -> None:
    fields = fields_of(event)
    assert plain_fields(fields, WORDS) == (None if event.heartbeat or event.acknowledged else event)
    fields_agree(fields)


@settings(deadline=None)
@given(events(), st.booleans())
def test_usual_events_go_the_short_way(event: Event, ascii_only: bool) -> None:
    line = json.dumps(event.as_json(), ensure_ascii=ascii_only).encode()
    unusual = event.heartbeat or event.acknowledged
    assert plain_event(line, WORDS) == (None if unusual else event)
    agree(line)


@pytest.mark.parametrize(
    "line",
    [
        b'{"job":"a","job":"b"}',
        b'{"job" :"a","job":"b"}',
        b'{"job":"j","target":{"name":"a","name":"b"}}',
        b'{"job":"j","target":{"name":"a"},"target":{"name":"b"}}',
        b'{"job":"j","progress":{"done":1,"done":2}}',
        b'{"job":"j","progress":{"done":1},"progress":{}}',
        b'{"job":"j","attempt":1,"attempt":null}',
        b'{"job":"j","message":"\\\\","message":"b"}',
        b'{"job":"j","attributes":{"a":1,"a":2}}',
        b'{"job":"j","message":"\\"\\"","job":"j"}',
    ],
)
def test_a_name_that_stands_twice_is_always_seen(line: bytes) -> None:
    assert "twice in one object" in str(long_way(line))
    assert plain_event(line, WORDS) is None


@pytest.mark.parametrize(
    "line",
    [
        b'{"job":"j","progress_done":null}',
        b'{"job":"j","attempt":NaN}',
        b'{"job":"j","message":"\\u0000"}',
        b'{"job":"j","message":"\\ud83d\\ude00"}',
        b'{"job":"j","attributes":{"a":1e400,"b":9007199254740993,"c":0.1,"d":"\\u00e9"}}',
        b'{"job":"j","attributes":{"n":9007199254740993,"c":[1e22,-0,-0.0,1E5]}}',
        b'\xef\xbb\xbf{"job":"j"}',
        b'{"job":"j"}\0',
        b'{"job":"j",}',
        b'{"job":"j"}//',
        b'{"job":"a\x01b"}',
        b'{"job":"\xed\xa0\x80"}',
        b'{"job":"j","attempt":-0}',
        b'{"job":"j","attempt":01}',
        b'{"job":"j","attempt":1e0}',
        b'{"job":"j","attempt":1' + b"0" * 5000 + b"}",
        b'{"job":"j","target":' + b"[" * 300 + b"]" * 300 + b"}",
        b'{"job":"j","attributes":{"a":"' + b"x" * 20_000 + b'"}}',
        b'{"job":"j","message":"' + b"x" * 65_536 + b'"}',
    ],
)
def test_both_ways_say_the_same_of_the_odd_ones(line: bytes) -> None:
    agree(line)


def test_the_time_of_a_day_is_read_alike_in_every_form() -> None:
    for form in (MOMENT, "2026-11-23T09:15:02.1259Z", "2026-11-23T10:15:02.125+01:00", "2026-11-23T09:15:02Z"):
        agree(json.dumps({"job": "j", "at": form}).encode())
