"""Which stretch of time the activity strip looks at, and how zoom and brush change that. Plain values, no widget."""

from dataclasses import dataclass, replace
from datetime import tzinfo

from joblog_tui.feed.activity import Stretch
from joblog_tui.model.moment import DAY
from joblog_tui.query.activity import Window
from joblog_tui.ui.charts.brush import Brush
from joblog_tui.ui.charts.zooms import A_MINUTE, ZOOMS, edges, fitting

CONTEXT = 0.6  # of the time that the query asks for, shown around it
SETTLED = 0.7  # a closer zoom is chosen by itself only when the jobs fill at most this much of it


@dataclass(frozen=True, slots=True)
class TimeView:
    """``zoom`` is a place in ``ZOOMS``, None for what suits the jobs; ``end`` (epoch ms) lies in the last column, None
    for the present. ``suited`` is the zoom that was chosen last.
    """

    zoom: int | None = None
    end: int | None = None
    suited: int | None = None
    brush: Brush | None = None

    def looking(self, window: Window, reach: int | None, now: int, columns: int, zone: tzinfo) -> "TimeView":
        """The view, with what suits a query and its newest jobs, which reach back to ``reach``."""
        if self.zoom is not None:
            return self
        if window.low is None and window.high is None:
            return replace(self, suited=self._suited(0 if reach is None else now - reach, columns))
        low, high = window.low, min(now, now if window.high is None else window.high)
        if low is None:
            low = min(high - DAY, high if reach is None else reach)
        span = max(1, high - low)
        return replace(self, suited=fitting(round(span * (1 + CONTEXT)), columns, narrowest=0))

    def _suited(self, span: int, columns: int) -> int:
        found = fitting(span, columns)
        if self.suited == found + 1 and found >= A_MINUTE and span > SETTLED * ZOOMS[found].width * columns:
            return self.suited  # close to the border between two: no change at every look
        return found

    @property
    def place(self) -> int:
        """The zoom, as a place in ``ZOOMS``."""
        return self.zoom if self.zoom is not None else A_MINUTE if self.suited is None else self.suited

    def edges(self, window: Window, now: int, columns: int, zone: tzinfo) -> tuple[int, ...]:
        """Where the columns begin."""
        zoom = ZOOMS[self.place]
        end = self.end
        if end is None and self.zoom is None and window.high is not None:
            span = zoom.width * columns
            low = window.high - DAY if window.low is None else window.low
            end = window.high + max(0, span - (window.high - low)) // 2
        return edges(zoom, now if end is None else min(end, now), max(1, columns), zone)

    def stretch(self, window: Window, edges: tuple[int, ...]) -> Stretch:
        """What to look up for these columns; run times of what stands out in them."""
        first, last = edges[0], edges[-1]
        if self.brush is not None:
            first, last = self.brush.first, self.brush.last
        elif window.low is not None or window.high is not None:
            first = first if window.low is None else max(first, window.low)
            last = last if window.high is None else min(last, window.high)
        return Stretch(edges, first, last)

    def zoomed(self, by: int, shown: tuple[int, ...], column: int | None, now: int) -> "TimeView":
        """So many steps closer; what stands in ``column`` stays there. The last column stays at the present."""
        if by == 0:
            return TimeView(brush=self.brush, suited=self.suited)
        place = max(0, min(self.place - by, len(ZOOMS) - 1))
        columns = len(shown) - 1
        if column is None and self.brush is not None:
            first, last = self.brush.columns(shown)
            column = (first + last) // 2
        if column is None or column >= columns - 1:
            return replace(self, zoom=place)
        middle = (shown[column] + shown[column + 1]) // 2
        end = middle + (columns - 1 - column) * ZOOMS[place].width
        return replace(self, zoom=place, end=None if end >= now else end)

    def panned(self, by: int, shown: tuple[int, ...], now: int) -> "TimeView":
        """With other columns in view, a quarter of them at least, and the brush among them moved by ``by``."""
        zoom = ZOOMS[self.place]
        shift = max(abs(by), (len(shown) - 1) // 4) * zoom.width * (1 if by > 0 else -1)
        end = (shown[-1] - 1) + shift
        brush = self.brush and replace(
            self.brush, first=self.brush.first + by * zoom.width, last=self.brush.last + by * zoom.width
        )
        return replace(self, zoom=self.place, end=None if end >= now else end, brush=brush)
