"""View all jobs: down to nested jobs, their facts, history and log; and back to the same row."""

from joblog_tui.model.event import Target
from joblog_tui.model.job import LeafCounts
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.widgets.pane import Pane
from joblog_tui.ui.widgets.scrolled_lines import ScrolledLines
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job, a_report


def onboarding() -> MemoryStore:
    """Twenty jobs; in number 10 three jobs are nested, in the second of them another two."""
    store = MemoryStore([a_job(n) for n in range(1, 21)])
    store.put(
        a_job(
            10,
            status=Status.RETRYING,
            target=Target("Finance", "business hub"),
            nested=5,
            nested_completed=3,
            leaves=LeafCounts(completed=3, retrying=1, queued=0),
        ),
        a_job(31, parent="job-10", target=Target("NetSuite", "app"), depth=1),
        a_job(
            32,
            parent="job-10",
            target=Target("Concur", "app"),
            status=Status.RETRYING,
            nested=2,
            nested_completed=1,
            depth=1,
        ),
        a_job(33, parent="job-10", target=Target("Coupa", "app"), depth=1),
        a_job(41, parent="job-32", target=Target("svc-billing", "account"), depth=2),
        a_job(42, parent="job-32", target=Target("svc-payouts", "account"), status=Status.RETRYING, depth=2),
    )
    store.reports["job-42"] = (
        a_report(1, "job-42", status=Status.QUEUED, changed=True, message="waiting for a worker"),
        a_report(2, "job-42", status=Status.RUNNING, changed=True, attempt=1, max_attempts=3, progress_done=2,
                 progress_total=5, level="info", message="signed in to the app"),
        a_report(3, "job-42", status=Status.RETRYING, changed=True, before=Status.RUNNING, attempt=1, max_attempts=3,
                 level="error", reason_code="mfa_timeout", reason_message="the code came too late",
                 source_status="WAIT_RETRY"),
    )  # fmt: skip
    return store


async def down_to(operator: Operator, job_id: str) -> None:
    await operator.until(lambda: operator.cursor is not None)
    while operator.cursor != job_id:
        await operator.press("down")


async def go_to_finance(operator: Operator) -> None:
    await operator.sees("Finance")
    while operator.cursor != "job-10":
        await operator.press("down")


async def test_enter_opens_and_escape_returns_to_the_same_row() -> None:
    async with dashboard(onboarding()) as operator:
        await go_to_finance(operator)
        rank = operator.table.cursor_rank
        await operator.press("enter")
        await operator.sees("All jobs", "› ", "Finance", "NetSuite", "Concur", "Coupa", "row 1")
        assert operator.kind == "NestedScreen"
        assert "Team" not in operator.text
        await operator.press("down", "escape")
        await operator.sees("Team 20")
        assert operator.kind == "LogScreen"
        assert (operator.cursor, operator.table.cursor_rank) == ("job-10", rank)
        assert operator.table.has_focus


async def test_q_goes_back_from_nested_jobs() -> None:
    async with dashboard(onboarding()) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("NetSuite")
        await operator.press("q")
        await operator.sees("Team 20")
        assert operator.app.is_running


async def test_it_goes_deeper_and_back_step_by_step() -> None:
    async with dashboard(onboarding()) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("Concur")
        await down_to(operator, "job-32")
        await operator.press("enter")
        await operator.sees("svc-billing", "svc-payouts", "↻ Finance  ›  ↻ Concur")
        await down_to(operator, "job-42")
        await operator.press("enter")
        await operator.sees("↻ Finance  ›  ↻ Concur  ›  ↻ svc-payouts", "Status history", "Log")
        await operator.press("escape")
        await operator.no_longer_sees("Attempts")
        assert operator.cursor == "job-42"
        await operator.press("escape")
        await operator.sees("Coupa")
        assert operator.cursor == "job-32"


async def test_the_facts_of_a_job() -> None:
    async with dashboard(onboarding()) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("↻ Retrying", "Syncing users by Okta SCIM via SCIM", "created 08:00:10", "updated 08:00:10")
        await operator.sees("Finance (business hub)", "from worker-1", "job-10")


async def test_the_progress_counts_everything_below() -> None:
    async with dashboard(onboarding()) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("3 of 5 completed", "↻ 2 retrying")


async def open_payouts(operator: Operator) -> None:
    await go_to_finance(operator)
    await operator.press("enter")
    await operator.sees("svc-payouts")
    await down_to(operator, "job-42")
    await operator.press("enter")
    await operator.sees("signed in to the app", "Detail")


async def test_history_and_log_of_a_job() -> None:
    async with dashboard(onboarding()) as operator:
        await open_payouts(operator)
        await operator.sees("Status history")
        told = operator.app.screen.query_one("#history", Pane).lines.text
        history = told[told.index("Status history") :]
        assert [line.split()[:3] for line in history.splitlines() if line.startswith("08:")] == [
            ["08:00:01", "○", "Queued"],
            ["08:00:02", "●", "Running"],
            ["08:00:03", "↻", "Retrying"],
        ]
        assert "attempt 1 of 3" in history
        assert "mfa_timeout" in history
        assert "WAIT_RETRY" in history
        await operator.sees("3 lines", "info  signed in to the app", "error mfa_timeout: the code came too late")
        await operator.sees("attempt 1 of 3", "progress 2 of 5", "because mfa_timeout: the code came too late")


async def test_a_job_without_nested_jobs_offers_nothing_to_filter() -> None:
    async with dashboard(onboarding()) as operator:
        await open_payouts(operator)
        assert "query" not in operator.lines[-1]
        await operator.press("i", "s", "x", "f", "/", "=")
        assert operator.screen.state.filter.empty
        assert operator.screen.state.freeze is None
        await operator.press("y")
        assert operator.clipboard == "job-42"


