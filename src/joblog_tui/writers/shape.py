"""The shape of an event that comes from outside: the JSON object of the writers' contract, field by field.

What a field must be stands here, and only here for Python and NDJSON; the SQL door says the same in ``door.sql``.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator

from joblog_tui.model.event import MAX_ATTRIBUTES, MAX_ID, MAX_MESSAGE, MAX_NAME
from joblog_tui.model.moment import checked, parse_rfc3339
from joblog_tui.writers.strict_json import NUL, SURROGATE, compact

LARGEST = 2**53  # what every language can hold exactly
_EMPTY = "is empty; leave the field out instead"


def _id(value: str) -> str:
    if not value:
        raise ValueError(_EMPTY)
    if len(value) > MAX_ID:
        raise ValueError(f"is {len(value):,} characters, the limit is {MAX_ID:,}")
    _size(value)
    return value


def _text(limit: int) -> Callable[[str], str]:
    """A check of a text of 1 to ``limit`` bytes of UTF-8."""

    def check(value: str) -> str:
        if not value:
            raise ValueError(_EMPTY)
        if (size := _size(value)) > limit:
            raise ValueError(f"is {size:,} bytes, the limit is {limit:,}")
        return value

    return check


def _size(value: str) -> int:
    """Bytes of UTF-8; ``ValueError`` when there is a character that no store can keep."""
    if "\0" in value:
        raise ValueError(NUL)
    if value.isascii():
        return len(value)
    try:
        return len(value.encode())
    except UnicodeEncodeError:
        raise ValueError(SURROGATE) from None


def _moment(value: Any) -> int:
    """Epoch milliseconds of an RFC 3339 time, of epoch milliseconds, or (in Python) of an aware datetime."""
    if isinstance(value, str):
        return parse_rfc3339(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return checked(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return parse_rfc3339(value.astimezone(UTC).isoformat())
    raise ValueError("must be a time like 2026-11-23T09:15:02.125Z, or epoch milliseconds")


def _json_object(value: Any) -> str:
    if not isinstance(value, dict):
        raise ValueError('must be a JSON object such as {"app": "Instagram"}')
    text = compact(value)
    size = len(text.encode())
    if size > MAX_ATTRIBUTES:
        raise ValueError(f"is {size:,} bytes as JSON, the limit is {MAX_ATTRIBUTES:,}")
    return text


Id = Annotated[str, AfterValidator(_id)]
Name = Annotated[str, AfterValidator(_text(MAX_NAME))]
Message = Annotated[str, AfterValidator(_text(MAX_MESSAGE))]
Moment = Annotated[int, PlainValidator(_moment)]
Whole = Annotated[int, Field(ge=0, le=LARGEST)]
Attributes = Annotated[str, PlainValidator(_json_object)]
Level = Literal["debug", "info", "warn", "error"]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class TargetShape(_Shape):
    """The resource that a job affects."""

    kind: Name | None = None
    name: Name


class ProgressShape(_Shape):
    """How far the job is, in its own units."""

    done: Whole | None = None
    total: Whole | None = None


class ReasonShape(_Shape):
    """Why the job did not complete, or will be tried again."""

    code: Name | None = None
    message: Message | None = None


class EventShape(_Shape):
    """One event. A field that is null counts as left out; words are compared with the vocabulary by the door."""

    id: Id | None = None
    job: Id | None = None
    parent: Id | None = None
    at: Moment | None = None
    status: str | None = None
    task: str | None = None
    trigger: str | None = None
    target: TargetShape | None = None
    actor: Name | None = None
    correlation: Id | None = None
    level: Level | None = None
    message: Message | None = None
    source: Id | None = None
    attempt: Whole | None = None
    max_attempts: Whole | None = None
    progress: ProgressShape | None = None
    scheduled_for: Moment | None = None
    source_status: Name | None = None
    reason: ReasonShape | None = None
    attributes: Attributes | None = None
    heartbeat: bool | None = None
    acknowledged: bool | None = None
