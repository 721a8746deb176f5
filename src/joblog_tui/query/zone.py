"""The operator's zone: the one this machine is set to, with its clock changes."""

from datetime import UTC, datetime, timedelta, tzinfo


class LocalZone(tzinfo):
    """The machine's zone at any date.

    ``datetime.now().astimezone().tzinfo`` is only today's offset, which is an hour off on the other side of a
    clock change.
    """

    def __eq__(self, other: object) -> bool:
        """There is one such zone, so that what was worked out for it can be kept."""
        return isinstance(other, LocalZone)

    def __hash__(self) -> int:
        """See ``__eq__``."""
        return hash(LocalZone)

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """The offset that holds at a time of this zone; by ``fold`` where the clocks show it twice."""
        if moment is None:
            return None
        clock = moment.replace(tzinfo=None, microsecond=0)
        return clock - datetime(1970, 1, 1) - timedelta(seconds=clock.timestamp())  # noqa: DTZ001

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Unknown: the machine tells the whole offset."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """The zone's abbreviation at that time, such as CET or CEST."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """The time of this zone at a moment given in UTC."""
        there = moment.replace(tzinfo=UTC).astimezone()
        here = there.replace(tzinfo=self)
        return here if here.utcoffset() == there.utcoffset() else here.replace(fold=1)
