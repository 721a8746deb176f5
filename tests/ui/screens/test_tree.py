"""The inside of a job as a tree: every key of it, the timeline, the blocking path, and unfolding in the log itself."""

import asyncio
import re

import pytest
from textual.geometry import Offset

from joblog_tui.model.event import Target
from joblog_tui.model.job import Job, LeafCounts
from joblog_tui.model.stall import Limit, Verdict
from joblog_tui.model.usual import Remaining
from joblog_tui.model.vocabulary import Status
from joblog_tui.ui.memory import Memory
from joblog_tui.ui.widgets.job_tree.tree import JobTree
from joblog_tui.ui.widgets.pane import Pane
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import NOW, MemoryStore, a_job, a_report

MINUTE = 60_000
SHAPE = {
    "created_at": NOW - 12 * MINUTE,
    "started_at": NOW - 12 * MINUTE,
    "actor": "Cerby",
    "trigger": "password_policy",
}


def made(
    seq: int, name: str, parent: str | None, began: float, ended: float | None, status: Status, **facts: object
) -> Job:
    """A job that began and ended so many minutes before now."""
    counts = {status.slug: 1}
    return a_job(
        seq,
        **{
            **SHAPE, "id": name, "parent": parent, "target": Target(name, "account"), "status": status,
            "own_status": status, "task": "rotating_passwords", "leaves": LeafCounts(**counts),
            "created_at": round(NOW - began * MINUTE), "started_at": round(NOW - began * MINUTE),
            "updated_at": NOW if ended is None else round(NOW - ended * MINUTE), **facts,
        },
    )  # fmt: skip


def netsuite() -> MemoryStore:
    """Finance with two environments: one is done, the other waits for svc-payouts, which is at its second attempt."""
    root = made(1, "netsuite", None, 12, None, Status.RETRYING, nested=7, nested_completed=4,
                leaves=LeafCounts(completed=3, retrying=1, queued=1, not_completed=0))  # fmt: skip
    store = MemoryStore([root, a_job(2), a_job(3)])
    store.put(
        made(10, "prod", "netsuite", 11, 9, Status.COMPLETED, nested=2, nested_completed=2,
             leaves=LeafCounts(completed=2)),
        made(11, "prod-one", "prod", 11, 10, Status.COMPLETED),
        made(12, "prod-two", "prod", 10, 9, Status.COMPLETED),
        made(20, "sandbox", "netsuite", 9, None, Status.RETRYING, nested=3, nested_completed=1,
             leaves=LeafCounts(completed=1, retrying=1, queued=1)),
        made(21, "svc-billing", "sandbox", 9, 8, Status.COMPLETED),
        made(22, "svc-payouts", "sandbox", 8, None, Status.RETRYING),
        made(23, "svc-tax", "sandbox", 7, None, Status.QUEUED, started_at=None),
    )  # fmt: skip
    store.reports["svc-payouts"] = (
        a_report(1, "svc-payouts", at=NOW - 8 * MINUTE, status=Status.RUNNING, changed=True, attempt=1),
        a_report(2, "svc-payouts", at=NOW - 5 * MINUTE, status=Status.RETRYING, changed=True, attempt=1,
                 before=Status.RUNNING, reason_code="mfa_timeout"),
        a_report(3, "svc-payouts", at=NOW - 4 * MINUTE, status=Status.RUNNING, changed=True, attempt=2,
                 attributes='{"run": 12345678901234567890, "page": "https://runs.example/7"}'),
    )  # fmt: skip
    store.reports["svc-tax"] = (a_report(4, "svc-tax", at=NOW - 7 * MINUTE, status=Status.QUEUED, changed=True),)
    return store


async def open_netsuite(operator: Operator) -> None:
    await operator.sees("netsuite")
    while operator.cursor != "netsuite":
        await operator.press("down")
    await operator.press("enter")
    await operator.sees("sandbox", "svc-tax")
    await operator.until(lambda: operator.cursor == "netsuite")


