"""Zones by their names: the machine's own, or one of the IANA database."""

from datetime import tzinfo

from joblog_tui.model.vocabulary import nearest
from joblog_tui.ui.preferences import LOCAL


def zone_named(name: str) -> tzinfo | None:
    """The zone of this name, None for the machine's own; ``ValueError`` names the nearest one there is."""
    if name == LOCAL:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = nearest(name, zone_names())
        hint = f"did you mean {near}?" if near else "zones are named like Europe/Berlin, UTC or local"
        raise ValueError(f"names no zone: {name!r}; {hint}") from None


def zone_names() -> tuple[str, ...]:
    """Every name that ``zone_named`` takes, the machine's own first."""
    from zoneinfo import available_timezones

    return (LOCAL, "UTC", *sorted(name for name in available_timezones() if "/" in name and "Etc/" not in name))
