"""What the store refused although the door had let it in, for example because a parent would have changed."""

from joblog_tui.model.errors import EventRefused
from joblog_tui.model.event import Event

Refused = tuple[Event, str]
"""An event, and why it was refused, in one line."""

_NOTES = 20  # refusals that the error lists


class RefusedEvents(EventRefused):
    """The store refused events.

    ``refusals`` holds the events (the first 1,000) with the reason of each, ``count`` how many there were; the
    notes of the exception list the first ones, one a line.
    """

    def __init__(self, refusals: list[Refused], count: int) -> None:
        """Tell of ``count`` refused events."""
        super().__init__(f"the store refused {counted(count)}")
        self.refusals = tuple(refusals)
        self.count = count
        for event, reason in refusals[:_NOTES]:
            self.add_note(f"{_named(event)}: {reason}")
        if count > _NOTES:
            self.add_note(f"and {count - _NOTES:,} more")


def counted(count: int) -> str:
    """So many events, as a message says it."""
    return "1 event" if count == 1 else f"{count:,} events"


def _named(event: Event) -> str:
    subject = f"job {event.job}" if event.job is not None else f"heartbeat of {event.source}"
    return subject if event.id is None else f"{subject}, event {event.id}"