def shown(operator: Operator) -> list[str]:
    """The targets of the rows, with their guides."""
    found = [re.match(r"[ │├└─▾▸]*\w[\w-]*", row[18:]) for row in operator.rows[1:]]
    return [each[0] for each in found if each is not None]


async def test_a_small_tree_is_unfolded_oldest_first() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        assert shown(operator) == [
            "▾ netsuite", "├─▾ prod", "│ ├── prod-one", "│ └── prod-two", "└─▾ sandbox", "  ├── svc-billing",
            "  ├── svc-payouts", "  └── svc-tax",
        ]  # fmt: skip


async def test_the_timeline_tells_waiting_running_and_attempts_apart() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        assert "├" in operator.line_with("├─▾ prod")[58:]
        assert "┤" in operator.line_with("├─▾ prod")[58:]
        payouts = operator.line_with("svc-payouts  ")[58:]
        assert "━" in payouts
        assert "×" in payouts
        assert "┅" in payouts
        assert "8m" in payouts
        assert "○┄" in operator.line_with("└── svc-tax")[58:]
        assert "waits" in operator.line_with("└── svc-tax")
        assert "now" in operator.rows[0]
        assert "╷08:5" in operator.rows[0]


async def test_the_rail_joins_the_blocking_path_and_b_follows_it() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.sees("blocked by svc-payouts for 8m")
        await operator.until(lambda: "━┓" in operator.rows[1])
        assert [row.rstrip()[-1] for row in operator.rows[1:8]] == ["┓", "┃", "┃", "┃", "┫", "┃", "┛"]
        await operator.press("b")
        assert operator.cursor == "sandbox"
        await operator.press("b")
        assert operator.cursor == "svc-payouts"
        await operator.press("b")
        assert operator.cursor == "sandbox"


async def test_right_and_left_unfold_and_fold_and_space_does_either() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.press("down")
        assert operator.cursor == "prod"
        await operator.press("left")
        await operator.sees("├─▸ prod")
        assert operator.cursor == "prod"
        await operator.no_longer_sees("prod-one")
        await operator.press("right")
        await operator.sees("├─▾ prod", "prod-one")
        await operator.press("right")
        assert operator.cursor == "prod-one"
        await operator.press("left")
        assert operator.cursor == "prod"
        await operator.press("space")
        await operator.no_longer_sees("prod-one")
        await operator.press("space")
        await operator.sees("prod-one")
        await operator.press("left", "left")
        assert operator.cursor == "netsuite"
        await operator.press("left")  # the job that the tree is in is never folded
        await operator.sees("▾ netsuite", "sandbox")


async def test_star_folds_and_unfolds_everything() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.press("*")
        await operator.no_longer_sees("svc-tax")
        assert shown(operator) == ["▾ netsuite", "├─▸ prod", "└─▸ sandbox"]
        await operator.press("*")
        await operator.sees("svc-tax", "prod-one")


async def test_v_goes_from_timeline_to_tree_to_list_and_is_remembered() -> None:
    memory = Memory()
    async with dashboard(netsuite(), size=(120, 40), memory=memory) as operator:
        await open_netsuite(operator)
        await operator.press("V")
        await operator.until(lambda: "Created" in operator.rows[0])
        assert "  └── svc-tax" in operator.text
        await operator.press("V")
        await operator.no_longer_sees("svc-tax")
        assert "├" not in "".join(operator.rows)
        assert [row[18:26].strip() for row in operator.rows[1:3]] == ["sandbox", "prod"]
        await operator.press("escape")
        await operator.sees("Team 2")
        await operator.press("enter")
        await operator.no_longer_sees("Team 2")
        assert operator.find(JobTree).form == "list"
    async with dashboard(netsuite(), memory=memory) as operator:
        await operator.sees("netsuite")
        while operator.cursor != "netsuite":
            await operator.press("down")
        await operator.press("enter")
        await operator.sees("prod")
        assert operator.find(JobTree).form == "list"


