"""The short way in for what is plain: well formed, within every limit, and with nothing unusual in it.

The clever room of the door. Nearly everything is plain, and the long way costs more than twice as much. Nothing is
refused here: whatever is not plainly an event is left to ``door``, which alone knows why something is refused. What is
let in is what the long way lets in, value for value; a property test holds the two together.

- Without a backslash a line has two quotes for every string in it. When the names and texts that came out account for
  all quotes, no name stood there twice: the decoder needs no hook for each object.
- A text of a quarter of a limit in characters is within the limit in bytes.
- No JSON text without these escapes holds a NUL or half of a surrogate pair.
"""

import re
from dataclasses import fields, make_dataclass
from typing import Any, cast, get_args

from pydantic_core import from_json

from joblog_tui.model.event import MAX_ATTRIBUTES, MAX_ID, MAX_MESSAGE, MAX_NAME, Event, Target
from joblog_tui.model.moment import checked, parse_rfc3339
from joblog_tui.model.vocabulary import Status, Vocabulary
from joblog_tui.writers import strict_json
from joblog_tui.writers.shape import LARGEST, EventShape, Level

_FIELDS = fields(Event)
_PLACE = {field.name: place for place, field in enumerate(_FIELDS)}
_NOTHING = [None if field.name == "job" else field.default for field in _FIELDS]
_JOB, _AT, _STATUS, _TASK, _TRIGGER, _TARGET, _LEVEL, _SCHEDULED_FOR, _ATTRIBUTES = map(
    _PLACE.__getitem__,
    ("job", "at", "status", "task", "trigger", "target", "level", "scheduled_for", "attributes"),
)

_Texts = dict[str, tuple[int, int]]  # name -> (place in an event, characters that are surely within the limit)
_TEXTS: _Texts = {
    **{name: (_PLACE[name], MAX_ID) for name in ("id", "job", "parent", "correlation", "source")},
    **{name: (_PLACE[name], MAX_NAME // 4) for name in ("actor", "source_status", "status", "task", "trigger")},
    **{name: (_PLACE[name], 64) for name in ("at", "scheduled_for", "level")},
    "message": (_PLACE["message"], MAX_MESSAGE // 4),
}
_WHOLES = {name: _PLACE[name] for name in ("at", "scheduled_for", "attempt", "max_attempts")}
_TARGET_TEXTS: _Texts = {"name": (0, MAX_NAME // 4), "kind": (1, MAX_NAME // 4)}
_REASON_TEXTS: _Texts = {
    "code": (_PLACE["reason_code"], MAX_NAME // 4),
    "message": (_PLACE["reason_message"], MAX_MESSAGE // 4),
}
_PROGRESS_WHOLES = {"done": _PLACE["progress_done"], "total": _PLACE["progress_total"]}

_STATUSES = frozenset(status.slug for status in Status)
_LEVELS = frozenset(get_args(Level))
_NAMES = frozenset(EventShape.model_fields)
_UNKEEPABLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")

# An event in the making: setting the fields of a frozen one takes four times as long as setting these.
_Draft = make_dataclass("_Draft", [field.name for field in _FIELDS], slots=True)


class _NotPlain(Exception):
    """Let the long way look at it."""


def plain_event(line: bytes, vocabulary: Vocabulary) -> Event | None:
    """The event in a plain line; None when the line must go the long way, whether it is good or bad."""
    try:
        if b"\\" not in line and b'"attributes"' not in line:
            whole, quotes = from_json(line, cache_strings="keys"), line.count(b'"')
        elif _UNKEEPABLE.search(line) is None:
            whole, quotes = strict_json.load(line.decode()), None
        else:
            return None
        if type(whole) is not dict:
            return None
        values = _NOTHING.copy()
        strings = _read(whole, values)
        if quotes is not None and quotes != 2 * strings:
            return None
        _check(values, vocabulary)
    except (_NotPlain, KeyError, ValueError):
        return None
    return _event(values)


def plain_fields(fields: dict[str, object], vocabulary: Vocabulary) -> Event | None:
    """The event in plain Python values; None when they must go the long way, whether they are good or bad."""
    try:
        values = _NOTHING.copy()
        _read(fields, values)
        _check(values, vocabulary)
        _check_texts(values)
    except (_NotPlain, KeyError, ValueError):
        return None
    return _event(values)


def _event(values: list[Any]) -> Event:
    event = _Draft(*values)
    event.__class__ = Event
    return cast("Event", event)


def _read(whole: dict[str, Any], values: list[Any]) -> int:
    """Put the fields of an object in their places; how many strings it holds, names among them."""
    strings = len(whole)
    for name, value in whole.items():
        kind = type(value)
        if kind is str:
            place, most = _TEXTS[name]
            if not 0 < len(value) <= most:
                raise _NotPlain
            values[place] = value
            strings += 1
        elif kind is int:
            values[_WHOLES[name]] = _whole(value)
        elif kind is dict:
            strings += _read_inner(name, value, values)
        elif value is not None or name not in _NAMES:
            raise _NotPlain
    return strings


def _read_inner(name: str, inner: dict[str, Any], values: list[Any]) -> int:
    match name:
        case "target":
            found: list[Any] = [None, None]
            strings = _read_texts(inner, _TARGET_TEXTS, found)
            if found[0] is None:
                raise _NotPlain
            values[_TARGET] = Target(*found)
            return strings
        case "reason":
            return _read_texts(inner, _REASON_TEXTS, values)
        case "progress":
            for part, value in inner.items():
                place = _PROGRESS_WHOLES[part]
                if value is not None:
                    values[place] = _whole(value)
            return len(inner)
        case "attributes":  # the decoder with the hook has read them, and nobody counts
            values[_ATTRIBUTES] = text = strict_json.compact(inner)
            if len(text) > MAX_ATTRIBUTES // 4:
                raise _NotPlain
            return 0
        case _:
            raise _NotPlain


def _read_texts(inner: dict[str, Any], texts: _Texts, values: list[Any]) -> int:
    strings = len(inner)
    for part, value in inner.items():
        place, most = texts[part]
        if value is None:
            continue
        if type(value) is not str or not 0 < len(value) <= most:
            raise _NotPlain
        values[place] = value
        strings += 1
    return strings


def _whole(value: Any) -> int:
    if type(value) is int and 0 <= value <= LARGEST:
        return value
    raise _NotPlain


def _check_texts(values: list[Any]) -> None:
    """No text from Python holds what no store can keep; lines were searched for that before."""
    texts = [value for value in values if type(value) is str]
    if (target := values[_TARGET]) is not None:
        texts += (target.name, target.kind or "")
    text = "".join(texts)
    text.encode()
    if "\0" in text:
        raise _NotPlain


def _check(values: list[Any], vocabulary: Vocabulary) -> None:
    """Words are known, times are times; what a status or a level is does not depend on the store."""
    if values[_JOB] is None:
        raise _NotPlain
    for place in (_AT, _SCHEDULED_FOR):
        at = values[place]
        if at is not None:
            values[place] = parse_rfc3339(at) if type(at) is str else checked(at)
    status, task, trigger, level = values[_STATUS], values[_TASK], values[_TRIGGER], values[_LEVEL]
    if (
        (status is not None and status not in _STATUSES)
        or (task is not None and task not in vocabulary.task_slugs)
        or (trigger is not None and trigger not in vocabulary.trigger_slugs)
        or (level is not None and level not in _LEVELS)
    ):
        raise _NotPlain
