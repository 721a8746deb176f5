"""The envelope of CloudEvents 1.0 in its JSON form: ``source`` and ``id`` identify the event, ``data`` is the event.

Source: the CloudEvents specification 1.0.2 and its JSON event format. Extension attributes are allowed and ignored.
"""

from collections.abc import Mapping
from typing import Any

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.moment import parse_rfc3339
from joblog_tui.writers.reasons import shown


def is_envelope(whole: Mapping[str, Any]) -> bool:
    """Whether this is a CloudEvents envelope rather than a plain event."""
    return "specversion" in whole


def unwrapped(envelope: Mapping[str, Any]) -> dict[str, Any]:
    """The event in an envelope, as the object of the writers' contract.

    The envelope's ``id`` and ``source`` take the place of the event's own, its ``time`` is ``at`` when the event
    names none. ``EventRefused`` when it is no envelope of version 1.0 around an object.
    """
    if envelope.get("specversion") != "1.0":
        found = shown(envelope["specversion"]) if is_envelope(envelope) else "missing"
        raise EventRefused(f"specversion is {found}; only CloudEvents 1.0 is known")
    for name in ("id", "source", "type"):
        if not isinstance(envelope.get(name), str) or not envelope[name]:
            raise EventRefused(f"{name} of the CloudEvents envelope must be text, and not empty")
    data = envelope.get("data")
    if not isinstance(data, dict):
        raise EventRefused("data of the CloudEvents envelope must be the event, a JSON object")
    event = {**data, "id": envelope["id"], "source": envelope["source"]}
    time = envelope.get("time")
    if time is not None and event.get("at") is None:
        event["at"] = _moment(time)
    return event


def _moment(time: object) -> int:
    try:
        return parse_rfc3339(time if isinstance(time, str) else "")
    except ValueError as error:
        raise EventRefused(f"time of the CloudEvents envelope {error}") from None
