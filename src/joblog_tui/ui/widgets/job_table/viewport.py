"""Where the table looks: pure arithmetic over ranks, with no widget in it.

Ranks count rows from 0 in the order of the listing. A viewport shows ``height`` rows from rank ``first`` on and has
its cursor on one rank; whoever holds the rows binds that rank to a job.
"""

from dataclasses import dataclass, replace

BLOCK = 400  # rows that are asked for at a time
EDGE = 100  # rows; the block is renewed when fewer than these are left beside the window


@dataclass(frozen=True, slots=True)
class Viewport:
    """A window of ``height`` rows on ``total`` ones. Always holds: ``first`` and ``cursor`` lie within the rows."""

    total: int = 0
    height: int = 0
    first: int = 0
    cursor: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "cursor", max(0, min(self.cursor, self.total - 1)))
        object.__setattr__(self, "first", max(0, min(self.first, self.last_first)))

    @property
    def last_first(self) -> int:
        """The furthest that ``first`` can be."""
        return max(0, self.total - max(1, self.height))

    @property
    def end(self) -> int:
        """The rank after the last visible one."""
        return min(self.total, self.first + self.height)

    @property
    def at_top(self) -> bool:
        """Whether the first row of the listing is the first one shown."""
        return self.first == 0

    def shows(self, rank: int) -> bool:
        """Whether this rank is visible."""
        return self.first <= rank < self.first + self.height

    def resized(self, height: int) -> "Viewport":
        """With another height; a cursor that was visible stays so."""
        seen = self.shows(self.cursor)
        resized = replace(self, height=height)
        return resized.following_cursor() if seen else resized

    def scrolled_to(self, first: int) -> "Viewport":
        """Looking from another rank on; the cursor stays where it is, visible or not."""
        return replace(self, first=first)

    def moved_to(self, cursor: int) -> "Viewport":
        """With the cursor on another rank, scrolled no further than needed to show it."""
        return replace(self, cursor=cursor).following_cursor()

    def paged(self, rows: int) -> "Viewport":
        """Cursor and window moved together, so that the cursor keeps its line on the screen while it can."""
        return replace(self, cursor=self.cursor + rows, first=self.first + rows).following_cursor()

    def following_cursor(self) -> "Viewport":
        """Scrolled just as far as needed to show the cursor."""
        lowest = self.cursor - max(1, self.height) + 1
        return replace(self, first=max(lowest, min(self.first, self.cursor)))

    def shifted(self, total: int, anchor: int, anchor_now: int, *, pinned: bool = False) -> "Viewport":
        """After rows came and went: the row at rank ``anchor``, visible before, is at ``anchor_now`` now.

        It keeps its line on the screen. At the top the window stays at the top instead, so that new rows slide in,
        for as long as the anchor stays visible, unless it is ``pinned``.
        """
        height = max(1, self.height)
        if pinned:
            first = max(0, self.first + anchor_now - anchor)
        elif self.at_top and anchor_now < height:
            first = 0
        elif self.at_top and anchor < height:
            first = max(anchor_now - height + 1, 0)
        else:
            first = self.first + anchor_now - anchor
        return replace(self, total=total, first=first)


def wanted(view: Viewport, have_first: int, have: int, *, window_first: bool = False) -> tuple[int, int] | None:
    """The ranks to ask for, as (first, limit), given that ``have`` rows from ``have_first`` on are in memory.

    None when the window and ``EDGE`` rows on either side of it are there, or all there is. With ``window_first``, a
    window that is not there is asked for alone: its few rows come in a third of the time.
    """
    if view.total == 0 or view.height == 0:
        return None
    low, high = max(0, view.first - EDGE), min(view.total, view.first + view.height + EDGE)
    if have_first <= low and high <= have_first + have:
        return None
    if window_first and not (have_first <= view.first and view.end <= have_first + have):
        return view.first, view.height
    limit = max(BLOCK, view.height + 2 * EDGE)
    first = max(0, min(view.first - (limit - view.height) // 2, view.total - limit))
    return first, limit
