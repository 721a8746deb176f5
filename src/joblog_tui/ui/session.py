"""What all screens of one dashboard share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from typing import TYPE_CHECKING

from joblog_tui.feed.pulse import Pulse
from joblog_tui.model.errors import JoblogError
from joblog_tui.model.moment import now_ms
from joblog_tui.model.stall import Stalls
from joblog_tui.model.vocabulary import Vocabulary
from joblog_tui.query.filters import Filter
from joblog_tui.store.base import JobStore, Workspace
from joblog_tui.ui.choices import Choices
from joblog_tui.ui.last_visit import visit_before
from joblog_tui.ui.look.glyphs import Glyphs, glyphs
from joblog_tui.ui.look.signs import needs_ascii
from joblog_tui.ui.look.zones import zone_named
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.preferences import Preferences
from joblog_tui.ui.widgets.job_table.arrangement import Arrangement

if TYPE_CHECKING:
    from joblog_tui.feed.usual import UsualTimes
    from joblog_tui.query.qualifiers import Setting


@dataclass(slots=True)
class Session:
    """One dashboard on one store. The app owns and changes it, screens read it.

    ``me`` is the login name of the operator; ``clock`` gives epoch milliseconds; ``rate`` is in events per
    second, ``log`` the write-ahead log's size in bytes.
    ``zone`` is None for the machine's own. ``preferences`` are those of the configuration, ``memory`` is what was set
    on the screen, ``visited`` when the operator had this store open last (epoch ms), None for never. ``lost`` is why
    the store cannot be read at present.
    """

    pulse: Pulse
    me: str
    clock: Callable[[], int] = now_ms
    zone: tzinfo | None = None
    memory: Memory = field(default_factory=Memory)
    preferences: Preferences = field(default_factory=Preferences)
    ascii_glyphs: bool = False
    workspace: Workspace = field(default_factory=lambda: Workspace("", "", 0))
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    visited: int | None = None
    rate: float | None = None
    log: int = 0
    lost: JoblogError | None = None
    judged: Stalls | None = None
    """The stalls that were looked at for a notice last."""
    _home: tzinfo | None = field(init=False, default=None)
    _usual: "UsualTimes | None" = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._home = self.zone

    def turn_to_zone(self) -> None:
        """Tell times in the zone that was chosen, in the machine's own if there is no such zone any more."""
        try:
            self.zone = zone_named(self.choices.zone) or self._home
        except ValueError:
            self.zone = self._home

    @property
    def zone_told(self) -> str:
        """The name of the zone where it tells another time than the machine's own, else nothing."""
        from datetime import UTC, datetime

        now = datetime.fromtimestamp(self.clock() / 1000, UTC)
        same = now.astimezone(self.zone).utcoffset() == now.astimezone(self._home).utcoffset()
        return "" if same else self.choices.zone

    def turn_to(self, pulse: Pulse, workspace: Workspace, vocabulary: Vocabulary, known_as: str) -> None:
        """Be on another store; what is set on the screen is remembered of it as ``known_as``."""
        self.pulse, self.workspace, self.vocabulary = pulse, workspace, vocabulary
        self.rate = self.lost = self._usual = None
        self.memory.store = known_as
        self.visited = visit_before(self.memory, workspace.created_at)

    @property
    def choices(self) -> Choices:
        """What holds: the configuration, or what was set on the screen."""
        return Choices(self.preferences, self.memory)

    @property
    def arrangement(self) -> Arrangement:
        """How the operator wants tables of jobs."""
        choices = self.choices
        return Arrangement(choices.times, self.zone, choices.columns)

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing is to glow or move by itself."""
        return self.choices.motion == "reduced"

    def turn_to_signs(self, environment: Mapping[str, str]) -> None:
        """Draw with the signs that were chosen, as far as the terminal can be trusted to show them."""
        self.ascii_glyphs = needs_ascii(self.choices.glyphs, environment)

    def second(self) -> int:
        """This moment, epoch ms, to the second: what is shown of it changes no more often."""
        return self.clock() // 1000 * 1000

    def read_query(self, text: str) -> Filter:
        """The filter that a query means here and now; ``QueryError`` says what is wrong with it."""
        from joblog_tui.query.language import parse

        setting = self.setting()
        return parse(text, setting.vocabulary, now=setting.now, zone=setting.zone)

    def setting(self) -> "Setting":
        """What the meaning of a query depends on."""
        from joblog_tui.query.qualifiers import Setting

        return Setting(self.vocabulary, self.clock(), self.local_zone)

    @property
    def local_zone(self) -> tzinfo:
        """The operator's zone."""
        from joblog_tui.query.zone import LocalZone

        return self.zone or LocalZone()

    def store(self) -> JobStore:
        """The store as it is open now; another one after it was lost and found."""
        return self.pulse.store

    @property
    def usual(self) -> "UsualTimes":
        """How long tasks usually take, which all screens share."""
        if self._usual is None:
            from joblog_tui.feed.usual import UsualTimes

            self._usual = UsualTimes(self.store, clock=self.clock)
        return self._usual

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with."""
        return glyphs(ascii_only=self.ascii_glyphs)
