"""Arithmetic of colours written as ``#rrggbb``: mixing, contrast, and making one readable on others."""

from collections.abc import Iterable
from functools import lru_cache

READABLE = 4.5  # contrast ratio that text needs, WCAG 2 AA


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(512)
def mix(colour: str, into: str, share: float) -> str:
    """``share`` (0 to 1) of ``colour`` mixed into another one."""
    pairs = zip(_channels(colour), _channels(into), strict=True)
    return "#" + "".join(f"{round(own * share + other * (1 - share)):02x}" for own, other in pairs)


@lru_cache(512)
def luminance(colour: str) -> float:
    """The relative luminance, 0 (black) to 1 (white), as WCAG 2 defines it."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 (none) to 21, as WCAG 2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, grounds: Iterable[str], ratio: float = READABLE) -> str:
    """The colour nearest to ``colour`` (towards white or black) that has this contrast on every ground.

    When neither end can reach it, the end that comes closest.
    """
    grounds = tuple(grounds)
    best = min(("#ffffff", "#000000"), key=lambda end: -min(contrast(end, ground) for ground in grounds))
    for step in range(21):
        candidate = mix(best, colour, step / 20)
        if min(contrast(candidate, ground) for ground in grounds) >= ratio:
            return candidate
    return best
