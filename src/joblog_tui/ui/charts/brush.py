"""A stretch of time that is marked in a chart, and how keys and mouse change it. Whole columns, never none."""

from dataclasses import dataclass

from joblog_tui.ui.charts.zooms import column_of


@dataclass(frozen=True, slots=True)
class Brush:
    """From ``first`` to just before ``last`` (epoch ms). ``leading``: the earlier end is the one that moves."""

    first: int
    last: int
    leading: bool = True

    @classmethod
    def over(cls, edges: tuple[int, ...], column: int, other: int | None = None) -> "Brush":
        """From one column to another, both included; the second is where it moves on."""
        columns = len(edges) - 2
        held, moved = (max(0, min(each, columns)) for each in (column, column if other is None else other))
        return cls(edges[min(held, moved)], edges[max(held, moved) + 1], moved <= held)

    def columns(self, edges: tuple[int, ...]) -> tuple[int, int]:
        """The first and the last column that it touches."""
        return column_of(self.first, edges), column_of(self.last - 1, edges)

    def snapped(self, edges: tuple[int, ...]) -> "Brush":
        """The same stretch, widened to whole columns of other edges."""
        first, last = self.columns(edges)
        return Brush(edges[first], edges[last + 1], self.leading)

    def moved(self, edges: tuple[int, ...], by: int) -> "Brush":
        """The whole brush so many columns to the right; it stops at the ends."""
        first, last = self.columns(edges)
        by = max(-first, min(by, len(edges) - 2 - last))
        return Brush(edges[first + by], edges[last + by + 1], self.leading)

    def extended(self, edges: tuple[int, ...], by: int) -> "Brush":
        """With the end that moves so many columns to the right; past the other end they change places."""
        first, last = self.columns(edges)
        held, moving = (last, first) if self.leading else (first, last)
        if first == last:
            moving = held
            return Brush.over(edges, held, held + by)
        return Brush.over(edges, held, moving + by)

    def widened(self, edges: tuple[int, ...], by: int) -> "Brush":
        """With its beginning so many columns earlier (later when negative)."""
        first, last = self.columns(edges)
        return Brush(edges[max(0, min(first - by, last))], edges[last + 1], True)
