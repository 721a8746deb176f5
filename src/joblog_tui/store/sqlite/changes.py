"""Which jobs have changed since some event: what is kept of the others is still as it was."""

from joblog_tui.store.sqlite.reader import Read

MOST_CHANGED = 20_000  # jobs that are looked at again; when there are more, everything is

SEEN = "SELECT (SELECT ifnull(max(seq), 0) FROM events), (SELECT ifnull(max(seq), 0) FROM prunes)"
"""The last event and the last pruning. What was pruned is in no event: then nothing is as it was."""


async def changed_since(read: Read, horizon: int, last: int) -> set[int] | None:
    """The jobs that events after ``horizon`` can have changed, None when they are many."""
    if last - horizon > 3 * MOST_CHANGED:
        return None
    rows = await read(
        "WITH told AS MATERIALIZED (SELECT DISTINCT job FROM events WHERE seq > ? AND seq <= ? AND job IS NOT NULL)"
        " SELECT job FROM told UNION SELECT a.ancestor FROM told JOIN ancestry AS a ON a.job = told.job"
        " UNION SELECT parent FROM events WHERE seq > ? AND seq <= ? AND parent IS NOT NULL"
        " UNION SELECT a.job FROM events AS e JOIN ancestry AS a ON a.ancestor = e.job"
        "  WHERE e.seq > ? AND e.seq <= ? AND e.parent IS NOT NULL",
        [horizon, last] * 3,
    )
    return {row[0] for row in rows} if len(rows) <= MOST_CHANGED else None
