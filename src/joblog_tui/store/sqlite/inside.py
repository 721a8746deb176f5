"""One job, what was reported of it, and what is nested in it."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from joblog_tui.model.job import Job, Report
from joblog_tui.store.sqlite import schema
from joblog_tui.store.sqlite.reader import Reader
from joblog_tui.store.sqlite.rows import job_of, reports_of
from joblog_tui.store.sqlite.words import Words

if TYPE_CHECKING:
    from joblog_tui.model.blocking import Wait
    from joblog_tui.model.log_line import Place
    from joblog_tui.model.usual import Remaining
    from joblog_tui.query.log_lines import LineNews, LinePage, LineQuery

_JOB = schema.sql("job.sql")
_REPORT = schema.sql("report.sql")


class Inside:
    """The part of ``SqliteStore`` that looks inside one job: a row at once, what may take longer beside it."""

    _near: Reader
    _far: Reader
    _clock: Callable[[], int]

    async def _known_words(self) -> Words:
        raise NotImplementedError

    async def job(self, job_id: str) -> Job | None:
        words = await self._known_words()
        rows = await self._near.rows(f"{_JOB} WHERE j.id = ?", [job_id])
        return job_of(rows[0], words) if rows else None

    async def jobs(self, seqs: Sequence[int]) -> Mapping[int, Job]:
        words = await self._known_words()
        marks = ", ".join("?" * len(seqs))
        return {row[0]: job_of(row, words) for row in await self._near.rows(f"{_JOB} WHERE j.seq IN ({marks})", seqs)}

    async def path(self, job_id: str) -> tuple[Job, ...]:
        words = await self._known_words()
        of_job = "(SELECT seq FROM jobs WHERE id = ?)"
        rows = await self._near.rows(
            f"{_JOB} WHERE j.seq = {of_job} OR j.seq IN (SELECT ancestor FROM ancestry WHERE job = {of_job})"
            " ORDER BY j.depth",
            [job_id, job_id],
        )
        return tuple(job_of(row, words) for row in rows)

    async def nested(self, job_id: str, limit: int) -> tuple[Job, ...]:
        words = await self._known_words()
        rows = await self._near.rows(
            f"{_JOB} WHERE j.parent = (SELECT seq FROM jobs WHERE id = ?) ORDER BY j.created_at, j.seq LIMIT ?",
            [job_id, limit],
        )
        return tuple(job_of(row, words) for row in rows)

    async def history(self, job_id: str, limit: int, before: int | None = None) -> tuple[Report, ...]:
        words = await self._known_words()
        async with self._near.snapshot() as read:
            jobs = await read("SELECT seq FROM jobs WHERE id = ?", [job_id])
            if not jobs:
                return ()
            job = jobs[0][0]
            until: list[Any] = [1 << 62, 1 << 62]
            earliest_after = None
            if before is not None:
                until = list((await read("SELECT at, seq FROM events WHERE seq = ?", [before]))[0])
                after = await read("SELECT min(seq) FROM events WHERE job = ? AND (at, seq) >= (?, ?)", [job, *until])
                earliest_after = after[0][0]
            rows = await read(
                f"{_REPORT} WHERE e.job = ? AND (e.at, e.seq) < (?, ?) ORDER BY e.at DESC, e.seq DESC LIMIT ?",
                [job, *until, limit],
            )
            if not rows:
                return ()
            earlier = await read(
                "SELECT status FROM events WHERE job = ? AND (at, seq) < (?, ?) AND status IS NOT NULL"
                " ORDER BY at DESC, seq DESC LIMIT 1",
                [job, rows[-1][2], rows[-1][0]],
            )
        return reports_of(rows, words, before=earlier[0][0] if earlier else None, earliest_after=earliest_after)

    async def lines_before(self, query: "LineQuery", place: "Place | None", limit: int) -> "LinePage":
        from joblog_tui.store.sqlite import log_lines

        async with self._far.snapshot() as read:
            return await log_lines.page(read, query, limit, place, newer=False)

    async def lines_after(self, query: "LineQuery", place: "Place | None", limit: int) -> "LinePage":
        from joblog_tui.store.sqlite import log_lines

        async with self._far.snapshot() as read:
            return await log_lines.page(read, query, limit, place, newer=True)

    async def lines_arrived(self, query: "LineQuery", after: int) -> "LineNews":
        from joblog_tui.store.sqlite import log_lines

        async with self._far.snapshot() as read:
            return await log_lines.news(read, query, after)

    async def blocking_path(self, job_id: str) -> tuple["Wait", ...]:
        from joblog_tui.store.sqlite import waiting

        words = await self._known_words()
        async with self._far.snapshot() as read:
            return await waiting.blocking_path(read, job_id, words)

    async def remaining(self, job_id: str) -> "Remaining | None":
        from joblog_tui.store.sqlite import waiting

        words = await self._known_words()
        async with self._far.snapshot() as read:
            return await waiting.remaining(read, job_id, words, self._clock())

    async def last_run_times(self, task: str) -> tuple[int, ...]:
        from joblog_tui.store.sqlite import waiting

        words = await self._known_words()
        async with self._far.snapshot() as read:
            return await waiting.last_run_times(read, task, words)
