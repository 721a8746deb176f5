"""Figures as they are measured, and what is told of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median


@dataclass(slots=True)
class Figures:
    """What one run of one part found: values by (subject, what was measured), such as ("joblog", "key down p95").

    The unit is the last word of the name after a comma: "key down p95, ms".
    """

    values: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def note(self, subject: str, what: str, value: float) -> None:
        """One more value of a figure, from one more run."""
        self.values.setdefault((subject, what), []).append(value)

    def spread(self, subject: str, what: str, values: Iterable[float], unit: str = "ms") -> None:
        """The median and the 95th percentile of many values of one run."""
        ordered = sorted(values)
        if ordered:
            self.note(subject, f"{what} p50, {unit}", percentile(ordered, 50))
            self.note(subject, f"{what} p95, {unit}", percentile(ordered, 95))

    def get(self, subject: str, what: str) -> float | None:
        """The median over the runs."""
        values = self.values.get((subject, what))
        return median(values) if values else None

    def subjects(self) -> list[str]:
        """Who was measured, in order."""
        return list(dict.fromkeys(subject for subject, _ in self.values))


def percentile(ordered: Sequence[float], percent: int) -> float:
    """A percentile of sorted values, by nearest rank."""
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def short(value: float | None) -> str:
    """A value with three digits that matter."""
    if value is None:
        return "-"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2g}" if abs(value) < 1 else f"{value:.2f}"
