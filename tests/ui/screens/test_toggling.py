"""What a toggled filter costs: the rows and counts in one frame, no layout, and the picture of it after them."""

from collections.abc import Sequence
from typing import Any

import pytest
from textual.screen import Screen

from joblog_tui.model.vocabulary import Status
from joblog_tui.query.activity import Activity
from joblog_tui.query.filters import Filter, OneOf
from joblog_tui.query.listing import Block, Listing
from joblog_tui.ui.beneath import LineCompositor
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job

FAILED = Filter((OneOf("status", ("not_completed",)),))


class Noting(MemoryStore):
    """Notes which listings were asked for rows and for a picture, in order."""

    def __init__(self) -> None:
        statuses = (Status.NOT_COMPLETED, Status.COMPLETED)
        super().__init__([a_job(n, status=statuses[n % 2]) for n in range(1, 201)])
        self.asked: list[tuple[str, Filter]] = []

    async def block(self, listing: Listing, rank: int, limit: int, *, soon: bool = False) -> Block:
        found = await super().block(listing, rank, limit, soon=soon)
        self.asked.append(("rows", listing.filter))
        return found

    async def reach(self, listing: Listing, jobs: int) -> int | None:
        self.asked.append(("picture", listing.filter))
        return await super().reach(listing, jobs)

    async def activity(self, listing: Listing, edges: Sequence[int]) -> Activity:
        self.asked.append(("picture", listing.filter))
        return await super().activity(listing, edges)


async def on_failed(operator: Operator) -> None:
    """In the filters, on Not completed, everything painted."""
    await operator.sees("Team 199", "p50")
    await operator.press("f", "g")
    screen = operator.app.screen
    await operator.until(lambda: not (screen._layout_required or screen._repaint_required or screen._dirty_widgets))


async def test_rows_come_first_and_then_the_picture() -> None:
    store = Noting()
    async with dashboard(store) as operator:
        await on_failed(operator)
        store.asked.clear()
        await operator.press("space")
        await operator.until(lambda: ("picture", FAILED) in store.asked)
        assert store.asked[0] == ("rows", FAILED)


async def test_nothing_is_laid_out_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    layouts: list[Any] = []
    async with dashboard(Noting()) as operator:
        await on_failed(operator)
        await operator.press("f", "j", "f")
        await operator.until(lambda: operator.cursor == "job-199")  # which did not fail
        kind = type(operator.app.screen)
        stock = kind._refresh_layout

        def noted(self: Screen[Any], *args: Any, **options: Any) -> None:
            layouts.append(args)
            stock(self, *args, **options)

        monkeypatch.setattr(kind, "_refresh_layout", noted)
        await operator.press("space")
        await operator.until(lambda: operator.cursor == "job-198")
        await operator.sees("100 of 200 jobs")
        assert layouts == []


async def test_of_the_filters_only_lines_that_differ_are_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    painted: set[int] = set()
    stock = LineCompositor.render_partial_update

    def noted(self: LineCompositor) -> Any:
        update = stock(self)
        painted.update(y for x, y, _ in getattr(update, "strips", ()) if x == 0)
        return update

    async with dashboard(Noting()) as operator:
        await on_failed(operator)
        top = operator.sidebar.region.y
        monkeypatch.setattr(LineCompositor, "render_partial_update", noted)
        painted.clear()
        await operator.press("down")
        await operator.until(lambda: top + 2 in painted)
        assert {y for y in painted if y in operator.sidebar.region.line_range} == {top + 1, top + 2}
