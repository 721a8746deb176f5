"""Jobs over time: the tally, the walks and what is counted apart say what the meaning in memory says."""

import tempfile
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from joblog_tui.model.event import Event, Target
from joblog_tui.model.moment import DAY, HOUR, MINUTE
from joblog_tui.query.activity import Activity
from joblog_tui.query.filters import Exactly, Filter, Flag, OneOf
from joblog_tui.query.listing import Listing
from joblog_tui.query.summary import Summary
from tests.property.test_reading import SLOW, Shown, listings, plans
from tests.support.logs import START, logs
from tests.support.memory_pictures import activity_of, reach_of, run_times_of, summary_of


@st.composite
def edges(draw: st.DrawFn) -> list[int]:
    """Stretches around the log, often between two of its moments: of one width or several, on whole hours or not."""
    width = draw(st.sampled_from([1, 3, 10 * MINUTE, HOUR, 3 * HOUR, DAY, 7 * DAY, 45 * DAY]))
    widths = draw(st.lists(st.sampled_from([width, width + draw(st.sampled_from([0, HOUR, 7]))]), min_size=1))
    grid = draw(st.sampled_from([1, 1, 30 * MINUTE, HOUR, DAY]))
    around = draw(st.sampled_from([START, START - HOUR, START + 25 * HOUR])) + draw(st.integers(0, 9))
    moment = (around - draw(st.integers(0, len(widths))) * width) // grid * grid
    found = [moment]
    for each in widths:
        found.append(found[-1] + each)
    return found


by_tally = st.builds(
    Listing,
    st.sampled_from(
        [Filter(), Filter((OneOf("status", ("queued", "running", "completed")),)), Filter((Flag("incomplete"),))]
    ),
)
"""Listings that the tally can answer; random ones seldom are."""


ONE_JOB = Event("job-0", at=START, task="adding_users", trigger="web_app", target=Target("Team"), actor="Cerby")


@SLOW
@example(
    log=[ONE_JOB], listing=Listing(Filter((Exactly("actor", ("Cerby",)),))), edges=[START, START + 1], plan="as usual"
)
@given(log=logs(), listing=st.one_of(by_tally, by_tally, listings), edges=edges(), plan=plans)
async def test_jobs_are_counted_where_they_were_created(
    log: list[Event], listing: Listing, edges: list[int], plan: str
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory, plan=plan)
        found: Activity = await shown.ask("activity", listing, edges)
        assert found == activity_of(shown.expected(listing), edges)


@SLOW
@given(log=logs(), listing=listings, limit=st.integers(1, 4), wide=st.integers(1, 100_000_000), plan=plans)
async def test_samples_are_of_the_newest_jobs(
    log: list[Event], listing: Listing, limit: int, wide: int, plan: str
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory, plan=plan)
        jobs = shown.expected(listing)
        found = await shown.ask("run_times", listing, START, START + wide, limit)
        assert found == run_times_of(jobs, START, START + wide, limit)
        assert await shown.ask("reach", listing, limit) == reach_of(jobs, limit)


@SLOW
@given(log=logs(), listing=listings, limit=st.integers(1, 4))
async def test_a_summary_says_what_the_newest_jobs_have_in_common(
    log: list[Event], listing: Listing, limit: int
) -> None:
    with tempfile.TemporaryDirectory() as directory:
        shown = Shown(log, directory)
        found: Summary = await shown.ask("summary", listing, limit)
        expected = summary_of(shown.expected(listing), limit)
        assert replace(found, reasons=(), sources=()) == expected
        assert sum(reason.jobs for reason in found.reasons) >= bool(found.failed)
