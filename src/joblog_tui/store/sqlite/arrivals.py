"""The feed of events in order of arrival: what ``joblog tail`` follows.

Writers take turns (SQLite has one at a time), so events become visible in the order of ``seq``: whoever asks for what
came after the last one seen misses nothing.
"""

from joblog_tui.model.job import Report
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.reader import Read
from joblog_tui.store.sqlite.rows import report_of
from joblog_tui.store.sqlite.words import Words

_UPTO = "SELECT max(seq) FROM (SELECT seq FROM events WHERE seq > ? ORDER BY seq LIMIT ?)"
_REPORTS = f"{schema.sql('report.sql')} WHERE e.seq > ? AND e.seq <= ? ORDER BY e.seq"
# What the status was before each of these events, and whether a later one had arrived already.
_SETTINGS = """
SELECT
  (SELECT b.status FROM events AS b
   WHERE b.job = e.job AND (b.at, b.seq) < (e.at, e.seq) AND b.status IS NOT NULL
   ORDER BY b.at DESC, b.seq DESC LIMIT 1),
  EXISTS (SELECT 1 FROM events AS o WHERE o.job = e.job AND o.at > e.at AND o.seq < e.seq)
FROM events AS e
WHERE e.seq > ? AND e.seq <= ? AND e.job IS NOT NULL
ORDER BY e.seq
"""


async def arrivals(read: Read, words: Words, after: int, limit: int) -> tuple[tuple[Report, ...], int]:
    """The reports and acknowledgements among the next ``limit`` events, and the last of these events."""
    upto = (await read(_UPTO, [after, limit]))[0][0]
    if upto is None:
        return (), after
    rows = await read(_REPORTS, [after, upto])
    settings = await read(_SETTINGS, [after, upto])
    reports = (
        report_of(row, words, late=bool(late), before=before)
        for row, (before, late) in zip(rows, settings, strict=True)
    )
    return tuple(reports), upto
