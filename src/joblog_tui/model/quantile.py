"""The 95th percentile: what is usual, for run times of a task and for gaps between the signs of a source."""

from collections.abc import Sequence


def p95(values: Sequence[int]) -> int:
    """By nearest rank: the smallest of the values (at least one) that at least 95 % do not exceed."""
    ordered = sorted(values)
    return ordered[(len(ordered) * 95 + 99) // 100 - 1]