async def test_nested_jobs_are_filtered_like_the_log() -> None:
    async with dashboard(onboarding()) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("NetSuite")
        await operator.press("i")
        await operator.sees("is:incomplete", "2 match", "Concur", "svc-payouts")
        await operator.until(lambda: "NetSuite" not in operator.text)
        await operator.press("x", "f", "space")
        await operator.sees("status:not_completed", "No job matches this query")


async def test_it_is_live() -> None:
    store = onboarding()
    async with dashboard(store) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("NetSuite")
        store.put(a_job(34, parent="job-10", target=Target("Expensify", "app"), status=Status.RUNNING))
        store.change(10, status=Status.NOT_COMPLETED, nested=6)
        store.reports["job-10"] = (a_report(9, "job-10", message="one app was forgotten"),)
        await operator.sees("Expensify", "✗ Not completed", "● 1 running", "one app was forgotten")


async def test_the_log_behind_it_is_up_to_date_on_return() -> None:
    store = onboarding()
    async with dashboard(store) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("NetSuite")
        store.put(a_job(99))
        await operator.press("escape")
        await operator.sees("Team 99")
        assert operator.cursor == "job-10"


async def test_why_it_is_stalled() -> None:
    store = onboarding()
    store.verdicts[10] = Verdict(NOW - 196_000, Limit(), "syncing_users", "job-42")
    async with dashboard(store) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("▲ nested job job-42 silent 3m 16s")


async def test_a_leaf_may_become_a_job_with_nested_ones() -> None:
    store = onboarding()
    async with dashboard(store) as operator:
        await operator.sees("Team 20")
        await operator.press("enter")
        await operator.sees("Queue time")
        store.put(a_job(50, parent="job-20", target=Target("Late child")))
        store.change(20, nested=1)
        await operator.sees("Late child", "1 of 1 completed")


async def test_a_long_log_is_read_from_its_end_and_further_back_on_reaching_the_top() -> None:
    store = onboarding()
    store.reports["job-20"] = tuple(a_report(n, "job-20", message=f"line {n}") for n in range(1, 701))
    async with dashboard(store) as operator:
        await operator.sees("Team 20")
        await operator.press("enter")
        await operator.sees("line 700", "500 lines, earlier ones above")
        assert "line 201" in operator.app.screen.query_one("#log", Pane).lines.text
        assert "line 200\n" not in operator.app.screen.query_one("#log", Pane).lines.text
        await operator.press("home")
        await operator.sees("700 lines")
        assert "line 1\n" in operator.app.screen.query_one("#log", Pane).lines.text


async def test_a_message_is_wrapped_and_keeps_its_lines() -> None:
    store = onboarding()
    store.reports["job-20"] = (a_report(1, "job-20", message="first\nsecond " + "word " * 40 + "end", level="warning"),)
    async with dashboard(store, size=(80, 24)) as operator:
        await operator.sees("Team 20")
        await operator.press("enter")
        await operator.sees("first", "second word", "end", "warn")


async def test_panes_stand_side_by_side_or_under_each_other() -> None:
    for size, side_by_side in (((120, 40), True), ((80, 40), False)):
        async with dashboard(onboarding(), size=size) as operator:
            await operator.sees("Team 20")
            await operator.press("enter")
            await operator.sees("Detail", "Log")
            assert ("Log" in operator.line_with("Detail")) is side_by_side


async def test_tab_reaches_history_and_log() -> None:
    async with dashboard(onboarding()) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("NetSuite")
        await operator.press("tab")
        assert isinstance(operator.app.focused, ScrolledLines)
        await operator.press("tab", "tab")
        assert operator.table.has_focus


async def test_where_nothing_is_nested_the_keys_of_a_list_say_so() -> None:
    async with dashboard(onboarding()) as operator:
        await down_to(operator, "job-12")
        await operator.press("enter")
        await operator.until(lambda: operator.kind == "NestedScreen")
        await operator.sees("Detail", "esc back")
        assert "s stalled" not in operator.text
        for key in ("s", "i", "x", "=", "/", "f"):
            await operator.press(key)
            await operator.sees("nothing is nested in this job: nothing to filter or freeze")
            operator.screen._told_enough()
        await operator.press("escape")
        await go_to_finance(operator)
        await operator.press("d", "s")
        await operator.sees("what is nested in this job is not shown here: nothing to filter or freeze")


async def test_what_the_list_counts_anyway_is_not_counted_again() -> None:
    """A job with 50,000 nested ones takes a while to count: once is enough, unless a filter leaves some of them out."""
    store = onboarding()

    def counted_beside() -> int:
        return store.calls.count("facets") - store.calls.count("counting")

    async with dashboard(store) as operator:
        await go_to_finance(operator)
        await operator.press("enter")
        await operator.sees("svc-payouts", "3 of 5 completed")
        assert counted_beside() == 0
        await operator.press("/")
        await operator.write("status:retrying")
        await operator.press("enter")
        await operator.sees("2 match", "3 of 5 completed")
        await operator.until(counted_beside)
        store.change(41, status=Status.NOT_COMPLETED)
        await operator.sees("1 failed")


async def test_the_pane_that_keys_go_to_is_told_in_any_colours() -> None:
    async with dashboard(onboarding(), theme="terminal") as operator:
        await operator.until(lambda: operator.cursor is not None)
        await operator.press("enter")
        await operator.sees("▌Log", " Detail")
        await operator.press("tab")
        await operator.sees("▌Detail", " Log")
        await operator.no_longer_sees("▌Log")
