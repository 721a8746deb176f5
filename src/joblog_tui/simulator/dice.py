"""Chance that falls the same way on every Python: built on ``Random.random`` alone, whose sequence never changes."""

from bisect import bisect_right
from collections.abc import Sequence
from math import exp
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Table(Generic[T]):
    """Things with weights; ``Dice.draw`` picks one as often as its weight says."""

    __slots__ = ("_bounds", "things")

    def __init__(self, *entries: tuple[float, T]) -> None:
        self.things = tuple(thing for _, thing in entries)
        total = sum(weight for weight, _ in entries)
        bounds, reached = [], 0.0
        for weight, _ in entries[:-1]:
            reached += weight
            bounds.append(reached / total)
        self._bounds = bounds

    def at(self, share: float) -> T:
        """The thing at ``share`` (0 up to 1) of all weights laid side by side."""
        return self.things[bisect_right(self._bounds, share)]


class Dice:
    """Chance from a text seed: the same text gives the same falls."""

    __slots__ = ("share",)

    def __init__(self, seed: str) -> None:
        self.share = Random(seed).random  # noqa: S311 - a simulation, nothing to keep secret
        """A number from 0 up to, but not including, 1."""

    def chance(self, probability: float) -> bool:
        """True that often."""
        return self.share() < probability

    def pick(self, things: Sequence[T]) -> T:
        """One of them, each as likely as any other."""
        return things[int(self.share() * len(things))]

    def draw(self, table: Table[T]) -> T:
        """One of a table's things, by weight."""
        return table.at(self.share())

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self.share() * (high - low + 1))

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """``count`` different ones in random order, all of them when there are fewer."""
        rest = list(things)
        taken = []
        for _ in range(min(count, len(rest))):
            place = int(self.share() * len(rest))
            rest[place], rest[-1] = rest[-1], rest[place]
            taken.append(rest.pop())
        return taken

    def about(self, median: float, sigma: float = 0.5) -> int:
        """A log-normal whole number, at least 1; half of them are below ``median``.

        The normal part is the sum of three uniform ones, which never goes beyond three standard deviations: a
        demonstration needs no job that takes a week.
        """
        normal = 2.0 * (self.share() + self.share() + self.share()) - 3.0
        return max(1, int(median * exp(sigma * normal)))
