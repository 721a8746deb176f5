"""How long the tasks of a store usually take, looked up once a minute at most."""

from collections.abc import Callable, Iterable

from joblog_tui.model.moment import MINUTE, now_ms
from joblog_tui.model.usual import Usual, usual_of
from joblog_tui.store.base import JobStore

GOOD_FOR = MINUTE  # milliseconds


class UsualTimes:
    """Asks the store for the run times of a task when somebody wants to know, and remembers the answer."""

    def __init__(self, store: Callable[[], JobStore], *, clock: Callable[[], int] = now_ms) -> None:
        self._store = store
        self._clock = clock
        self._known: dict[str, tuple[int, Usual | None]] = {}

    async def of(self, tasks: Iterable[str]) -> dict[str, Usual]:
        """What is usual for these tasks (slugs); those without enough completed jobs are left out."""
        found = {}
        for task in tasks:
            usual = await self.of_task(task)
            if usual is not None:
                found[task] = usual
        return found

    async def of_task(self, task: str) -> Usual | None:
        """What is usual for one task; None when too few of its jobs have completed."""
        now = self._clock()
        at, usual = self._known.get(task, (None, None))
        if at is None or not 0 <= now - at < GOOD_FOR:
            usual = usual_of(await self._store().last_run_times(task))
            self._known[task] = (now, usual)
        return usual
