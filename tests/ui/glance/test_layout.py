"""The glance knows where the widgets stand: it is compared with where the style sheets put them."""

import pytest
from textual.widget import Widget

from joblog_tui.ui.glance.layout import LEAST, Place, layout_for
from joblog_tui.ui.widgets.detail_pane import DetailPane
from joblog_tui.ui.widgets.filter_sidebar import FilterSidebar
from joblog_tui.ui.widgets.header_line import HeaderLine
from joblog_tui.ui.widgets.job_table import JobTable
from joblog_tui.ui.widgets.peek import Peek
from joblog_tui.ui.widgets.query_line import QueryLine
from joblog_tui.ui.widgets.rule import Rule
from tests.support.dashboard import Operator, dashboard
from tests.support.memory_store import MemoryStore, a_job

SIZES = [(40, 12), (80, 24), (119, 29), (120, 30), (120, 40), (150, 45), (179, 46), (180, 46), (250, 70)]


def place_of(operator: Operator, kind: type[Widget]) -> Place | None:
    """Where a widget is, None where it is not shown."""
    found = operator.app.screen.query(kind)
    if not found:
        return None
    region = found.first().region
    return Place(region.x, region.y, region.width, region.height) if region.area else None


@pytest.mark.parametrize("sidebar", [True, False], ids=["sidebar", "none"])
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_it_is_where_the_widgets_are(size: tuple[int, int], sidebar: bool) -> None:
    layout = layout_for(*size, sidebar=sidebar)
    assert layout is not None
    async with dashboard(MemoryStore([a_job(n) for n in range(1, 90)]), size=size) as operator:
        if not sidebar and size[0] >= 120:
            await operator.press("F")
        await operator.until(lambda: place_of(operator, JobTable) == layout.table)
        assert place_of(operator, HeaderLine) == layout.header
        assert place_of(operator, Rule) == layout.rule
        assert place_of(operator, QueryLine) == layout.query
        panels = [place_of(operator, kind) for kind in (HeaderLine, FilterSidebar, DetailPane, Peek)]
        assert [place for place in panels if place] == [place for place in layout.panels if place.width * place.height]


async def test_the_detail_stands_where_it_is_asked_for() -> None:
    layout = layout_for(150, 45, sidebar=True, beside=True)
    assert layout is not None
    async with dashboard(MemoryStore([a_job(n) for n in range(1, 90)]), size=(150, 45)) as operator:
        await operator.press("D")
        await operator.until(lambda: place_of(operator, JobTable) == layout.table)
        assert place_of(operator, DetailPane) == layout.panels[2]


@pytest.mark.parametrize("size", [(LEAST[0] - 1, 40), (120, LEAST[1] - 1)], ids=str)
def test_there_is_none_where_there_is_no_room(size: tuple[int, int]) -> None:
    assert layout_for(*size, sidebar=True) is None
