"""The head of a store: how far its events go, and a digest of all of them.

Events are only ever appended, so those up to a number can be read in pages and still be of one state.
"""

import hashlib

from joblog_tui.query.head import Head
from joblog_tui.store.base import Progress
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.reader import Reader

AT_ONCE = 2_000  # events
_LINES = schema.sql("head.sql")


async def head(reader: Reader, upto: int | None, progress: Progress | None) -> Head:
    """The head as it was when ``upto`` was the last event; as it is now when that is None."""
    newest = int((await reader.rows("SELECT ifnull(max(seq), 0) FROM events"))[0][0])
    last = newest if upto is None else min(upto, newest)
    digest, events = hashlib.sha256(), 0
    for after in range(0, last, AT_ONCE):
        rows = await reader.rows(_LINES, [after, min(after + AT_ONCE, last)])
        digest.update("".join(f"{line}\n" for _, line in rows).encode())
        events += len(rows)
        if progress is not None:
            progress("reading events", min(after + AT_ONCE, last), last)
    return Head(last, events, digest.hexdigest())