async def test_n_goes_to_what_failed_or_is_stalled_and_unfolds_the_way() -> None:
    store = netsuite()
    store.change(12, status=Status.NOT_COMPLETED, leaves=LeafCounts(not_completed=1))
    store.verdicts[22] = Verdict(NOW - 5 * MINUTE, Limit(), "rotating_passwords")
    async with dashboard(store, size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.press("*")
        await operator.no_longer_sees("svc-tax")
        await operator.press("n")
        await operator.until(lambda: operator.cursor == "prod-two")
        await operator.press("n")
        await operator.until(lambda: operator.cursor == "svc-payouts")
        await operator.press("n")
        await operator.sees("none failed or stalled after this one")
        await operator.press("N")
        await operator.until(lambda: operator.cursor == "prod-two")
        await operator.sees("1 failed", "1 stalled")


async def test_u_goes_to_the_parent_and_stays_on_the_job() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.press("b", "b", "enter")
        await operator.sees("Queue time", "svc-payouts")
        await operator.press("u")
        await operator.sees("svc-billing")
        await operator.until(lambda: operator.cursor == "svc-payouts")
        await operator.sees("netsuite  ›  ↻ sandbox")
        await operator.press("u")
        await operator.until(lambda: operator.cursor == "sandbox")
        await operator.press("escape")
        await operator.sees("Team 2")


async def test_keys_that_are_faster_than_the_rows_act_on_the_job_that_the_cursor_goes_to() -> None:
    store = netsuite()
    async with dashboard(store, size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.sees("blocked by svc-payouts for 8m")
        rows = store.gates["block"] = store.gates["block_around"] = asyncio.Event()
        await operator.press("V", "b", "b", "enter")
        rows.set()
        await operator.sees("Queue time", "svc-payouts")


async def test_braces_go_through_the_list_that_one_came_from() -> None:
    store = netsuite()
    async with dashboard(store, size=(120, 40)) as operator:
        await operator.sees("Team 2")
        await operator.press("down", "enter")
        await operator.sees("job 2 of 3", "{ } before, after")
        before = operator.screen.state.parent
        await operator.press("}")
        await operator.sees("job 3 of 3")
        assert operator.screen.state.parent != before
        await operator.press("}")
        await operator.sees("the list has no more jobs")
        await operator.press("{")
        await operator.sees("job 2 of 3")
        await operator.press("{")
        await operator.sees("job 1 of 3")
        await operator.press("escape")
        await operator.until(lambda: operator.kind == "LogScreen")
        await operator.until(lambda: operator.table.cursor_rank == 0)


async def test_d_tells_everything_of_a_job() -> None:
    store = netsuite()
    store.took["rotating_passwords"] = tuple(range(1_000, 101_000, 1_000))
    noted = a_report(9, "svc-payouts", acknowledged=True, actor="ana", message="asked the vault team")
    store.reports["svc-payouts"] += (noted,)
    async with dashboard(store, size=(120, 60)) as operator:
        await open_netsuite(operator)
        await operator.press("b", "b", "d")
        await operator.sees("Attempts", "Queue time", "Started", "mfa_timeout", "Status history", "was Running")
        await operator.sees("usually takes 50s, 95 % within 1m 35s", "(100 jobs)", "so far 8m, longer than all of them")
        await operator.sees('"run": 12345678901234567890', "https://runs.example/7")
        await operator.sees("Acknowledged", "ana  asked the vault team")
        await operator.press("U")
        assert operator.clipboard == "https://runs.example/7"
        await operator.press("escape")
        await operator.sees("sandbox")
        assert operator.cursor == "svc-payouts"
        await operator.press("g", "d")
        await operator.sees("Own status")
        assert "svc-tax" not in operator.text


async def test_on_a_wide_terminal_the_detail_stands_beside_the_tree() -> None:
    async with dashboard(netsuite(), size=(200, 50)) as operator:
        await open_netsuite(operator)
        await operator.press("b", "b")
        await operator.sees('"run": 12345678901234567890')
        assert operator.app.screen.query_one("#beside", Pane).display
        assert "svc-tax" in operator.text


async def test_a_filter_keeps_what_stands_above_a_match() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.press("/")
        await operator.write("payouts")
        await operator.press("enter")
        await operator.sees("1 match")
        await operator.no_longer_sees("svc-tax")
        assert shown(operator) == ["▾ netsuite", "└─▾ sandbox", "  └── svc-payouts"]
        await operator.press("x")
        await operator.sees("svc-tax")


@pytest.mark.parametrize(("closer", "away"), [("+", "-"), ("+", "0")])
async def test_the_timeline_zooms(closer: str, away: str) -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        whole = operator.rows[0]
        await operator.press(closer)
        await operator.until(lambda: operator.rows[0] != whole)
        assert "08:48" not in operator.rows[0]
        await operator.press(away)
        await operator.until(lambda: operator.rows[0] == whole)


async def test_the_timeline_pans() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.press("+", "+")
        late = operator.rows[0]
        await operator.press("shift+left")
        await operator.until(lambda: operator.rows[0] != late)
        await operator.press(")")
        await operator.until(lambda: operator.rows[0] == late)


async def test_dragging_along_the_axis_looks_closer() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        whole = operator.rows[0]
        x = whole.index("╷")
        await operator.pilot.mouse_down(JobTree, offset=(x + 2, 0))
        await operator.pilot.mouse_up(JobTree, offset=(x + 12, 0))
        await operator.until(lambda: operator.rows[0] != whole)


async def test_a_click_on_the_sign_folds() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await open_netsuite(operator)
        row = next(y for y, line in enumerate(operator.rows) if "├─▾ prod" in line)
        await operator.pilot.click(JobTree, offset=Offset(20, row))
        await operator.no_longer_sees("prod-one")


async def test_an_estimate_is_said_as_one() -> None:
    store = netsuite()
    store.left["netsuite"] = Remaining((("rotating_passwords", 10_000),), {"rotating_passwords": 1}, 60_000, 60_000)
    store.took["rotating_passwords"] = (60_000,) * 30
    async with dashboard(store, size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.sees("estimate: about 1m 50s to go")


async def test_it_is_live_and_keeps_its_place() -> None:
    store = netsuite()
    async with dashboard(store, size=(120, 40)) as operator:
        await open_netsuite(operator)
        await operator.press("b", "b")
        store.put(made(9, "early", "netsuite", 11.5, 11, Status.COMPLETED))
        await operator.sees("├── early")
        assert operator.cursor == "svc-payouts"
        store.change(22, status=Status.COMPLETED, leaves=LeafCounts(completed=1), updated_at=NOW)
        await operator.sees("svc-tax for")


async def test_a_narrow_terminal_has_no_room_for_lanes() -> None:
    async with dashboard(netsuite(), size=(80, 24)) as operator:
        await open_netsuite(operator)
        assert "Time" in operator.rows[0]
        assert "now" not in operator.rows[0]
        assert "8m" in operator.line_with("svc-payouts")


async def test_ascii_and_no_colour() -> None:
    async with dashboard(netsuite(), size=(120, 40), ascii_glyphs=True) as operator:
        await open_netsuite(operator)
        assert operator.text.isascii()
        assert "`-v sandbox" in operator.text
        payouts = operator.line_with("svc-payouts  ")[58:]
        assert "=x" in payouts or "xx" in payouts or "=" in payouts
        assert "o..." in operator.line_with("svc-tax")


# In the log itself


async def test_a_row_of_the_log_unfolds_in_place() -> None:
    async with dashboard(netsuite(), size=(120, 40)) as operator:
        await operator.sees("netsuite")
        while operator.cursor != "netsuite":
            await operator.press("down")
        await operator.press("right")
        await operator.sees("▾ netsuite", "├─▸ sandbox", "└─▸ prod", "Team 2")
        await operator.press("down", "right")
        await operator.sees("svc-payouts")
        assert operator.cursor == "sandbox"
        await operator.press("space")
        assert len(operator.table.marked) == 1
        await operator.press("escape", "left")
        await operator.no_longer_sees("svc-payouts")
        await operator.press("left")
        assert operator.cursor == "netsuite"
        await operator.press("left")
        await operator.no_longer_sees("sandbox")
        assert operator.find(JobTree).form == "list"
        assert operator.cursor == "netsuite"
