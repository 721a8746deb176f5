"""The first line: which workspace and store, live or frozen, how fast events arrive, how much is shown, stalls."""

from dataclasses import dataclass
from typing import Literal

from textual import events
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from joblog_tui.text import safe
from joblog_tui.ui.spread import Part, part
from joblog_tui.ui.widgets.line import Line

LARGE_LOG = 64 * 2**20  # bytes; a reader that never ends, or a disk that does not keep up, lets it grow
LONGEST = 60  # characters of a workspace's or store's name
BEATS = 8  # times that the count of stalled jobs changes its look when it has grown
BEAT_SECONDS = 0.25
MARKED_FOR = 10.0  # seconds that a mark says by how much it has grown, where nothing is to move


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says. Names come from outside, as they are.

    ``state`` is what the list does; ``frozen_at`` the clock when it was frozen, ``new`` and ``changed`` what happened
    since. ``zone`` is named where it is not the machine's own. ``rate`` is in events per second. ``total`` jobs of
    ``everything`` match, ``stalled`` of the log are stalled and nobody has seen to them, ``seen_to`` are stalled and
    acknowledged, ``judged`` when that is known. ``log`` is the size of the
    store's write-ahead log in bytes: it is told only when it is so large that somebody must be holding it.
    """

    workspace: str = ""
    store: str = ""
    state: Literal["opening", "live", "frozen", "loading", "lost"] = "opening"
    frozen_at: str = ""
    new: int = 0
    changed: int = 0
    rate: float | None = None
    total: int | None = None
    everything: int = 0
    stalled: int = 0
    seen_to: int = 0
    judged: bool = False
    log: int = 0
    zone: str = ""
    top: str = "g"
    """The key that leads to what is new."""


class HeaderLine(Line[Header]):
    """One line on top of every screen. The count of stalled jobs pulses when it grows."""

    still = False
    """Nothing moves: a mark says instead by how much it has grown."""
    _grown = 0
    _beats = 0
    _pulse: Timer | None = None

    @dataclass
    class StalledWanted(Message):
        """The operator clicked on the count of stalled jobs."""

    @dataclass
    class SeenToWanted(Message):
        """The operator clicked on the count of stalled jobs that somebody has seen to."""

    @dataclass
    class NewWanted(Message):
        """The operator clicked on what is new."""

    def show(self, shown: Header) -> None:
        """Show it; more stalled jobs than before are made to be seen."""
        before = self.shown
        if before.judged and shown.judged and shown.stalled > before.stalled:
            self._grown += shown.stalled - before.stalled
            self._beats = BEATS
            if self._pulse is not None:
                self._pulse.stop()
            self._pulse = self.set_interval(MARKED_FOR if self.still else BEAT_SECONDS, self._beat)
        super().show(shown)

    @property
    def pulsing(self) -> bool:
        """Whether the count of stalled jobs has just grown."""
        return self._grown > 0

    def _beat(self) -> None:
        self._beats = 0 if self.still else self._beats - 1
        if self._beats <= 0:
            self._grown = 0
            if self._pulse is not None:
                self._pulse.stop()
            self._pulse = None
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Show what was clicked: stalled jobs, or what is new."""
        drawn = self.draw(self.shown, self.size.width).plain
        targets: tuple[tuple[int, str, str, Message], ...] = (
            (self.shown.stalled, f"{self._glyphs.stalled} ", "  ", self.StalledWanted()),
            (self.shown.seen_to, f"{self._glyphs.noted} ", "  ", self.SeenToWanted()),
            (self.shown.new, "+", "   ", self.NewWanted()),
        )
        for there, sign, gap, message in targets:
            start = drawn.rfind(sign)
            end = drawn.find(gap, start) if start >= 0 else -1
            if there and start >= 0 and start <= event.x < (end if end > 0 else len(drawn)):
                self.post_message(message)
                return

    def draw(self, shown: Header, width: int) -> Content:
        """The line; the store's name falls away first, what the list does never."""
        left = [
            part(("joblog", "bold $jl-accent"), rank=6),
            part((safe(shown.workspace, LONGEST), "bold $jl-text"), rank=5),
            part((safe(shown.store, LONGEST), "$jl-muted"), rank=9),
        ]
        right = [
            part((shown.zone, "$jl-muted"), rank=4),
            self._state(shown),
            *_drift(shown),
            part((rate(shown.rate), "$jl-soft"), rank=7),
            part(*jobs(shown.total, shown.everything), rank=8),
            part((log_words(shown.log), "$jl-retrying"), rank=3),
        ]
        if shown.stalled:
            mark = self._glyphs.stalled
            loud = " reverse" if self._beats % 2 and not self.still else ""
            grown = f" +{self._grown:,}" if self._grown and self.still else ""
            right.append(
                part(
                    (f"{mark} {shown.stalled:,}", f"bold{loud} $jl-stalled"),
                    (f" stalled{grown}", f"{loud.strip()} $jl-stalled".strip()),
                    rank=2,
                )
            )
        if shown.seen_to:
            right.append(part((f"{self._glyphs.noted} {shown.seen_to:,} acknowledged", "$jl-muted"), rank=8))
        return self.spread(width, left, right, gap=2)

    def _state(self, shown: Header) -> Part:
        match shown.state:
            case "opening":
                return part(("opening", "$jl-muted"))
            case "live":
                return part((f"{self._glyphs.live} ", "$jl-completed"), ("LIVE", "bold $jl-text"))
            case "frozen":
                return part((f" FROZEN {shown.frozen_at} ", "bold reverse $jl-frozen"))
            case "loading":
                return part((" LOADING ", "bold reverse $jl-frozen"))
            case "lost":
                return part((" STORE LOST ", "bold reverse $jl-not-completed"))


def _drift(shown: Header) -> list[Part]:
    if shown.state == "live" and shown.new:
        return [part((f"+{shown.new:,} new", "bold $jl-frozen"), (f"  {shown.top}", "bold $jl-accent"),
                     (" shows them", "$jl-muted"), rank=1)]  # fmt: skip
    if shown.state != "frozen":
        return []
    return [part((drift_words(shown.new, shown.changed), "bold $jl-frozen"), rank=1)]


def drift_words(new: int, changed: int) -> str:
    """What happened meanwhile: ``+14 new, 6 changed``."""
    return f"+{new:,} new, {changed:,} changed"


def log_words(size: int) -> str:
    """``WAL 128 MB``; nothing while it is as small as it should be."""
    return "" if size < LARGE_LOG else f"WAL {size // 2**20:,} MB"


def rate(per_second: float | None) -> str:
    """Events per second: ``6.2/s``; nothing while it is not known."""
    if per_second is None:
        return ""
    return f"{per_second:,.0f}/s" if per_second >= 100 else f"{per_second:.1f}/s"


def jobs(total: int | None, everything: int) -> tuple[tuple[str, str], ...]:
    """How many jobs are listed: ``11,119 of 14,212 jobs``; nothing while it is not known."""
    if total is None:
        return ()
    rest = f" of {everything:,}" if total != everything else ""
    return (f"{total:,}", "bold $jl-text"), (f"{rest} job{'' if everything == 1 else 's'}", "$jl-muted")
