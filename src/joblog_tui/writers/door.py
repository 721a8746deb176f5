"""The door for Python and NDJSON: what comes from outside becomes an ``Event``, or is refused in one line."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import MAX_NOTE, Event, Target
from joblog_tui.model.vocabulary import Status, Vocabulary, Word
from joblog_tui.writers import cloudevents, strict_json
from joblog_tui.writers.plain import plain_event, plain_fields
from joblog_tui.writers.reasons import reason, unknown_word
from joblog_tui.writers.shape import EventShape

Parse = Callable[[bytes, Vocabulary], Event]
"""Reads one line of a file, without its newline; ``EventRefused`` says what is wrong with it."""

_STATUSES = frozenset(status.slug for status in Status)
_AS_THEY_ARE = EventShape.model_fields.keys() & set(Event.__slots__) - {
    "attributes",
    "target",
    "heartbeat",
    "acknowledged",
}
_IN_A_HEARTBEAT = {"heartbeat", "source", "id", "at"}
_IN_AN_ACKNOWLEDGEMENT = {"acknowledged", "job", "actor", "message", "source", "id", "at"}


class UnknownWord(EventRefused):
    """A task or trigger that the vocabulary at hand does not hold; the store may have learned it since."""


def read_event(data: Mapping[str, object], vocabulary: Vocabulary) -> Event:
    """The event in the JSON object of the writers' contract, as Python values.

    Times are RFC 3339, epoch milliseconds or aware datetimes; a field that is None counts as left out.
    ``EventRefused`` names the field and what is wrong with it.
    """
    fields = dict(data)
    event = plain_fields(fields, vocabulary)
    return read_any_event(fields, vocabulary) if event is None else event


def read_any_event(data: dict[str, object], vocabulary: Vocabulary) -> Event:
    """The same the long way, which knows why an event is refused; ``read_event`` goes it when it must."""
    try:
        shape = EventShape.model_validate(data)
    except ValidationError as error:
        raise EventRefused(reason(error)) from None
    if shape.heartbeat:
        _check_heartbeat(shape)
    elif shape.job is None:
        raise EventRefused("job is missing")
    elif shape.acknowledged:
        _check_acknowledgement(shape)
    if shape.status is not None and shape.status not in _STATUSES:
        raise EventRefused(unknown_word("status", shape.status, (status.slug for status in Status)))
    if shape.task is not None:
        _check_word("task", shape.task, vocabulary.tasks)
    if shape.trigger is not None:
        _check_word("trigger", shape.trigger, vocabulary.triggers)
    return _event(shape)


def read_line(line: bytes, vocabulary: Vocabulary) -> Event:
    """The event in one line of NDJSON: the object itself, or a CloudEvents 1.0 envelope around it."""
    event = plain_event(line, vocabulary)
    return read_any_line(line, vocabulary) if event is None else event


def read_any_line(line: bytes, vocabulary: Vocabulary) -> Event:
    """The same the long way, which knows why a line is refused; ``read_line`` goes it when it must."""
    whole = _object(line)
    return read_any_event(cloudevents.unwrapped(whole) if cloudevents.is_envelope(whole) else whole, vocabulary)


def read_cloudevent(line: bytes, vocabulary: Vocabulary) -> Event:
    """The event in one line of NDJSON that must be a CloudEvents 1.0 envelope."""
    return read_event(cloudevents.unwrapped(_object(line)), vocabulary)


def fields_of(event: Mapping[str, object] | Event) -> dict[str, object]:
    """What ``read_event`` reads, from a mapping or from an event that somebody made without the door."""
    if isinstance(event, Mapping):
        return dict(event)
    if not isinstance(event, Event):
        raise TypeError(f"an event is an Event or a mapping of its fields, not {type(event).__name__}")
    fields: dict[str, object] = {name: getattr(event, name) for name in _AS_THEY_ARE}
    if event.target is not None:
        fields["target"] = {"kind": event.target.kind, "name": event.target.name}
    if event.progress_done is not None or event.progress_total is not None:
        fields["progress"] = {"done": event.progress_done, "total": event.progress_total}
    if event.reason_code is not None or event.reason_message is not None:
        fields["reason"] = {"code": event.reason_code, "message": event.reason_message}
    if event.attributes is not None:
        try:
            fields["attributes"] = strict_json.load(event.attributes)
        except ValueError as error:
            raise EventRefused(f"attributes {error}") from None
    fields["heartbeat"] = event.heartbeat or None
    fields["acknowledged"] = event.acknowledged or None
    return fields


def _object(line: bytes) -> dict[str, Any]:
    try:
        whole = strict_json.load(line.decode())
    except UnicodeDecodeError as error:
        raise EventRefused(f"the line is not UTF-8: byte {error.start + 1} is 0x{line[error.start]:02x}") from None
    except ValueError as error:
        raise EventRefused(f"the line {error}") from None
    if not isinstance(whole, dict):
        raise EventRefused("the line is not a JSON object")
    return whole


def _check_heartbeat(shape: EventShape) -> None:
    if shape.source is None:
        raise EventRefused("a heartbeat needs source: the writer that lives")
    for name in EventShape.model_fields:
        if name not in _IN_A_HEARTBEAT and getattr(shape, name) is not None:
            raise EventRefused(f"a heartbeat has source, id and at only; leave {name} out")


def _check_acknowledgement(shape: EventShape) -> None:
    if shape.actor is None:
        raise EventRefused("an acknowledgement needs actor: who has seen to the job")
    for name in EventShape.model_fields:
        if name not in _IN_AN_ACKNOWLEDGEMENT and getattr(shape, name) is not None:
            raise EventRefused(f"an acknowledgement has job, actor, message, source, id and at only; leave {name} out")
    size = len((shape.message or "").encode())
    if size > MAX_NOTE:
        raise EventRefused(f"message is {size:,} bytes, the limit of a note is {MAX_NOTE:,}")


def _check_word(kind: str, slug: str, words: tuple[Word, ...]) -> None:
    for word in words:
        if word.slug == slug:
            return
    raise UnknownWord(unknown_word(kind, slug, (word.slug for word in words)))


def _event(shape: EventShape) -> Event:
    target, progress, reason = shape.target, shape.progress, shape.reason
    return Event(
        job=shape.job,
        id=shape.id,
        parent=shape.parent,
        at=shape.at,
        status=shape.status,
        task=shape.task,
        trigger=shape.trigger,
        target=None if target is None else Target(target.name, target.kind),
        actor=shape.actor,
        correlation=shape.correlation,
        level=shape.level,
        message=shape.message,
        source=shape.source,
        attempt=shape.attempt,
        max_attempts=shape.max_attempts,
        progress_done=None if progress is None else progress.done,
        progress_total=None if progress is None else progress.total,
        scheduled_for=shape.scheduled_for,
        source_status=shape.source_status,
        reason_code=None if reason is None else reason.code,
        reason_message=None if reason is None else reason.message,
        attributes=shape.attributes,
        heartbeat=bool(shape.heartbeat),
        acknowledged=bool(shape.acknowledged),
    )
