"""On a wide terminal the job under the cursor stands beside the list."""

from joblog_tui.model.event import Target
from joblog_tui.model.job import LeafCounts
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.widgets.inspector import Inspector
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job, a_report

WIDE = (200, 50)


def store() -> MemoryStore:
    store = MemoryStore([a_job(n) for n in range(1, 6)])
    store.put(
        a_job(
            5,
            status=Status.RETRYING,
            nested=9,
            nested_completed=8,
            target=Target("Finance / NetSuite", "app"),
            leaves=LeafCounts(completed=8, retrying=1),
        ),
        *[a_job(10 + n, parent="job-5", target=Target(f"svc-{n}", "account")) for n in range(8)],
        a_job(18, parent="job-5", status=Status.RETRYING, target=Target("svc-payouts", "account")),
    )
    store.reports["job-5"] = (
        a_report(1, "job-5", message="nine accounts to do"),
        a_report(2, "job-5", status=Status.RETRYING, changed=True, reason_code="mfa_timeout"),
    )
    store.reports["job-4"] = (a_report(3, "job-4", message="another log"),)
    return store


def inspected(operator: Operator) -> str:
    region = operator.find(Inspector).region
    return "\n".join(line[region.x :] for line in operator.lines[region.y : region.bottom])


async def test_it_tells_facts_nested_jobs_and_log() -> None:
    async with dashboard(store(), size=WIDE) as operator:
        await operator.sees("Finance / NetSuite", "nine accounts to do")
        text = inspected(operator)
        for told in ("↻ Retrying", "app", "Syncing users", "SCIM", "Okta SCIM", "59m ago", "worker-1", "job-5"):
            assert told in text
        assert "Nested jobs   8/9" in text
        names = [line.split()[1] for line in text.splitlines() if "svc-" in line]
        assert names[0] == "svc-payouts"  # the loudest first
        assert "3 more" in text
        assert "mfa_timeout" in text


async def test_it_follows_the_cursor() -> None:
    async with dashboard(store(), size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        await operator.press("down")
        await operator.sees("another log")
        assert "nine accounts to do" not in inspected(operator)
        assert "Team 4" in inspected(operator)


async def test_it_is_live() -> None:
    jobs = store()
    async with dashboard(jobs, size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        jobs.reports["job-5"] += (a_report(4, "job-5", message="one account left"),)
        jobs.change(5, nested_completed=9)
        await operator.sees("one account left", "Nested jobs   9/9")


async def test_it_says_why_a_job_is_stalled() -> None:
    jobs = store()
    jobs.verdicts[5] = Verdict(NOW - 196_000, Limit(120_000, 50_000, 812), "syncing_users")
    async with dashboard(jobs, size=WIDE) as operator:
        await operator.sees("▲ stalled", "▲ silent 3m 16s; Syncing users", "(p95 of 812 jobs)", "▲ silent since")


async def test_it_replaces_the_peek_and_gives_way_to_it() -> None:
    async with dashboard(store(), size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        assert "created" not in operator.text
        await operator.pilot.resize_terminal(120, 40)
        await operator.sees("created 08:00:05")
        assert not operator.find(Inspector).display


async def test_it_is_empty_without_a_job() -> None:
    async with dashboard(MemoryStore(), size=WIDE) as operator:
        await operator.sees("No jobs yet")
        assert inspected(operator).strip() == ""


async def test_frozen_it_stands_still() -> None:
    jobs = store()
    async with dashboard(jobs, size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        await operator.press("=")
        jobs.reports["job-5"] += (a_report(4, "job-5", message="one account left"),)
        jobs.put(a_job(99))
        await operator.sees("+1 new")
        assert "one account left" not in operator.text
        await operator.press("=")
        await operator.sees("Team 99")
