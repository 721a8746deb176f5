"""From rows of ``sql/job.sql`` and ``sql/report.sql`` to the values that everybody above the store works with."""

from collections.abc import Iterable, Sequence
from typing import Any

from joblog_tui.model.event import Target
from joblog_tui.model.job import Acknowledgement, Job, LeafCounts, Report
from joblog_tui.model.vocabulary import Status
from joblog_tui.store.sqlite.signs import ACKNOWLEDGEMENT
from joblog_tui.store.sqlite.words import Words

_STATUS: dict[int | None, Status | None] = {None: None, **{int(status): status for status in Status}}


def job_of(row: Sequence[Any], words: Words) -> Job:
    """A row of ``sql/job.sql`` as a ``Job``."""
    return Job(
        seq=row[0],
        id=row[1],
        parent=row[2],
        status=Status(row[3]),
        own_status=_STATUS[row[4]],
        source_status=row[5],
        task=words.tasks.get(row[6]),
        trigger=words.triggers.get(row[7]),
        target=None if row[8] is None else Target(row[8], row[9] or None),
        actor=row[10],
        created_at=row[11],
        updated_at=row[12],
        active_at=row[13],
        started_at=row[14],
        scheduled_for=row[15],
        source=row[16] or None,
        nested=row[17],
        nested_completed=row[18],
        leaves=LeafCounts(*row[19:25]),
        depth=row[25],
        acknowledged=None if row[26] is None else Acknowledgement(row[26], row[27], row[28]),
    )


def reports_of(
    rows: Iterable[Sequence[Any]], words: Words, *, before: int | None, earliest_after: int | None
) -> tuple[Report, ...]:
    """Rows of ``sql/report.sql``, newest first, as a history in order.

    ``before`` is the number of the status before the oldest row; ``earliest_after`` the smallest ``seq`` among
    the events behind the newest row. An event is late when one that stands behind it arrived before it.
    """
    newest_first: list[tuple[Sequence[Any], bool]] = []
    for row in rows:
        newest_first.append((row, earliest_after is not None and earliest_after < row[0]))
        earliest_after = row[0] if earliest_after is None else min(earliest_after, row[0])
    reports = []
    for row, late in reversed(newest_first):
        reports.append(report_of(row, words, late=late, before=before))
        before = row[7] if row[7] is not None else before
    return tuple(reports)


def report_of(row: Sequence[Any], words: Words, *, late: bool, before: int | None) -> Report:
    """A row of ``sql/report.sql``; ``before`` is the number of the status before it in the job's own order."""
    changed = row[7] is not None and row[7] != before
    return Report(
        seq=row[0],
        job=row[1],
        at=row[2],
        arrived_at=row[3],
        id=row[4],
        source=row[5] or None,
        parent=row[6],
        status=_STATUS[row[7]],
        source_status=row[8],
        task=words.tasks.get(row[9]),
        trigger=words.triggers.get(row[10]),
        target=None if row[11] is None else Target(row[11], row[12] or None),
        actor=row[13],
        correlation=row[14],
        level=row[15],
        message=row[16],
        attempt=row[17],
        max_attempts=row[18],
        progress_done=row[19],
        progress_total=row[20],
        scheduled_for=row[21],
        reason_code=row[22],
        reason_message=row[23],
        attributes=row[24],
        acknowledged=row[25] == ACKNOWLEDGEMENT,
        late=late,
        changed=changed,
        before=_STATUS[before] if changed else None,
        times=1 + (row[26] or 0),
        last_arrived_at=row[3] if row[27] is None else row[27],
    )
