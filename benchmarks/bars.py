"""The bars that joblog sets itself, and which figure is held against each."""

from dataclasses import dataclass

from benchmarks.figures import Figures, short

_MILLION_JOBS = 3_000_000  # events


@dataclass(frozen=True, slots=True)
class Bar:
    """``figure`` of joblog shall be at most ``limit`` (at least, with ``least``).

    ``against`` names a figure of somebody else in the same run; then the bar is on the ratio of the two.
    """

    what: str
    limit: float
    unit: str
    figure: str
    least: bool = False
    against: tuple[str, str] | None = None

    @property
    def told(self) -> str:
        """The bar as a reader sees it."""
        reference = "" if self.against is None else f" {self.against[0]}"
        number = f"{self.limit:,.0f}" if self.limit >= 100 else f"{self.limit:g}"
        return f"{'>=' if self.least else '<='} {number} {self.unit}{reference}"

    def value(self, found: Figures) -> float | None:
        """What was measured, None when it was not."""
        own = found.get("joblog", self.figure)
        if self.against is None or own is None:
            return own
        other = found.get(*self.against)
        return None if not other else own / other

    def verdict(self, found: Figures) -> str:
        """Whether it is reached, or by how much it is missed."""
        value = self.value(found)
        if value is None:
            return "not measured"
        excess = (self.limit / value if value else float("inf")) if self.least else value / self.limit
        return "reached" if excess <= 1 else f"missed by {short(excess)} x"


_STATIC = ("bare Textual Static app", "first paint, ms")
_PRINT = ("python -c print", "first paint, ms")

BARS = (
    Bar("first rows on the screen", 1.3, "x", "first rows, ms", against=_STATIC),
    Bar("first rows on the screen (aim)", 3, "x", "first rows, ms", against=_PRINT),
    Bar("key down, key to paint p95", 6, "ms", "key down: p95, ms"),
    Bar("key down, key to paint p95 (aim)", 1, "x", "key down: p95, ms", against=("lnav", "key down: p95, ms")),
    Bar("key down p95 while 5,000 events/s are written", 10, "ms", "at 5,000 events/s: key down or up: p95, ms"),
    Bar("page down p95", 10, "ms", "page down: p95, ms"),
    Bar("G to the last row, settled p95", 20, "ms", "G to the last row, settled: p95, ms"),
    Bar("scrollbar dragged to the middle, settled p95", 30, "ms", "scrollbar dragged to the middle, settled: p95, ms"),
    Bar("any filter value toggled: rows and all counts p95", 50, "ms", "filter value toggled, settled: p95, ms"),
    Bar(
        "any pair of values: rows and all counts p95",
        50,
        "ms",
        "filter value toggled beside another, settled: p95, ms",
    ),
    Bar("search to rows p95, nothing matches", 100, "ms", "search, nothing matches: to rows p95, ms"),
    Bar("search to rows p95, little matches", 100, "ms", "search, little matches: to rows p95, ms"),
    Bar("search to rows p95, everything matches", 100, "ms", "search, everything matches: to rows p95, ms"),
    Bar("CPU per scroll key", 5, "ms", "key down: CPU per key, ms"),
    Bar("CPU at rest", 1.5, "% of a core", "idle, % of a core"),
    Bar("CPU at 200 events/s", 8, "% of a core", "at 200 events/s: at the top, % of a core"),
    Bar(
        "a job with 50,000 nested ones opened, key to rows p50",
        60,
        "ms",
        "50,000 nested jobs, opened: key to rows p50, ms",
    ),
    Bar("memory", 80, "MB", "memory at the end, MB"),
    Bar("commit in another process to screen p95", 100, "ms", "commit elsewhere to screen: p95, ms"),
    Bar("SQL door, batches of 1,000", 8_000, "events/s", "SQL door, batches of 1,000, events/s", least=True),
    Bar("JobWriter", 20_000, "events/s", "JobWriter, events/s", least=True),
    Bar("joblog ingest", 20_000, "events/s", "joblog ingest, events/s", least=True),
    Bar(
        "single events at FULL against a bare one-row insert",
        0.4,
        "x",
        "single events at FULL, SQL door against a plain table, x",
        least=True,
    ),
    Bar(
        "bulk load, 10 M jobs in 15 min",
        round(10 * _MILLION_JOBS / (15 * 60)),
        "events/s",
        "loading, events/s",
        least=True,
    ),
    Bar("bulk load, peak memory", 1_024, "MB", "loading: peak memory, MB"),
    Bar("disk, 10 M jobs in 5 GB", 5 * 2**30 // (10 * _MILLION_JOBS), "bytes/event", "store on disk, bytes per event"),
)
