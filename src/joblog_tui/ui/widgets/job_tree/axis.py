"""From time to cells: what a timeline shows, its ticks in the operator's zone, zooming and panning. Pure arithmetic.

Times are epoch milliseconds. A cell is a whole number of milliseconds wide and the first one begins at a multiple of
that, so that a bar which does not change does not flicker while the axis grows with the present.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from joblog_tui.model.moment import DAY, HOUR, MINUTE, SECOND
from joblog_tui.ui.look.times import local

LEAST = 20  # milliseconds that a cell stands for at the deepest zoom
ZOOM = 2
TICK_GAP = 3  # cells between two labels, at least

STEPS = (
    *(n * SECOND for n in (1, 2, 5, 10, 15, 30)), *(n * MINUTE for n in (1, 2, 3, 5, 10, 15, 30)),
    *(n * HOUR for n in (1, 2, 3, 6, 12)), *(n * DAY for n in (1, 2, 7, 14, 30, 91, 365)),
)  # fmt: skip
"""What lies between two ticks."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A label (``09:32``) that begins behind the mark in the cell ``x``."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """``cells`` cells from ``low`` on, each ``cell`` milliseconds wide."""

    low: int
    cell: int
    cells: int

    @property
    def high(self) -> int:
        """The end of the last cell."""
        return self.low + self.cell * self.cells

    def halves(self, at: int) -> int:
        """The half cell in which a moment lies; below 0 or behind the last one when it is not to be seen."""
        return (at - self.low) * 2 // self.cell

    def moment(self, x: int) -> int:
        """The beginning of a cell."""
        return self.low + x * self.cell

    def ticks(self, zone: tzinfo | None, room: int) -> tuple[Tick, ...]:
        """The labels that fit, at round moments of the operator's clock; none reaches into the last ``room`` cells."""
        if self.cells < 8:
            return ()
        step = STEPS[min(bisect_left(STEPS, (_width(self.high - self.low) + 1 + TICK_GAP) * self.cell), len(STEPS) - 1)]
        ticks: list[Tick] = []
        for moment in _round_moments(self.low, self.high, step, zone):
            x = (moment - self.low) // self.cell
            label = _label(local(moment, zone), step)
            free = not ticks or x >= ticks[-1].x + len(ticks[-1].label) + 1 + TICK_GAP
            if free and x + 1 + len(label) <= self.cells - room:
                ticks.append(Tick(x, label))
        return tuple(ticks)


@dataclass(frozen=True, slots=True)
class Span:
    """What there is to show, and the part that the operator looks at: all of it while ``shown`` is None."""

    low: int
    high: int
    shown: tuple[int, int] | None = None

    def axis(self, cells: int) -> Axis:
        """The axis that shows it in so many cells."""
        low, high = self.shown or (self.low, self.high)
        cell = _calm(max(LEAST, -(-(high - low + 1) // max(1, cells - 1))))
        return Axis(low // cell * cell, cell, cells)

    def zoomed(self, around: int, *, closer: bool) -> "Span":
        """Twice as close, or half; the moment ``around`` stays where it is. As far away as all of it at most."""
        low, high = self.shown or (self.low, self.high)
        around = max(low, min(around, high))
        width = max(LEAST * 10, (high - low) // ZOOM) if closer else (high - low) * ZOOM
        if width >= self.high - self.low:
            return replace(self, shown=None)
        share = (around - low) / max(1, high - low)
        return self.looking(round(around - share * width), width)

    def panned(self, share: float) -> "Span":
        """Moved by a share of what is shown, to the left when negative."""
        if self.shown is None:
            return self
        low, high = self.shown
        return self.looking(low + round(share * (high - low)), high - low)

    def looking(self, low: int, width: int) -> "Span":
        """At so many milliseconds from ``low`` on, not beyond what there is."""
        low = max(self.low, min(low, self.high - width))
        return replace(self, shown=(low, low + width))

    def around(self, at: int) -> "Span":
        """With a moment in sight; it comes to the middle when it was not."""
        if self.shown is None or self.shown[0] <= at <= self.shown[1]:
            return self
        width = self.shown[1] - self.shown[0]
        return self.looking(at - width // 2, width)

    def grown(self, low: int, high: int) -> "Span":
        """With other bounds; a view that reached to the end goes along with it."""
        if self.shown is None:
            return Span(low, high)
        first, last = self.shown
        follows = last >= self.high and high > self.high
        return Span(low, high).looking(high - (last - first) if follows else first, min(last - first, high - low))


def _calm(cell: int) -> int:
    """A width of a cell that stays while what is shown grows by a tenth or so."""
    step = 1 << max(0, cell.bit_length() - 4)
    return -(-cell // step) * step


def _width(milliseconds: int) -> int:
    """How many cells a label takes when so much time is shown."""
    return 8 if milliseconds < 2 * MINUTE else 6 if milliseconds > 2 * DAY else 5


def _label(moment: datetime, step: int) -> str:
    if step < MINUTE:
        return f"{moment:%H:%M:%S}"
    if step < DAY:
        return f"{moment:%H:%M}"
    return f"{moment.day} {moment:%b}"


def _round_moments(low: int, high: int, step: int, zone: tzinfo | None) -> Iterator[int]:
    """Multiples of ``step`` on the operator's clock, from midnight of the first day on."""
    first = local(low, zone)
    midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
    if step < DAY:
        offset = int((first - midnight) / timedelta(milliseconds=1))
        moment = low - offset % step if offset % step == 0 else low + step - offset % step
        while moment < high:
            yield moment
            moment += step
        return
    day = midnight
    while (moment := int(day.timestamp() * 1000)) < high:
        if moment >= low:
            yield moment
        day = (day + timedelta(days=step // DAY)).replace(hour=0)
