"""Which newly stalled jobs a view is about."""

from dataclasses import replace

from joblog_tui.feed.new_stalls import newly_stalled, noticed
from joblog_tui.model.stall import Limit, Stalls, Verdict
from joblog_tui.query.filters import Filter, Flag, OneOf, Text
from tests.support.memory_store import NOW, a_job


def stalls(*seqs: int) -> Stalls:
    return Stalls(NOW, {seq: Verdict(NOW, Limit(), None) for seq in seqs}, len(seqs))


def test_only_a_job_that_was_not_stalled_before_is_new() -> None:
    assert newly_stalled(None, stalls(1, 2)) == frozenset()
    assert newly_stalled(stalls(1), stalls(1, 2, 3)) == {2, 3}
    assert newly_stalled(stalls(1, 2), stalls(1)) == frozenset()


def test_one_that_was_seen_to_is_new_when_that_has_lapsed() -> None:
    seen_to = replace(stalls(1, 2), seen_to=frozenset({1}))
    assert newly_stalled(seen_to, stalls(1, 2)) == {1}
    assert newly_stalled(stalls(1, 2), seen_to) == frozenset()
    assert newly_stalled(stalls(2), seen_to) == frozenset()


def test_a_view_is_about_the_jobs_that_it_lists() -> None:
    jobs = {seq: a_job(seq) for seq in range(1, 6)}
    jobs[3] = replace(jobs[3], task="logging_in")
    jobs[4] = replace(jobs[4], parent="job-1")
    new = frozenset({1, 3, 4})
    rotations = Filter((OneOf("task", ("syncing_users",)), Flag("stalled")))
    assert [job.seq for job in noticed(new, jobs, rotations, now=NOW)] == [1]
    assert [job.seq for job in noticed(new, jobs, replace(rotations, everywhere=True), now=NOW)] == [1, 4]
    tied = Filter((Text("correlation", ("req-1",)),))
    assert noticed(new, jobs, tied, now=NOW) == ()
    assert noticed(new, jobs, tied, now=NOW, correlations={3: frozenset({"req-1"})}) == (jobs[3],)
