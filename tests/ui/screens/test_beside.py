"""On a wide terminal the detail of the job under the cursor stands beside the list."""

from joblog_tui.model.event import Target
from joblog_tui.model.job import LeafCounts
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.widgets.detail_pane import DetailPane
from joblog_tui.ui.widgets.scrolled_lines import ScrolledLines
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
    region = operator.find(DetailPane).region
    return "\n".join(line[region.x :] for line in operator.lines[region.y : region.bottom])


async def test_it_tells_facts_nested_jobs_and_log() -> None:
    async with dashboard(store(), size=WIDE) as operator:
        await operator.sees("Finance / NetSuite", "nine accounts to do")
        text = inspected(operator)
        for told in ("↻ Retrying", "app", "Syncing users", "SCIM", "Okta SCIM", "59m ago", "worker-1", "job-5"):
            assert told in text
        assert "Nested jobs  8/9" in text
        names = [line.strip(" │").split()[1] for line in text.splitlines() if "svc-" in line]
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
        await operator.sees("one account left", "Nested jobs  9/9")


async def test_it_says_why_a_job_is_stalled() -> None:
    jobs = store()
    jobs.verdicts[5] = Verdict(NOW - 196_000, Limit(120_000, 50_000, 812), "syncing_users")
    async with dashboard(jobs, size=WIDE) as operator:
        await operator.sees("▲ stalled", "▲ silent 3m 16s; Syncing users", "(p95 of 812 jobs)")
        await operator.until(lambda: "▲ silent since" in operator.find(DetailPane).lines.text)


async def test_it_replaces_the_peek_and_gives_way_to_it() -> None:
    async with dashboard(store(), size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        assert "created 08:00:05" not in operator.text
        await operator.pilot.resize_terminal(120, 40)
        await operator.sees("created 08:00:05")
        assert not operator.find(DetailPane).display


async def test_it_is_empty_without_a_job() -> None:
    async with dashboard(MemoryStore(), size=WIDE) as operator:
        await operator.sees("No jobs yet")
        assert inspected(operator).strip(" │\n") == "Detail"


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


async def test_everything_of_the_job_is_in_it() -> None:
    jobs = store()
    many = ", ".join(f'"account {n}": {n}' for n in range(60))
    jobs.reports["job-5"] += (
        a_report(4, "job-5", status=Status.RUNNING, changed=True, before=Status.RETRYING, source="worker-9", attempt=2),
        a_report(5, "job-5", attributes=f'{{"run": 12345678901234567890, "page": "https://runs.example/7", {many}}}'),
    )
    async with dashboard(jobs, size=(200, 50)) as operator:
        await operator.sees("Nested jobs  8/9")
        pane = operator.find(DetailPane)
        for told in ("Status history", "was Retrying", "from worker-9"):
            await operator.until(lambda told=told: told in pane.lines.text)  # type: ignore[misc]
        assert "12345678901234567890" in pane.lines.text
        assert "https://runs.example/7" in pane.lines.text.split("Links")[1]
        assert "account 59" not in operator.text
        for _ in range(40):
            await operator.press("shift+down")
        await operator.sees('"account 59": 59')
        assert operator.table.has_focus
        for _ in range(40):
            await operator.press("shift+up")
        await operator.sees("Nested jobs  8/9")


async def test_another_job_is_read_from_its_top() -> None:
    jobs = store()
    jobs.reports["job-4"] = tuple(a_report(n, "job-4", status=s, changed=True) for n, s in enumerate([*Status] * 12))
    async with dashboard(jobs, size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        await operator.press("down")
        await operator.sees("Team 4  team")
        lines = operator.find(DetailPane).lines
        assert lines.scroll_y == 0
        await operator.press("shift+down", "shift+down")
        assert lines.scroll_y > 0
        await operator.press("up")
        await operator.sees("nine accounts to do")
        assert lines.scroll_y == 0


async def test_tab_takes_the_keys_there_and_escape_back() -> None:
    async with dashboard(store(), size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        lines = operator.find(DetailPane).lines
        operator.screen.set_focus(lines)
        await operator.press("escape")
        assert operator.table.has_focus
        assert operator.kind == "LogScreen"


async def test_a_key_shows_it_on_a_narrower_terminal_and_it_stays_so() -> None:
    async with dashboard(store(), size=(160, 45)) as operator:
        await operator.sees("Finance / NetSuite")
        assert not operator.app.screen.query(DetailPane)
        await operator.press("D")
        await operator.sees("nine accounts to do", "Nested jobs  8/9")
        await operator.press("enter")
        await operator.sees("svc-payouts")
        await operator.until(lambda: operator.app.screen.query(DetailPane).filter("#beside").first().display)
        await operator.press("escape", "D")
        await operator.no_longer_sees("nine accounts to do")


async def test_a_key_hides_it_on_a_wide_terminal() -> None:
    async with dashboard(store(), size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        await operator.press("D")
        await operator.no_longer_sees("nine accounts to do")
        await operator.sees("created 08:00:05")


async def test_where_there_is_no_room_the_key_says_so() -> None:
    async with dashboard(store(), size=(120, 40)) as operator:
        await operator.sees("Finance / NetSuite")
        await operator.press("D")
        await operator.sees("no room beside the list under 140 columns: d opens the detail")


async def test_moving_on_asks_for_nothing_until_the_cursor_rests() -> None:
    jobs = store()
    async with dashboard(jobs, size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        lines = operator.find(ScrolledLines)
        drawn: list[object] = []
        show = lines.show
        lines.show = lambda entries: (drawn.append(1), show(entries))[1]  # type: ignore[method-assign, func-returns-value]
        operator.table.action_cursor_down()
        assert not drawn
        await operator.sees("another log")
        assert drawn


async def test_attributes_go_on_as_far_as_somebody_scrolls() -> None:
    jobs = store()
    long = ", ".join(f'"line {n}": {n}' for n in range(1_000))
    jobs.reports["job-5"] += (a_report(5, "job-5", attributes=f"{{{long}}}"),)
    async with dashboard(jobs, size=(120, 40)) as operator:
        await operator.sees("Finance / NetSuite")
        await operator.press("d")
        await operator.sees("Detail", "Queue time")
        lines = operator.app.screen.query("#history ScrolledLines").first(ScrolledLines)
        await operator.until(lambda: "more of them: scroll on" in lines.text)
        assert "line 999" not in lines.text
        await operator.press("end")
        await operator.until(lambda: '"line 999": 999' in lines.text)
        assert "scroll on" not in lines.text


async def test_after_the_query_the_keys_go_to_the_list() -> None:
    async with dashboard(store(), size=WIDE) as operator:
        await operator.sees("nine accounts to do")
        await operator.press("slash", "escape")
        await operator.until(lambda: operator.table.has_focus)
