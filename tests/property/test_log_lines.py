"""Log lines read page by page are what the events in memory say, whichever way and however small the pages are."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from joblog_tui.model.event import Event
from joblog_tui.model.log_line import LEVELS, LogLine, Place
from joblog_tui.query.log_lines import LineQuery
from joblog_tui.store.sqlite import log_lines
from tests.property.test_reading import SLOW, Shown
from tests.support.logs import IDS, START, logs

SAID = st.tuples(
    st.sampled_from([None, "signed in", "SIGNED out", "été", "waiting"]),
    st.sampled_from([None, "debug", "info", "Warning", "error", "FATAL", "noise"]),
    st.sampled_from([None, None, "mfa_timeout"]),
    st.sampled_from([None, None, "too late"]),
)
queries = st.builds(
    LineQuery,
    st.sampled_from([*IDS, "job-99"]),
    st.booleans(),
    st.sampled_from(LEVELS),
    st.sampled_from(["", "", "sign", "ÉTÉ", "too", "nobody said this"]),
)


@st.composite
def talkative(draw: st.DrawFn) -> list[Event]:
    """A log in which much is said."""
    log: list[Event] = []
    for event in draw(logs()):
        message, level, code, reason = draw(SAID)
        log.append(replace(event, message=message, level=level, reason_code=code, reason_message=reason))
    return log


def expected(shown: Shown, query: LineQuery) -> list[LogLine]:
    """The lines of a query, in order."""
    fold = shown.fold
    jobs = [job for job in shown.jobs if job.id == query.job or (query.nested and shown._below(job, query.job))]
    lines = [
        LogLine(arrival, job.id, job.target.name if job.target else None, at, at, event.level, text, event.source)
        for job in jobs
        for at, arrival, event in fold._nodes[job.id].events
        if (text := _text(event))
    ]
    return sorted((line for line in lines if query.passes(line)), key=lambda line: line.place)


def _text(event: Event) -> str:
    return event.message or ": ".join(each for each in (event.reason_code, event.reason_message) if each)


def told(lines: Sequence[LogLine]) -> list[LogLine]:
    """The lines without the moment of arrival, which the store's own clock decides."""
    return [replace(line, arrived_at=line.at) for line in lines]


async def whole(shown: Shown, call: str, query: LineQuery, limit: int) -> list[LogLine]:
    """All lines, read in pages."""
    place: Place | None = None
    lines: list[LogLine] = []
    for _ in range(1_000):
        page = await shown.ask(call, query, place, limit)
        assert len(page.lines) <= limit
        lines = [*lines, *page.lines] if call == "lines_after" else [*page.lines, *lines]
        if page.end:
            return told(lines)
        place = page.reached
    raise AssertionError("the end was never reached")


@SLOW
@given(
    log=talkative(),
    query=queries,
    limit=st.integers(1, 7),
    call=st.sampled_from(["lines_before", "lines_after"]),
    bounds=st.sampled_from([(log_lines.AT_ONCE, log_lines.STEPS), (3, 1)]),
)
async def test_pages_put_together_are_all_lines_in_order(
    log: list[Event], query: LineQuery, limit: int, call: str, bounds: tuple[int, int]
) -> None:
    with tempfile.TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch.setattr(log_lines, "AT_ONCE", bounds[0])
        patch.setattr(log_lines, "STEPS", bounds[1])
        shown = Shown(log, directory)
        assert await whole(shown, call, query, limit) == expected(shown, query)


@SLOW
@given(log=talkative(), query=queries, place=st.tuples(st.integers(START, START + 8), st.integers(0, 40)))
async def test_a_page_begins_right_beside_its_place(log: list[Event], query: LineQuery, place: Place) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory)
        lines = expected(shown, query)
        before = await shown.ask("lines_before", query, place, 100)
        after = await shown.ask("lines_after", query, place, 100)
        assert told(before.lines) == [line for line in lines if line.place < place]
        assert told(after.lines) == [line for line in lines if line.place > place]


@SLOW
@given(log=talkative(), query=queries, after=st.integers(0, 40))
async def test_what_has_arrived_since_is_told_with_what_came_late(
    log: list[Event], query: LineQuery, after: int
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory)
        news = await shown.ask("lines_arrived", query, after)
        assert told(news.lines) == [line for line in expected(shown, query) if line.seq > after]
        assert (news.upto, news.missed) == (shown.fold._arrivals, False)
