"""When the operator last looked at this store before now; kept in the state of the user, per store and person."""

from collections.abc import Callable

from joblog_tui.model.moment import MINUTE
from joblog_tui.ui.memory import Item, Memory, number

SHORTEST_ABSENCE = MINUTE  # milliseconds; who was away for less than that has not been away
LAST_VISIT: Item[int | None] = Item("last_visit", None, number)


def visit_before(memory: Memory, created_at: int) -> int | None:
    """The end of the last visit (epoch ms); None at the first one.

    A visit from before the store was made (``created_at``) was to another store, such as the demo of yesterday.
    """
    at = memory.get(LAST_VISIT)
    return None if at is None or at < created_at else at


def away_since(memory: Memory, created_at: int, now: int) -> int | None:
    """The end of the last visit (epoch ms) to a store that was made at ``created_at``; None for who was never away."""
    at = visit_before(memory, created_at)
    return None if at is None or now - at < SHORTEST_ABSENCE else at


class LastVisit:
    """The moment up to which the operator has seen the log (epoch ms); ``query.since`` makes a query of it."""

    def __init__(self, memory: Memory, clock: Callable[[], int]) -> None:
        self._memory = memory
        self._clock = clock
        self.before = memory.get(LAST_VISIT)
        """The end of the visit before this one; None at the first visit."""

    def note(self) -> None:
        """The operator looks now: call it now and then, and on leaving. It does not change ``before``."""
        now = self._clock()
        self._memory.change(LAST_VISIT, lambda kept: now if kept is None else max(kept, now))
