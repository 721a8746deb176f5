"""Why an event is refused, in one line: the field, what is wrong with it, and what was probably meant."""

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from joblog_tui.model.vocabulary import nearest
from joblog_tui.text import safe
from joblog_tui.writers.shape import EventShape, ProgressShape, ReasonShape, TargetShape

_SHOWN = 60  # characters of the writer's own text that a reason repeats
_LISTED = 30  # known words that a reason lists
_FIELDS = {
    (): tuple(EventShape.model_fields),
    ("target",): tuple(TargetShape.model_fields),
    ("progress",): tuple(ProgressShape.model_fields),
    ("reason",): tuple(ReasonShape.model_fields),
}
_LEVELS = ("debug", "info", "warn", "error")
_OBJECTS = {
    "target": '{"kind": "app", "name": "Instagram"}',
    "progress": '{"done": 2, "total": 5}',
    "reason": '{"code": "invalid_credentials", "message": "..."}',
}
# Names that other logs, and the columns of the SQL door, have for our fields.
_MEANT = {
    "timestamp": "at", "time": "at", "ts": "at", "job_id": "job", "parent_id": "parent", "event_id": "id",
    "target_kind": "target.kind", "target_name": "target.name", "progress_done": "progress.done",
    "progress_total": "progress.total", "reason_code": "reason.code", "reason_message": "reason.message",
    "correlation_id": "correlation", "state": "status", "severity": "level", "error": "reason",
}  # fmt: skip


def shown(value: object) -> str:
    """A value from outside within a reason: quoted, safe, and cut when it is long."""
    return f"'{safe(str(value), _SHOWN)}'"


def unknown_word(kind: str, word: str, known: Iterable[str]) -> str:
    """The reason for a word that is not known, such as a task."""
    known = list(known)
    near = nearest(word, known)
    meant = f"; did you mean {near}?" if near is not None else ";"
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    return f"unknown {kind} {shown(word)}{meant} known are {', '.join(known[:_LISTED])}{more}"


def reason(error: ValidationError) -> str:
    """The reason in what pydantic found; an unknown field first, since it often explains the rest."""
    details: list[Any] = error.errors(include_url=False)
    first = min(details, key=lambda detail: detail["type"] != "extra_forbidden")
    location = tuple(str(part) for part in first["loc"])
    name = ".".join(location)
    match first["type"]:
        case "extra_forbidden":
            return _unknown_field(location)
        case "missing":
            return f"{name} is missing"
        case "literal_error":
            return unknown_word(name, str(first["input"]), _LEVELS)
        case "value_error":
            return f"{name} {first['ctx']['error']}"
        case "string_type":
            if first["input"] is None:
                return f"{name} is missing"
            return f"{name} must be text, not {_kind(first['input'])}"
        case "bool_type":
            return f"{name} must be true or false"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{name} must be an object such as {_OBJECTS[name]}"
        case "invalid_key" | "string_unicode":
            return "the name of every field must be text"
        case _:  # the checks of a whole number
            return f"{name} must be a whole number from 0 to 2^53"


def _unknown_field(location: tuple[str, ...]) -> str:
    *outer, field = location
    fields = _FIELDS[tuple(outer)]
    near = nearest(field, fields) if outer else _MEANT.get(field) or nearest(field, fields)
    written = shown(".".join(location))
    if near is None:
        return f"unknown field {written}; known are {', '.join(fields)}"
    return f"unknown field {written}; did you mean {'.'.join((*outer, near))}?"


def _kind(value: object) -> str:
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case dict():
            return "an object"
        case list():
            return "an array"
        case _:
            return type(value).__name__
