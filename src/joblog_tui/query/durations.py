"""Lengths of time in a query: ``90s``, ``15m``, ``2h``, ``3d``, ``1w``, ``500ms``; larger units first: ``1h30m``."""

import re

from joblog_tui.model.moment import DAY, HOUR, MINUTE, SECOND

_UNITS = (("w", 7 * DAY), ("d", DAY), ("h", HOUR), ("m", MINUTE), ("s", SECOND), ("ms", 1))
_PATTERN = re.compile("".join(rf"(?:(\d{{1,7}}){unit})?" for unit, _ in _UNITS), re.ASCII | re.IGNORECASE)
_ONE_UNIT_BELOW = 100  # 90s stays 90s, 150s becomes 2m30s


def read_duration(text: str) -> int | None:
    """Milliseconds, or None when the text is no length of time."""
    match = _PATTERN.fullmatch(text)
    if match is None or not text:
        return None
    return sum(int(number) * size for number, (_, size) in zip(match.groups(), _UNITS, strict=True) if number)


def write_duration(milliseconds: int) -> str:
    """The text that reads back as ``milliseconds``, which must not be negative: in one unit where that is short."""
    if milliseconds < 0:
        raise ValueError("a length of time is not negative")
    if milliseconds == 0:
        return "0s"
    unit, size = next((unit, size) for unit, size in _UNITS if milliseconds % size == 0)
    if milliseconds // size < _ONE_UNIT_BELOW or size == _UNITS[0][1]:
        return f"{milliseconds // size}{unit}"
    pieces = []
    for unit, size in _UNITS[1:]:
        number, milliseconds = divmod(milliseconds, size)
        if number:
            pieces.append(f"{number}{unit}")
    return "".join(pieces)
