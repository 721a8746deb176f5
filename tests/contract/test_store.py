"""What every store promises (``store.base``), beyond what the properties in tests/property compare."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from joblog_tui.feed.new_stalls import newly_stalled
from joblog_tui.model.errors import StoreError, UsageError
from joblog_tui.model.event import Event, Target
from joblog_tui.model.job import Acknowledgement
from joblog_tui.model.silence import Silence, Usual
from joblog_tui.model.vocabulary import TASKS, Role, Status, Word
from joblog_tui.query.filters import Filter, Flag, Not, OneOf, Text
from joblog_tui.query.listing import Listing, Sort
from joblog_tui.query.views import View
from joblog_tui.store.base import JobStore, Member
from joblog_tui.store.factory import create_store, open_appender, open_store

AT = 1_795_000_000_000


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/log.db"
    create_store(url, "Acme Corp", "ana")
    return url


@pytest.fixture
async def store(url: str) -> AsyncIterator[JobStore]:
    store = await open_store(url)
    yield store
    await store.close()


def write(url: str, *events: Event) -> None:
    appender = open_appender(url, durable=False)
    try:
        assert appender.append(events).refused == ()
    finally:
        appender.close()


def job(job_id: str, at: int = AT, status: str | None = "running", task: str = "adding_users", **more: object) -> Event:
    target = Target("Okta / Engineering", "team")
    return Event(job_id, at=at, status=status, task=task, trigger="scim", target=target, actor="Okta SCIM", **more)  # type: ignore[arg-type]


def modes_in(directory: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in directory.iterdir()}


async def test_an_empty_store_answers_everything(store: JobStore) -> None:
    assert (await store.workspace()).name == "Acme Corp"
    assert await store.members() == (Member("ana", Role.OWNER),)
    block = await store.block(Listing(), 5, 10)
    assert (block.rows, block.first, block.total) == ((), 0, 0)
    facets = await store.facets(Listing())
    assert (facets.total, facets.everything, dict(facets.status)) == (0, 0, {})
    assert (await store.stalls()).verdicts == {}
    assert await store.job("job-1") is None
    assert await store.path("job-1") == ()
    assert await store.history("job-1", 10) == ()
    assert await store.last_event() == 0
    assert await store.rebuild() == 0


async def test_a_revision_tells_of_another_writer_s_commit(store: JobStore, url: str) -> None:
    before = await store.revision()
    assert await store.revision() == before
    write(url, job("job-1"))
    assert await store.revision() != before
    assert await store.last_event() == 1


async def test_a_held_job_is_listed_once_its_facts_have_arrived(store: JobStore, url: str) -> None:
    write(url, Event("job-1", at=AT, status="running", task="logging_in"))
    assert (await store.block(Listing(), 0, 10)).total == 0
    assert [held.id for held in await store.held(10)] == ["job-1"]
    write(url, job("job-1", AT + 5, task="adding_users"))
    (row,) = (await store.block(Listing(), 0, 10)).rows
    assert (row.task, row.actor, row.created_at) == ("logging_in", "Okta SCIM", AT)
    assert await store.held(10) == ()


async def test_a_parent_that_has_not_reported_is_a_placeholder(store: JobStore, url: str) -> None:
    write(url, job("job-1.1", parent="job-1"))
    parent = await store.job("job-1")
    assert parent is not None
    assert (parent.held, parent.created_at, parent.nested, parent.status) == (True, None, 1, Status.RUNNING)
    assert [step.id for step in await store.path("job-1.1")] == ["job-1", "job-1.1"]
    assert [child.id for child in await store.nested("job-1", 10)] == ["job-1.1"]
    write(url, job("job-1", AT - 1))
    assert [row.id for row in (await store.block(Listing(), 0, 10)).rows] == ["job-1"]


async def test_a_task_registered_meanwhile_is_accepted_counted_and_named(store: JobStore, url: str) -> None:
    known = open_appender(url)
    refused = known.append([job("job-1", task="suspending_users")]).refused
    assert "unknown task; known are adding_users" in refused[0].reason
    other = await open_store(url)
    await other.add_word("task", Word("suspending_users", "Suspending users", "stops access for a while"))
    await other.close()
    assert known.append([job("job-1", task="suspending_users")]).refused == ()
    assert known.append([job("job-2", task="nonsense")]).refused[0].reason.endswith("suspending_users")
    known.close()
    assert (await store.vocabulary()).tasks == (
        *TASKS,
        Word("suspending_users", "Suspending users", "stops access for a while"),
    )
    assert (await store.facets(Listing())).task == {"suspending_users": 1}
    listing = Listing(Filter((OneOf("task", ("suspending_users",)),)))
    assert [row.task for row in (await store.block(listing, 0, 5)).rows] == ["suspending_users"]


@pytest.mark.parametrize("slug", ["", "Suspending", "a b", "a-b", "1a", "é", "a" * 65, "adding_users", "x'y", "$at_ms"])
async def test_a_slug_that_cannot_be_used_is_refused(store: JobStore, slug: str) -> None:
    with pytest.raises(UsageError):
        await store.add_word("task", Word(slug, "Label"))
    assert (await store.vocabulary()).tasks == TASKS


async def test_members_come_and_go_but_an_owner_stays(store: JobStore) -> None:
    await store.set_member("ben", Role.MEMBER)
    await store.set_member("ben", Role.ADMIN)
    assert await store.members() == (Member("ana", Role.OWNER), Member("ben", Role.ADMIN))
    with pytest.raises(UsageError, match="ana is the last owner"):
        await store.remove_member("ana")
    with pytest.raises(UsageError, match="ana is the last owner"):
        await store.set_member("ana", Role.ADMIN)
    with pytest.raises(UsageError, match="no member is called bem; did you mean ben"):
        await store.remove_member("bem")
    await store.set_member("ben", Role.OWNER)
    await store.remove_member("ana")
    assert await store.members() == (Member("ben", Role.OWNER),)


async def test_a_jump_far_into_years_of_hours_lands_on_its_rank(store: JobStore, url: str) -> None:
    hour = 3_600_000
    write(url, *(job(f"job-{n}", AT + n * hour // 2, status=("completed", "running")[n % 3 == 0]) for n in range(600)))
    for filter in (Filter(), Filter((OneOf("status", ("running",)),))):
        everything = (await store.block(Listing(filter), 0, 1000)).rows
        for rank in range(0, len(everything), 37):
            block = await store.block(Listing(filter), rank, 5)
            assert block.rows == everything[block.first : block.first + 5]
            _, found = await store.block_around(Listing(filter), everything[rank].seq, 2, 5)
            assert found == rank


async def test_the_nested_job_that_is_silent_longest_is_to_blame(store: JobStore, url: str) -> None:
    write(
        url,
        job("top"),
        job("late", AT + 2_000, parent="top"),
        job("early", AT + 1_000, parent="top"),
        job("done", AT, parent="top", status="completed"),
    )
    stalls = await store.stalls()
    top = await store.job("top")
    assert top is not None
    assert (stalls.verdicts[top.seq].blamed, stalls.verdicts[top.seq].since) == ("early", AT + 1_000)
    assert stalls.listed == 1
    listing = Listing(Filter((Flag("stalled"),)))
    assert [row.id for row in (await store.block(listing, 0, 5)).rows] == ["top"]


async def test_a_cancelled_read_leaves_the_store_usable(store: JobStore, url: str) -> None:
    write(url, *(job(f"job-{n}", AT + n) for n in range(3_000)))
    for _ in range(20):
        reading = asyncio.create_task(store.facets(Listing(Filter((Flag("nested"),)))))
        await asyncio.sleep(0)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert (await store.facets(Listing())).total == 3_000
    write(url, job("job-last", AT + 9_000))
    assert (await store.block(Listing(), 0, 1)).rows[0].id == "job-last"


async def test_a_job_is_acknowledged_until_it_is_reported_on(url: str) -> None:
    now = AT + 3_600_000
    write(url, job("job-1", source="worker-1"), job("job-2", status="completed"))
    store = await open_store(url, clock=lambda: now)
    said = await store.acknowledge("job-1", "ben", " ticket 4711 ")
    assert said == Acknowledgement("ben", now, "ticket 4711")
    shown = await store.job("job-1")
    assert shown is not None
    assert (shown.acknowledged, shown.actor, shown.active_at) == (said, "Okta SCIM", AT)
    seen_to = Listing(Filter((Flag("acknowledged"),)))
    assert [row.id for row in (await store.block(seen_to, 0, 5)).rows] == ["job-1"]
    stalls = await store.stalls()
    assert (list(stalls.verdicts), stalls.listed, stalls.acknowledged) == ([shown.seq], 1, 1)
    assert stalls.seen_to == {shown.seq}
    *_, last = await store.history("job-1", 5)
    assert (last.acknowledged, last.actor, last.message, last.changed) == (True, "ben", "ticket 4711", False)
    with pytest.raises(UsageError, match="no job is called job-9"):
        await store.acknowledge("job-9", "ben")
    with pytest.raises(UsageError, match="a note is text of at most 4,096 bytes"):
        await store.acknowledge("job-1", "ben", "x" * 4_097)
    write(url, Event("job-1", at=now - 1, message="late, and before the note"))
    assert (await store.block(seen_to, 0, 5)).total == 1
    write(url, Event("job-1", at=now + 1, message="went on"))
    assert (await store.block(seen_to, 0, 5)).total == 0
    await store.close()


async def test_a_parent_that_was_seen_to_is_stalled_anew_when_another_job_in_it_reports(url: str) -> None:
    now = AT + 3_600_000
    write(url, job("hub"), job("stuck", parent="hub", status="running"), job("other", parent="hub", status="running"))
    store = await open_store(url, clock=lambda: now)
    hub = await store.job("hub")
    assert hub is not None
    await store.acknowledge("hub", "ben")
    before = await store.stalls()
    assert before.seen_to == {hub.seq}
    write(url, Event("other", at=now + 1, message="went on"))
    after = await store.stalls()
    assert hub.seq in after.verdicts
    assert (after.seen_to, after.listed, after.acknowledged) == (frozenset(), 1, 0)
    assert newly_stalled(before, after) == {hub.seq}
    await store.close()


async def test_a_silent_source_is_told_from_a_stuck_job(url: str) -> None:
    minute = 60_000
    write(url, job("job-1", source="worker-1"), job("job-2", source="worker-2"), job("job-3"))
    write(url, *(Event(None, source="worker-2", at=AT + n * minute, heartbeat=True) for n in range(30)))
    store = await open_store(url, {"adding_users": minute}, clock=lambda: AT + 30 * minute)
    verdicts = (await store.stalls()).verdicts
    silences = {}
    for job_id in ("job-1", "job-2", "job-3"):
        shown = await store.job(job_id)
        assert shown is not None
        silences[job_id] = verdicts[shown.seq].silence
    assert silences == {"job-1": Silence("worker-1", AT, Usual()), "job-2": None, "job-3": None}
    await store.close()


async def test_several_listings_are_counted_in_one_go(store: JobStore, url: str) -> None:
    write(url, *(job(f"job-{n}", AT + n, ("running", "completed")[n % 3 > 0]) for n in range(30)))
    write(url, job("nested", parent="job-0"))
    filters = [
        Filter(),
        Filter((OneOf("status", ("running",)),)),
        Filter((Flag("stalled"), Not(Flag("acknowledged")))),
        Filter((Text("id", ("job-3", "nested")),)),
        Filter((Flag("incomplete"),), everywhere=True),
        Filter((OneOf("status", ()),)),
    ]
    listings = [*map(Listing, filters), Listing(parent="job-0")]
    assert await store.counts(listings) == (30, 10, 10, 1, 11, 0, 1)
    assert await store.counts([]) == ()


async def test_arrivals_come_in_order_once_and_late_ones_too(store: JobStore, url: str) -> None:
    write(url, job("job-1", AT + 5))
    seen: list[str | None] = []
    _, last = await store.arrivals(0, 10)
    write(url, Event(None, source="worker-1", at=AT, heartbeat=True), Event("job-1", at=AT, status="queued", id="late"))
    write(url, Event("job-1", at=AT + 9, status="completed", id="done"))
    while True:
        reports, upto = await store.arrivals(last, 2)
        if upto == last:
            break
        last = upto
        seen += [f"{r.id} {r.late} {r.before.slug if r.before else None}" for r in reports]
    assert seen == ["late True None", "done False running"]


async def test_views_are_shared_through_the_store(store: JobStore) -> None:
    late = View("Late", "age:>2h", Sort("updated", descending=False), ("status", "target"), "shared")
    await store.save_view(late, "ana")
    await store.save_view(View("Busy", place="shared"), "ana")
    assert await store.views() == (View("Busy", place="shared"), late)
    await store.save_view(View("LATE", "age:>4h"), "ben")
    assert [(view.name, view.query) for view in await store.views()] == [("Busy", ""), ("LATE", "age:>4h")]
    await store.remove_view("late")
    assert [view.name for view in await store.views()] == ["Busy"]
    with pytest.raises(UsageError, match=r"no shared view is called Buzy; did you mean Busy\?"):
        await store.remove_view("Buzy")
    with pytest.raises(UsageError, match="the view Stalled is built in"):
        await store.save_view(View("Stalled"), "ana")


async def test_a_store_is_never_written_over(url: str) -> None:
    with pytest.raises(StoreError, match="is there already"):
        create_store(url, "Other", "eve")


async def test_only_its_owner_can_read_a_new_store(tmp_path: Path, url: str) -> None:
    write(url, job("job-1"))
    store = await open_store(url)
    await store.block(Listing(), 0, 1)
    modes = modes_in(tmp_path)
    await store.close()
    assert set(modes.values()) == {0o600}
    assert "log.db" in modes


async def test_names_that_hold_a_text_are_known_and_those_that_begin_with_it_come_first(
    url: str, store: JobStore
) -> None:
    teams = ["Sales EMEA", "EMEA Finance", "emea ops", "Design", "50%_off"]
    events = [
        Event(
            f"j{n}", at=AT, status="running", task="adding_users", trigger="scim", target=Target(name, kind), actor="Bo"
        )
        for n, (name, kind) in enumerate([*((name, "team") for name in teams), ("Design", "app")])
    ]
    write(url, *events, Event("j9", at=AT, actor="Ana Ruiz", source="worker-3"))
    assert set(await store.names("target", "emea", 10)) == {"Sales EMEA", "EMEA Finance", "emea ops"}
    assert (await store.names("target", "emea", 10))[-1] == "Sales EMEA"
    assert await store.names("target", "design", 10) == ("Design",)
    assert await store.names("target", "%", 10) == ("50%_off",)
    assert len(await store.names("target", "", 2)) == 2
    assert await store.names("actor", "RUIZ", 10) == ("Ana Ruiz",)
    assert await store.names("source", "", 10) == ("worker-3",)
    assert await store.names("source", "nobody", 10) == ()


async def test_a_reason_is_that_of_a_job_and_of_all_that_it_is_nested_in(store: JobStore, url: str) -> None:
    write(
        url,
        job("top"),
        job("top.1", parent="top"),
        job("top.1.1", parent="top.1", status="not_completed", reason_code="mfa_timeout"),
        job("alone", status="retrying", reason_code="mfa_timeout"),
        job("well", status="completed"),
    )
    everywhere = Filter((Text("reason", ("mfa_timeout", "other")),), everywhere=True)
    rows = (await store.block(Listing(everywhere), 0, 10)).rows
    assert {row.id for row in rows} == {"top", "top.1", "top.1.1", "alone"}
    rest = (await store.block(Listing(Filter((Not(everywhere.parts[0]),))), 0, 10)).rows
    assert {row.id for row in rest} == {"well"}


async def test_a_summary_of_many_jobs_tells_why_the_newest_failed(store: JobStore, url: str) -> None:
    failed = [
        job(f"job-{n}", AT + n, status="not_completed", reason_code=("a", "b", "b")[n % 3], source=f"worker-{n % 2}")
        for n in range(30)
    ]
    write(url, *failed, job("well", AT + 100, status="completed"))
    summary = await store.summary(Listing(), 20)
    assert (summary.jobs, summary.whole, summary.since, summary.failed) == (20, False, AT + 11, 19)
    assert [(reason.name, reason.jobs) for reason in summary.reasons] == [("b", 13), ("a", 6)]
    assert {sign.name for sign in summary.sources} == {"worker-0", "worker-1"}
    assert summary.success == 0.05
