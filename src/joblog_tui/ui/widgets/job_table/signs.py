"""What is news about rows, by ``Job.seq``: a sign for new ones, a glow for changed statuses, a sign while frozen."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from joblog_tui.model.job import Job
from joblog_tui.model.moment import SECOND
from joblog_tui.ui.look.paint import GLOW_STEPS
from joblog_tui.ui.widgets.job_table.rows import Difference

NEW_FOR = 5 * SECOND  # milliseconds
LATE = 10 * SECOND  # milliseconds by which the clock of a writer may lag behind, and its job still counts as new
CHANGED_FOR = 5 * SECOND  # milliseconds; the sign that stands for the glow where motion is reduced


@dataclass(slots=True)
class Signs:
    """Which rows are marked as news. ``still`` replaces the glow by a sign."""

    still: bool = False
    _new: dict[int, int] = field(default_factory=dict)
    _changed: dict[int, int] = field(default_factory=dict)
    _while_frozen: set[int] = field(default_factory=set)
    _glowing: dict[int, int] = field(default_factory=dict)
    _newest: int = -1
    _noted_at: int | None = None
    _thawing: bool = False

    def note(self, rows: Iterable[Job], difference: Difference, now: int) -> None:
        """These rows are shown at ``now``, and differ like that from those before.

        A row that comes into view is new when its job arrived after all that were seen, and was created since then:
        another filter or a page further down brings older ones.
        """
        rows = tuple(rows)
        news = difference.changed if self._thawing else difference.status
        self._thawing = False
        if self._noted_at is not None:
            since = self._noted_at - LATE
            arrived = (job for job in rows if job.seq in difference.arrived and job.seq > self._newest)
            self._new.update((job.seq, now) for job in arrived if job.created_at is None or job.created_at >= since)
            if self.still:
                self._changed.update(dict.fromkeys(news, now))
            else:
                self._glowing.update(dict.fromkeys(news, 0))
        self._noted_at = now
        self._newest = max(self._newest, max((job.seq for job in rows), default=-1))
        self.expire(now)

    def changed_while_frozen(self, seqs: frozenset[int]) -> None:
        """These rows would look different if nothing were frozen."""
        self._while_frozen |= seqs

    def thaw(self) -> None:
        """Nothing is frozen any more: whatever changed meanwhile is news in the rows that come next."""
        self._thawing = True
        self._while_frozen.clear()

    def forget(self) -> None:
        """Nothing is news, nor is what is noted next."""
        for kept in (self._new, self._changed, self._while_frozen, self._glowing):
            kept.clear()
        self._newest, self._noted_at = -1, None

    def expire(self, now: int) -> None:
        """Let go of what is not new any more."""
        self._new = {seq: since for seq, since in self._new.items() if now - since < NEW_FOR}
        self._changed = {seq: since for seq, since in self._changed.items() if now - since < CHANGED_FOR}

    def fade(self) -> None:
        """Let every glow go one step down."""
        self._glowing = {seq: step + 1 for seq, step in self._glowing.items() if step + 1 < len(GLOW_STEPS)}

    @property
    def glowing(self) -> frozenset[int]:
        """The rows whose status glows."""
        return frozenset(self._glowing)

    def glow(self, seq: int) -> int | None:
        """The step of a row's glow, None when it does not glow."""
        return self._glowing.get(seq)

    def is_new(self, seq: int) -> bool:
        """Whether the row carries the sign of a new one."""
        return seq in self._new

    def is_changed(self, seq: int) -> bool:
        """Whether the row carries the sign of a changed one."""
        return seq in self._while_frozen or seq in self._changed
